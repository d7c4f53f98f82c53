from datetime import date

import pytest

from assistant.asking.question import understand
from assistant.asking.scope import narrow, on
from index.dates import find_dates
from index.types import Event, Filters

OUTLETS = ("Brindle Post", "Harbour Gazette", "Morning Gazette")
PEOPLE = ("Ada Holm", "Pavel Ruzic")
FEBRUARY = Event("feb", "call", date(2021, 2, 3), "stated", PEOPLE, ("gazette-feb", "post-feb"))
APRIL = Event("apr", "call", date(2021, 4, 20), "inferred", PEOPLE, ("gazette-apr",))
FAIR = Event("fair", "report", date(2021, 5, 2), "inferred", (), ("fair",))
UNDATED = Event("old", "report", None, None, (), ("old",))
EVENTS = (FEBRUARY, APRIL, FAIR, UNDATED)


def narrowed(text: str, filters: Filters | None = None) -> Filters | None:
    return narrow(understand(text, OUTLETS), filters or Filters(), EVENTS, OUTLETS)


def test_a_question_without_a_scope_leaves_the_filters_as_they_are() -> None:
    filters = Filters(since=date(2021, 3, 1))
    assert narrowed("How many barges passed the lock?", filters) == filters


@pytest.mark.parametrize(
    ("text", "documents"),
    [
        ("How many barges passed, in the February call?", {"gazette-feb", "post-feb"}),
        ("How many barges passed, in the call of 20 April 2021?", {"gazette-apr"}),
        ("What was said in the February and April calls?", {"gazette-feb", "post-feb", "gazette-apr"}),
        ("How many barges passed, in the first call of Ada Holm?", {"gazette-feb", "post-feb"}),
    ],
)
def test_the_calls_that_are_named_are_the_only_ones_looked_at(text: str, documents: set[str]) -> None:
    found = narrowed(text)
    assert found is not None
    assert set(found.document_ids or ()) == documents


@pytest.mark.parametrize(
    "text", ["How many barges passed, in the June call?", "How many barges passed, in the call of 21 April 2021?"]
)
def test_a_call_that_is_not_there_leaves_nothing_to_look_at(text: str) -> None:
    assert narrowed(text) is None


def test_what_was_said_in_a_month_is_looked_for_in_its_calls() -> None:
    found = narrowed("What did Ada Holm say in April?")
    assert found is not None
    assert found.document_ids == ("gazette-apr",)
    somewhere = narrowed("What did Ada Holm say in June?")
    assert somewhere is not None
    assert somewhere.document_ids is None


def test_outlets_are_narrowed_to_the_one_that_is_named() -> None:
    found = narrowed("How many barges passed according to the Harbour Gazette?")
    assert found is not None
    assert found.outlets == ("Harbour Gazette",)


def test_to_compare_with_one_outlet_the_others_are_needed_too() -> None:
    found = narrowed("How does the Harbour Gazette's report differ from the others?")
    assert found is not None
    assert found.outlets == ()


@pytest.mark.parametrize(
    ("names", "outlets"),
    [
        (("harbour gazette",), ("Harbour Gazette",)),
        (("Gazette",), ("Harbour Gazette", "Morning Gazette")),
        (("Post", "Morning Gazette"), ("Brindle Post", "Morning Gazette")),
    ],
)
def test_a_filter_names_an_outlet_in_full_or_by_words_of_its_name(
    names: tuple[str, ...], outlets: tuple[str, ...]
) -> None:
    found = narrowed("How many barges passed the lock?", Filters(outlets=names))
    assert found is not None
    assert set(found.outlets) == set(outlets)


@pytest.mark.parametrize("names", [("Evening Star",), ("the",), ("Gazette of Korrin",)])
def test_a_filter_for_an_outlet_that_is_not_there_leaves_nothing(names: tuple[str, ...]) -> None:
    assert narrowed("How many barges passed the lock?", Filters(outlets=names)) is None


def test_filter_and_question_must_agree() -> None:
    asked = "How many barges passed according to the Harbour Gazette, in the February call?"
    assert narrowed(asked, Filters(outlets=("Brindle Post",))) is None
    assert narrowed(asked, Filters(document_ids=("gazette-apr",))) is None
    both = narrowed(asked, Filters(outlets=("gazette",), document_ids=("gazette-feb", "gazette-apr")))
    assert both is not None
    assert (both.outlets, both.document_ids) == (("Harbour Gazette",), ("gazette-feb",))


@pytest.mark.parametrize(
    ("asked", "day", "fits"),
    [
        ("3 May 2021", date(2021, 5, 3), True),
        ("3 May", date(2020, 5, 3), True),
        ("May 2021", date(2021, 5, 31), True),
        ("May 2021", date(2020, 5, 31), False),
        ("3 May 2021", date(2021, 5, 4), False),
        ("in May", date(2021, 6, 3), False),
    ],
)
def test_what_words_leave_open_fits_any_day(asked: str, day: date, fits: bool) -> None:
    (mention,) = find_dates(asked)
    assert on(mention, day) is fits
