"""Where a question says to look: which documents are in its scope, and which sentences are its speaker's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from assistant.question import Question, Scope
from assistant.words import Word, stem, words
from index.dates import DateMention
from index.types import Document, Event, Filters, Person

# Words of a phrase for a speaker that tell nobody apart.
_VAGUE = frozenset(stem(w) for w in "leader side official diplomat top senior chief former the their country state head government".split())
_NATIONS = {"american": "us.", "washington": "us.", "british": "uk"}
_SHORT = {"us.": ("unit", "state", "american"), "uk": ("unit", "kingdom", "british")}


def narrow(question: Question, filters: Filters, events: Iterable[Event]) -> Filters | None:
    """Return the filters with the question's own scope added, or None where the archive holds nothing in it."""
    scope = question.scope
    outlets = tuple(o for o in scope.outlets if not filters.outlets or o in filters.outlets)
    if scope.outlets and not outlets:
        return None
    narrowed = replace(filters, outlets=outlets or filters.outlets)
    if not scope.dates and scope.order is None:
        return narrowed
    ids = tuple(i for event in _chosen(question, tuple(events)) for i in event.document_ids)
    if filters.document_ids is not None:
        ids = tuple(i for i in ids if i in filters.document_ids)
    return replace(narrowed, document_ids=ids) if ids else None


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
    """Whether a sentence's speaker is the one a question calls `phrase`: by name, or by an office the document gives."""
    if speaker is None:
        return False
    asked = _telling(phrase)
    names = [speaker, *(role for person in people if person.name == speaker for role in person.roles)]
    return bool(asked) and (_covers(asked, _stems(" ".join(names))) or any(_covers(asked, _stems(n)) for n in names))


def _telling(phrase: str) -> frozenset[str]:
    found = [w for w in words(phrase) if not w.stop]
    telling = [w for w in found if w.stem not in _VAGUE] or found
    return frozenset(_nation(w) for w in telling)


def _nation(word: Word) -> str:
    return _NATIONS.get(word.text.lower(), word.stem)


def _stems(text: str) -> frozenset[str]:
    found = {_nation(w) for w in words(text) if not w.stop}
    # "united states" in an office is the "US" of a question.
    return frozenset(found | {short for short, long in _SHORT.items() if set(long[:2]) <= found} | ({"us."} if "us" in found else set()))


def _covers(asked: frozenset[str], known: frozenset[str]) -> bool:
    return all(a in known or any(_akin(a, k) for k in known) for a in asked)


def _akin(left: str, right: str) -> bool:
    """Tell "azerbaijani" for "azerbaijan", and a slip of the keys in a name, from another name."""
    if left[:1] != right[:1] or min(len(left), len(right)) < 4:
        return False
    shared = next((i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))
    return shared >= 4 and max(len(left), len(right)) - shared <= 2
