from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.sentences.quantities import find_quantities
from index.dates import find_dates
from tests.assistant.hostile import hostile


@settings(deadline=None)
@given(hostile())
def test_every_amount_stands_where_it_says(text: str) -> None:
    found = find_quantities(text, find_dates(text))
    assert all(text[q.start : q.end] == q.text for q in found)
    assert all(before.end <= after.start for before, after in pairwise(found))


@given(st.integers(0, 10**12), st.sampled_from(["", "some ", "more than ", "at least ", "no fewer than "]))
def test_a_number_in_digits_is_read_with_and_without_separators(number: int, qualifier: str) -> None:
    for written in (f"{number}", f"{number:,}"):
        (found,) = find_quantities(f"They counted {qualifier}{written} barges.")
        assert (found.number, found.text) == (number, f"{qualifier}{written}")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("twelve kettles", 12),
        ("twenty-one kettles", 21),
        ("two dozen kettles", 24),
        ("a dozen kettles", 12),
        ("three hundred kettles", 300),
        ("1.5 million kettles", 1_500_000),
        ("5 mln kettles", 5_000_000),
        ("half the kettles", 0.5),
        ("a hundred kettles", 100),
        ("one kettle was sold", 1),
        ("3.25 kettles", 3.25),
    ],
)
def test_numbers_in_words_and_scales_have_their_value(text: str, number: float) -> None:
    assert [q.number for q in find_quantities(text)] == [number]


@pytest.mark.parametrize(
    ("text", "written", "unit"),
    [
        ("The price rose by 5% in May", "5%", "%"),
        ("It rose by 5 per cent", "5 per cent", "per cent"),
        ("It cost $40 a ton", "$40", "$"),
        ("It cost € 40 a ton", "€ 40", "€"),
        ("The canal is 12 km long", "12 km", "km"),
        ("They ate 12 meals", "12", None),
    ],
)
def test_a_unit_that_is_glued_to_the_number_belongs_to_it(text: str, written: str, unit: str | None) -> None:
    (found,) = find_quantities(text)
    assert (found.text, found.unit) == (written, unit)


@pytest.mark.parametrize(
    "qualifier",
    ["more than", "less than", "no fewer than", "at least", "up to", "just over", "nearly", "some", "as many as"],
)
def test_how_exactly_an_amount_is_meant_is_part_of_its_text(qualifier: str) -> None:
    (found,) = find_quantities(f"The ferry carried {qualifier} 40 cars.")
    assert (found.text, found.number) == (f"{qualifier} 40", 40)


@pytest.mark.parametrize(
    "text",
    [
        "under Article 5 of the charter",
        "Resolution 2758 was read out",
        "quay No. 7 was closed",
        "the code AB-12 and x86",
        "at 14:30 by the clock",
        "one of them left",
        "the lock 3/4 shut",
    ],
)
def test_what_only_looks_like_an_amount_is_none(text: str) -> None:
    assert find_quantities(text) == ()


def test_the_numbers_of_a_date_are_no_amounts() -> None:
    text = "On 3 May 2021 some 40 cars crossed; by June 7, 55 had."
    assert [q.number for q in find_quantities(text, find_dates(text))] == [40, 55]


def test_several_amounts_come_in_order() -> None:
    text = "some 212 barges, of which over 150 carried grain and over 60 timber"
    assert [q.text for q in find_quantities(text)] == ["some 212", "over 150", "over 60"]
