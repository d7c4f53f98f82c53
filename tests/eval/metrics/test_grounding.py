from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from eval.metrics.grounding import measure
from tests.eval.metrics.harbour import abstained, answered, cite, expecting, paper, seen, values

MAY = paper("may", "Ada Holm spoke on 3 May 2024.", "Some 212 boats left Norhavn.", "It rained on Norhavn.")
JUNE = paper("june", "The harbour reopened.", "By June, 340 boats had left.")
JULY = paper("july", "Nothing was said of boats.")

IN_MAY = cite(MAY, "212 boats")
IN_JUNE = cite(JUNE, "340 boats", 2)
IN_JULY = cite(JULY, "of boats", 3)


def grounding(case: Any, *said: str, citations: Any, related: Any = ()) -> dict[str, float]:
    answer = answered(*said, citations=citations, related=related)
    return values(measure, seen(case, answer, MAY, JUNE, JULY))


def test_the_share_of_quotes_that_stand_where_they_say() -> None:
    """Of three cited and one offered, the offset of one and the words of another are wrong."""
    shifted = replace(IN_JUNE, start=IN_JUNE.start + 1, end=IN_JUNE.end + 1)
    reworded = replace(IN_JULY, quote="on boats")
    measured = grounding(expecting(), citations=(IN_MAY, shifted, IN_JULY), related=(reworded,))
    assert measured["quotes_exact"] == 0.5


def test_a_quote_of_a_document_that_is_not_there_is_not_exact() -> None:
    measured = grounding(expecting(), citations=(replace(IN_MAY, document_id="august"),))
    assert measured["quotes_exact"] == 0.0


def test_what_an_abstention_offers_is_held_to_its_quotes_and_to_nothing_else() -> None:
    case = expecting(status="abstained", evidence=["may"])
    measured = values(measure, seen(case, abstained(related=(IN_MAY,)), MAY))
    assert measured == {"quotes_exact": 1.0}
    assert values(measure, seen(case, abstained(), MAY)) == {}


def test_cited_documents_are_held_against_evidence_each_document_once() -> None:
    """Cited are may (twice), june and july; evidence are may, june and two that are not cited."""
    again = cite(MAY, "Norhavn", 4)
    case = expecting(evidence=["may", "june", "august", "september"])
    measured = grounding(case, citations=(IN_MAY, IN_JUNE, IN_JULY, again))
    assert measured["citation_precision"] == pytest.approx(2 / 3)
    assert measured["citation_recall"] == pytest.approx(2 / 4)


def test_a_document_with_two_quotes_in_evidence_is_one_document() -> None:
    quotes = [{"document": "may", "quote": "212 boats"}, {"document": "may", "quote": "It rained"}, "june"]
    measured = grounding(expecting(evidence=quotes), citations=(IN_MAY,))
    assert measured["citation_recall"] == 0.5


def test_one_of_the_alternatives_that_must_be_cited_is_enough() -> None:
    """Two are to be cited: may or june, and august. Both citations are good."""
    case = expecting(must_cite=[["may", "june"], "august"])
    measured = grounding(case, citations=(IN_MAY, IN_JUNE))
    assert measured["citation_precision"] == 1.0
    assert measured["citation_recall"] == 0.5


def test_the_evidence_decides_where_it_is_named_beside_what_must_be_cited() -> None:
    case = expecting(evidence=["may"], must_cite=["june"])
    assert grounding(case, citations=(IN_JUNE,))["citation_recall"] == 0.0


def test_an_answer_that_cites_nothing_has_no_precision_and_recalls_nothing() -> None:
    measured = grounding(expecting(evidence=[{"document": "may", "quote": "212 boats"}]), citations=())
    assert measured == {"citation_recall": 0.0, "quote_recall": 0.0}


def test_quotes_are_held_against_quotes() -> None:
    """Three quotes of two documents are gold. Cited are one of them, another place of may, and july."""
    gold = [
        {"document": "may", "quote": "Some 212 boats left"},
        {"document": "may", "quote": "It rained"},
        {"document": "june", "quote": "340 boats"},
    ]
    citations = (IN_MAY, cite(MAY, "Ada Holm spoke", 2), IN_JULY)
    measured = grounding(expecting(evidence=gold), citations=citations)
    assert measured["quote_precision"] == pytest.approx(1 / 3)
    assert measured["quote_recall"] == pytest.approx(1 / 3)
    assert measured["citation_recall"] == pytest.approx(1 / 2)


def test_a_citation_of_gold_that_names_no_quote_is_precise() -> None:
    """The recall of quotes is of the one that is named."""
    measured = grounding(expecting(evidence=["july", {"document": "may", "quote": "It rained"}]), citations=(IN_JULY,))
    assert measured["quote_precision"] == 1.0
    assert measured["quote_recall"] == 0.0


def test_a_quote_that_its_document_does_not_hold_is_not_asked_for() -> None:
    gold = [{"document": "may", "quote": "999 boats"}, {"document": "june", "quote": "340 boats"}]
    measured = grounding(expecting(evidence=gold), citations=(IN_JUNE,))
    assert measured["quote_recall"] == 1.0
    assert measured["citation_recall"] == 0.5


@pytest.mark.parametrize("gold", [["may"], [{"document": "may", "quote": "999 boats"}]])
def test_quotes_are_measured_only_where_one_can_be_found(gold: list[object]) -> None:
    measured = grounding(expecting(evidence=gold), citations=(IN_MAY,))
    assert {"quote_precision", "quote_recall"}.isdisjoint(measured)
    assert measured["citation_precision"] == 1.0


def test_the_share_of_statements_with_a_number_a_date_or_a_name_of_their_own() -> None:
    """Of four statements two have a number of their own, one of these a day, and another a name."""
    one = [replace(IN_MAY, number=number) for number in range(1, 5)]
    said = ("Some 212 boats left.", "Some 999 boats left.", "They left on 7 May 2024.", "It was said by Jens Dahl.")
    measured = grounding(expecting(), *said, citations=one)
    assert measured["unsupported_numbers"] == 0.5
    assert measured["unsupported_dates"] == 0.25
    assert measured["unsupported_names"] == 0.25


def test_statements_that_say_what_their_documents_say_have_nothing_unsupported() -> None:
    measured = grounding(expecting(), "On 3 May 2024, 212 boats left Norhavn.", citations=(IN_MAY,))
    assert [measured[f"unsupported_{kind}"] for kind in ("numbers", "dates", "names")] == [0.0, 0.0, 0.0]


def test_an_error_in_place_of_an_answer_has_no_grounds_to_measure() -> None:
    assert values(measure, seen(expecting(evidence=["may"]), None, MAY)) == {}
