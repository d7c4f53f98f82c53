"""What a run found: a result for each case, and the gates that fell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.types import Answer
from eval.case import Case
from eval.score import Failure
from eval.suite import Suite

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True, slots=True)
class CaseResult:
    """A case, the answer to its last turn (None: an error came instead), and what was not as expected."""

    case: Case
    answer: Answer | None
    failures: tuple[Failure, ...]
    seconds: float  # of the last turn

    @property
    def passed(self) -> bool:
        """Whether nothing failed."""
        return not self.failures


@dataclass(frozen=True, slots=True)
class FallenGate:
    """A gate that asks for more passed cases than there are; shares are 0..1."""

    name: str
    wanted: float
    got: float


@dataclass(frozen=True, slots=True)
class SuiteResult:
    """The results of a suite, in the order of its cases."""

    suite: Suite
    cases: tuple[CaseResult, ...]

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags of its cases, in alphabetical order."""
        return tuple(sorted({tag for result in self.cases for tag in result.case.tags}))

    @property
    def failed(self) -> tuple[CaseResult, ...]:
        """The cases that did not pass."""
        return tuple(result for result in self.cases if not result.passed)

    @property
    def fallen_gates(self) -> tuple[FallenGate, ...]:
        """The gates that were not reached; any of them makes the run a failure."""
        return tuple(gate for gate in self._gates() if gate.got < gate.wanted)

    def tagged(self, tag: str) -> tuple[CaseResult, ...]:
        """Return the results of the cases that have a tag."""
        return tuple(result for result in self.cases if tag in result.case.tags)

    def _gates(self) -> Iterator[FallenGate]:
        gates = self.suite.gates
        if gates.pass_rate is not None:
            yield FallenGate("pass_rate", gates.pass_rate, pass_rate(self.cases))
        for tag, wanted in gates.tags.items():
            yield FallenGate(f"tags.{tag}", wanted, pass_rate(self.tagged(tag)))


def pass_rate(results: Sequence[CaseResult]) -> float:
    """Return the share of results that passed; 0 where there are none."""
    return sum(result.passed for result in results) / len(results) if results else 0.0
