from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from eval.metrics.judged import measure
from eval.metrics.measures import measures
from eval.metrics.table import BY_NAME
from eval.observed import Observed, Verdict
from eval.score import Failure
from eval.summary import Tally
from tests.eval.metrics.harbour import answered, expecting, seen
from tests.eval.runs import passed

WRONG = (Failure("must_include", "'340 boats'", "not in text"),)


def judged(verdict: Verdict | None, failures: tuple[Failure, ...] = ()) -> Observed:
    return replace(seen(expecting(), answered("Boats left."), failures=failures), verdict=verdict)


def columns(observed: Observed) -> dict[str, float]:
    return {one.name.removeprefix("judge."): one.value for one in measure(observed)}


@pytest.mark.parametrize(
    ("faithful", "responsive", "failures", "agreement"),
    [
        (True, True, (), 1),
        (True, True, WRONG, 0),
        (True, False, (), 0),
        (False, True, WRONG, 1),
        (False, False, WRONG, 1),
    ],
)
def test_judge_and_expectations_agree_where_both_find_it_good_or_both_do_not(
    faithful: bool, responsive: bool, failures: tuple[Failure, ...], agreement: int
) -> None:
    assert columns(judged(Verdict(faithful, responsive, "Why."), failures)) == {
        "unscored": 0,
        "faithful": faithful,
        "responsive": responsive,
        "good": faithful and responsive,
        "agreement": agreement,
    }


@pytest.mark.parametrize("verdict", [Verdict(None, None, "?"), Verdict(True, None, "?"), Verdict(None, True, "?")])
def test_a_verdict_that_was_not_read_is_counted_and_bears_on_nothing_else(verdict: Verdict) -> None:
    assert columns(judged(verdict)) == {"unscored": 1}


def test_without_a_judge_there_is_nothing_to_count() -> None:
    assert columns(judged(None)) == {}


def test_a_verdict_is_among_all_that_is_measured_of_a_case() -> None:
    assert measures(judged(Verdict(True, True, "Why.")))["judge.good"] == 1


def test_unscored_answers_lower_no_figure_but_their_own() -> None:
    """Of four judged, one is unscored; of the three others, two are faithful and one agrees with the expectations."""
    tally = Tally("norhavn", "")
    for number, verdict in enumerate(
        [Verdict(True, True, ""), Verdict(None, None, ""), Verdict(True, False, ""), Verdict(False, True, "")]
    ):
        tally.add(passed(None, str(number), measures={**measures(judged(verdict))}))
    values = {one.name: (one.value, one.cases) for one in tally.summary().values if one.name.startswith("judge.")}
    assert values["judge.unscored"] == (0.25, 4)
    assert values["judge.faithful"] == (pytest.approx(2 / 3), 3)
    assert values["judge.agreement"] == (pytest.approx(1 / 3), 3)


@pytest.mark.parametrize(
    ("both", "judge_only", "suite_only", "neither", "expected"),
    [
        # They agree on 35 of 50 = 0.7. The judge says yes 25 / 50, the suite 30 / 50, so chance agrees on
        # 0.5 * 0.6 + 0.5 * 0.4 = 0.5, and (0.7 - 0.5) / (1 - 0.5) = 0.4.
        (20, 5, 10, 15, 0.4),
        (3, 0, 0, 1, 1.0),
        # Never: chance agrees on 0.5 * 0.5 + 0.5 * 0.5 = 0.5, and (0 - 0.5) / 0.5 = -1.
        (0, 2, 2, 0, -1.0),
        # The judge finds all good: 3 of 4 agree, and chance agrees on 1 * 0.75 + 0 * 0.25 = 0.75.
        (3, 1, 0, 0, 0.0),
        # Both find all good: chance leaves nothing open.
        (4, 0, 0, 0, float("nan")),
    ],
)
def test_kappa_is_the_agreement_beyond_chance(
    both: int, judge_only: int, suite_only: int, neither: int, expected: float
) -> None:
    figure = BY_NAME["judge.kappa"]
    assert figure.inputs == ("judge.good", "suite.passed")
    rows = np.array([(1, 1)] * both + [(1, 0)] * judge_only + [(0, 1)] * suite_only + [(0, 0)] * neither, dtype=float)
    assert float(figure.statistic(rows)) == pytest.approx(expected, nan_ok=True)
    twice = figure.statistic(np.stack([rows, rows[::-1]]))
    assert twice.tolist() == pytest.approx([expected, expected], nan_ok=True)


def test_kappa_of_no_cases_is_undefined() -> None:
    assert np.isnan(BY_NAME["judge.kappa"].statistic(np.empty((0, 2))))
