"""Dates in a statement: each must stand in its passages, or be the day of their event."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.answering.verify import dated
from assistant.sentences.words import stems, words
from assistant.verified.amounts import is_swapped
from assistant.verified.clauses import clause_of
from assistant.verified.figures import figures
from assistant.verified.figures import holders as figure_holders
from index.dates import DateMention, find_dates
from index.speech import FINITES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from assistant.verified.bearing import Bearing, Place

_PUBLISHED = re.compile(r"\b(?:publish|report|wr[io]te|written|according|release|dated|article|news)", re.IGNORECASE)
_ON = re.compile(r"\bon\s*(?:the\s*)?\Z", re.IGNORECASE)
_REPORTING = re.compile(
    r"\b(?:call|phon|conversation|talk|meet|met\b|spoke|speak|telephon|statement|report|publish|release)", re.IGNORECASE
)
_SURELY = 0.5  # share of a clause
_GOES_ON = 2  # sentences that a date may be of behind its own


def days(text: str) -> tuple[DateMention, ...]:
    """Return the dates of a text, in order."""
    return find_dates(text)


def holders(day: DateMention, places: Sequence[Place]) -> frozenset[Place]:
    """Return the sentences that hold a date, or one that says more, with what the day of publication adds."""
    return frozenset(p for p in places if any(_says(day, other) for other in (*p.sentence.dates, *_meant(p))))


def stated(day: DateMention, places: Sequence[Place]) -> frozenset[Place]:
    """Return the sentences that hold a date in so many words."""
    return frozenset(place for place in places if any(_says(day, other) for other in place.sentence.dates))


def _meant(place: Place) -> tuple[DateMention, ...]:
    """The dates of a sentence with what they leave to its day of publication."""
    return find_dates(dated(place.sentence.text, place.given.reading.document.published_on))


def faults(text: str, places: Sequence[Place], bearing: Bearing) -> Iterator[str]:
    """Yield what is wrong with the dates of a text that stands on these sentences."""
    for day in days(text):
        if day.relative:
            if not any(day.text.lower() in place.sentence.text.lower() for place in places):
                yield f"{day.text!r} does not stand in the passages that it cites"
        elif any(_is(day, own) for own in _own_days(text, places)):
            if _is_misplaced(text, day, places, bearing) or _is_another_year(text, day, places, bearing):
                yield f"the date {day.text!r} is of something else in the passages that it cites"
        elif not (held := holders(day, places)):
            yield f"the date {day.text!r} does not stand in the passages that it cites"
        elif _moved(text, day, held, places, bearing):
            yield f"the date {day.text!r} is of something else in the passages that it cites"


def faults_apart(text: str, passages: Sequence[Sequence[Place]]) -> Iterator[str]:
    """Yield an amount that a text gives a date, where no passage has both."""
    dates = [day for day in days(text) if not day.relative]
    if len(dates) != 1:
        return
    having = [places for places in passages if _has(dates[0], text, places)]
    for figure in figures(text):
        if not figure.eyed and having and not any(figure_holders(figure, places) for places in having):
            yield f"the passages do not give the figure {figure.text.strip()!r} for {dates[0].text!r}"


def _has(day: DateMention, text: str, places: Sequence[Place]) -> bool:
    return bool(holders(day, places)) or any(_is(day, own) for own in _own_days(text, places))


def _own_days(text: str, places: Sequence[Place]) -> set[date]:
    """The days that a document has as a whole; its publication's where that is spoken of, or no other is known."""
    documents = {place.given.reading.document.document_id: place.given.reading.document for place in places}.values()
    told = _PUBLISHED.search(text) is not None
    found = {document.event_on for document in documents}
    found |= {document.published_on for document in documents if told or document.event_on is None}
    return {day for day in found if day}


def _says(day: DateMention, other: DateMention) -> bool:
    pairs = ((day.year, other.year), (day.month, other.month), (day.day, other.day))
    return all(mine is None or mine == its for mine, its in pairs)


def _may_say(day: DateMention, other: DateMention) -> bool:
    """Whether a date is the one said as far as it goes: it may leave its year out."""
    return _says(day, other) or (other.year is None and _says(replace(day, year=None), other))


def _is(day: DateMention, own: date) -> bool:
    return day.year in {None, own.year} and day.month in {None, own.month} and day.day in {None, own.day}


def _moved(text: str, day: DateMention, held: frozenset[Place], places: Sequence[Place], bearing: Bearing) -> bool:
    """Whether another sentence says far more of the statement than those that hold the date, and is not of it."""
    if all(_is_of_another(text, day, place) for place in held):
        return True
    clause = clause_of(text, day.text)
    if not bearing.is_far(clause, held, places):
        return False
    best = max(places, key=lambda place: bearing.cover(clause, place))
    if any(not (other.relative or _may_say(day, other)) for other in best.sentence.dates):
        return True
    # "They met on 3 May. They agreed to …": the day goes on, a mere year does not.
    goes_on = any(p.given is best.given and 0 < best.position - p.position <= _GOES_ON for p in held)
    return day.month is None or not goes_on


def _is_of_another(text: str, day: DateMention, place: Place) -> bool:
    """Whether a sentence of several dates has beside another of them what the statement has beside this one."""
    dates = [one for one in place.sentence.dates if not one.relative]
    beside = _beside(place.sentence.text, [(d.start, d.end) for d in dates], place.sentence.sentence.start)
    mine = stems(clause_of(text, day.text)) - stems(day.text)
    others = [one for date, one in zip(dates, beside, strict=True) if not _may_say(day, date)]
    own = [one for date, one in zip(dates, beside, strict=True) if _may_say(day, date)]
    if not own:
        return False
    return bool(others) and all(is_swapped(mine, one, others) for one in own)


def _beside(text: str, dates: Sequence[tuple[int, int]], first: int) -> list[frozenset[str]]:
    """The words that each date of a sentence is of: those behind it where the sentence opens with one, else before."""
    spans = [(start - first, end - first) for start, end in dates]
    if not spans:
        return []
    opens = len(stems(text[: spans[0][0]])) <= 1
    if opens:
        ends = [*(start for start, _ in spans[1:]), len(text)]
        return [stems(text[left:right]) for (_, left), right in zip(spans, ends, strict=True)]
    starts = [0, *(end for _, end in spans[:-1])]
    return [stems(text[left:right]) for left, (right, _) in zip(starts, spans, strict=True)]


def _is_misplaced(text: str, day: DateMention, places: Sequence[Place], bearing: Bearing) -> bool:
    """Whether the day of an event stands for that of something told there, which has another."""
    before = text[: day.start]
    if not _ON.search(before) or _REPORTING.search(clause_of(text, day.text)) or not _speaks(before):
        return False
    clause = clause_of(text, day.text)
    best = max(places, key=lambda place: bearing.cover(clause, place))
    own = [date for date in best.sentence.dates if date.day and not date.relative]
    told = [date for date in days(text) if date.start != day.start]
    if not own or any(_says(day, date) for date in own) or any(_says(t, date) for t in told for date in own):
        return False
    return bearing.cover(clause, best) >= _SURELY


def _is_another_year(text: str, day: DateMention, places: Sequence[Place], bearing: Bearing) -> bool:
    """Whether a mere year is that of the document, and what says most of the statement has another."""
    if day.month is not None or holders(day, places):
        return False
    best = max(places, key=lambda place: bearing.cover(text, place))
    return any(one.year and not one.relative for one in best.sentence.dates)


def _speaks(before: str) -> bool:
    """Whether somebody has said something before, and not just "on" that day."""
    found = words(before)[:-1]
    return any(word.text.lower() in FINITES for word in found[:-1])
