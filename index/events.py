"""Which event a document reports, and which documents report the same one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from index.dates import DateMention, find_dates
from index.dating import nearest
from index.grouping import Grouping, Placement, group
from index.types import EventMention, Person, Precision, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

__all__ = ["Grouping", "Placement", "group", "mention"]

LEAD_SENTENCES = 8
_LEAD_CHARACTERS = 1600

# In order: a sentence that matches two is about the first.
_KINDS = {
    "call": r"(?:tele)?phoned?|(?:video|conference) ?call|videoconference",
    "summit": r"summit",
    "accident": r"accidents?|crash(?:ed|es)?|collision|collided|derail(?:ed|ment)|capsized|collapsed?|sank",
    "fire": r"fires?|blaze|wildfires?|burned down",
    "disaster": r"(?:earth)?quake|floods?|flooding|landslide|avalanche|hurricane|cyclone|typhoon|eruption",
    "attack": r"attack(?:ed|s)?|shell(?:ing|ed)|bomb(?:ing|ed)|shooting|air ?strikes?|ambush|missiles?",
    "vote": r"elections?|referendum|voted?|votes|voting|ballots?|polls",
    "agreement": r"signed|signing|treaty|accord|memorandum|ceasefire|truce",
    "court": r"sentenced|convicted|acquitted|charged|arrested|trial|verdict|court|pleaded|indicted",
    "match": r"match|semi-?final|final|beat|defeated|goalless|scored|tournament|championship",
    "protest": r"protest(?:s|ed|ers)?|demonstrat(?:ion|ors|ed)|rally|rallied|walkout|picket|marchers",
    "meeting": r"met|meets?|meetings?|talks|received|hosted|conference|negotiations|discuss(?:ed|es)?",
    "visit": r"visit(?:s|ed|ing)?|arriv(?:ed|es)|trip|tour(?:ed)?",
    "appointment": r"appointed|resign(?:ed|s|ation)|stepped down|sworn in|nominated|elected",
    "statement": r"statement|announced|press release|declared|address(?:ed)?|speech|interview",
}
_PATTERNS = {kind: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for kind, words in _KINDS.items()}
_BETWEEN_PERSONS = frozenset(("call", "summit", "meeting", "visit", "agreement"))
_NEWS = timedelta(days=45)
_NOT_THE_DAY = re.compile(
    r"\b(?:since|until|till|by|from|before|after|between|through|dated|updated?|published|due|next|of|to|born)\s\Z",
    re.IGNORECASE,
)
_ON = re.compile(r"\bon\s\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Lead:
    """A sentence of the lead and what it is about."""

    start: int
    text: str
    kind: str | None


def mention(
    text: str,
    title: str,
    sentences: Sequence[Sentence],
    published_on: date | None,
    people: Sequence[Person],
) -> EventMention:
    """What the lead says of the event: its kind, its day and who took part.

    The day is "stated" where the text writes day and month, and the year beside them or in its own date of
    publication. A weekday counted back from the publication is "inferred".
    """
    lead = tuple(_lead(text, sentences))
    topic = next((s for s in lead if s.kind), None)
    kind = topic.kind if topic and topic.kind else _kind_of(title) or "report"
    found = _day(lead, topic, text, published_on)
    participants = _participants(lead, topic, title, kind, people)
    if found and found[1] and published_on and not (kind in _BETWEEN_PERSONS and len(participants) > 1):
        found = found if abs(published_on - found[1]) <= _NEWS else None  # what is told of long ago is background
    if found is None:
        return EventMention(kind, None, None, participants=participants)
    day, on, precision = found
    return EventMention(kind, on, precision, day.month, day.day, participants)


def _lead(text: str, sentences: Sequence[Sentence]) -> Iterator[_Lead]:
    """The first full sentences; titles and datelines, which have no end, are passed over."""
    full = 0
    for sentence in sentences:
        piece = text[sentence.start : sentence.end]
        if full == LEAD_SENTENCES or (full and sentence.start > sentences[0].start + _LEAD_CHARACTERS):
            return
        if len(piece.split()) >= 5 and piece.rstrip("\"”»’')]")[-1:] in (".", "!", "?", "…"):
            full += 1
            yield _Lead(sentence.start, piece, _kind_of(piece))


def _kind_of(text: str) -> str | None:
    return next((kind for kind, pattern in _PATTERNS.items() if pattern.search(text)), None)


def _day(
    lead: Sequence[_Lead], topic: _Lead | None, text: str, published_on: date | None
) -> tuple[DateMention, date | None, Precision | None] | None:
    candidates = [(_preference(s, topic, d), d) for s in lead[:4] for d in _days(s.text, published_on)]
    if not candidates:
        return None
    best = max(candidates, key=lambda pair: pair[0])[1]
    on = best.as_date()
    if on:
        return best, on, "inferred" if best.relative else "stated"
    on = _with_year(best, text, published_on)
    return best, on, "stated" if on else None


def _days(sentence: str, published_on: date | None) -> Iterator[DateMention]:
    for found in find_dates(sentence, reference=published_on):
        before = sentence[max(0, found.start - 16) : found.start]
        if found.month and found.day and not _NOT_THE_DAY.search(before):
            yield found


def _preference(sentence: _Lead, topic: _Lead | None, day: DateMention) -> tuple[bool, bool, bool, int]:
    on = bool(_ON.search(sentence.text[max(0, day.start - 4) : day.start]))
    return sentence is topic, not day.relative, on, -sentence.start - day.start


def _with_year(day: DateMention, text: str, published_on: date | None) -> date | None:
    """The year that the same text writes with the same day, else the latest not after publication."""
    assert day.month
    assert day.day
    for other in find_dates(text[:_LEAD_CHARACTERS]):
        if other.year and (other.month, other.day) == (day.month, day.day):
            return other.as_date()
    return nearest(day.month, day.day, published_on) if published_on else None


def _participants(
    lead: Sequence[_Lead], topic: _Lead | None, title: str, kind: str, people: Sequence[Person]
) -> tuple[str, ...]:
    """Those whom the sentence about the event names; too few, and the title and the lead are asked too."""
    enough = 2 if kind in _BETWEEN_PERSONS else 1
    found: dict[str, None] = {}
    for part in (topic.text if topic else "", title, *(s.text for s in lead[:3])):
        if len(found) < enough:
            found.update((p.name, None) for p in people if _has(part, p.name.split()[-1]))
        if len(found) < enough:
            found.update((p.name, None) for p in people if _names_office(part.lower(), p))
    return tuple(found)


def _has(text: str, words: str) -> bool:
    return words in text and re.search(rf"\b{re.escape(words)}\b", text) is not None


def _names_office(lower: str, person: Person) -> bool:
    """Whether the text says "the president of X" of the person; the bare office is anyone's."""
    bare = {other for role in person.roles for other in person.roles if role != other and role.endswith(other)}
    return any(" " in role and role not in bare and _has(lower, role) for role in person.roles)
