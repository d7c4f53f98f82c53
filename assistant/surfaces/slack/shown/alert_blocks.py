"""What is new in the archive against what it said before, as messages: one difference, or several in a digest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from assistant.surfaces.slack.shown import limits
from assistant.surfaces.slack.shown.blocks import fallback, fitting
from assistant.surfaces.slack.shown.differences import difference_block, title
from assistant.surfaces.slack.shown.message import (
    Element,
    Message,
    listed,
    read_aloud,
    rich_text,
    said,
    section,
    written,
)
from assistant.surfaces.slack.shown.sources import marker
from assistant.surfaces.slack.shown.text import shortened
from assistant.types import Citation, Discrepancy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.surfaces.slack.shown.links import Link
    from assistant.surfaces.slack.shown.message import Block

DIGEST: Final = 5  # differences that come together: so many have room for their quotes, unless these are many and long
_NAMES = {
    "series": "A new figure in the archive",
    "conflict": "Reports of one event contradict each other",
    "wording": "Two reports of one statement differ in wording",
}
_HEADLINE = 200  # characters
_LINES = 20  # differences that have room in a line each, however many come
_MARKERS = 2
_ONE_LINE = 420  # a difference in the shortest form, written as a block


@dataclass(frozen=True, slots=True)
class Alert:
    """A difference that is new, with the quotes that show it; the headline is a sentence, if there is one."""

    discrepancy: Discrepancy
    citations: tuple[Citation, ...]
    headline: str = ""


def alert_message(
    discrepancy: Discrepancy, citations: Sequence[Citation], link: Link, *, headline: str = ""
) -> Message:
    """Return a difference, with each of its quotes and where it stands."""
    return _message([*_shown(Alert(discrepancy, tuple(citations), headline), link)])


def digest_message(alerts: Sequence[Alert], link: Link) -> Message:
    """Return several differences: with their quotes as long as there is room, then in a line each.

    Up to twenty none is left out; beyond that, those that are left out are counted.
    """
    if len(alerts) == 1:
        return alert_message(alerts[0].discrepancy, alerts[0].citations, link, headline=alerts[0].headline)
    head = rich_text(section(said(f"{len(alerts)} new differences in the archive", bold=True)))
    whole = _whole([_shown(one, link) for one in alerts], limits.ALL_BLOCKS - written(head))
    blocks = [head, *(block for part in whole for block in part)]
    rest = [_one_line(one, link) for one in alerts[len(whole) :]]
    return _message([*blocks, *_in_short(rest, limits.ALL_BLOCKS - written(blocks))])


def _whole(parts: Sequence[list[Block]], room: int) -> list[list[Block]]:
    """Return the first of some differences: so many that the others have room in a line each."""
    whole: list[list[Block]] = []
    for left, part in zip(range(len(parts), 0, -1), parts[: limits.BLOCKS // 2 - 1], strict=False):
        room -= written(part)
        if room < _ONE_LINE * min(left, _LINES):
            break
        whole.append(part)
    return whole


def _message(blocks: list[Block]) -> Message:
    return Message(fallback(read_aloud(blocks)), blocks)


def _shown(alert: Alert, link: Link) -> list[Block]:
    headline = rich_text(section(said(_headline(alert), bold=True)))
    return [headline, difference_block(alert.discrepancy, alert.citations, link, quoted=True)]


def _headline(alert: Alert) -> str:
    return shortened(alert.headline, _HEADLINE) or _NAMES[alert.discrepancy.kind]


def _one_line(alert: Alert, link: Link) -> Element:
    told = alert.headline or f"{_NAMES[alert.discrepancy.kind]}: {title(alert.discrepancy)}"
    shown = (element for one in alert.citations[:_MARKERS] for element in (said(" "), marker(one, link)))
    line = section(said(shortened(told, _HEADLINE)), *shown)
    return line if written(line) < _ONE_LINE else section(said(shortened(told, _HEADLINE)))


def _in_short(lines: list[Element], room: int) -> list[Block]:
    shown = fitting(lines, room - _ONE_LINE)
    left = len(lines) - len(shown)
    more = [section(said(f"and {left} more"))] if left else []
    return [rich_text(*([listed(shown)] if shown else []), *more)] if lines else []
