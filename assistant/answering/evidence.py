"""From retrieved passages to the sentences that may answer, each with what speaks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from assistant.answering.confidence import confidence, nearness, ruled_out
from assistant.answering.digest import occasions, overview
from assistant.answering.distinct import distinct, with_copies
from assistant.sentences.matching import Match, Matcher, Words
from assistant.sentences.reading import Reading, ReadSentence, issuers
from assistant.sentences.speakers import holds, speaks
from assistant.sentences.things import phrase_counted, same_things
from assistant.sentences.words import names, stems
from index.types import ScoredPassage

if TYPE_CHECKING:
    from assistant.types import Question
    from index.types import Document

Embed = Callable[[Sequence[str]], "NDArray[np.float32]"]

_EMBEDDED = 4  # sentences compared by meaning; the rest are out by their words
_COUNTED = 8  # where each may be another figure of a series


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
class Candidate:
    """A sentence of a retrieved passage."""

    passage: ScoredPassage
    reading: Reading
    position: int

    @property
    def sentence(self) -> ReadSentence:
        """The sentence itself."""
        return self.reading.sentences[self.position]

    @property
    def opens_paragraph(self) -> bool:
        """Whether it is the first of its paragraph."""
        before = self.reading.sentences[self.position - 1] if self.position else None
        return before is None or before.sentence.paragraph != self.sentence.sentence.paragraph


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the archive has on a question: sentences best first, and how near they come to an answer, 0..1."""

    findings: tuple[Finding, ...]
    nearness: float


_Matched = list[tuple[Candidate, Match]]


def gather(
    question: Question,
    passages: Sequence[ScoredPassage],
    readings: Mapping[str, Reading],
    lexicon: Words,
    embed: Embed,
    asked: NDArray[np.float32],
) -> Evidence:
    """Weigh the sentences of the passages; `asked` is the question's embedding."""
    candidates = list(_candidates(passages, readings))
    allowed = [c for c in candidates if may_answer(question, c)]
    same = _same_things(question, allowed or candidates, lexicon, embed)
    matched = _match(question, allowed or candidates, lexicon, same)
    if question.kind in {"digest", "events"}:
        told = [] if not allowed else (overview if question.kind == "digest" else occasions)(question, matched)
        findings = [replace(f, confidence=1.0) for f in _findings(question, told, embed, asked)]
        if findings:
            return Evidence(tuple(findings), 1.0)
    matched.sort(key=lambda m: (-_by_words(m[1], m[0].passage), m[0].reading.document.document_id, m[0].position))
    most = _COUNTED if question.kind in {"how_many", "said"} or question.compares else _EMBEDDED
    possible = with_copies(((c, m) for c, m in matched if allowed and not ruled_out(question, m)), most, _text)
    # What cannot answer still tells how near the archive comes.
    left = max(0, _EMBEDDED - len(distinct(possible, _text)))
    others = distinct(((c, m) for c, m in matched if not allowed or ruled_out(question, m)), _text)[:left]
    weighed = _findings(question, [*possible, *others], embed, asked)
    findings = sorted(
        weighed[: len(possible)], key=lambda f: (-round(f.confidence, 6), f.document.document_id, f.position)
    )
    near = [_near(f, possible=rank < len(possible)) for rank, f in enumerate(weighed)]
    return Evidence(tuple(findings), max(near, default=0.0))


def _text(matched: tuple[Candidate, Match]) -> str:
    return matched[0].sentence.text


def _near(finding: Finding, *, possible: bool) -> float:
    return nearness(finding.match, finding.cosine, finding.passage.dense or 0.0, possible=possible)


def _candidates(passages: Sequence[ScoredPassage], readings: Mapping[str, Reading]) -> Iterator[Candidate]:
    for passage in passages:
        reading = readings[passage.passage.document_id]
        for position, read in enumerate(reading.sentences):
            if passage.passage.start <= read.sentence.start < passage.passage.end:
                yield Candidate(passage, reading, position)


def _match(question: Question, candidates: Sequence[Candidate], lexicon: Words, same: Mapping[str, float]) -> _Matched:
    readings = {c.reading.document.document_id: c.reading for c in candidates}
    matchers = {key: Matcher(question, reading, lexicon, same) for key, reading in readings.items()}
    return [(c, matchers[c.reading.document.document_id].match(c.position)) for c in candidates]


def _findings(
    question: Question, matched: Sequence[tuple[Candidate, Match]], embed: Embed, asked: NDArray[np.float32]
) -> list[Finding]:
    vectors = embed([c.sentence.text for c, _ in matched])
    out = []
    for (candidate, match), vector in zip(matched, vectors, strict=True):
        cosine = float(vector @ asked)
        sure = confidence(question, match, cosine, candidate.passage.dense or 0.0)
        out.append(Finding(candidate.reading, candidate.position, candidate.passage, match, cosine, sure, vector))
    return out


def _same_things(
    question: Question, candidates: Sequence[Candidate], lexicon: Words, embed: Embed
) -> Mapping[str, float]:
    """Return the phrases by which the candidates count what the question counts in other words."""
    if question.kind != "how_many" or not question.unit or any(t not in question.terms for t in question.unit):
        return {}
    head, named = question.unit[-1].stem, {term.stem for term in question.unit if term.name}
    sentences = [(c.sentence, q) for c in candidates for q in c.sentence.quantities if not q.unit]
    phrases = dict.fromkeys(phrase_counted(q, sentence) for sentence, q in sentences)
    open_ = [p for p in phrases if head not in (found := stems(p)) and named <= found]
    return same_things(" ".join(term.text for term in question.unit), open_, lexicon, embed)


def may_answer(question: Question, candidate: Candidate) -> bool:
    """Whether a sentence is its speaker's, and names the holder of the office asked for."""
    reading, position = candidate.reading, candidate.position
    if question.office:
        holders = [p for p in reading.document.people if holds(question.office, p)]
        return any(p.name.split()[-1] in candidate.sentence.text for p in holders)
    phrase = question.scope.speaker
    if phrase is None:
        return True
    speaker = reading.sentences[position].sentence.speaker or _speaker_before(reading, position)
    document = reading.document
    context = f"{document.outlet or ''} {document.title}"
    # "According to the agency": all that a document says which the agency issued.
    said = speaks(phrase, speaker, document.people, context)
    if not said and question.kind not in {"said", "digest"} and _does(phrase, candidate):
        return True
    return said or any(speaks(phrase, issuer, ()) for issuer in issuers(reading))


def _does(phrase: str, candidate: Candidate) -> bool:
    """Whether a plain sentence tells what somebody did whom a question may have taken for its speaker: "X offered"."""
    sentence, document = candidate.sentence, candidate.reading.document
    if sentence.sentence.speaker is not None or not sentence.words or not sentence.words[0].capital:
        return False
    first = {w.text for run in names(sentence.words, document.text)[:1] for w in run}
    subjects = [p.name for p in document.people if p.name.split()[-1] in first]
    return any(speaks(phrase, name, document.people) for name in subjects)


def _speaker_before(reading: Reading, position: int) -> str | None:
    """Return who spoke last before a plain sentence of the same paragraph: it may well go on with their words."""
    paragraph = reading.sentences[position].sentence.paragraph
    for before in reversed(reading.sentences[:position]):
        if before.sentence.paragraph != paragraph:
            return None
        if before.sentence.speaker:
            return before.sentence.speaker
    return None


def _by_words(match: Match, passage: ScoredPassage) -> float:
    words = match.cover + 0.5 * match.cover_around + 0.2 * match.dated - (0.5 if match.headline else 0.0)
    return words + 0.3 * match.typed + 0.5 * (passage.dense or 0.0)
