from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.metrics.statistics import (
    FALSE_NEGATIVE,
    FALSE_POSITIVE,
    TRUE_NEGATIVE,
    TRUE_POSITIVE,
    Statistic,
    auroc,
    f1,
    kappa,
    mean,
    percentile,
)

labelled = st.lists(st.tuples(st.integers(0, 5).map(float), st.sampled_from([0.0, 1.0])), min_size=1, max_size=12)


def of(statistic: Statistic, rows: list[tuple[float, ...]]) -> float:
    return float(statistic(np.array(rows, dtype=np.float64)))


def column(values: list[float]) -> list[tuple[float, ...]]:
    return [(value,) for value in values]


def test_the_mean_is_the_sum_over_the_count() -> None:
    assert of(mean, column([1.0, 0.0, 0.5, 0.5])) == 0.5


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        # precision 2/3, recall 2/4: 2 * (2/3 * 1/2) / (2/3 + 1/2) = (2/3) / (7/6) = 4/7
        ([TRUE_POSITIVE] * 2 + [FALSE_POSITIVE] + [FALSE_NEGATIVE] * 2 + [TRUE_NEGATIVE] * 9, 4 / 7),
        ([TRUE_POSITIVE, TRUE_NEGATIVE], 1.0),
        ([FALSE_NEGATIVE, TRUE_NEGATIVE], 0.0),
        ([FALSE_POSITIVE], 0.0),
    ],
)
def test_f1_is_the_harmonic_mean_of_precision_and_recall(outcomes: list[float], expected: float) -> None:
    assert of(f1, column(outcomes)) == pytest.approx(expected)


def test_f1_is_undefined_where_nothing_is_positive() -> None:
    assert math.isnan(of(f1, column([TRUE_NEGATIVE, TRUE_NEGATIVE])))


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([(0.9, 1.0), (0.8, 1.0), (0.1, 0.0), (0.2, 0.0)], 1.0),
        ([(0.1, 1.0), (0.9, 0.0)], 0.0),
        ([(0.5, 1.0), (0.5, 0.0)], 0.5),
        ([(0.9, 1.0), (0.4, 1.0), (0.6, 0.0), (0.2, 0.0)], 0.75),  # three of the four pairs stand in order
        ([(0.6, 1.0), (0.6, 1.0), (0.6, 0.0), (0.2, 0.0)], 0.75),  # two ties count half each, two pairs are won
    ],
)
def test_auroc_is_the_share_of_pairs_in_order(rows: list[tuple[float, ...]], expected: float) -> None:
    assert of(auroc, rows) == expected


@pytest.mark.parametrize("label", [0.0, 1.0])
def test_auroc_is_undefined_where_all_cases_are_alike(label: float) -> None:
    assert math.isnan(of(auroc, [(0.9, label), (0.1, label)]))


@given(labelled)
def test_auroc_equals_counting_the_pairs(rows: list[tuple[float, float]]) -> None:
    positive = [score for score, label in rows if label]
    negative = [score for score, label in rows if not label]
    won = sum((p > n) + (p == n) / 2 for p in positive for n in negative)
    pairs = len(positive) * len(negative)
    expected = won / pairs if pairs else math.nan
    assert of(auroc, list(rows)) == pytest.approx(expected, nan_ok=True)


def test_kappa_is_agreement_beyond_chance() -> None:
    """Both say yes to 20 of 50 and no to 15: 0.7 agree. One says yes to half, the other to 0.6: by chance 0.5 would.

    (0.7 - 0.5) / (1 - 0.5) = 0.4.
    """
    rows = [*[(1.0, 1.0)] * 20, *[(1.0, 0.0)] * 5, *[(0.0, 1.0)] * 10, *[(0.0, 0.0)] * 15]
    assert of(kappa, rows) == pytest.approx(0.4)


def test_kappa_is_minus_one_where_both_always_differ_and_undefined_where_both_never_vary() -> None:
    assert of(kappa, [(1.0, 0.0), (0.0, 1.0)]) == -1.0
    assert math.isnan(of(kappa, [(1.0, 1.0), (1.0, 1.0)]))


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (50, 30.0),
        (95, 48.0),  # four fifths of the way from the fourth, at 75 %, to the fifth, at 100 %
        (0, 10.0),
        (100, 50.0),
    ],
)
def test_a_percentile_lies_between_its_neighbours(share: float, expected: float) -> None:
    assert of(percentile(share), column([50.0, 10.0, 40.0, 20.0, 30.0])) == pytest.approx(expected)


@pytest.mark.parametrize("statistic", [mean, f1, auroc, kappa, percentile(95)])
def test_nothing_is_defined_of_no_cases(statistic: Statistic) -> None:
    assert math.isnan(float(statistic(np.empty((0, 2)))))
    assert np.isnan(statistic(np.empty((3, 0, 2)))).tolist() == [True, True, True]


@pytest.mark.parametrize("statistic", [mean, f1, auroc, kappa, percentile(95)])
def test_many_samples_at_once_give_what_each_gives_alone(statistic: Statistic) -> None:
    samples = np.array([[[3.0, 1.0], [1.0, 0.0]], [[3.0, 0.0], [2.0, 1.0]], [[0.0, 0.0], [0.0, 0.0]]])
    expected = [float(statistic(sample)) for sample in samples]
    assert statistic(samples).tolist() == pytest.approx(expected, nan_ok=True)
