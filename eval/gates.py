"""What a run must reach: thresholds of its suite, and a baseline that it must not be worse than."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eval.errors import SuiteError
from eval.metrics.table import BY_NAME

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from eval.suite import Ablation, Gates
    from eval.summary import Summary

BASELINE = "baseline: "  # begins the names of the gates that hold a run against an earlier one
_NAMED = 10  # cases that a sentence names


@dataclass(frozen=True, slots=True)
class FallenGate:
    """A gate that was not reached. `got` is None where no case bears on it any more."""

    name: str
    wanted: float
    got: float | None
    cases: tuple[str, ...] = ()  # ids of those that felled it, where it is about cases

    @property
    def sentence(self) -> str:
        """What fell, in words."""
        got = "nothing to measure" if self.got is None else f"{self.got:.4g}"
        return f"{self.name} is {got}, wanted {self.wanted:.4g}{self._named}"

    @property
    def _named(self) -> str:
        if not self.cases:
            return ""
        more = ", …" if len(self.cases) > _NAMED else ""
        return f" ({', '.join(self.cases[:_NAMED])}{more})"


@dataclass(frozen=True, slots=True)
class Baseline:
    """Figures of an earlier run of one variant of a suite, and the cases that failed in it."""

    suite: str
    variant: str
    cases: int
    figures: dict[str, float]
    failed: tuple[str, ...]


def fallen_gates(
    gates: Gates, summary: Summary, baseline: Baseline | None = None, left_out: Collection[Ablation] = ()
) -> tuple[FallenGate, ...]:
    """Return the gates that a summary does not reach; any of them makes the run a failure.

    `left_out`: ablations that the run was not to make; nothing is asked of their figures.
    """
    fallen = [*_thresholds(gates, summary)]
    if baseline is not None:
        fallen += _worse(baseline, summary, gates.tolerance)
    unasked = {f"ablation.{ablation}" for ablation in left_out}
    return tuple(gate for gate in fallen if gate.name.removeprefix(BASELINE) not in unasked)


def baseline_of(summary: Summary) -> Baseline:
    """Return what later runs are held against: every figure of quality that two runs have in common."""
    steady = (one for one in summary.values if BY_NAME[one.name].steady and BY_NAME[one.name].family != "cost")
    figures = {one.name: one.value for one in steady}
    return Baseline(summary.suite, summary.variant, summary.rate(None).cases, figures, summary.failed)


def read_baselines(path: Path) -> tuple[Baseline, ...]:
    """Read the baselines of a file. Raises `SuiteError`."""
    try:
        rows = json.loads(path.read_bytes())["baselines"]
        return tuple(Baseline(**{**row, "failed": tuple(row["failed"])}) for row in rows)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SuiteError(f"{path} is not a baseline; `readout eval run --save-baseline` writes one.") from error


def _thresholds(gates: Gates, summary: Summary) -> Iterator[FallenGate]:
    every = summary.rate(None)
    if gates.pass_rate is not None and every.rate < gates.pass_rate:
        yield FallenGate("pass_rate", gates.pass_rate, every.rate, summary.failed)
    for tag, wanted in gates.tags.items():
        if (rate := summary.rate(tag).rate) < wanted:
            yield FallenGate(f"tags.{tag}", wanted, rate)
    for name, wanted in gates.metrics.items():
        value = summary.value(name)
        if value is None or _behind(name, value.value, wanted):
            yield FallenGate(name, wanted, value.value if value else None)


def _worse(baseline: Baseline, summary: Summary, tolerance: float) -> Iterator[FallenGate]:
    lost = tuple(one for one in summary.failed if one not in baseline.failed)
    if lost:
        count = len(lost)
        yield FallenGate(f"{BASELINE}cases that passed before", 0, count, lost)
    for name, before in baseline.figures.items():
        value = summary.value(name)
        if value is None or _behind(name, value.value, before, tolerance):
            yield FallenGate(f"{BASELINE}{name}", before, value.value if value else None)


def _behind(name: str, value: float, wanted: float, tolerance: float = 0.0) -> bool:
    lower_is_better = name in BY_NAME and BY_NAME[name].better == "lower"
    short = value - wanted if lower_is_better else wanted - value
    return short > tolerance + 1e-9  # sums of floats differ in their last digit by the order of their terms
