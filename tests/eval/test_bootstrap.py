from __future__ import annotations

import numpy as np
import pytest

from eval.bootstrap import Interval, change, interval
from eval.metrics.statistics import FALSE_NEGATIVE, TRUE_NEGATIVE, TRUE_POSITIVE, auroc, f1, mean


def column(*values: float) -> np.ndarray:
    return np.array([[value] for value in values])


def test_the_interval_of_a_share_is_that_of_the_binomial() -> None:
    """50 of 100: the standard error is sqrt(0.5 * 0.5 / 100) = 0.05, so 95 % lie within 0.5 ± 0.098."""
    around = interval(column(*[1.0] * 50, *[0.0] * 50), mean)
    assert around is not None
    assert around.low == pytest.approx(0.402, abs=0.02)
    assert around.high == pytest.approx(0.598, abs=0.02)


def test_four_times_the_cases_halve_the_interval() -> None:
    widths = []
    for cases in (100, 400):
        around = interval(column(*[1.0, 0.0] * (cases // 2)), mean)
        assert around is not None
        widths.append(around.high - around.low)
    assert widths[0] / widths[1] == pytest.approx(2, rel=0.1)


def test_equal_cases_have_an_interval_of_no_width() -> None:
    assert interval(column(0.5, 0.5, 0.5), mean) == Interval(0.5, 0.5)


@pytest.mark.parametrize("values", [(), (1.0,)])
def test_fewer_than_two_cases_have_no_interval(values: tuple[float, ...]) -> None:
    rows = np.array(values).reshape(-1, 1)
    assert interval(rows, mean) is None


def test_the_same_cases_have_the_same_interval() -> None:
    rows = column(*(place % 7 / 7 for place in range(50)))
    assert interval(rows, mean) == interval(rows.copy(), mean)


def test_more_cases_than_are_resampled_at_once_have_an_interval_too() -> None:
    """Half of 5,000: the standard error is sqrt(0.5 * 0.5 / 5000) = 0.00707, so 95 % lie within 0.5 ± 0.0139."""
    around = interval(column(*[1.0, 0.0] * 2_500), mean)
    assert around is not None
    assert around.low == pytest.approx(0.4861, abs=0.002)
    assert around.high == pytest.approx(0.5139, abs=0.002)


def test_samples_in_which_the_figure_is_undefined_are_left_out() -> None:
    """One abstention, rightly, among fifty answers: 36 % of the samples hold none, and all others have an F1 of 1."""
    rows = column(TRUE_POSITIVE, *[TRUE_NEGATIVE] * 49)
    assert interval(rows, f1) == Interval(1.0, 1.0)
    assert interval(column(TRUE_NEGATIVE, TRUE_NEGATIVE), f1) is None


def test_the_interval_of_auroc_draws_score_and_label_together() -> None:
    rows = np.array([[0.9, 1.0], [0.8, 1.0], [0.2, 0.0], [0.1, 0.0]])
    assert interval(rows, auroc) == Interval(1.0, 1.0)


def test_a_change_is_the_second_less_the_first() -> None:
    found = change(column(0.0, 0.0, 1.0, 1.0), column(1.0, 1.0, 1.0, 0.0), mean)
    assert found.difference == pytest.approx(0.25)


def test_a_real_difference_is_found() -> None:
    """Thirty of a hundred cases are won, none lost: 0.3 with a standard error of sqrt(0.3 * 0.7 / 100) = 0.046."""
    before = column(*[0.0] * 50, *[1.0] * 50)
    after = column(*[1.0] * 30, *[0.0] * 20, *[1.0] * 50)
    found = change(before, after, mean)
    assert found.difference == pytest.approx(0.3)
    assert found.interval is not None
    assert found.interval.low == pytest.approx(0.21, abs=0.02)
    assert found.interval.high == pytest.approx(0.39, abs=0.02)
    assert found.p_value is not None
    assert found.p_value < 0.01


def test_no_difference_is_found_between_equal_runs() -> None:
    rows = column(*[1.0, 0.0, 0.5] * 20)
    found = change(rows, rows.copy(), mean)
    assert found.difference == 0
    assert found.interval == Interval(0.0, 0.0)
    assert found.p_value == 1.0


def test_as_many_won_as_lost_is_no_difference() -> None:
    before = column(*[1.0] * 10, *[0.0] * 10, *[1.0] * 80)
    after = column(*[0.0] * 10, *[1.0] * 10, *[1.0] * 80)
    found = change(before, after, mean)
    assert found.interval is not None
    assert found.interval.low < 0 < found.interval.high
    assert found.p_value is not None
    assert found.p_value > 0.8


def test_runs_are_compared_case_by_case() -> None:
    """The cases differ far more from each other than the runs do: only in pairs is a change of 0.01 seen."""
    before = column(*(place / 100 for place in range(100)))
    found = change(before, before + 0.01, mean)
    assert found.interval is not None
    assert found.interval.low == pytest.approx(0.01)


@pytest.mark.parametrize(("cases", "least"), [(2, 0.5), (3, 0.25), (5, 0.0625)])
def test_few_cases_are_no_proof_though_all_of_them_are_better(cases: int, least: float) -> None:
    """As many coins fall all on one side, whichever, with the chance 2 / 2^n."""
    found = change(column(*[0.0] * cases), column(*[1.0] * cases), mean)
    assert found.p_value == least


def test_a_change_of_f1_is_that_of_the_whole_not_the_mean_of_cases() -> None:
    """2 of 4 found: F1 = 4 / (4 + 2) = 2/3; 3 of 4: 6 / (6 + 1) = 6/7."""
    before = column(*[TRUE_POSITIVE] * 2, *[FALSE_NEGATIVE] * 2)
    after = column(*[TRUE_POSITIVE] * 3, FALSE_NEGATIVE)
    assert change(before, after, f1).difference == pytest.approx(6 / 7 - 2 / 3)


def test_one_case_changes_without_an_interval() -> None:
    found = change(column(0.0), column(1.0), mean)
    assert (found.difference, found.interval, found.p_value) == (1.0, None, None)
