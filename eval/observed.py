"""Everything that came of one case: what the metrics read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.serialise import FoundPassage
from assistant.types import Answer
from eval.case import Case
from eval.score import Failure

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assistant.serialise import DocumentView

    Documents = Mapping[str, DocumentView]  # by id; one that is not in the archive is left out


@dataclass(frozen=True, slots=True)
class Measure:
    """What one case adds to a figure: a value of the column `name`. A case that does not bear on it adds nothing."""

    name: str
    value: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a language model thinks of an answer; None: it gave no verdict that could be read."""

    faithful: bool | None  # nothing is said that the cited passages do not say
    responsive: bool | None  # what was asked is what is answered
    reason: str


@dataclass(frozen=True, slots=True)
class Observed:
    """A case, the answer to its last turn (None: an error came instead), and what belongs to it."""

    case: Case
    answer: Answer | None
    failures: tuple[Failure, ...]  # expectations that were not met; invariants of all turns included
    documents: Documents  # those that the answer names, and those that the case names
    seconds: float  # wall-clock, of the last turn
    found: tuple[FoundPassage, ...] | None = None  # what search ranks for the question; None: not searched
    alone: Answer | None = None  # to the last turn written to stand alone; None: not a conversation
    verdict: Verdict | None = None  # None: no judge was asked
