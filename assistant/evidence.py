"""From retrieved passages to the sentences that answer, and how sure they make it that the archive does."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from assistant.matching import Match, Words, match_sentence
from assistant.question import Question
from assistant.reading import Reading, ReadSentence
from assistant.scope import speaks
from index.types import Document, ScoredPassage

if TYPE_CHECKING:
    from numpy.typing import NDArray

Embed = Callable[[Sequence[str]], "NDArray[np.float32]"]

_EMBEDDED = 10  # sentences compared by meaning; the rest are out by their words
_MOST = 8  # sentences an answer may stand on
THRESHOLD = 0.5  # confidence below which the archive does not answer
# How near to the best sentence another must come to stand beside it, and how many may.
_SHARE_OF_BEST = {"how_many": 0.6, "said": 0.6, "compare": 0.6, "digest": 0.0}
_MOST_BY_KIND = {"how_many": 8, "said": 6, "compare": 6, "digest": 8}


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
    question_vector: NDArray[np.float32],
) -> Evidence:
    """Weigh the sentences of the passages; none is left out here but what the question rules out."""
    candidates = [
        (passage, readings[passage.passage.document_id], position)
        for passage in passages
        for position in _positions(passage, readings[passage.passage.document_id])
    ]
    matched = [
        (passage, reading, position, match)
        for passage, reading, position in candidates
        if _may_speak(question, reading, position)
        for match in [match_sentence(question, reading, position, lexicon)]
        if not _ruled_out(question, match)
    ]
    matched.sort(key=lambda m: (-_by_words(m[3], m[0]), m[1].document.document_id, m[2]))
    chosen = matched[:_EMBEDDED]
    vectors = embed([reading.sentences[position].text for _, reading, position, _ in chosen])
    findings = [
        _finding(question, reading, position, passage, match, vector, float(vector @ question_vector))
        for (passage, reading, position, match), vector in zip(chosen, vectors, strict=True)
    ]
    findings.sort(key=lambda f: (-round(f.confidence, 6), f.document.document_id, f.position))
    return Evidence(tuple(findings[:_MOST]), findings[0].confidence if findings else 0.0)


def _positions(passage: ScoredPassage, reading: Reading) -> Iterator[int]:
    for position, read in enumerate(reading.sentences):
        if passage.passage.start <= read.sentence.start < passage.passage.end:
            yield position


def _may_speak(question: Question, reading: Reading, position: int) -> bool:
    phrase = question.scope.speaker
    return phrase is None or speaks(phrase, reading.sentences[position].sentence.speaker, reading.document.people)


def _ruled_out(question: Question, match: Match) -> bool:
    """Whether a sentence cannot answer whatever its words: no amount, another day, another's attribute."""
    return match.clash > 0 or match.dated == 0 or (question.kind == "how_many" and match.typed < 0.4)


def _by_words(match: Match, passage: ScoredPassage) -> float:
    return match.cover + 0.5 * match.cover_around + 0.3 * match.typed + 0.2 * match.dated + 0.5 * (passage.dense or 0.0)


def _finding(
    question: Question,
    reading: Reading,
    position: int,
    passage: ScoredPassage,
    match: Match,
    vector: NDArray[np.float32],
    cosine: float,
) -> Finding:
    return Finding(reading, position, passage, match, cosine, _confidence(question, match, cosine, passage.dense or 0.0), vector)


def _confidence(question: Question, match: Match, cosine: float, dense: float) -> float:
    """Logistic in what speaks for the sentence."""
    logit = (
        -6.0 + 3.0 * cosine + 2.0 * dense + 2.5 * match.cover + 2.5 * match.cover_around + 1.0 * match.names + 0.5 * match.typed + 0.5 * match.dated
    )
    return 1 / (1 + math.exp(-logit))


def select(question: Question, evidence: Evidence) -> tuple[Finding, ...]:
    """Return the sentences an answer stands on, best first; none where the archive does not answer."""
    if evidence.confidence < THRESHOLD:
        return ()
    best = evidence.findings[0]
    least = _SHARE_OF_BEST.get(question.kind, 0.93) * best.confidence
    kept = [f for f in evidence.findings if f.confidence >= least and f.match.dated >= best.match.dated]
    if question.kind == "how_many":
        kept = [f for f in kept if f.match.typed >= 0.8 * best.match.typed and f.match.cover >= 0.7 * best.match.cover]
    return tuple(kept[: _MOST_BY_KIND.get(question.kind, 3)])
