from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assistant.types import Answer, Discrepancy, DiscrepancyValue
from eval.metrics.discrepancies import measure
from tests.eval.metrics.harbour import abstained, answered, expecting, seen, values

MAY = DiscrepancyValue("some 212 boats", 212, "boats", date(2024, 5, 3), None, (1,))
JUNE = DiscrepancyValue("more than 1,340", 1340, "boats", date(2024, 6, 9), None, (2,))
SERIES = Discrepancy("series", "boats", "The figures are of different dates.", (MAY, JUNE))
SHOWS = answered("212 boats left.", discrepancies=(SERIES,))


def recall(answer: Answer | None, *expected: dict[str, object]) -> float:
    return values(measure, seen(expecting(discrepancies=expected), answer))["recall"]


@pytest.mark.parametrize(
    ("expected", "value"),
    [
        ([{"kind": "series", "values": ["212", "1,340"]}], 1.0),
        ([{"kind": "series", "values": ["212", "999", "1340", "998"]}], 2 / 4),
        ([{"kind": "series", "values": ["212"], "dates": ["2024-05-03", "2024-07-01"]}], 2 / 3),
        ([{"kind": "series", "values": ["212"]}, {"kind": "conflict", "values": ["212", "1340"]}], 1 / 3),
        ([{"kind": "series"}], 1.0),
        ([{"kind": "wording"}], 0.0),
    ],
)
def test_recall_is_over_the_values_and_dates_of_all_that_is_expected(
    expected: list[dict[str, object]], value: float
) -> None:
    assert recall(SHOWS, *expected) == pytest.approx(value)


@pytest.mark.parametrize("answer", [None, abstained(), replace(SHOWS, discrepancies=())])
def test_what_is_not_shown_is_not_recalled(answer: Answer | None) -> None:
    assert recall(answer, {"kind": "series", "values": ["212"]}) == 0.0


@pytest.mark.parametrize(
    ("unwanted", "answer", "alarm"),
    [
        (["conflict", "series"], SHOWS, 1.0),
        (["conflict"], SHOWS, 0.0),
        (["series"], replace(SHOWS, discrepancies=(SERIES, SERIES)), 1.0),
        (["series"], abstained(), 0.0),
    ],
)
def test_a_disagreement_that_must_not_be_shown_is_a_false_alarm(
    unwanted: list[str], answer: Answer, alarm: float
) -> None:
    assert values(measure, seen(expecting(no_discrepancies=unwanted), answer)) == {"false_alarms": alarm}


def test_nothing_is_measured_where_nothing_is_expected_or_an_error_came() -> None:
    assert values(measure, seen(expecting(), SHOWS)) == {}
    assert values(measure, seen(expecting(no_discrepancies=["series"]), None)) == {}
