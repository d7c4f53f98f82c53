"""Statements of a document that known reports of the same event have in other words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.answering.evidence import Finding
from assistant.sentences.matching import Matcher
from assistant.types import Question, Scope
from assistant.watching.told import told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.watching.known import Known, Place
    from assistant.watching.news import Told

_SHARED = 0.65  # share of the shorter sentence's words that the longer one has
_FEWEST = 6  # content words of a statement that can be told from others


def differing(known: Known, document_id: str, passed_over: frozenset[str]) -> Iterator[Told]:
    """Yield where a statement of a document is worded as no known report of it is."""
    reading = known.reading(document_id)
    others = known.reports_of(reading)
    if not others:
        return
    for position, sentence in enumerate(reading.sentences):
        if sentence.sentence.speaker is None or len(sentence.stems) < _FEWEST:
            continue
        if known.mark(reading, position) in passed_over or known.is_headline(reading, position):
            continue
        here = known.place(reading, position)
        same = [place for other in others if (place := _same(known, here, other)) is not None]
        found = [_between(known, here, place) for place in same]
        if found and all(found):  # where one of them has the same words, they are not new
            yield found[0][0]


def _same(known: Known, here: Place, document_id: str) -> Place | None:
    """Return where another document reports the same statement."""
    reading = known.reading(document_id)
    shares = [(_shared(here.sentence.stems, s.stems), -i) for i, s in enumerate(reading.sentences)]
    best, place = max(shares, default=(0.0, 0))
    return known.place(reading, -place) if best >= _SHARED else None


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    shorter = min(len(one), len(other))
    return len(one & other) / shorter if shorter >= _FEWEST else 0.0


def _between(known: Known, here: Place, there: Place) -> list[Told]:
    question = Question(here.sentence.text, "said", Scope(), (), ())
    new, old = _finding(known, question, here), _finding(known, question, there)
    return [one for one in told(known, question, new, [old]) if one.discrepancy.kind == "wording"]


def _finding(known: Known, question: Question, place: Place) -> Finding:
    match = Matcher(question, place.reading, known.lexicon).match(place.position)
    vector = known.embed([place.sentence.text])[0]
    return Finding(place.reading, place.position, place.passage, match, 0.0, 1.0, vector)
