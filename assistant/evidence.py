"""From retrieved passages to the sentences that answer, and how sure they make it that the archive does."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from assistant.counting import phrase_counted
from assistant.matching import Match, Matcher, Words
from assistant.reading import Reading, ReadSentence, issuers
from assistant.speakers import speaks
from assistant.types import Question, Scope
from assistant.words import stems
from index.types import ScoredPassage

if TYPE_CHECKING:
    from index.types import Document

Embed = Callable[[Sequence[str]], "NDArray[np.float32]"]

_EMBEDDED = 10  # sentences compared by meaning; the rest are out by their words
_BORNE = 0.25  # below it a sentence does not say that what the question asks about was done
_COUNTS = 0.4  # how surely an amount must count what is asked
_SAME_THINGS = 0.4  # cosine of two phrases for things that are counted
_PHRASES = 8  # of them compared by meaning
_MOST = 8  # sentences an answer may stand on
THRESHOLD = 0.45  # confidence below which the archive does not answer
_COMPARED = 0.3  # what is enough for a sentence that stands beside another to be compared
# How near to the best sentence, in logits, another must come to stand beside it, and how many may.
_MARGIN = {"how_many": 3.5, "said": 1.5}
_MOST_BY_KIND = {"how_many": 8, "said": 5}


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence that may answer, with what speaks for it. `vector` is its embedding, unit length."""

    reading: Reading
    position: int
    passage: ScoredPassage
    match: Match
    cosine: float
    confidence: float
    vector: NDArray[np.float32]

    @property
    def sentence(self) -> ReadSentence:
        """The sentence itself."""
        return self.reading.sentences[self.position]

    @property
    def document(self) -> Document:
        """The document it stands in."""
        return self.reading.document


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A sentence of a retrieved passage."""

    passage: ScoredPassage
    reading: Reading
    position: int

    @property
    def sentence(self) -> ReadSentence:
        return self.reading.sentences[self.position]

    @property
    def opens_paragraph(self) -> bool:
        before = self.reading.sentences[self.position - 1] if self.position else None
        return before is None or before.sentence.paragraph != self.sentence.sentence.paragraph


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the archive has on a question: sentences best first, and the confidence that they answer it, 0..1."""

    findings: tuple[Finding, ...]
    confidence: float


def gather(
    question: Question,
    passages: Sequence[ScoredPassage],
    readings: Mapping[str, Reading],
    lexicon: Words,
    embed: Embed,
) -> Evidence:
    """Weigh the sentences of the passages; none is left out here but what the question rules out."""
    candidates = [
        _Candidate(passage, readings[passage.passage.document_id], position)
        for passage in passages
        for position in _positions(passage, readings[passage.passage.document_id])
    ]
    candidates = [c for c in candidates if _may_speak(question, c.reading, c.position)]
    if question.kind == "digest":
        return _digest(question, candidates, lexicon, embed)
    matched = _match(question, candidates, lexicon)
    if question.kind == "how_many":
        matched = _count_by_meaning(question, matched, embed)
    matched = [(c, match) for c, match in matched if not _ruled_out(question, match)]
    matched.sort(key=lambda m: (-_by_words(m[1], m[0].passage), m[0].reading.document.document_id, m[0].position))
    findings = _findings(question, matched[:_EMBEDDED], embed)
    findings.sort(key=lambda f: (-round(f.confidence, 6), f.document.document_id, f.position))
    return Evidence(tuple(findings), findings[0].confidence if findings else 0.0)


def _count_by_meaning(
    question: Question, matched: list[tuple[_Candidate, Match]], embed: Embed
) -> list[tuple[_Candidate, Match]]:
    """Give amounts whose words do not name the unit another chance by meaning: "patients", "90 sick persons"."""
    unit = " ".join(term.text for term in question.unit)
    named = {term.stem for term in question.unit if term.name}
    open_ = [
        (row, quantity, phrase)
        for row, (candidate, match) in enumerate(matched)
        if unit and match.typed < _COUNTS and match.clash == 0 and match.dated > 0
        for quantity in candidate.sentence.quantities
        if (phrase := phrase_counted(quantity, candidate.sentence)) and named <= stems(phrase)
    ]
    open_.sort(key=lambda o: -matched[o[0]][1].cover)
    if not open_ or any(match.typed >= _COUNTS for _, match in matched):
        return matched
    asked, *vectors = embed([unit, *(phrase for _, _, phrase in open_[:_PHRASES])])
    for (row, quantity, _), vector in zip(open_, vectors, strict=False):
        candidate, match = matched[row]
        if (near := float(vector @ asked)) > max(match.typed, _SAME_THINGS):
            matched[row] = (candidate, replace(match, typed=min(0.8, 1.3 * near), quantity=quantity))
    return matched


def _match(question: Question, candidates: Sequence[_Candidate], lexicon: Words) -> list[tuple[_Candidate, Match]]:
    matchers: dict[str, Matcher] = {}
    for c in candidates:
        matchers.setdefault(c.reading.document.document_id, Matcher(question, c.reading, lexicon))
    return [(c, matchers[c.reading.document.document_id].match(c.position)) for c in candidates]


def _findings(question: Question, matched: Sequence[tuple[_Candidate, Match]], embed: Embed) -> list[Finding]:
    if not matched:
        return []
    asked, *vectors = embed([question.text, *(c.sentence.text for c, _ in matched)])
    out = []
    for (candidate, match), vector in zip(matched, vectors, strict=True):
        cosine = float(vector @ asked)
        confidence = _confidence(question, match, cosine, candidate.passage.dense or 0.0)
        out.append(Finding(candidate.reading, candidate.position, candidate.passage, match, cosine, confidence, vector))
    return out


def _digest(question: Question, candidates: Sequence[_Candidate], lexicon: Words, embed: Embed) -> Evidence:
    """Tell what a call or a day was about: its speaker's sentences, or each paragraph's first, as they stand."""
    matched = _match(question, candidates, lexicon)
    most = max((m.dated for _, m in matched), default=0.0)
    kept = [
        (c, m)
        for c, m in matched
        if m.dated == most > 0 and (question.scope.speaker or c.opens_paragraph or question.dates)
    ]
    if question.scope == Scope() and not question.dates:
        kept = []
    kept.sort(
        key=lambda m: (
            m[0].reading.document.event_on or date.max,
            m[0].reading.document.document_id,
            m[0].position,
        )
    )
    findings = [replace(f, confidence=1.0) for f in _findings(question, kept[:_MOST], embed)]
    return Evidence(tuple(findings), 1.0 if findings else 0.0)


def _positions(passage: ScoredPassage, reading: Reading) -> Iterator[int]:
    for position, read in enumerate(reading.sentences):
        if passage.passage.start <= read.sentence.start < passage.passage.end:
            yield position


def _may_speak(question: Question, reading: Reading, position: int) -> bool:
    phrase = question.scope.speaker
    if phrase is None:
        return True
    said = reading.sentences[position].sentence
    speaker = said.speaker or _speaker_before(reading, position)
    # "According to the agency": all that a document says which the agency issued.
    return speaks(phrase, speaker, reading.document.people) or any(speaks(phrase, i, ()) for i in issuers(reading))


def _speaker_before(reading: Reading, position: int) -> str | None:
    """Return who spoke last before a plain sentence of the same paragraph: it may well go on with their words."""
    paragraph = reading.sentences[position].sentence.paragraph
    for before in reversed(reading.sentences[:position]):
        if before.sentence.paragraph != paragraph:
            return None
        if before.sentence.speaker:
            return before.sentence.speaker
    return None


def _ruled_out(question: Question, match: Match) -> bool:
    """Whether a sentence cannot answer whatever its words: no amount, no date, another day, another's attribute."""
    if match.clash > 0 or match.dated == 0 or match.ordinal == 0:
        return True
    if question.kind == "how_many" and match.typed < _COUNTS:
        return True
    return (question.kind == "when" and match.typed == 0) or (question.identifies and match.least < _BORNE)


def _by_words(match: Match, passage: ScoredPassage) -> float:
    return match.cover + 0.5 * match.cover_around + 0.3 * match.typed + 0.2 * match.dated + 0.5 * (passage.dense or 0.0)


def _confidence(question: Question, match: Match, cosine: float, dense: float) -> float:
    """Return how likely a sentence is to answer: logistic in what speaks for it.

    The first six weights were fitted, then rounded, on one half of the questions of CLAPnq and SQuAD 2.0, each asked
    once as it is and once with the documents that answer it taken away. The amount and the dates have no say there.
    """
    logit = (
        -6.3
        + 2.6 * cosine
        + 2.6 * dense
        + 0.8 * match.cover
        + 2.0 * match.cover_around
        + 1.0 * match.names
        + 0.5 * match.least
        + (1.5 * match.typed if question.kind == "how_many" else 0.5)
        + 0.5 * match.dated
        + _predicate(question, match)
    )
    return 1 / (1 + math.exp(-logit))


def _predicate(question: Question, match: Match) -> float:
    """What was done must be borne out: a sentence that shares all but the verb tells of something else."""
    if question.predicate is None or _BORNE <= match.predicate < 1:
        return 0.0
    return -1.0 if match.predicate < _BORNE else 0.5


def select(question: Question, evidence: Evidence) -> tuple[Finding, ...]:
    """Return the sentences an answer stands on, best first; none where the archive does not answer."""
    if evidence.confidence < THRESHOLD:
        return ()
    if question.kind == "digest":
        return evidence.findings
    best = evidence.findings[0]
    margin = _MARGIN.get(question.kind, 2.0 if question.compares else 0.35)
    kept = [
        f
        for f in evidence.findings
        if _logit(f.confidence) >= _logit(best.confidence) - margin
        and f.confidence >= (_COMPARED if question.compares else THRESHOLD)
        and (f.match.dated >= best.match.dated or len(question.dates) > 1)
    ]
    if question.kind == "how_many":
        kept = [
            f
            for f in kept
            if f.match.typed >= 0.8 * best.match.typed and f.match.cover_around >= 0.7 * best.match.cover_around
        ]
    return tuple(kept[: 6 if question.compares else _MOST_BY_KIND.get(question.kind, 3)])


def _logit(share: float) -> float:
    return math.log(share / (1 - share)) if share < 1 else math.inf
