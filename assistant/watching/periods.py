"""The time that an amount is of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assistant.sentences.words import Word
    from index.dates import DateMention

_Day: TypeAlias = tuple[int | None, ...]  # year, month, day: what is left open is None

_SINCE = frozenset({"since", "from", "after"})
_UNTIL = frozenset({"by", "until", "till", "before", "of"})  # "as of"
_REACH = 5  # words between "since" and its day: "since the truce of March 1"


@dataclass(frozen=True, slots=True)
class Period:
    """The days that an amount is of, the months or years, and the months from when on it is counted."""

    days: frozenset[_Day] = frozenset()
    spans: frozenset[_Day] = frozenset()
    since: frozenset[_Day] = frozenset()


def period(dates: Iterable[DateMention], found: Sequence[Word]) -> Period:
    """Return the time that a clause says its amount is of."""
    days, spans, since = set(), set(), set()
    for day in dates:
        before = [w.text.lower() for w in found if w.end <= day.start]
        lead = _lead(before)
        if lead in _SINCE:
            since.add((day.year, day.month))
        elif lead in _UNTIL:
            continue
        elif day.day is not None:
            days.add((day.year, day.month, day.day))
        elif day.month is not None or day.year is not None:
            spans.add((day.year, day.month))
    return Period(frozenset(days), frozenset(spans), frozenset(since))


def fits(one: Iterable[_Day], other: Iterable[_Day]) -> bool:
    """Whether a day of one may be a day of the other."""
    return any(_fits(a, b) for a in one for b in other)


def is_years(spans: Iterable[_Day]) -> set[bool]:
    """Return whether spans are of whole years."""
    return {month is None for _, month in spans}


def _lead(before: Sequence[str]) -> str:
    if before[-1:] == ["of"] and before[-2:-1] != ["as"]:
        return next((w for w in before[-_REACH:] if w in _SINCE), "of")
    return before[-1] if before else ""


def _fits(one: _Day, other: _Day) -> bool:
    return all(a is None or b is None or a == b for a, b in zip(one, other, strict=True))
