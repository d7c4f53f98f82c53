"""Amounts as they are read off a sentence, however they are written."""

from __future__ import annotations

import pytest

from assistant.verified.figures import Figure, figures


def first(text: str) -> Figure:
    return figures(text)[0]


@pytest.mark.parametrize("text", ["The plant made 5.4 gigawatt-hours.", "The plant made 5.4 gigawatt hours."])
def test_watt_hours_are_one_unit_in_words_and_in_short(text: str) -> None:
    assert (first(text).number, first(text).unit) == (5.4, first("The plant made 5.4 GWh.").unit)
    assert first(text).unit != first("The plant made 5.4 gigawatts.").unit


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("It lost three weeks or more.", "up"),
        ("It lost three weeks or less.", "down"),
        ("It lost at least three weeks.", "up"),
        ("It lost three weeks.", ""),
    ],
)
def test_a_bound_may_stand_behind_its_amount(text: str, direction: str) -> None:
    assert first(text).direction == direction


def test_a_unit_may_stand_behind_the_noun_that_tells_of_what() -> None:
    assert first("She had 11,200 flight hours.").unit == first("She had flown 11,200 hours.").unit == "hour"


def test_what_another_amount_is_higher_than_is_a_former_one() -> None:
    now, before = figures("Turnout was 64 per cent, higher than the 59 per cent of the last vote.")
    assert (now.former, before.former) == (False, True)
