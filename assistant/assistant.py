"""One question, from its words to a checked answer: the file to read first."""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant import extractive, verify
from assistant.errors import VerificationError
from assistant.evidence import Evidence, Finding, gather
from assistant.feedback import Feedback, Kept, name
from assistant.followup import stand_alone
from assistant.question import checked, understand
from assistant.quotes import quote
from assistant.reading import Reading, read
from assistant.related import nearest
from assistant.reports import Quoted, Report, in_order, last, merge
from assistant.scope import known_outlets, narrow
from assistant.selection import select
from assistant.types import Answer, Question, Timings, Turn, Usage
from assistant.vectors import SentenceVectors
from index.tokens import count_tokens
from index.types import Event, Filters, ScoredPassage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from assistant.conversations import Conversations
    from assistant.matching import Words
    from index.archive import Archive

_log = logging.getLogger(__name__)
_READINGS_KEPT = 2_000  # documents


@dataclass(frozen=True, slots=True)
class _Known:
    """What questions may name, at one version of the archive."""

    version: str
    outlets: tuple[str, ...]
    events: tuple[Event, ...]


class Assistant:
    """Answers questions over an open archive; safe for many questions at once."""

    def __init__(
        self,
        archive: Archive,
        conversations: Conversations,
        feedback: Feedback,
        lexicon: Words,
        passages: int = 12,
    ) -> None:
        self.archive = archive
        self.conversations = conversations
        self.feedback = feedback
        self._lexicon = lexicon
        self._passages = passages
        self._vectors = SentenceVectors(self._embed)
        self._read = lru_cache(_READINGS_KEPT)(self._read_version)
        self._known = lru_cache(1)(self._look_around)

    async def ask(self, question: str, *, conversation_id: str | None = None, filters: Filters | None = None) -> Answer:
        """Answer a question, in its conversation where one is named. Raises `AssistantError`, `CorpusError`."""
        return await asyncio.to_thread(self._ask, checked(question), conversation_id, filters or Filters())

    async def search(self, query: str, *, k: int = 10, filters: Filters | None = None) -> tuple[ScoredPassage, ...]:
        """Return the `k` best passages, without an answer."""
        return await asyncio.to_thread(self._search, checked(query), k, filters or Filters())

    def close(self) -> None:
        """Let go of the archive."""
        self.archive.close()

    def __enter__(self) -> Assistant:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        # The model is opened with the first question, not with the archive.
        return self.archive.embedding.embed_documents(texts)

    def _search(self, query: str, k: int, filters: Filters) -> tuple[ScoredPassage, ...]:
        outlets = known_outlets(filters, self._known(self.archive.version()).outlets)
        if filters.outlets and not outlets:
            return ()
        return self.archive.search(query, k, replace(filters, outlets=outlets))

    def _ask(self, text: str, conversation_id: str | None, filters: Filters) -> Answer:
        turns = self.conversations.turns(conversation_id) if conversation_id else ()
        known = self._known(self.archive.version())
        answer = self._answer(text, stand_alone(text, turns, known.outlets), filters, known)
        named = name(answer, filters, known.version)
        answer = replace(answer, conversation_id=conversation_id, answer_id=named)
        self.feedback.keep(Kept(answer, tuple(turn.question for turn in turns), filters, known.version))
        if conversation_id:
            self.conversations.append(conversation_id, Turn(text, answer))
        return answer

    def _answer(self, text: str, standalone: str, filters: Filters, known: _Known) -> Answer:
        started = time.perf_counter()
        question = understand(standalone, known.outlets)
        passages = self._retrieve(question, filters, known)
        retrieved = time.perf_counter()
        readings = {i: self._read(i, known.version) for i in dict.fromkeys(p.passage.document_id for p in passages)}
        evidence = self._weigh(question, passages, readings)
        reports = _arranged(question, merge(self._quoted(question, select(question, evidence))))
        answer = self._checked(question, reports, evidence, passages, readings)
        answer = replace(answer, question=text, standalone_question=standalone)
        ended = time.perf_counter()
        timings = Timings(*(round(1000 * s, 3) for s in (retrieved - started, ended - retrieved, ended - started)))
        return replace(answer, timings_ms=timings)

    def _retrieve(self, question: Question, filters: Filters, known: _Known) -> tuple[ScoredPassage, ...]:
        narrowed = narrow(question, filters, known.events, known.outlets)
        return self.archive.search(question.text, self._passages, narrowed) if narrowed else ()

    def _weigh(
        self, question: Question, passages: tuple[ScoredPassage, ...], readings: Mapping[str, Reading]
    ) -> Evidence:
        embedding = self.archive.embedding
        if not passages:
            return Evidence((), 0.0)
        asked = embedding.embed_query(question.text)
        return gather(question, passages, readings, self._lexicon, self._vectors.embed, asked)

    def _quoted(self, question: Question, findings: tuple[Finding, ...]) -> tuple[Quoted, ...]:
        spans = [quote(question, finding) for finding in findings]
        texts = [f.document.text[s.start : s.end] for f, s in zip(findings, spans, strict=True)]
        vectors = self._vectors.embed(texts)
        return tuple(Quoted(f, s, v) for f, s, v in zip(findings, spans, vectors, strict=True))

    def _checked(
        self,
        question: Question,
        reports: tuple[Report, ...],
        evidence: Evidence,
        passages: tuple[ScoredPassage, ...],
        readings: Mapping[str, Reading],
    ) -> Answer:
        answer = self._compose(question, reports, evidence, passages, readings)
        try:
            return verify.check(answer, {key: reading.document for key, reading in readings.items()})
        except VerificationError:
            # A defect of ours: rather nothing than a quote that does not hold.
            _log.exception("An answer was withheld since its passages do not bear it out.")
            return self._compose(question, (), evidence, passages, readings)

    def _compose(
        self,
        question: Question,
        reports: tuple[Report, ...],
        evidence: Evidence,
        passages: tuple[ScoredPassage, ...],
        readings: Mapping[str, Reading],
    ) -> Answer:
        draft = extractive.compose(question, reports, self._lexicon) if reports else extractive.abstain(question)
        documents = {key: reading.document for key, reading in readings.items()}
        return Answer(
            question=question.text,
            standalone_question=question.text,
            status="answered" if reports else "abstained",
            text=draft.text,
            statements=draft.statements,
            citations=draft.citations,
            discrepancies=draft.discrepancies,
            related=nearest(passages, documents, draft.citations),
            score=round(evidence.nearness, 4),
            usage=Usage(count_tokens(question.text), count_tokens(draft.text)),
        )

    def _read_version(self, document_id: str, _version: str) -> Reading:
        """The version makes a kept reading stale when the archive's content changes."""
        return read(self.archive.document(document_id))

    def _look_around(self, version: str) -> _Known:
        return _Known(version, self.archive.outlets(), self.archive.events())


def _arranged(question: Question, reports: tuple[Report, ...]) -> tuple[Report, ...]:
    """What grows over time is told in its order; else the best comes first."""
    if question.latest:
        return last(reports)
    return in_order(reports) if question.kind in {"how_many", "digest", "events"} or question.compares else reports
