"""How far a figure would move had other cases of the same kind been asked (Efron and Tibshirani 1993)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eval.metrics.statistics import Statistic, Values

RESAMPLES = 1_000
CONFIDENCE = 95  # per cent
_FEWEST = 2  # cases that can be resampled
_SEED = 20_231  # any: the same cases give the same interval in every run
_AT_ONCE = 2_000_000  # values held in memory for resampling


@dataclass(frozen=True, slots=True)
class Interval:
    """The range that holds a figure with the confidence above."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Change:
    """How a figure differs between two runs of the same cases, and how likely so much is by chance alone."""

    difference: float  # second minus first
    interval: Interval | None  # None of fewer than two cases
    p_value: float | None  # two-sided


def interval(rows: Values, statistic: Statistic) -> Interval | None:
    """Return the percentile interval of a statistic over rows [cases, columns]; None of fewer than two cases."""
    if len(rows) < _FEWEST:
        return None
    return _range(np.concatenate([statistic(rows[picked]) for picked in _resamples(len(rows), rows.shape[1])]))


def change(first: Values, second: Values, statistic: Statistic) -> Change:
    """Compare two runs by rows of the same cases in the same order, resampled in pairs."""
    difference = float(statistic(second) - statistic(first))
    if len(first) < _FEWEST:
        return Change(difference, None, None)
    drawn = np.concatenate(
        [statistic(second[picked]) - statistic(first[picked]) for picked in _resamples(len(first), first.shape[1])]
    )
    return Change(difference, _range(drawn), _p_value(drawn, len(first)))


def _resamples(cases: int, columns: int) -> Iterator[np.ndarray]:
    """Yield [some resamples, cases] of places, drawn with replacement; few enough at once to fit in memory."""
    draw = np.random.default_rng(_SEED)
    step = max(1, min(RESAMPLES, _AT_ONCE // (cases * columns)))
    for done in range(0, RESAMPLES, step):
        yield draw.integers(cases, size=(min(step, RESAMPLES - done), cases))


def _range(drawn: Values) -> Interval | None:
    known = drawn[~np.isnan(drawn)]
    if not len(known):
        return None
    outside = (100 - CONFIDENCE) / 2
    return Interval(*(float(bound) for bound in np.percentile(known, (outside, 100 - outside))))


def _p_value(drawn: Values, cases: int) -> float | None:
    """Return twice the smaller share of differences on one side of none, itself counted with both.

    It is no smaller than the chance that so many coins all fall on one side: resampling trusts few cases too much.
    """
    known = drawn[~np.isnan(drawn)]
    if not len(known):
        return None
    below, above = (known <= 0).sum(), (known >= 0).sum()
    share = 2 * (min(below, above) + 1) / (len(known) + 1)
    return float(min(1.0, max(share, 2.0 ** (1 - cases))))
