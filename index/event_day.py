"""The day of the event that a report tells of, as its lead gives it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from index.dates import DateMention, find_dates
from index.dating import OPEN, nearest
from index.lead import CHARACTERS
from index.types import Precision

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.lead import Lead

_DATING_SENTENCES = 4
_NEWS = timedelta(days=45)
_FRESH = timedelta(days=3)  # how long after a thing was made known it is still reported as such
_NOT_THE_DAY = re.compile(
    r"\b(?:since|until|till|by|from|before|after|between|through|dated|updated?|published|due|next|of|to|born"
    r"|(?:last|previously|first|already|earlier) (?:spoke|spoken|met|talked|visited|called|announced|held|reported)"
    r"(?: (?!and )[\w’']+){0,4}? (?:on|in|at))\s\Z",
    re.IGNORECASE,
)
_LOOK_BACK = 60  # characters
_ON = re.compile(r"\bon\s\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class EventDay:
    """The day as far as it is known: month and day, where the text writes them; the date, where the year is known."""

    month: int | None
    day: int | None
    on: date | None
    precision: Precision | None


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A day of the lead; `first`: the lead's first sentence gives it."""

    rank: tuple[bool, bool, bool, int]
    mention: DateMention
    first: bool


def day_of(
    lead: Sequence[Lead], topic: Lead | None, kind: str, text: str, published_on: date | None, *, talks: bool
) -> EventDay | None:
    """The day in what the lead mainly says; an announcement's may be its publication's. `talks`: of two persons."""
    found = sorted(_candidates(lead, topic, published_on), key=lambda candidate: candidate.rank, reverse=True)
    if kind in OPEN and published_on:
        return _of_announcement(found, text, published_on)
    if not found:
        dated = lead[0].dateline.day if lead and lead[0].dateline else None
        return _resolved(dated, text, published_on) if dated else None
    day = _resolved(found[0].mention, text, published_on)
    if day.on and published_on and not talks and abs(published_on - day.on) > _NEWS:
        return None  # what is told of long ago is background
    return day


def _of_announcement(found: Sequence[_Candidate], text: str, published_on: date) -> EventDay:
    """What was made known a few days before at most has its own day; any other day is background or to come."""
    for candidate in found:
        day = _resolved(candidate.mention, text, published_on)
        if candidate.first and day.on and timedelta() <= published_on - day.on <= _FRESH:
            return day
    return EventDay(None, None, published_on, "inferred")


def _candidates(lead: Sequence[Lead], topic: Lead | None, published_on: date | None) -> Iterator[_Candidate]:
    for number, sentence in enumerate(lead[:_DATING_SENTENCES]):
        for found in find_dates(sentence.main, reference=published_on):
            before = sentence.main[max(0, found.start - _LOOK_BACK) : found.start]
            if found.month and found.day and not _NOT_THE_DAY.search(before):
                on = bool(_ON.search(before))
                rank = sentence is topic, not found.relative, on, -number * CHARACTERS - found.start
                yield _Candidate(rank, found, first=number == 0)


def _resolved(found: DateMention, text: str, published_on: date | None) -> EventDay:
    on = found.as_date()
    if on:
        return EventDay(found.month, found.day, on, "inferred" if found.relative else "stated")
    on = _with_year(found, text, published_on)
    return EventDay(found.month, found.day, on, "stated" if on else None)


def _with_year(found: DateMention, text: str, published_on: date | None) -> date | None:
    """The year that the same text writes with the same day, else the latest not after publication."""
    assert found.month
    assert found.day
    for other in find_dates(text[:CHARACTERS]):
        if other.year and (other.month, other.day) == (found.month, found.day):
            return other.as_date()
    return nearest(found.month, found.day, published_on) if published_on else None
