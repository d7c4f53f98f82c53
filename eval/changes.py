"""How each figure differs between two runs of the same cases, and whether by more than chance."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from eval.bootstrap import change
from eval.metrics.table import BY_NAME, FIGURES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from eval.bootstrap import Change
    from eval.metrics.statistics import Statistic, Values

    Rows = Callable[[Sequence[str]], Values]  # [cases, columns] of the cases compared, nan where there is no value

SIGNIFICANT = 0.05
_NOTHING = 1e-12  # sums of floats differ in their last digit by the order of their terms
Way = Literal["better", "worse", "none"]


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure in two runs, over the cases that both have. A value is None where no case bears on it."""

    suite: str
    variant: str
    name: str
    first: float | None
    second: float | None
    first_cases: int
    second_cases: int
    difference: float | None = None  # second minus first
    low: float | None = None  # of the 95 % interval of the difference
    high: float | None = None
    p_value: float | None = None  # two-sided

    @property
    def judged(self) -> bool:
        """Whether a change says anything: time differs from run to run, and is shown without a judgement."""
        return BY_NAME[self.name].steady

    @property
    def significant(self) -> bool:
        """Whether chance alone would seldom change it so much."""
        return self.judged and self.p_value is not None and self.p_value < SIGNIFICANT

    @property
    def way(self) -> Way:
        """Which way it went."""
        if not self.judged or not self.difference:
            return "none"
        return "better" if (self.difference > 0) == (BY_NAME[self.name].better == "higher") else "worse"


def figure_changes(suite: str, variant: str, first: Rows, second: Rows) -> Iterator[FigureChange]:
    """Yield the figures that differ, given the columns of each run for the same cases in the same order."""
    for figure in FIGURES:
        one, other = first(figure.inputs), second(figure.inputs)
        values = _value(figure.statistic, one), _value(figure.statistic, other)
        if _differ(*values):
            counts = int(_has_value(one).sum()), int(_has_value(other).sum())
            found = FigureChange(suite, variant, figure.name, *values, *counts)
            yield found if None in values else _weighed(found, _paired(figure.statistic, one, other))


def _differ(first: float | None, second: float | None) -> bool:
    if first is None or second is None:
        return first is not second
    return abs(second - first) > _NOTHING


def _weighed(found: FigureChange, by: Change) -> FigureChange:
    low, high = (by.interval.low, by.interval.high) if by.interval else (None, None)
    return replace(found, difference=by.difference, low=low, high=high, p_value=by.p_value)


def _paired(statistic: Statistic, one: Values, other: Values) -> Change:
    """Compare in pairs. A case that has a value in one run alone counts in that run: it is part of the change."""
    has_one, has_other = _has_value(one), _has_value(other)
    either = has_one | has_other
    same = bool((has_one == has_other).all())
    return change(one[either], other[either], statistic if same else _of_those_with_values(statistic))


def _has_value(rows: Values) -> np.ndarray:
    return np.asarray(~np.isnan(rows).any(axis=-1))


def _value(statistic: Statistic, rows: Values) -> float | None:
    """Return the statistic of the rows that have a value; None where there are none, or too few for it."""
    known = rows[_has_value(rows)]
    value = float(statistic(known)) if len(known) else np.nan
    return None if np.isnan(value) else value


def _of_those_with_values(statistic: Statistic) -> Statistic:
    """Return the statistic over rows of which some have no value: they are left out of each resample."""

    def of(values: Values) -> Values:
        found = (_value(statistic, rows) for rows in values.reshape(-1, *values.shape[-2:]))
        return np.asarray([np.nan if one is None else one for one in found]).reshape(values.shape[:-2])

    return of
