import pytest
from hypothesis import given, settings

from assistant.asking.asked import asked_dates, capitalised_months, terms
from assistant.sentences.words import words
from tests.assistant.hostile import hostile


def dates(text: str) -> list[tuple[int | None, int | None, int | None]]:
    return [(d.year, d.month, d.day) for d in asked_dates(text)]


@settings(deadline=None)
@given(hostile())
def test_dates_stand_where_they_say_and_months_keep_the_length(text: str) -> None:
    assert len(capitalised_months(text)) == len(text)
    assert capitalised_months(text).lower() == text.lower()
    assert all(text[d.start : d.end] == d.text for d in asked_dates(text))


def test_a_month_typed_small_is_a_month_after_a_word_that_leads_to_one() -> None:
    assert capitalised_months("what happened in march") == "what happened in March"
    assert capitalised_months("did they march on the town") == "did they march on the town"


def test_a_text_with_capitals_of_its_own_is_left_alone_where_it_names_no_month() -> None:
    assert capitalised_months("Did Ada march on the town?") == "Did Ada march on the town?"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Who sailed on 3 May 2021?", [(2021, 5, 3)]),
        ("What did the January and March calls say?", [(None, 1, None), (None, 3, None)]),
        ("How many of the 2021 shipments arrived?", [(2021, None, None)]),
        ("Who may speak at the call?", []),
        ("How many of the 1,950 kettles were sold?", []),
        ("Was it $2021?", []),
    ],
)
def test_the_dates_of_a_question_are_found(text: str, expected: list[tuple[int | None, ...]]) -> None:
    assert dates(text) == expected


def asked(text: str, taken: tuple[tuple[int, int], ...] = ()) -> dict[str, tuple[bool, bool]]:
    return {term.text: (term.name, term.frame) for term in terms(words(text), taken)}


def test_names_framing_words_and_content_are_told_apart() -> None:
    found = asked("What did Ada Holm report about the barges?")
    assert found["Holm"] == (True, False)
    assert found["report"] == (False, True)
    assert found["barges"] == (False, False)
    assert not {"What", "did", "about", "the"} & found.keys()


def test_the_first_word_is_no_name_for_its_capital_alone() -> None:
    assert asked("Barges of Korrin") == {"Barges": (False, False), "Korrin": (True, False)}


def test_a_country_typed_small_is_a_name() -> None:
    assert asked("how many ships from norway")["norway"] == (True, False)


def test_what_is_taken_for_the_scope_is_left_out_and_each_word_comes_once() -> None:
    assert list(asked("ferry and ferries of Korrin", taken=((21, 27),))) == ["ferry"]
