"""Questions to begin with, made from what the archive reports."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from assistant.surfaces.slack.shown import limits
from assistant.surfaces.slack.shown.sources import day
from assistant.surfaces.slack.shown.text import line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.types import Event

_NAME = 60  # characters
_TWO = 2
_OFTEN = 2  # events that make a pair worth a question


def suggested_prompts(events: Sequence[Event]) -> list[dict[str, str]]:
    """Return at most four questions, each with a title, as `assistant.threads.setSuggestedPrompts` takes them."""
    dated = sorted((one for one in events if one.on), key=lambda one: (str(one.on), one.event_id), reverse=True)
    prompts = {message: title for title, message in _questions(dated)}
    return [{"title": title, "message": message} for message, title in list(prompts.items())[: limits.PROMPTS]]


def _questions(latest_first: Sequence[Event]) -> Iterator[tuple[str, str]]:
    """Yield titles and questions, best first."""
    for event in latest_first[:1]:
        yield _of_an_event(event)
    if event_of_many := max(latest_first, key=lambda one: len(one.document_ids), default=None):
        yield _of_an_event(event_of_many)
    yield from _between(latest_first)
    spoken = (one for one in latest_first if _names(one))
    for event in list(spoken)[:1]:
        yield _of_a_speaker(event)
    for event in latest_first[1:]:
        yield _of_an_event(event)


def _of_an_event(event: Event) -> tuple[str, str]:
    when, kind = _day(event), _kind(event)
    if kind == "report":
        return f"Reported on {when}", f"What was reported on {when}?"
    return f"The {kind} of {when}", f"What was said in the {kind} of {when}?"


def _of_a_speaker(event: Event) -> tuple[str, str]:
    who, when = _names(event)[0], _day(event)
    return f"{who} on {when}", f"What did {who} say on {when}?"


def _between(events: Sequence[Event]) -> Iterator[tuple[str, str]]:
    pairs = Counter((_kind(one), *sorted(_names(one))) for one in events if len(_names(one)) == _TWO)
    for (kind, one, other), times in pairs.most_common(1):
        if times >= _OFTEN and kind != "report":
            between, several = f"{one} and {other}", f"{kind}s"
            yield f"{several.capitalize()} of {between}", f"Which {several} are there between {between}?"


def _day(event: Event) -> str:
    return day(event.on) if event.on else ""


def _kind(event: Event) -> str:
    kind = line(event.kind)
    return kind if 0 < len(kind) <= _NAME else "report"


def _names(event: Event) -> list[str]:
    """Return who took part, where the names are short enough for a question."""
    return [name for name in map(line, event.participants) if 0 < len(name) <= _NAME]
