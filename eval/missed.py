"""What bears an answer out and was not cited: where search had it, if it had it at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.record import Missed
from eval.score import holds, is_cited

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.serialise import FoundPassage
    from eval.case import Cited
    from eval.observed import Observed


def missed(observed: Observed) -> Iterator[Missed]:
    """Yield the case's gold that no citation is of; nothing where an abstention was due."""
    answer = observed.answer
    if observed.case.status == "abstained" or (answer is None and observed.found is None):
        return
    citations = answer.citations if answer else ()
    for gold in observed.case.gold:
        if not any(is_cited(gold, citation) for citation in citations):
            document = observed.documents.get(gold.document or "")
            title = document.title if document else ""
            yield Missed(gold.document or "", title, gold.quote or "", _rank(gold, observed.found or ()))


def _rank(gold: Cited, found: tuple[FoundPassage, ...]) -> int | None:
    ranks = (rank for rank, passage in enumerate(found, start=1) if _is_of(gold, passage))
    return next(ranks, None)


def _is_of(gold: Cited, passage: FoundPassage) -> bool:
    same = gold.document is None or gold.document == passage.document_id
    return same and (gold.quote is None or holds(passage.text, gold.quote))
