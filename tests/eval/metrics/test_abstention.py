from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest

from eval.metrics.abstention import measure
from eval.metrics.statistics import FALSE_NEGATIVE, FALSE_POSITIVE, TRUE_NEGATIVE, TRUE_POSITIVE, f1, mean
from eval.score import Failure
from tests.eval.metrics.harbour import abstained, answered, expecting, seen, values

if TYPE_CHECKING:
    from assistant.types import Answer

SAID = answered("212 boats left.", score=0.75)
SILENT = abstained(score=0.25)


@pytest.mark.parametrize(
    ("due", "answer", "expected"),
    [
        (
            "abstained",
            SILENT,
            {"outcome": TRUE_POSITIVE, "precision": 1.0, "recall": 1.0, "score": 0.25, "answerable": 0.0},
        ),
        ("abstained", SAID, {"outcome": FALSE_NEGATIVE, "recall": 0.0, "score": 0.75, "answerable": 0.0}),
        (
            "answered",
            SILENT,
            {
                "outcome": FALSE_POSITIVE,
                "precision": 0.0,
                "answered": 0.0,
                "answered_correctly": 0.0,
                "score": 0.25,
                "answerable": 1.0,
            },
        ),
        (
            "answered",
            SAID,
            {"outcome": TRUE_NEGATIVE, "answered": 1.0, "answered_correctly": 1.0, "score": 0.75, "answerable": 1.0},
        ),
        ("abstained", None, {"outcome": FALSE_NEGATIVE, "recall": 0.0}),
        ("answered", None, {"outcome": TRUE_NEGATIVE, "answered": 0.0, "answered_correctly": 0.0}),
    ],
)
def test_each_outcome_has_its_columns(due: str, answer: Answer | None, expected: dict[str, float]) -> None:
    assert values(measure, seen(expecting(status=due), answer)) == expected


def test_an_answer_that_is_not_as_expected_is_answered_but_not_correctly() -> None:
    failure = Failure("must_include", "212", "not in text")
    measured = values(measure, seen(expecting(status="answered"), SAID, failures=(failure,)))
    assert (measured["answered"], measured["answered_correctly"]) == (1.0, 0.0)


def test_nothing_is_measured_where_no_status_is_expected() -> None:
    assert values(measure, seen(expecting(), SILENT)) == {}


def test_the_figures_of_ten_cases_are_as_counted_by_hand() -> None:
    """Due were five: three came, one answer and one error came instead. Of five answerable one was abstained on.

    Precision 3/4, recall 3/5, F1 2 * 3 / (2 * 3 + 1 + 2) = 6/9; four of five were answered.
    """
    due, not_due = expecting(status="abstained"), expecting(status="answered")
    cases = [*[(due, SILENT)] * 3, (due, SAID), (due, None), (not_due, SILENT), *[(not_due, SAID)] * 4]
    measured = [values(measure, seen(case, answer)) for case, answer in cases]

    def column(name: str) -> np.ndarray:
        known = [one.get(name, math.nan) for one in measured]
        return np.array([[value] for value in known if not math.isnan(value)])

    assert float(mean(column("precision"))) == pytest.approx(3 / 4)
    assert float(mean(column("recall"))) == pytest.approx(3 / 5)
    assert float(f1(column("outcome"))) == pytest.approx(6 / 9)
    assert float(mean(column("answered"))) == pytest.approx(4 / 5)
