"""Near passages that were not used: what an abstention offers instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.answering.distinct import distinct, plain
from assistant.types import Citation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from index.types import Document, ScoredPassage

_OFFERED = 3


def nearest(
    passages: Sequence[ScoredPassage], documents: Mapping[str, Document], used: Sequence[Citation]
) -> tuple[Citation, ...]:
    """Return the best passages that no citation stands in, copies left out, numbered from 1 on their own."""
    cited = {citation.passage_id for citation in used}
    shown = {plain(p.text) for p in passages if p.passage.passage_id in cited}
    different = distinct(passages, lambda passage: passage.text)
    unused = [p for p in different if plain(p.text) not in shown][:_OFFERED]
    return tuple(
        _citation(number, found, documents[found.passage.document_id]) for number, found in enumerate(unused, start=1)
    )


def _citation(number: int, found: ScoredPassage, document: Document) -> Citation:
    start, end = found.passage.start, found.passage.end
    return Citation(
        number=number,
        document_id=document.document_id,
        passage_id=found.passage.passage_id,
        title=document.title,
        outlet=document.outlet,
        url=document.url,
        published_on=document.published_on,
        event_on=document.event_on,
        event_on_precision=document.event_on_precision,
        speaker=None,
        quote=document.text[start:end],
        start=start,
        end=end,
    )
