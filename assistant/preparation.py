"""What is done for every answer, whoever writes it: the passages, what they bear, and the answer that only quotes."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.answering import extractive, verify
from assistant.answering.distinct import distinct, with_copies
from assistant.answering.evidence import Evidence, Finding, gather
from assistant.answering.quotes import quote
from assistant.answering.related import nearest
from assistant.answering.reports import Quoted, Report, in_order, last, merge
from assistant.answering.selection import select
from assistant.asking.followup import stand_alone
from assistant.asking.question import checked, understand
from assistant.asking.scope import known_outlets, narrow
from assistant.errors import QuestionError, VerificationError
from assistant.sentences.reading import Reading, read
from assistant.sentences.vectors import SentenceVectors
from assistant.types import Answer, Question, Turn, Usage
from index.tokens import count_tokens
from index.types import Document, Event, Filters, ScoredPassage

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from assistant.sentences.matching import Words
    from index.archive import Archive

_log = logging.getLogger(__name__)
_COPIES = 4  # times as many passages are looked through where some are the same
_READINGS_KEPT = 2_000  # documents
_ASKED_AGAIN = 8  # questions at least: what a follow-up points to lies not far back
_TURNS_KEPT = 256
_FILTERED = "The filters leave nothing that the question could be about; see which outlets and days the archive has."


@dataclass(frozen=True, slots=True)
class Found:
    """A question, understood, and the passages that are looked at for it, best first."""

    question: Question
    passages: tuple[ScoredPassage, ...]
    version: str  # of the archive
    filters: Filters = field(default_factory=Filters)


@dataclass(frozen=True, slots=True)
class Prepared:
    """All that an answer can be written from, and the one that only quotes, verified."""

    question: Question
    passages: tuple[ScoredPassage, ...]
    readings: Mapping[str, Reading]  # by document id
    evidence: Evidence
    answer: Answer

    @property
    def documents(self) -> dict[str, Document]:
        """The documents that the passages stand in, by id."""
        return {key: reading.document for key, reading in self.readings.items()}


@dataclass(frozen=True, slots=True)
class _Known:
    """What questions may name, at one version of the archive."""

    version: str
    outlets: tuple[str, ...]
    events: tuple[Event, ...]


class Preparation:
    """Reads an open archive for questions; safe for many at once."""

    def __init__(self, archive: Archive, lexicon: Words, passages: int) -> None:
        self._archive = archive
        self._lexicon = lexicon
        self._passages = passages
        self._vectors = SentenceVectors(self._embed)
        self._read = lru_cache(_READINGS_KEPT)(self._read_version)
        self._known = lru_cache(1)(self._look_around)
        self._turns = lru_cache(_TURNS_KEPT)(self._turns_after)

    def outlets(self) -> tuple[str, ...]:
        """Return the outlets that a question may name."""
        return self._now().outlets

    def search(self, query: str, k: int, filters: Filters) -> tuple[ScoredPassage, ...]:
        """Return the `k` best passages for a query."""
        outlets = known_outlets(filters, self.outlets())
        if filters.outlets and not outlets:
            return ()
        return self._archive.search(query, k, replace(filters, outlets=outlets))

    def retrieve(self, text: str, filters: Filters) -> Found:
        """Understand a question that stands alone, and find the passages to look at."""
        known = self._now()
        question = understand(text, known.outlets)
        return Found(question, self._retrieve(question, filters, known), known.version, filters)

    def prepare(self, found: Found) -> Prepared:
        """Weigh what the passages bear, and answer by quoting them."""
        question, passages = found.question, found.passages
        readings = {i: self._read(i, found.version) for i in dict.fromkeys(p.passage.document_id for p in passages)}
        evidence = self._weigh(question, passages, readings)
        reports = _arranged(question, merge(self._quoted(question, select(question, evidence))))
        answer = self._compose(question, reports, evidence, passages, readings)
        if not passages and found.filters != Filters():
            answer = replace(answer, notes=(_FILTERED,))
        prepared = Prepared(question, passages, readings, evidence, answer)
        try:
            verify.check(answer, prepared.documents)
        except VerificationError:
            # A defect of ours: rather nothing than a quote that does not hold.
            _log.exception("An answer was withheld since its passages do not bear it out.")
            silence = self._compose(question, (), evidence, passages, readings)
            return replace(prepared, answer=replace(silence, left_out=len(answer.statements)))
        return prepared

    def again(self, questions: Sequence[str], filters: Filters) -> tuple[Turn, ...]:
        """Return the turns of a conversation that nobody kept: its last questions, answered once more by quoting."""
        # What is left out stays the same for some questions: else none of the turns would be known already.
        left_out = max(0, len(questions) // _ASKED_AGAIN - 1) * _ASKED_AGAIN
        return self._turns(tuple(questions[left_out:]), filters, self._archive.version())

    def _turns_after(self, questions: tuple[str, ...], filters: Filters, version: str) -> tuple[Turn, ...]:
        if not questions:
            return ()
        turns = self._turns(questions[:-1], filters, version)
        try:
            text = checked(questions[-1])
        except QuestionError:  # it was refused then, too
            return turns
        standalone = stand_alone(text, turns, self.outlets())
        answer = self.prepare(self.retrieve(standalone, filters)).answer
        return (*turns, Turn(text, replace(answer, question=text, standalone_question=standalone)))

    def _retrieve(self, question: Question, filters: Filters, known: _Known) -> tuple[ScoredPassage, ...]:
        narrowed = narrow(question, filters, known.events, known.outlets)
        if narrowed is None:
            return ()
        found = self._archive.search(question.text, self._passages, narrowed)
        if len(distinct(found, _text)) == len(found):
            return found
        # Reprints must not take the place of what else the archive has.
        more = self._archive.search(question.text, _COPIES * self._passages, narrowed)
        return tuple(with_copies(more, self._passages, _text))

    def _weigh(
        self, question: Question, passages: tuple[ScoredPassage, ...], readings: Mapping[str, Reading]
    ) -> Evidence:
        if not passages:
            return Evidence((), 0.0)
        asked = self._archive.embedding.embed_query(question.text)
        return gather(question, passages, readings, self._lexicon, self._vectors.embed, asked)

    def _quoted(self, question: Question, findings: tuple[Finding, ...]) -> tuple[Quoted, ...]:
        spans = [quote(question, finding) for finding in findings]
        texts = [f.document.text[s.start : s.end] for f, s in zip(findings, spans, strict=True)]
        vectors = self._vectors.embed(texts)
        return tuple(Quoted(f, s, v) for f, s, v in zip(findings, spans, vectors, strict=True))

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

    def _embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        # The model is opened with the first question, not with the archive.
        return self._archive.embedding.embed_documents(texts)

    def _read_version(self, document_id: str, _version: str) -> Reading:
        """The version makes a kept reading stale when the archive's content changes."""
        return read(self._archive.document(document_id))

    def _now(self) -> _Known:
        return self._known(self._archive.version())

    def _look_around(self, version: str) -> _Known:
        return _Known(version, self._archive.outlets(), self._archive.events())


def _text(passage: ScoredPassage) -> str:
    return passage.text


def _arranged(question: Question, reports: tuple[Report, ...]) -> tuple[Report, ...]:
    """What grows over time is told in its order; else the best comes first."""
    if question.latest:
        return last(reports)
    return in_order(reports) if question.kind in {"how_many", "digest", "events"} or question.compares else reports
