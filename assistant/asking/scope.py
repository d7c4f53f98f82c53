"""Where a question says to look: which documents are in its scope."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.sentences.words import stems, words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from assistant.types import Question
    from index.dates import DateMention
    from index.types import Event, Filters


def narrow(
    question: Question, filters: Filters, events: Iterable[Event], outlets: Iterable[str] = ()
) -> Filters | None:
    """Return the filters with the question's own scope added, or None where the archive holds nothing in it."""
    scope = question.scope
    allowed = known_outlets(filters, outlets)
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


def known_outlets(filters: Filters, outlets: Iterable[str]) -> tuple[str, ...]:
    """Return the archive's outlets that the filters mean; none where they mean none, or name none."""
    return tuple(known for known in outlets if any(_is_outlet(name, known) for name in filters.outlets))


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
    # "The latest call" is no fair, where the archive tells calls from fairs.
    dated = tuple(e for e in dated if e.kind == _kind_asked(question.text)) or dated
    if scope.order is None or not dated:
        return dated
    wanted = [t.stem for t in question.terms if t.name]
    about = [e for e in dated if _mentions(e, wanted)] or list(dated)
    day = (max if scope.order == "latest" else min)(e.on for e in about if e.on)
    return tuple(e for e in about if e.on == day)


def _kind_asked(text: str) -> str | None:
    """Return the kind of event a question names."""
    return next((kind for kind, pattern in _KINDS.items() if pattern.search(text)), None)


_KINDS = {
    "call": re.compile(r"\b(?:calls?|phone|telephone|conversations?)\b", re.IGNORECASE),
    "meeting": re.compile(r"\b(?:meetings?|talks)\b", re.IGNORECASE),
    "visit": re.compile(r"\bvisits?\b", re.IGNORECASE),
    "summit": re.compile(r"\bsummits?\b", re.IGNORECASE),
}


def _mentions(event: Event, wanted: list[str]) -> bool:
    present = {w.stem for name in event.participants for w in words(name)}
    return bool(wanted) and all(w in present for w in wanted)


def on(asked: DateMention, day: date) -> bool:
    """Whether a day is one that the words may mean; a year or day that they leave open fits any."""
    return all(a is None or a == b for a, b in ((asked.year, day.year), (asked.month, day.month), (asked.day, day.day)))
