"""What a language model thinks of answers, beside what the expectations say of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.observed import Measure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eval.observed import Observed


def measure(observed: Observed) -> Iterator[Measure]:
    """Count a verdict; one that could not be read is counted as that, and bears on nothing else."""
    verdict = observed.verdict
    if verdict is None:
        return
    if verdict.faithful is None or verdict.responsive is None:
        yield Measure("judge.unscored", 1.0)
        return
    good = verdict.faithful and verdict.responsive
    yield Measure("judge.unscored", 0.0)
    yield Measure("judge.faithful", float(verdict.faithful))
    yield Measure("judge.responsive", float(verdict.responsive))
    yield Measure("judge.good", float(good))
    yield Measure("judge.agreement", float(good == (not observed.failures)))
