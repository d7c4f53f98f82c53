"""Whether what a model says, however true, can be part of an answer to what was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.confidence import confidence, ruled_out
from assistant.evidence import Candidate, may_answer
from assistant.matching import Matcher

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.matching import Words
    from assistant.preparation import Prepared
    from assistant.vectors import Embed
    from assistant.verified.bearing import Place

_LEAST = 0.2  # confidence; the archive answers by itself from a higher one on
_COVER, _COSINE = 0.2, 0.35  # what a sentence beside an answer must have of the question's words, or of its meaning


class Relevance:
    """Weighs sentences against one question, as the archive's own answers are weighed."""

    def __init__(self, prepared: Prepared, lexicon: Words, embed: Embed) -> None:
        self._question = prepared.question
        self._answered = prepared.answer.status == "answered"
        self._lexicon = lexicon
        self._embed = embed

    def holds(self, places: Sequence[Place]) -> bool:
        """Whether any of the sentences may answer, or, where the archive does answer by itself, goes with an answer.

        A model that understands the question may be less sure of its words, never of its day, speaker, or kind of
        answer.
        """
        return any(self._touches(place) if self._answered else self._answers(place) for place in places)

    def _answers(self, place: Place) -> bool:
        passage, reading = place.given.passage, place.given.reading
        if not may_answer(self._question, Candidate(passage, reading, place.position)):
            return False
        match = Matcher(self._question, reading, self._lexicon).match(place.position)
        if ruled_out(self._question, match):
            return False
        return confidence(self._question, match, self._cosine(place), passage.dense or 0.0) >= _LEAST

    def _touches(self, place: Place) -> bool:
        if self._question.kind in {"digest", "events", "said"}:
            return True
        match = Matcher(self._question, place.given.reading, self._lexicon).match(place.position)
        return match.cover >= _COVER or self._cosine(place) >= _COSINE

    def _cosine(self, place: Place) -> float:
        asked, told = self._embed([self._question.text, place.sentence.text])
        return float(asked @ told)
