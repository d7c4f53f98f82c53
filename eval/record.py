"""What is kept of a case: one JSON line, enough to explain a result without running it again."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from assistant.serialise import to_json
from assistant.types import Answer, Status
from eval.observed import Verdict
from eval.score import Failure
from eval.suite import Ablation

if TYPE_CHECKING:
    from pydantic import TypeAdapter

Key: TypeAlias = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Missed:
    """A passage that bears the answer out and is not cited; `rank`: its place in the search, from 1."""

    document_id: str
    title: str
    quote: str  # of the evidence; empty where the case names the document alone
    rank: int | None  # None: not among the passages found


@dataclass(frozen=True, slots=True)
class Record:
    """A case as it was asked in one variant of a suite, or under one ablation, and what came of it."""

    suite: str
    variant: str  # empty: the settings as they are
    ablation: Ablation | None
    case_id: str
    asked: tuple[str, ...]
    tags: tuple[str, ...]
    expected: Status | None
    passed: bool
    failures: tuple[Failure, ...]
    measures: dict[str, float]  # by column
    answer: Answer | None
    seconds: float
    missed: tuple[Missed, ...] = ()
    answers: tuple[str, ...] = ()  # known ones, of which one is enough
    evidence: tuple[str, ...] = ()  # quotes of what bears the answer out, where the case gives any
    verdict: Verdict | None = None  # None: no judge was asked
    fingerprint: str = field(default="")  # of the case, the settings and the archive's content

    @property
    def key(self) -> Key:
        """What tells it from every other record of a run."""
        return (self.suite, self.variant, self.ablation or "", self.case_id)


def to_line(record: Record) -> str:
    """Write a record down as one line, for `from_line`."""
    return json.dumps(to_json(record), separators=(",", ":")) + "\n"


def from_line(line: str) -> Record:
    """Read a record back, equal to the one that was written. Raises `ValueError` for a line that is not whole."""
    return _records().validate_python(json.loads(line))  # pydantic's own parser refuses lone surrogates


@cache
def _records() -> TypeAdapter[Record]:
    from pydantic import TypeAdapter

    return TypeAdapter(Record)
