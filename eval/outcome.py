"""What a run came to, suite by suite, read from its folder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from eval.folder import Planned
from eval.gates import FallenGate, fallen_gates, read_baselines
from eval.suite import Ablation
from eval.summary import Summary, Tally

if TYPE_CHECKING:
    from pathlib import Path

    from eval.folder import RunFolder
    from eval.gates import Baseline


@dataclass(frozen=True, slots=True)
class Outcome:
    """One variant of one suite: what was planned, what came, and the gates that fell."""

    planned: Planned
    summary: Summary
    fallen: tuple[FallenGate, ...]
    complete: bool  # every case was asked; a run may have been interrupted


def outcomes(folder: RunFolder, baseline: Path | None = None) -> tuple[Outcome, ...]:
    """Sum a run up; `baseline` stands in for those that its suites name. Raises `SuiteError`, `RunError`."""
    planned = folder.plan().suites
    tallies = {(one.suite, one.variant): Tally(one.suite, one.variant) for one in planned}
    for record in folder.records():
        if (record.suite, record.variant) in tallies:
            tallies[record.suite, record.variant].add(record)
    return tuple(_outcome(one, tallies[one.suite, one.variant].summary(), baseline) for one in planned)


def _outcome(planned: Planned, summary: Summary, baseline: Path | None) -> Outcome:
    before = _baseline(planned, baseline or planned.gates.baseline)
    left_out = set(get_args(Ablation)).difference(planned.ablations)
    fallen = fallen_gates(planned.gates, summary, before, left_out)
    return Outcome(planned, summary, fallen, summary.rate(None).cases == planned.cases)


def _baseline(planned: Planned, path: Path | None) -> Baseline | None:
    """The baseline of this suite and variant; a file may lack it, since it may hold others."""
    if path is None:
        return None
    found = (one for one in read_baselines(path) if (one.suite, one.variant) == (planned.suite, planned.variant))
    return next(found, None)
