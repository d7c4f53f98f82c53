from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.dates import find_dates

TUESDAY = date(2023, 1, 24)


def numbers(text: str, reference: date | None = None) -> list[tuple[int | None, int | None, int | None]]:
    return [(d.year, d.month, d.day) for d in find_dates(text, reference=reference)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On March 21 the minister called.", (None, 3, 21)),
        ("21 March 2023", (2023, 3, 21)),
        ("on March 5, 2023, two men", (2023, 3, 5)),
        ("since Dec. 12, 2022", (2022, 12, 12)),
        ("24.01.2023 - Update", (2023, 1, 24)),
        ("date 2023-01-23 On", (2023, 1, 23)),
        ("2023-01-23T10:11:12Z", (2023, 1, 23)),
        ("in December 2022", (2022, 12, None)),
        ("a January 2021 pact", (2021, 1, None)),
        ("made in 2021.", (2021, None, None)),
        ("in the fall of 2020, after", (2020, None, None)),
        ("22 March 2023 - 08:01", (2023, 3, 22)),
        ("the 1st of May", (None, 5, 1)),
        ("MARCH 21, 2023", (2023, 3, 21)),
        ("Sept. 1", (None, 9, 1)),
        ("in the January call", (None, 1, None)),
        ("how many by march?", (None, 3, None)),
        ("in the march call", (None, 3, None)),
        ("on march 21", (None, 3, 21)),
        ("Mon, 23 Jan 2023 10:00", (2023, 1, 23)),
        ("March 21, 2,000 vehicles", (None, 3, 21)),
        ("12\u00a0December\u00a02022", (2022, 12, 12)),
        ("March 21-23, 2023", (2023, 3, 21)),
        ("12/31/2022", (2022, 12, 31)),
        ("31/12/2022", (2022, 12, 31)),
        ("03/04/2023", (2023, 3, 4)),
    ],
)
def test_a_date_as_written_gives_what_it_says_and_no_more(
    text: str, expected: tuple[int | None, int | None, int | None]
) -> None:
    assert numbers(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "They may 5 times a day.",
        "May I ask?",
        "The troops march 20 miles.",
        "the March on Rome",
        "Second, the road.",
        "more than 4,700 vehicles and 10,000 men",
        "in 2,021 cases",
        "the 2010s",
        "version 1.2.3 at 10.10.10.10",
        "April Jones spoke",
        "February 30",
        "they won 3-2-10",
        "a decade of march music",
    ],
)
def test_numbers_verbs_and_names_are_no_dates(text: str) -> None:
    assert numbers(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("late on Monday", (2023, 1, 23)),
        ("on Tuesday", (2023, 1, 24)),
        ("last Tuesday", (2023, 1, 17)),
        ("next Monday", (2023, 1, 30)),
        ("yesterday", (2023, 1, 23)),
        ("last night", (2023, 1, 23)),
        ("today", (2023, 1, 24)),
        ("two days ago", (2023, 1, 22)),
        ("last week", (2023, 1, None)),
        ("last month", (2022, 12, None)),
        ("3 years ago", (2020, None, None)),
    ],
)
def test_relative_words_are_counted_from_the_reference_day(
    text: str, expected: tuple[int | None, int | None, int | None]
) -> None:
    (found,) = find_dates(text, reference=TUESDAY)
    assert (found.year, found.month, found.day) == expected
    assert found.relative


def test_relative_words_stay_open_without_a_reference_day() -> None:
    (found,) = find_dates("late on Monday")
    assert found.relative
    assert found.as_date() is None


def test_a_weekday_before_its_date_is_not_a_second_date() -> None:
    assert numbers("on Monday, January 23, 2023", TUESDAY) == [(2023, 1, 23)]


def test_slashed_dates_are_day_first_where_another_one_shows_it() -> None:
    assert numbers("from 03/04/2023 to 24/04/2023") == [(2023, 4, 3), (2023, 4, 24)]


def test_only_a_full_date_is_a_calendar_day() -> None:
    full, partial = find_dates("5 March 2023 and March 21")
    assert full.as_date() == date(2023, 3, 5)
    assert partial.as_date() is None


@given(
    st.dates(date(1900, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%d.%m.%Y"]),
)
def test_every_day_is_read_back_from_every_full_form(day: date, form: str) -> None:
    assert [d.as_date() for d in find_dates(f"It was on {day.strftime(form)} in town.")] == [day]


@given(st.text(alphabet=st.characters(), max_size=200) | st.text(alphabet="0123456789./- may mar,ch2st", max_size=80))
def test_offsets_point_at_the_words_in_any_text(text: str) -> None:
    end = 0
    for found in find_dates(text, reference=TUESDAY):
        assert text[found.start : found.end] == found.text
        assert end <= found.start < found.end
        end = found.end
        found.as_date()
