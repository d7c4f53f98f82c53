"""Whether a follow-up is understood: answered as its stand-alone question is, and resolved as a person would.

Resolved questions are held against those of a person by word overlap, as in CANARD (Elgohary et al. 2019).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from eval.metrics.words import exact, f1
from eval.observed import Measure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.types import Answer
    from eval.observed import Observed

    Said: TypeAlias = tuple[str, frozenset[tuple[str, int, int]], frozenset[str]]


def measure(observed: Observed) -> Iterator[Measure]:
    """Measure the last turn of a conversation; nothing of a single question."""
    case, answer, alone = observed.case, observed.answer, observed.alone
    if not case.turns:
        return
    if alone is not None:
        yield Measure("conversation.same_as_alone", float(answer is not None and _said(answer) == _said(alone)))
    if answer is not None and case.standalone is not None:
        yield Measure("conversation.rewrite_f1", f1(answer.standalone_question, case.standalone))
        yield Measure("conversation.rewrite_exact", exact(answer.standalone_question, case.standalone))


def _said(answer: Answer) -> Said:
    """Return what both answers must share: status, quotes by their places, statements; in any order."""
    quotes = frozenset((one.document_id, one.start, one.end) for one in answer.citations)
    return answer.status, quotes, frozenset(statement.text for statement in answer.statements)
