"""Where a question says to look: which documents are in its scope, and which sentences are its speaker's."""

from __future__ import annotations

from dataclasses import replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from assistant.words import STOP_WORDS, stems, words
from index.countries import country, is_place
from index.roles import DETERMINERS, OFFICES, STATUS, TOPICS, fits, role_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from assistant.types import Question, Scope
    from index.dates import DateMention
    from index.types import Document, Event, Filters, Person


def narrow(
    question: Question, filters: Filters, events: Iterable[Event], outlets: Iterable[str] = ()
) -> Filters | None:
    """Return the filters with the question's own scope added, or None where the archive holds nothing in it."""
    scope = question.scope
    allowed = tuple(known for name in filters.outlets for known in outlets if _is_outlet(name, known))
    # To compare, the other side is needed too, though only one was named by its outlet.
    asked = () if question.compares and len(scope.outlets) < 2 else scope.outlets
    named = tuple(o for o in asked if not filters.outlets or o in allowed)
    if (asked and not named) or (filters.outlets and not allowed):
        return None
    narrowed = replace(filters, outlets=named or allowed)
    if not scope.dates and scope.order is None:
        return _narrow_to_day(question, narrowed, events)
    ids = tuple(i for event in _chosen(question, tuple(events)) for i in event.document_ids)
    if filters.document_ids is not None:
        ids = tuple(i for i in ids if i in filters.document_ids)
    return replace(narrowed, document_ids=ids) if ids else None


def _is_outlet(name: str, known: str) -> bool:
    """Whether a filter's name means an outlet: in full, or by words of its name ("Gazette" for "Morning Gazette")."""
    asked, full = stems(name), stems(known)
    return bool(asked) and asked <= full


def _narrow_to_day(question: Question, filters: Filters, events: Iterable[Event]) -> Filters:
    """ "What did X say in March?" asks for the calls of March, where there were any."""
    if question.kind not in {"said", "digest"} or not question.dates:
        return filters
    ids = tuple(i for e in events if e.on and any(on(d, e.on) for d in question.dates) for i in e.document_ids)
    if filters.document_ids is not None:
        ids = tuple(i for i in ids if i in filters.document_ids)
    return replace(filters, document_ids=ids) if ids else filters


def _chosen(question: Question, events: tuple[Event, ...]) -> tuple[Event, ...]:
    scope = question.scope
    dated = tuple(e for e in events if e.on and (not scope.dates or any(on(d, e.on) for d in scope.dates)))
    if scope.order is None or not dated:
        return dated
    wanted = [t.stem for t in question.terms if t.name]
    about = [e for e in dated if _mentions(e, wanted)] or list(dated)
    day = (max if scope.order == "latest" else min)(e.on for e in about if e.on)
    return tuple(e for e in about if e.on == day)


def _mentions(event: Event, wanted: list[str]) -> bool:
    present = {w.stem for name in event.participants for w in words(name)}
    return bool(wanted) and all(w in present for w in wanted)


def on(asked: DateMention, day: date) -> bool:
    """Whether a day is one that the words may mean; a year or day that they leave open fits any."""
    return all(a is None or a == b for a, b in ((asked.year, day.year), (asked.month, day.month), (asked.day, day.day)))


def in_scope(scope: Scope, document: Document) -> bool:
    """Whether a document is one that the scope's dates and outlets name."""
    known = [d for d in (document.event_on, document.published_on) if d]
    if scope.dates and not any(on(asked, day) for asked in scope.dates for day in known[:1]):
        return False
    return not scope.outlets or document.outlet in scope.outlets


def speaks(phrase: str, speaker: str | None, people: Iterable[Person]) -> bool:
    """Whether a sentence's speaker is the one a question calls `phrase`: by name or office."""
    if speaker is None:
        return False
    asked = [
        w.text.lower() for w in words(phrase) if w.text.lower() not in DETERMINERS and w.text.lower() not in _VAGUE
    ]
    named = [w for w in asked if w not in _OFFICE_WORDS and not is_place(w) and w not in STOP_WORDS]
    known = [w.text.lower() for w in words(speaker)]
    if named:
        return all(any(_akin(a, k) for k in known) for a in named)
    roles = [role for person in people if person.name == speaker for role in person.roles]
    called = role_of(asked)
    if called.office and any(w in _OFFICE_WORDS for w in asked):
        return any(fits(called, role_of(role.split())) for role in roles) or set(asked) <= set(known)
    lands = {country(w) or w for w in asked}
    return bool(lands) and any(lands & {country(w) or w for w in role.split()} for role in [*roles, speaker.lower()])


# "The Azerbaijani side" is whoever speaks for Azerbaijan.
_VAGUE = frozenset(["side", "government", "administration", "officials"])
_OFFICE_WORDS = frozenset(word for office in OFFICES | TOPICS | STATUS for word in office.split())


def _akin(left: str, right: str) -> bool:
    """Whether two spellings are of one name, a slip of the keys forgiven in a long one."""
    return left == right or (min(len(left), len(right)) >= 5 and SequenceMatcher(None, left, right).ratio() >= 0.83)
