"""Whether what a model says, however true, can be part of an answer to what was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.answering.confidence import COUNTS
from assistant.answering.evidence import Candidate, may_answer
from assistant.sentences.matching import Matcher
from assistant.sentences.words import stems
from assistant.verified.lemmas import lemma
from assistant.verified.thesaurus import are_synonyms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.preparation import Prepared
    from assistant.sentences.matching import Match, Words
    from assistant.sentences.vectors import Embed
    from assistant.types import Term
    from assistant.verified.bearing import Place

_COVER, _COSINE = 0.15, 0.3  # what a sentence beside an answer must have of the question's words, or of its meaning
_AROUND = 0.5  # the same, what the sentence leans on included
_DENSE = 0.4  # cosine of a passage that is about what is asked
_ABOUT = 0.4  # share of a question's words that an answer must bear, what its document is about included
_NEAR = 0.5  # cosine of two words of one meaning
_TELLING = 0.5  # weight of a verb that is no mere "stand" or "have"
_ANYBODY = frozenset("people persons person men women times".split())
_MEASURES = 5  # words for what is counted, from which on they are guessed
_SURELY = 0.6  # the same, of what answers in another kind of words than was asked for: "until it is repaired"


class Relevance:
    """Weighs sentences against one question, as the archive's own answers are weighed."""

    def __init__(self, prepared: Prepared, lexicon: Words, embed: Embed) -> None:
        self._question = prepared.question
        self._answered = prepared.answer.status == "answered"
        self._cited = {citation.document_id for citation in prepared.answer.citations}
        self._lexicon = lexicon
        self._embed = embed

    def holds(self, places: Sequence[Place]) -> bool:
        """Whether any of the sentences may answer, or, where the archive does answer by itself, goes with an answer.

        A model that understands the question may be less sure of its words, never of its day, speaker, or kind of
        answer.
        """
        return any(self._goes_with(place) if self._answered else self._answers(place) for place in places)

    def _answers(self, place: Place) -> bool:
        """Whether a sentence may answer where the archive found no answer by itself.

        The model may have understood more than the archive's own rules did; what the question fixes must be so.
        """
        question, reading = self._question, place.given.reading
        theirs = may_answer(question, Candidate(place.given.passage, reading, place.position))
        if not (theirs or self._is_told_of(place)):
            return False
        match = Matcher(question, reading, self._lexicon).match(place.position)
        if question.kind == "said" and self._cosine(place) >= _COSINE:
            return True
        if match.dated == 0 or (match.names == 0 and self._cosine(place) < _COSINE):
            return False
        about = (place.given.passage.dense or 0.0) >= _DENSE or match.cover_around >= _ABOUT
        counted = "how many" in question.text.lower() and not any(t.text.lower() in _ANYBODY for t in question.unit)
        asked = [question.unit] if counted and len(question.unit) < _MEASURES else []
        done = question.predicate if question.kind != "yes_no" else None
        asked += [(done,)] if done and self._lexicon.weight(done.text.lower()) >= _TELLING else []
        about = about and all(self._speaks_of(place, terms) for terms in asked if terms)
        return about and (self._is_of_the_kind(place, match) or match.cover >= _SURELY)

    def _speaks_of(self, place: Place, terms: Sequence[Term]) -> bool:
        """Whether the document of a sentence has any of these words, or one of its meaning."""
        told = [word for one in place.given.reading.sentences for word in one.words if not word.stop]
        lemmas = {lemma(word.text) for word in told}
        if any(are_synonyms(lemma(term.text), one) for term in terms for one in lemmas):
            return True
        if any(term.stem in place.given.reading.context for term in terms):
            return True
        near = self._lexicon.similarity([t.text.lower() for t in terms], sorted({w.text.lower() for w in told}))
        return bool(near.size) and float(near.max()) >= _NEAR

    def _is_told_of(self, place: Place) -> bool:
        """Whether a sentence names whom a question asks the words of; a body may also be what its document is of."""
        asked = stems(self._question.scope.speaker or "")
        people = place.given.reading.document.people
        if any(asked <= stems(person.name) for person in people):
            return bool(asked & stems(f"{place.sentence.text} {place.sentence.sentence.speaker or ''}"))
        reading, read = place.given.reading, place.sentence
        before = reading.sentences[place.position - 1].text if place.position else ""
        told = stems(f"{before} {read.text} {read.sentence.speaker or ''}") | reading.context
        return bool(asked) and 2 * len(asked & told) >= len(asked)

    def _is_of_the_kind(self, place: Place, match: Match) -> bool:
        """Whether a sentence has what the question asks for: an amount, a date."""
        kind = self._question.kind
        if kind == "how_many":
            return match.typed >= COUNTS or bool(place.sentence.quantities or place.sentence.dates)
        return kind != "when" or match.typed > 0 or bool(place.sentence.dates)

    def _goes_with(self, place: Place) -> bool:
        if (
            self._question.kind in {"digest", "events", "said"}
            or place.given.passage.passage.document_id in self._cited
        ):
            return True
        match = Matcher(self._question, place.given.reading, self._lexicon).match(place.position)
        near = (place.given.passage.dense or 0.0) >= _DENSE
        return near or match.cover >= _COVER or match.cover_around >= _AROUND or self._cosine(place) >= _COSINE

    def _cosine(self, place: Place) -> float:
        asked, told = self._embed([self._question.text, place.sentence.text])
        return float(asked @ told)
