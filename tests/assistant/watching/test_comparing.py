"""What is compared with what, sentence by sentence."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from assistant.sentences.reading import read
from assistant.watching.comparing import compare, same_value
from assistant.watching.measures import Measure, measures
from tests.assistant.papers import document

if TYPE_CHECKING:
    from index.lexicon import Lexicon

MAY, JULY = date(2024, 5, 3), date(2024, 7, 20)


def measured(text: str) -> Measure:
    (one,) = measures(read(document(text)), 0)
    return one


def outcome(lexicon: Lexicon, one: str, other: str, on: date = MAY, other_on: date = JULY) -> str | None:
    readings = (read(document(one, "one", published_on=on)), read(document(other, "other", published_on=other_on)))
    (first,), (second,) = (measures(reading, 0) for reading in readings)
    return compare(first, second, readings, (0, 0), lexicon)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("About 980 cars crossed the Maren bridge.", "Exactly 984 cars crossed the Maren bridge.", True),
        ("More than 4,700 cars crossed the bridge.", "A total of 4,712 cars crossed the bridge.", True),
        ("Nearly 3,000 cars crossed the bridge.", "In all 2,987 cars crossed the bridge.", True),
        ("Some 1.2 million cars crossed the bridge.", "In all 1,204,000 cars crossed the bridge.", True),
        ("About 980 cars crossed the bridge.", "About 990 cars crossed the bridge.", True),  # 1% apart
        ("About 980 cars crossed the bridge.", "Exactly 1,020 cars crossed the bridge.", False),
        ("In all 20 cars crossed the bridge.", "In all 23 cars crossed the bridge.", False),  # neither is rounded
        ("More than 4,700 cars crossed the bridge.", "More than 9,400 cars crossed the bridge.", False),
    ],
)
def test_a_rounded_amount_is_what_it_was_rounded_from(one: str, other: str, *, same: bool) -> None:
    assert same_value(measured(one), measured(other)) is same
    assert same_value(measured(other), measured(one)) is same


SINCE = "The ferry to Norhavn has carried {} cars since March."


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (SINCE.format("1,200"), SINCE.format("4,500"), "other"),
        (SINCE.format("1,200"), SINCE.format("1,200"), "same"),
        (SINCE.format("1,200"), "The ferry to Norhavn has carried 4,500 cars since May.", None),
        (SINCE.format("1,200"), "The ferry to Korrin has carried 4,500 cars since March.", None),
        (SINCE.format("1,200"), "The ferry to Norhavn has carried 4,500 goats since March.", None),
        (SINCE.format("1,200"), "The ferry to Norhavn will carry 4,500 cars since March.", None),
        (SINCE.format("1,200"), "The ferry to Norhavn has not carried 4,500 cars since March.", None),
        (SINCE.format("1,200"), "The ferry to Norhavn has damaged 4,500 cars since March.", None),
        ("Norhavn had 1,200 tonnes of salt in total.", "Norhavn had 4,500 tonnes of fish in total.", None),
        ("A storm in Norhavn damaged 12 roofs on Monday.", "A storm in Norhavn damaged 40 roofs on Friday.", None),
    ],
)
def test_only_amounts_of_the_same_are_compared(lexicon: Lexicon, one: str, other: str, expected: str | None) -> None:
    assert outcome(lexicon, one, other) == expected
    assert outcome(lexicon, other, one) == expected


def test_what_befell_people_on_one_day_is_compared_and_on_two_days_is_not(lexicon: Lexicon) -> None:
    one, other = "A fire in Norhavn injured 12 workers.", "A fire in Norhavn injured 31 workers."
    assert outcome(lexicon, one, other, MAY, MAY) == "other"
    assert outcome(lexicon, one, other, MAY, JULY) is None


def test_a_toll_counts_the_dead(lexicon: Lexicon) -> None:
    one = "At least 14 people have died in the floods in the Korrin valley."
    other = "The death toll from the floods in the Korrin valley has risen to 23."
    assert outcome(lexicon, one, other, date(2024, 7, 2), date(2024, 7, 5)) == "other"


@pytest.mark.parametrize(
    "text",
    [
        "Another 300 boats left Norhavn.",
        "Some 300 more boats left Norhavn.",
        "Jan Roe worked for 30 years in Norhavn.",
        "Between 200 and 300 boats left Norhavn.",
        "One boat left Norhavn.",
        "Of the crew 5% sail, 6% row, 7% cook, 8% sleep, 9% sing and 10% mend nets.",
    ],
)
def test_what_measures_nothing_by_itself_is_passed_over(text: str) -> None:
    assert measures(read(document(text)), 0) == ()
