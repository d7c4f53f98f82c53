"""Amounts of a document that stand against another amount for the same thing in what was known before."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.answering.evidence import Finding
from assistant.sentences.matching import Matcher
from assistant.types import Question, Scope, Term
from assistant.watching.comparing import compare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.watching.known import Known, Place
    from assistant.watching.measures import Measure

_SENTENCES = 12  # of one document that are asked about: the cost of a few questions
_PASSAGES = 16
_SHOWN = 3  # older amounts beside the new one


@dataclass(frozen=True, slots=True)
class Differing:
    """An amount of a document, and those of known ones that differ from it, nearest in time first."""

    question: Question
    new: Finding
    old: tuple[Finding, ...]


def differing(known: Known, document_id: str, passed_over: frozenset[str]) -> Iterator[Differing]:
    """Yield what each amount of a document stands against; sentences that are passed over are no news."""
    reading = known.reading(document_id)
    asked = 0
    for position in range(len(reading.sentences)):
        if known.mark(reading, position) in passed_over or known.is_headline(reading, position):
            continue
        found = known.measures(document_id, position)
        if not found:
            continue
        asked += 1
        if asked > _SENTENCES:
            return
        places = known.near(reading, position, _PASSAGES)
        for measure in found:
            if against := _against(known, measure, known.place(reading, position), places):
                yield against


def _against(known: Known, measure: Measure, here: Place, places: tuple[Place, ...]) -> Differing | None:
    others: list[tuple[Measure, Place]] = []
    for place in places:
        for one in known.measures(place.reading.document.document_id, place.position):
            outcome = compare(
                measure, one, (here.reading, place.reading), (here.position, place.position), known.lexicon
            )
            if outcome == "same":
                return None
            if outcome == "other":
                others.append((one, place))
    if not others:
        return None
    others.sort(
        key=lambda found: (known.days_between(here.reading, found[1].reading), found[1].reading.document.document_id)
    )
    question = _question(measure, here)
    new = _finding(known, question, measure, here)
    return Differing(question, new, tuple(_finding(known, question, one, place) for one, place in others[:_SHOWN]))


def _question(measure: Measure, here: Place) -> Question:
    """Return what a sentence with an amount answers."""
    thing = measure.written.split()
    counts = measure.quantity.unit is None and len(thing) == len(measure.things)
    named = zip(thing, measure.things, strict=True) if counts else ()
    unit = tuple(Term(word, stem, name=word[:1].isupper()) for word, stem in named)
    rest = tuple(Term(word, word, name=False) for word in sorted(measure.words - set(measure.things)))
    names = tuple(Term(name.capitalize(), name, name=True) for name in sorted(measure.names))
    return Question(here.sentence.text, "how_many", Scope(), (*unit, *rest, *names), (), unit)


def _finding(known: Known, question: Question, measure: Measure, place: Place) -> Finding:
    match = Matcher(question, place.reading, known.lexicon).match(place.position)
    vector = known.embed([place.sentence.text])[0]
    match = replace(match, quantity=measure.quantity)
    return Finding(place.reading, place.position, place.passage, match, 0.0, 1.0, vector)
