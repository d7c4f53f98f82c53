from __future__ import annotations

import pytest

from eval.metrics.retrieval import measure, ranked
from tests.eval.metrics.harbour import abstained, expecting, found, paper, seen, values

ALL = {"hit@1", "hit@4", "hit@10", "recall@1", "recall@4", "recall@10", "mrr@10", "map@10", "ndcg@10"}

MAY = paper("may", "Ada Holm spoke.", "Some 212 boats left Norhavn.", "It rained on Norhavn.")
JUNE = paper("june", "The harbour reopened.", "By June, 340 boats had left.")
JULY = paper("july", "Nothing was said of boats.")


def test_every_measure_of_a_ranking_is_as_computed_by_hand() -> None:
    """Wanted are a, b and z; a stands second, b fourth, z nowhere.

    MAP: (1/2 + 2/4 + 0) / 3 = 1/3.
    DCG: 1/log2(3) + 1/log2(5) = 0.63093 + 0.43068 = 1.06161; at best 1 + 1/log2(3) + 1/log2(4) = 2.13093.
    """
    measured = ranked(["x", "a", "y", "b", "w"], frozenset("abz"))
    expected = {
        "hit@1": 0.0,
        "hit@4": 1.0,
        "hit@10": 1.0,
        "recall@1": 0.0,
        "recall@4": 2 / 3,
        "recall@10": 2 / 3,
        "mrr@10": 1 / 2,
        "map@10": 1 / 3,
        "ndcg@10": 1.06161 / 2.13093,
    }
    assert measured == pytest.approx(expected, abs=1e-5)


def test_a_perfect_ranking_measures_one_but_for_what_one_place_cannot_hold() -> None:
    measured = ranked(["a", "b", "x"], frozenset("ab"))
    assert measured == pytest.approx({**dict.fromkeys(ALL, 1.0), "recall@1": 0.5})


def test_what_stands_eleventh_is_not_among_the_first_ten() -> None:
    others = [str(number) for number in range(9)]
    assert ranked([*others, "a"], frozenset("a"))["mrr@10"] == pytest.approx(1 / 10)
    assert ranked([*others, "x", "a"], frozenset("a")) == dict.fromkeys(ALL, 0.0)


def test_what_is_ranked_twice_counts_at_its_first_place() -> None:
    assert ranked(["a", "x", "y", "a"], frozenset("a"))["mrr@10"] == 1.0


def test_nothing_found_measures_zero() -> None:
    assert ranked([], frozenset("a")) == dict.fromkeys(ALL, 0.0)


def test_nothing_wanted_measures_nothing() -> None:
    assert ranked(["a"], frozenset()) == {}


def test_documents_rank_by_their_best_passage_and_passages_by_themselves() -> None:
    """June's second passage stands third; june itself second, since both before it are of may."""
    case = expecting(evidence=[{"document": "june", "quote": "340 boats"}])
    ranking = (found(MAY, 0), found(MAY, 2), found(JUNE, 1), found(JULY, 0))
    measured = values(measure, seen(case, abstained(), MAY, JUNE, found=ranking))
    assert measured["document.mrr@10"] == pytest.approx(1 / 2)
    assert measured["passage.mrr@10"] == pytest.approx(1 / 3)


def test_another_passage_of_the_right_document_is_the_right_document_only() -> None:
    case = expecting(evidence=[{"document": "june", "quote": "340 boats"}])
    measured = values(measure, seen(case, None, JUNE, found=(found(JUNE, 0),)))
    assert measured["document.hit@1"] == 1.0
    assert measured["passage.hit@10"] == 0.0


def test_a_quote_across_two_passages_wants_both() -> None:
    case = expecting(evidence=[{"document": "may", "quote": "left Norhavn. It rained"}])
    measured = values(measure, seen(case, None, MAY, found=(found(MAY, 2), found(MAY, 0))))
    assert measured["passage.recall@4"] == pytest.approx(1 / 2)


def test_words_that_stand_in_several_passages_want_each_of_them() -> None:
    case = expecting(evidence=[{"document": "may", "quote": "Norhavn"}])
    measured = values(measure, seen(case, None, MAY, found=(found(MAY, 2),)))
    assert measured["passage.recall@1"] == pytest.approx(1 / 2)
    assert measured["passage.hit@1"] == 1.0


def test_a_quote_of_no_named_document_wants_the_documents_that_hold_it() -> None:
    case = expecting(evidence=[{"quote": "boats"}])
    measured = values(measure, seen(case, None, MAY, JUNE, JULY, found=(found(JULY, 0), found(MAY, 0))))
    assert measured["document.recall@4"] == pytest.approx(2 / 3)
    assert measured["passage.recall@4"] == pytest.approx(1 / 3)


def test_a_quote_that_nothing_found_holds_was_not_found() -> None:
    case = expecting(evidence=[{"quote": "999 boats"}])
    measured = values(measure, seen(case, None, JULY, found=(found(JULY, 0),)))
    assert measured == {f"{unit}.{name}": 0.0 for unit in ("document", "passage") for name in ALL}


def test_each_quote_that_nothing_found_holds_is_wanted_by_itself() -> None:
    case = expecting(evidence=[{"quote": "999 boats"}, {"quote": "998 boats"}, {"quote": "340 boats"}])
    measured = values(measure, seen(case, None, JUNE, found=(found(JUNE, 1),)))
    assert measured["document.recall@1"] == pytest.approx(1 / 3)
    assert measured["passage.recall@1"] == pytest.approx(1 / 3)


@pytest.mark.parametrize("evidence", ["may", {"document": "may", "quote": "999 boats"}])
def test_passages_are_measured_only_where_a_quote_can_be_found(evidence: object) -> None:
    measured = values(measure, seen(expecting(evidence=[evidence]), None, MAY, found=(found(MAY, 0),)))
    assert set(measured) == {f"document.{name}" for name in ALL}
    assert measured["document.hit@1"] == 1.0


def test_a_document_that_is_not_in_the_archive_is_wanted_all_the_same() -> None:
    measured = values(measure, seen(expecting(evidence=["august"]), None, found=(found(MAY, 0),)))
    assert measured["document.recall@10"] == 0.0


def test_where_no_evidence_is_named_what_must_be_cited_is_wanted() -> None:
    measured = values(measure, seen(expecting(must_cite=[["may", "june"]]), None, MAY, JUNE, found=(found(JUNE, 0),)))
    assert measured["document.hit@1"] == 1.0
    assert measured["document.recall@1"] == 0.5


def test_nothing_is_measured_where_nothing_was_searched_for_or_no_gold_is_known() -> None:
    assert values(measure, seen(expecting(evidence=["may"]), abstained(), MAY, found=None)) == {}
    assert values(measure, seen(expecting(), abstained(), MAY, found=(found(MAY, 0),))) == {}
