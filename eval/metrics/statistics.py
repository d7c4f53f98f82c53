"""From columns of values to one number. Each takes [..., cases, columns] and returns [...]; nan where undefined.

Nothing is defined of no cases.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Values: TypeAlias = NDArray[np.float64]

Statistic = Callable[["Values"], "Values"]
TRUE_POSITIVE, FALSE_POSITIVE, FALSE_NEGATIVE, TRUE_NEGATIVE = 3.0, 2.0, 1.0, 0.0  # of the column that f1 reads


def _of_cases(statistic: Statistic) -> Statistic:
    @wraps(statistic)
    def of(values: Values) -> Values:
        return statistic(values) if values.shape[-2] else np.full(values.shape[:-2], np.nan)

    return of


@_of_cases
def mean(values: Values) -> Values:
    """Return the arithmetic mean of the one column."""
    return np.asarray(values[..., 0].mean(axis=-1))


@_of_cases
def f1(values: Values) -> Values:
    """Return the harmonic mean of precision and recall (van Rijsbergen 1979) of a column of outcomes."""
    outcomes = values[..., 0]
    hits = (outcomes == TRUE_POSITIVE).sum(axis=-1)
    errors = ((outcomes == FALSE_POSITIVE) | (outcomes == FALSE_NEGATIVE)).sum(axis=-1)
    with np.errstate(invalid="ignore"):
        return np.asarray(2 * hits / (2 * hits + errors))


@_of_cases
def auroc(values: Values) -> Values:
    """Return how often a positive scores above a negative, ties counting half: columns score, label (1 or 0).

    The rank form of Mann and Whitney's U (1947): ranks of ties are averaged.
    """
    flat = values.reshape(-1, *values.shape[-2:])
    return np.asarray([_auroc(one[:, 0], one[:, 1] == 1) for one in flat]).reshape(values.shape[:-2])


@_of_cases
def kappa(values: Values) -> Values:
    """Return Cohen's kappa (1960) of two columns of 1 or 0: agreement beyond that of chance, as a share of all such."""
    first, second = values[..., 0].mean(axis=-1), values[..., 1].mean(axis=-1)
    agreed = (values[..., 0] == values[..., 1]).mean(axis=-1)
    by_chance = first * second + (1 - first) * (1 - second)
    with np.errstate(invalid="ignore"):  # where both always say the same one thing, chance leaves nothing open
        return np.asarray((agreed - by_chance) / (1 - by_chance))


def percentile(share: float) -> Statistic:
    """Return the statistic below which that share (0..100) of the one column lies, interpolated linearly."""

    @_of_cases
    def of(values: Values) -> Values:
        return np.asarray(np.percentile(values[..., 0], share, axis=-1))

    return of


def _auroc(scores: Values, positive: NDArray[np.bool_]) -> float:
    count = int(positive.sum())
    others = len(scores) - count
    if not count or not others:
        return float("nan")
    _, places, sizes = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(sizes) - (sizes - 1) / 2)[places]
    return float((ranks[positive].sum() - count * (count + 1) / 2) / (count * others))
