"""Whether a sentence can be part of an answer, where the archive by itself was not sure to hold one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.confidence import confidence, ruled_out
from assistant.evidence import Candidate, may_answer
from assistant.matching import Matcher

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assistant.matching import Words
    from assistant.types import Question
    from assistant.vectors import Embed
    from assistant.verified.bearing import Place

_LEAST = 0.2  # confidence; the archive answers by itself from a higher one on


def bears_on(question: Question, places: Iterable[Place], lexicon: Words, embed: Embed) -> bool:
    """Whether any of the sentences may answer the question, by all that rules the archive's own answers out.

    A model that understands the question may be less sure of its words, never of its day, speaker, or kind of answer.
    """
    return any(_bears(question, place, lexicon, embed) for place in places)


def _bears(question: Question, place: Place, lexicon: Words, embed: Embed) -> bool:
    passage, reading = place.given.passage, place.given.reading
    if not may_answer(question, Candidate(passage, reading, place.position)):
        return False
    match = Matcher(question, reading, lexicon).match(place.position)
    if ruled_out(question, match):
        return False
    asked, told = embed([question.text, place.sentence.text])
    return confidence(question, match, float(asked @ told), passage.dense or 0.0) >= _LEAST
