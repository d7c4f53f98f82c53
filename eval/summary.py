"""What a run came to: figures with their intervals and counts, the share that passed by tag."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eval.bootstrap import interval
from eval.columns import Columns
from eval.metrics.table import FIGURES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from eval.metrics.table import Figure
    from eval.record import Record


@dataclass(frozen=True, slots=True)
class Value:
    """A figure's value over the cases that bear on it, and the 95 % interval of resampling them."""

    name: str
    value: float
    low: float | None
    high: float | None
    cases: int


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of how many cases passed."""

    tag: str | None  # None: all
    passed: int
    cases: int

    @property
    def rate(self) -> float:
        """The share that passed; 0 of none."""
        return self.passed / self.cases if self.cases else 0.0


@dataclass(frozen=True, slots=True)
class Summary:
    """One variant of one suite."""

    suite: str
    variant: str
    values: tuple[Value, ...]  # of the figures that any case bears on, in the order of the table
    rates: tuple[Rate, ...]  # of all, then by tag
    failed: tuple[str, ...]  # ids of the cases that did not pass, in order

    def value(self, name: str) -> Value | None:
        """Return a figure's value, or None where no case bears on it."""
        return next((one for one in self.values if one.name == name), None)

    def rate(self, tag: str | None) -> Rate:
        """Return the rate of all cases (None) or of those with a tag."""
        return next((one for one in self.rates if one.tag == tag), Rate(tag, 0, 0))


class Tally:
    """Counts records of one variant of one suite as they come; keeps numbers, no answers."""

    def __init__(self, suite: str, variant: str) -> None:
        self._suite, self._variant = suite, variant
        self._columns = Columns()
        self._rates: dict[str | None, Rate] = {None: Rate(None, 0, 0)}
        self._failed: list[str] = []

    def add(self, record: Record) -> None:
        """Count a record."""
        self._columns.add(record.measures)
        if record.ablation is not None:
            return
        for tag in {None, *record.tags}:
            known = self._rates.get(tag, Rate(tag, 0, 0))
            self._rates[tag] = Rate(tag, known.passed + record.passed, known.cases + 1)
        if not record.passed:
            self._failed.append(record.case_id)

    def summary(self) -> Summary:
        """Return what was counted."""
        values = tuple(value for figure in FIGURES if (value := value_of(figure, self._columns)) is not None)
        tags = sorted(tag for tag in self._rates if tag is not None)
        rates = tuple(self._rates[tag] for tag in (None, *tags))
        return Summary(self._suite, self._variant, values, rates, tuple(self._failed))


def value_of(figure: Figure, columns: Columns) -> Value | None:
    """Return a figure over the cases that bear on it, or None where there is none or it is undefined."""
    rows = columns.complete(figure.inputs)
    value = float(figure.statistic(rows)) if len(rows) else math.nan
    if math.isnan(value):
        return None
    around = interval(rows, figure.statistic)
    low, high = (around.low, around.high) if around else (None, None)
    return Value(figure.name, value, low, high, len(rows))


def summarise(records: Iterable[Record]) -> tuple[Summary, ...]:
    """Summarise each variant of each suite, in the order of their first records."""
    tallies: dict[tuple[str, str], Tally] = {}
    for record in records:
        tallies.setdefault((record.suite, record.variant), Tally(record.suite, record.variant)).add(record)
    return tuple(tally.summary() for tally in tallies.values())
