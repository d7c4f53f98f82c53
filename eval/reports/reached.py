"""Every gate of a suite, and whether it was reached."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eval.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Gate:
    """A gate of a suite; `fell` says in words how it was missed, and is empty where it held."""

    name: str
    wanted: float
    got: float | None
    fell: str = ""


def gates_of(outcome: Outcome) -> tuple[Gate, ...]:
    """Return the gates that a suite sets, in its order, then those of its baseline that fell.

    One that nothing was to be measured for, as an ablation that was left out, neither held nor fell.
    """
    fallen = {one.name: Gate(one.name, one.wanted, one.got, one.sentence) for one in outcome.fallen}
    return tuple(({gate.name: gate for gate in _set(outcome)} | fallen).values())


def _set(outcome: Outcome) -> Iterator[Gate]:
    gates, summary = outcome.planned.gates, outcome.summary
    if gates.pass_rate is not None:
        yield Gate("pass_rate", gates.pass_rate, summary.rate(None).rate)
    for tag, wanted in gates.tags.items():
        yield Gate(f"tags.{tag}", wanted, summary.rate(tag).rate)
    for name, wanted in gates.metrics.items():
        if (value := summary.value(name)) is not None:
            yield Gate(name, wanted, value.value)
