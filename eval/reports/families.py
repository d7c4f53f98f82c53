"""Figures by what they are measures of: with their intervals, and variants side by side."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from eval.metrics.table import BY_NAME, Figure
from eval.reports.plots import Dot, Scale, axis, dot, scale_for
from eval.reports.shown import unit_of
from eval.summary import Value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from eval.outcome import Outcome
    from eval.summary import Summary


@dataclass(frozen=True, slots=True)
class Row:
    """A figure of a family's table."""

    figure: Figure
    value: Value
    plot: str


@dataclass(frozen=True, slots=True)
class Family:
    """Figures that are measures of one thing, on one scale."""

    name: str
    unit: str
    axis: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure in several variants; None where no case of a variant bears on it."""

    figure: Figure
    values: tuple[Value | None, ...]

    @property
    def best(self) -> frozenset[int]:
        """The places of the best values; of none where all are the same."""
        known = [one.value for one in self.values if one]
        best = max(known) if self.figure.better == "higher" else min(known)
        places = frozenset(place for place, one in enumerate(self.values) if one and one.value == best)
        return places if len(places) < len(known) else frozenset()


def families(outcome: Outcome) -> tuple[Family, ...]:
    """Group the figures; those of one family that count different things stand on scales of their own."""
    gates = outcome.planned.gates.metrics
    grouped = groupby(outcome.summary.values, key=lambda value: (BY_NAME[value.name].family, unit_of(value.name)))
    return tuple(_family(name, unit, tuple(values), gates) for (name, unit), values in grouped)


def _family(name: str, unit: str, values: tuple[Value, ...], gates: dict[str, float]) -> Family:
    reach = (most for value in values for most in (value.value, value.high or 0.0, gates.get(value.name, 0.0)))
    scale = scale_for(reach, unit) if unit else Scale(1.0)
    rows = tuple(
        Row(
            BY_NAME[value.name],
            value,
            dot(Dot(value.name, value.value, value.low, value.high, gates.get(value.name)), scale),
        )
        for value in values
    )
    return Family(name, unit, axis(scale), rows)


def side_by_side(summaries: Sequence[Summary]) -> Iterator[Compared]:
    """Yield each figure that any case of any of them bears on."""
    for name, figure in BY_NAME.items():
        values = tuple(summary.value(name) for summary in summaries)
        if any(values):
            yield Compared(figure, values)
