"""Plots as inline SVG: places across are per cent, so that they fill any width while type and dots keep their size.

Colours are the page's: an element has a class and no fill.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_ROW = 22  # height of one dot with its whiskers, in pixels
_BARS = 72  # height of the tallest bar
_LABELS = 18  # height of a line of labels
_BINS = 25


@dataclass(frozen=True, slots=True)
class Dot:
    """A figure with the interval around it, and the gate that it must reach, where there are such."""

    label: str
    value: float
    low: float | None = None
    high: float | None = None
    gate: float | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """Values whose spread is drawn: `kind` is a class of the page."""

    label: str
    values: NDArray[np.float64]
    kind: str


@dataclass(frozen=True, slots=True)
class Scale:
    """From none to the top: an axis."""

    top: float
    unit: str = ""

    def across(self, value: float) -> str:
        """Return where a value stands, in per cent of the width; what is outside stands at the edge."""
        return f"{min(100.0, max(0.0, 100 * value / self.top)):.2f}%"

    def ticks(self, parts: int = 2) -> tuple[tuple[str, str], ...]:
        """Return the places and labels of its ends and of what lies evenly between."""
        values = [self.top * part / parts for part in range(parts + 1)]
        return tuple((self.across(value), f"{value:,g}") for value in values)


def scale_for(values: Iterable[float], unit: str = "") -> Scale:
    """Return a scale that ends at the next round number: 1, 2, 5 or 10 times a power of ten."""
    most = max((value for value in values if math.isfinite(value)), default=0.0)
    if most <= 0:
        return Scale(1.0, unit)
    power = 10.0 ** math.floor(math.log10(most))
    return Scale(next(step * power for step in (1, 2, 5, 10) if step * power >= most * (1 - 1e-9)), unit)


def axis(scale: Scale) -> str:
    """Draw the numbers under which dots stand."""
    return _svg(_LABELS, "axis", "", _tick_labels(scale.ticks(), 13))


def dot(one: Dot, scale: Scale) -> str:
    """Draw a figure as a dot with whiskers."""
    return _svg(_ROW, "dot", _described(one), _dot_parts(one, scale))


def histogram(above: Series, below: Series | None, scale: Scale, marks: Sequence[tuple[str, float]] = ()) -> str:
    """Draw how values spread: one series over the axis and, if there are two, the other hanging under it.

    What lies beyond the scale is counted in its last bar. `marks` are lines with a label.
    """
    counts = [_counted(series, scale) for series in (above, below) if series]
    tallest = max(1, *(int(one.max()) for one in counts))
    base = _LABELS * (2 if marks else 1) + _BARS
    parts = [*_bars(above, counts[0], tallest, base, scale)]
    if below:
        parts += _bars(below, counts[1], -tallest, base, scale)
    bottom = base + (_BARS if below else 0)
    parts += [f'<line class="base" x1="0" x2="100%" y1="{base}" y2="{base}"/>', *_marks(marks, base, scale)]
    parts += _tick_labels(scale.ticks(5), bottom + 14)
    label = "; ".join(_spread(one) for one in (above, below) if one)
    return _svg(bottom + _LABELS, "histogram", label, parts)


def _svg(height: int, kind: str, label: str, parts: Iterable[str]) -> str:
    known = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    return f'<svg class="{kind}" width="100%" height="{height}" {known}>{"".join(parts)}</svg>'


def _tick_labels(ticks: tuple[tuple[str, str], ...], y: int) -> Iterator[str]:
    for number, (place, label) in enumerate(ticks):
        anchor = "start" if number == 0 else "end" if number == len(ticks) - 1 else "middle"
        yield f'<text x="{place}" y="{y}" text-anchor="{anchor}">{label}</text>'


def _dot_parts(one: Dot, scale: Scale) -> Iterator[str]:
    middle = _ROW // 2
    yield f'<line class="track" x1="0" x2="100%" y1="{middle}" y2="{middle}"/>'
    if one.gate is not None:
        yield f'<line class="gate" x1="{scale.across(one.gate)}" x2="{scale.across(one.gate)}" y1="2" y2="{_ROW - 2}"/>'
    if one.low is not None and one.high is not None:
        low, high = scale.across(one.low), scale.across(one.high)
        yield f'<line class="whisker" x1="{low}" x2="{high}" y1="{middle}" y2="{middle}"/>'
        for end in (low, high):
            yield f'<line class="whisker" x1="{end}" x2="{end}" y1="{middle - 4}" y2="{middle + 4}"/>'
    yield f'<circle class="point" cx="{scale.across(one.value)}" cy="{middle}" r="4.5"/>'


def _described(one: Dot) -> str:
    interval = "" if one.low is None or one.high is None else f", from {one.low:.4g} to {one.high:.4g}"
    gate = "" if one.gate is None else f", gate {one.gate:.4g}"
    return f"{one.label}: {one.value:.4g}{interval}{gate}"


def _counted(series: Series, scale: Scale) -> NDArray[np.int64]:
    inside = np.clip(series.values, 0.0, scale.top)
    return np.asarray(np.histogram(inside, bins=_BINS, range=(0.0, scale.top))[0])


def _bars(series: Series, counts: NDArray[np.int64], tallest: int, base: int, scale: Scale) -> Iterator[str]:
    """Yield the bars that stand on the base; with a negative tallest they hang from it."""
    width = 100 / _BINS
    first = counts.tolist().index(abs(tallest)) if abs(tallest) in counts else None  # says how many it counts
    for number, counted in enumerate(counts.tolist()):
        if not counted:
            continue
        height = max(2.0, _BARS * counted / abs(tallest))
        top = base - height if tallest > 0 else base
        step = scale.top / _BINS
        edges = f"{number * step:.4g} to {(number + 1) * step:.4g}"
        if number == first:
            beside = top - 4 if tallest > 0 else top + height + 12
            yield f'<text x="{(number + 0.5) * width:.2f}%" y="{beside:.1f}" text-anchor="middle">{counted}</text>'
        yield (
            f'<rect class="{series.kind}" x="{number * width + 0.2:.2f}%" width="{width - 0.4:.2f}%" '
            f'y="{top:.1f}" height="{height:.1f}"><title>{escape(series.label)}, {edges}: {counted}</title></rect>'
        )


def _marks(marks: Sequence[tuple[str, float]], base: int, scale: Scale) -> Iterator[str]:
    for label, value in marks:
        place = scale.across(value)
        anchor = "end" if value > scale.top / 2 else "start"
        yield f'<line class="mark" x1="{place}" x2="{place}" y1="{_LABELS - 4}" y2="{base}"/>'
        yield f'<text x="{place}" y="11" text-anchor="{anchor}">{escape(label)}</text>'


def _spread(series: Series) -> str:
    if not len(series.values):
        return f"{series.label}: none"
    low, middle, high = np.percentile(series.values, (5, 50, 95))
    return f"{series.label}: {len(series.values)}, half below {middle:.3g}, nine in ten from {low:.3g} to {high:.3g}"
