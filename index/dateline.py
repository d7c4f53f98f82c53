"""The place, day and agency in front of a report's first sentence: "LONDON, Sept 3 (ANP) — "."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.dates import DateMention, find_dates
from index.dating import nearest

if TYPE_CHECKING:
    from datetime import date

    from index.types import CleanedText, EventMention

REASON = "dateline"  # as which cleaning takes it out
_LONGEST = 120  # characters
_STOP = re.compile(r"[.!]['\"”’)\]]*$")
_A_SENTENCE = " A"
_TIME = (
    r"(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?|(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
)
_WORD = rf"(?!{_TIME}\b)[A-ZÀ-Þ][\w’'.-]*"
_PLACE = rf"{_WORD}(?:[ /](?:(?:de|la|del|el|am|on|of|the|upon)\s)?{_WORD}){{0,4}}"
_PLACES = rf"{_PLACE}(?:,\s{_PLACE}){{0,2}}"
_CAPITALS = r"[A-ZÀ-Þ][A-ZÀ-Þ’'.-]+(?:[ /][A-ZÀ-Þ][A-ZÀ-Þ’'.-]+){0,4}"
_AGENCY = rf"[(/](?P<agency>{_WORD}(?:\s{_WORD}){{0,3}})[)/]"
_DAY = r"(?P<day>[^()—–\n]{3,30}?)"
_DASH = r"\s?(?:—|–|--?)\s?"
_NEXT = r"(?=[\"'“‘«(]{0,2}[A-ZÀ-Þ0-9])"
# A place alone is one where it is all in capitals; a day or an agency shows it in any spelling.
_WITH_AGENCY = re.compile(rf"{_PLACES}(?:,\s|\s){_DAY}?[.,]?\s?{_AGENCY}(?:{_DASH}|\.\s|:\s){_NEXT}")
_WITH_DAY = re.compile(rf"{_PLACES}(?:[,.:]?\s|\s[-–—|]\s|\s\(){_DAY}\)?(?:\s(?:—|–|--?|\|)\s|—|\.\s|:\s){_NEXT}")
_ALONE = re.compile(rf"{_CAPITALS}(?:,\s{_PLACE}){{0,2}}(?:\s—|\s–|\s--|\s-|—)\s?{_NEXT}")
_NO_PLACE = re.compile(
    r"(?:on|in|at|by|from|since|after|before|the|an?|this|that|no|it|he|she|they|we|mon|tues|wednes|thurs|fri|satur|sun)"
    r"(?:day)?\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """How long it is, with the mark and space that end it, and what it says."""

    length: int
    day: DateMention | None = None
    agency: str | None = None


def find_dateline(text: str) -> Dateline | None:
    """The dateline that a paragraph begins with."""
    opening = text[:_LONGEST]
    if _NO_PLACE.match(opening):
        return None
    return _with_agency(opening) or _with_day(opening) or _alone(opening)


def dateline_of(cleaned: CleanedText) -> Dateline | None:
    """The one that cleaning has cut off, or that still stands before the first sentence."""
    cut = next((removal.text for removal in cleaned.removed if removal.reason == REASON), None)
    if cut is not None:
        return find_dateline(cut + _A_SENTENCE)
    return find_dateline(next((text for text in cleaned.text.split("\n\n") if _STOP.search(text)), ""))


def with_dateline(mention: EventMention, dateline: Dateline | None, published_on: date | None) -> EventMention:
    """The mention with the dateline's day where its text names none, and as stated where it names the same."""
    if dateline is None or dateline.day is None:
        return mention
    month, day = dateline.day.month, dateline.day.day
    if not month or not day or mention.month not in (None, month):
        return mention
    on = dateline.day.as_date() or (nearest(month, day, published_on) if published_on else None)
    if mention.month is not None and (mention.day != day or mention.on not in (None, on)):
        return mention
    return replace(mention, on=on, precision="stated" if on else None, month=month, day=day)


def _with_agency(opening: str) -> Dateline | None:
    found = _WITH_AGENCY.match(opening)
    if not found:
        return None
    day = _only_day(found["day"]) if found["day"] else None
    return Dateline(found.end(), day, found["agency"]) if day or not found["day"] else None


def _with_day(opening: str) -> Dateline | None:
    found = _WITH_DAY.match(opening)
    day = _only_day(found["day"]) if found else None
    return Dateline(found.end(), day) if found and day else None


def _alone(opening: str) -> Dateline | None:
    found = _ALONE.match(opening)
    return Dateline(found.end()) if found else None


def _only_day(written: str) -> DateMention | None:
    """The day that the words write, and nothing else but a weekday."""
    days = [found for found in find_dates(written) if found.month and found.day]
    if len(days) != 1:
        return None
    rest = written[: days[0].start] + written[days[0].end :]
    return days[0] if re.fullmatch(r"\W*(?:\w+day)?\W*", rest) else None
