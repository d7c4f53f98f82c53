from __future__ import annotations

import pytest

from eval.metrics.places import Stretch, slots, standing
from tests.eval.metrics.harbour import expecting, paper, seen

MAY = paper("may", "Some 212 boats left Norhavn.", "Others stayed in Norhavn.")
JUNE = paper("june", "By June, 340 boats had left.")


@pytest.mark.parametrize(
    ("quote", "text", "places"),
    [
        ("left Norhavn", "They left Norhavn.", [(5, 17)]),
        ("left Norhavn", "They left\n  Norhavn.", [(5, 19)]),
        ("left \n Norhavn", "They left Norhavn.", [(5, 17)]),
        ("LEFT norhavn", "They left Norhavn.", [(5, 17)]),
        ('"left" Ada\'s', "They “left” Ada’s harbour.", [(5, 17)]),
        ("some (212)", "It was some (212).", [(7, 17)]),
        ("left.", "They left.Then came rain.", [(5, 10)]),
        ("Nor", "Norhavn", []),
        ("havn", "Norhavn", []),
        ("boat", "boats, a boat", [(9, 13)]),
        ("980", "1,980 and 980,000 and 980.5", []),
        ("980", "980. Of 980, none.", [(0, 3), (8, 11)]),
        ("Norhavn", "Norhavn and Norhavn", [(0, 7), (12, 19)]),
        ("İstanbul", "To İstanbul", [(3, 11)]),
    ],
)
def test_a_quote_stands_wherever_its_words_do_whole(quote: str, text: str, places: list[tuple[int, int]]) -> None:
    assert list(standing(quote, text)) == places


@pytest.mark.parametrize(
    ("other", "overlaps"),
    [
        (Stretch("may", 9, 12), True),
        (Stretch("may", 0, 6), True),
        (Stretch("may", 10, 12), False),
        (Stretch("may", 0, 5), False),
        (Stretch("june", 5, 10), False),
    ],
)
def test_stretches_overlap_where_they_share_a_character(other: Stretch, *, overlaps: bool) -> None:
    assert Stretch("may", 5, 10).overlaps(other) is overlaps
    assert other.overlaps(Stretch("may", 5, 10)) is overlaps


def test_a_quote_of_a_document_is_looked_for_in_that_alone() -> None:
    case = expecting(evidence=[{"document": "may", "quote": "boats"}])
    ((gold,),) = slots(seen(case, None, MAY, JUNE))
    assert gold.places == (Stretch("may", 9, 14),)
    assert gold.documents == {"may"}
    assert gold.quoted


def test_a_quote_of_any_document_is_looked_for_in_all() -> None:
    ((gold,),) = slots(seen(expecting(evidence=[{"quote": "boats"}]), None, MAY, JUNE))
    assert gold.places == (Stretch("may", 9, 14), Stretch("june", 13, 18))
    assert gold.documents == {"may", "june"}


def test_a_document_without_a_quote_stands_in_the_whole_of_itself_and_is_no_quote() -> None:
    ((gold,),) = slots(seen(expecting(evidence=["june"]), None, MAY, JUNE))
    assert gold.places == (Stretch("june", 0, 28),)
    assert not gold.quoted


def test_a_quote_that_its_document_does_not_hold_cannot_be_found_but_the_document_can() -> None:
    ((gold,),) = slots(seen(expecting(evidence=[{"document": "may", "quote": "999 boats"}]), None, MAY))
    assert gold.documents == {"may"}
    assert not gold.quoted


def test_a_quote_that_nothing_at_hand_holds_was_not_found() -> None:
    ((gold,),) = slots(seen(expecting(evidence=[{"quote": "999 boats"}]), None, MAY))
    assert (gold.places, gold.documents) == ((), frozenset())
    assert gold.quoted


def test_all_evidence_is_wanted_each_once() -> None:
    case = expecting(evidence=["may", "june", "may"], must_cite=["july"])
    assert [[gold.cited.document for gold in slot] for slot in slots(seen(case, None))] == [["may"], ["june"]]


def test_of_what_must_be_cited_one_alternative_is_wanted() -> None:
    case = expecting(must_cite=[["may", "june"], "july"])
    assert [[gold.cited.document for gold in slot] for slot in slots(seen(case, None))] == [["may", "june"], ["july"]]
