"""An answer as it is written down: sentence by sentence, each with the citations it stands on."""

from __future__ import annotations

import logging
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from assistant.answering import differences, verify
from assistant.answering.related import nearest
from assistant.errors import VerificationError
from assistant.types import Answer, Citation, Delta, Statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assistant.preparation import Prepared
    from assistant.verified.bearing import Place
    from assistant.verified.verifier import Verdict

_log = logging.getLogger(__name__)


class Page:
    """Takes what was verified, and tells what is new of the text and its citations; not safe for threads."""

    def __init__(self, prepared: Prepared) -> None:
        self._prepared = prepared
        self._documents = prepared.documents
        self._answer = replace(
            prepared.answer, status="answered", text="", statements=(), citations=(), discrepancies=()
        )

    @property
    def empty(self) -> bool:
        """Whether nothing was written yet."""
        return not self._answer.statements

    def answer(self) -> Answer:
        """Return the answer as it stands."""
        near = nearest(self._prepared.passages, self._documents, self._answer.citations)
        return replace(self._answer, related=near)

    def write(self, verdict: Verdict, *, opens: bool) -> list[Citation | Delta]:
        """Add a sentence; `opens`: on a line of its own. Raises `VerificationError`, and then adds nothing."""
        citations = list(self._answer.citations)
        numbers = tuple(self._cite(places, citations) for places in verdict.borne)
        statements = (*self._answer.statements, _statement(verdict, numbers))
        text = ("\n" if opens else " ") + verdict.claim.shown(numbers)
        return self._add(text, replace(self._answer, citations=tuple(citations), statements=statements))

    def write_differences(self) -> list[Citation | Delta]:
        """Add what the archive was found to differ in."""
        citations = list(self._answer.citations)
        lines, found = differences.told(self._prepared.answer, lambda citation: _number(citation, citations))
        if not lines:
            return []
        try:
            text = "".join(f"\n{line}" for line in lines)
            return self._add(text, replace(self._answer, citations=tuple(citations), discrepancies=found))
        except VerificationError:
            # A defect of ours: the answer is complete without it.
            _log.exception("What differs was left out, since its passages do not bear it out.")
            return []

    def _add(self, text: str, answer: Answer) -> list[Citation | Delta]:
        new = text if self._answer.text else text.lstrip()
        told = verify.check(replace(answer, text=self._answer.text + new, related=()), self._documents)
        citations = told.citations[len(self._answer.citations) :]
        self._answer = told
        return [*citations, Delta(new)]

    def _cite(self, places: Iterable[Place], citations: list[Citation]) -> tuple[int, ...]:
        """Cite sentences, those that follow each other in one stretch."""
        in_order = sorted(places, key=lambda place: (place.given.number, place.position))
        runs = groupby(enumerate(in_order), key=lambda pair: (pair[1].given.number, pair[1].position - pair[0]))
        found = [self._citation([place for _, place in run]) for _, run in runs]
        return tuple(dict.fromkeys(_number(citation, citations) for citation in found))

    def _citation(self, places: Sequence[Place]) -> Citation:
        document, passage = places[0].given.reading.document, places[0].given.passage.passage
        start, end = places[0].sentence.sentence.start, places[-1].sentence.sentence.end
        return Citation(
            number=0,
            document_id=document.document_id,
            passage_id=passage.passage_id,
            title=document.title,
            outlet=document.outlet,
            url=document.url,
            published_on=document.published_on,
            event_on=document.event_on,
            event_on_precision=document.event_on_precision,
            speaker=next((s for place in places if (s := place.sentence.sentence.speaker)), None),
            quote=document.text[start:end],
            start=start,
            end=end,
            also_reported_by=self._reported(document.document_id, start, end),
        )

    def _reported(self, document_id: str, start: int, end: int) -> tuple[str, ...]:
        """Return who else reports a stretch, where the archive's own answer has found out."""
        own = (c for c in self._prepared.answer.citations if c.document_id == document_id)
        return next((c.also_reported_by for c in own if c.start < end and start < c.end), ())


def _number(citation: Citation, citations: list[Citation]) -> int:
    """Return the number of a citation, that of one which holds it where there is one; a new one is added."""
    for known in citations:
        if known.document_id == citation.document_id and known.start <= citation.start <= citation.end <= known.end:
            return known.number
    citations.append(replace(citation, number=len(citations) + 1))
    return len(citations)


def _statement(verdict: Verdict, numbers: Sequence[tuple[int, ...]]) -> Statement:
    places = [place for group in verdict.borne for place in group]
    documents = [place.given.reading.document for place in places]
    return Statement(
        text=verdict.claim.text,
        citations=tuple(dict.fromkeys(number for group in numbers for number in group)),
        speaker=next((s for place in places if (s := place.sentence.sentence.speaker)), None),
        as_of=next((day for one in documents if (day := one.event_on or one.published_on)), None),
    )
