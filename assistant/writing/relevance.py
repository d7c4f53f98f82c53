"""Whether what a model says, however true, can be part of an answer to what was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.answering.confidence import BORNE, COUNTS
from assistant.answering.evidence import Candidate, may_answer
from assistant.sentences.matching import Matcher
from assistant.sentences.words import stems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.preparation import Prepared
    from assistant.sentences.matching import Match, Words
    from assistant.sentences.vectors import Embed
    from assistant.types import Term
    from assistant.verified.bearing import Place

_COVER, _COSINE = 0.15, 0.3  # what a sentence beside an answer must have of the question's words, or of its meaning
_AROUND = 0.5  # the same, what the sentence leans on included
_DENSE = 0.5  # cosine of a passage that is about what is asked
_ABOUT_SAID = 0.2  # the same as below, of what someone said
_ABOUT = 0.4  # share of a question's words that an answer must bear, what its document is about included
_MEASURES = 5  # words for what is counted, from which on they are guessed
_COUNTED = 0.5  # how well it must bear what is counted


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
        question, reading = self._question, place.given.reading
        theirs = may_answer(question, Candidate(place.given.passage, reading, place.position))
        if not (theirs or self._is_told_of(place)):
            return False
        match = Matcher(question, reading, self._lexicon).match(place.position)
        if match.clash > 0 or match.dated == 0 or match.ordinal == 0 or match.names == 0:
            return False
        if question.kind == "said" and theirs:
            return match.cover_around >= _ABOUT_SAID
        near = (place.given.passage.dense or 0.0) >= _DENSE
        return (near or match.cover_around >= _ABOUT) and self._is_of_the_kind(place, match, near=near)

    def _is_told_of(self, place: Place) -> bool:
        """Whether a sentence names a body that a question asks the words of; of a person only their own will do."""
        asked = stems(self._question.scope.speaker or "")
        people = place.given.reading.document.people
        if any(asked & stems(person.name) for person in people):
            return False
        reading, read = place.given.reading, place.sentence
        before = reading.sentences[place.position - 1].text if place.position else ""
        told = stems(f"{before} {read.text} {read.sentence.speaker or ''}") | reading.context
        return bool(asked) and 2 * len(asked & told) >= len(asked)

    def _is_of_the_kind(self, place: Place, match: Match, *, near: bool) -> bool:
        """Whether a sentence has what the question asks for: a count of those things, a date, a name, what was done."""
        question = self._question
        if question.kind == "how_many":
            # A "how much" or "how long" may ask for any measure.
            named = question.unit if len(question.unit) < _MEASURES else ()
            counted = not named or self._bears(named, place)
            return match.typed >= COUNTS or (bool(place.sentence.quantities) and counted)
        if question.kind in {"when", "who"} and match.typed == 0:
            return False
        return near or question.predicate is None or match.predicate >= BORNE or match.cover >= _ABOUT

    def _bears(self, unit: Sequence[Term], place: Place) -> bool:
        found = [word.text.lower() for word in place.sentence.words if not word.stop]
        near = self._lexicon.similarity([term.text.lower() for term in unit], found)
        told = {word.stem for word in place.sentence.words}
        return any(t.stem in told for t in unit) or bool(near.size and float(near.max()) >= _COUNTED)

    def _goes_with(self, place: Place) -> bool:
        if (
            self._question.kind in {"digest", "events", "said"}
            or place.given.passage.passage.document_id in self._cited
        ):
            return True
        match = Matcher(self._question, place.given.reading, self._lexicon).match(place.position)
        return match.cover >= _COVER or match.cover_around >= _AROUND or self._cosine(place) >= _COSINE

    def _cosine(self, place: Place) -> float:
        asked, told = self._embed([self._question.text, place.sentence.text])
        return float(asked @ told)
