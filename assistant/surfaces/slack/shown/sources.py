"""Where an answer stands, in lines: the quote, who said it, who published it and when, and the way to it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from assistant.surfaces.slack.shown.message import Element, link_to, said, section
from assistant.surfaces.slack.shown.text import line, plain, shortened
from assistant.types import Citation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from assistant.surfaces.slack.shown.links import Link

QUOTE: Final = 300  # characters of a quote
NAME: Final = 80  # characters of a speaker, an outlet, a title
OPEN: Final = "Open the passage"
_ALSO: Final = 4  # others that report the same, by name

_MARKER = re.compile(r" \[[0-9]+\]")
_MARKER_LIKE = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Told:
    """A citation, and those that report the same in the same words."""

    lead: Citation
    same: tuple[Citation, ...] = ()


def together(citations: Sequence[Citation]) -> tuple[Told, ...]:
    """Return the citations in their order, each with those behind it whose words are its own."""
    leads: dict[int, list[Citation]] = {}
    for one in citations:
        lead = next((lead for lead, *_ in leads.values() if _same(lead, one)), one)
        leads.setdefault(lead.number, []).append(one)
    return tuple(Told(lead, tuple(same)) for lead, *same in leads.values())


def _unmarked(text: str) -> str:
    return line(_MARKER.sub("", text))


def _same(lead: Citation, other: Citation) -> bool:
    return other.document_id in lead.also_reported_by and _flat(lead.quote) == _flat(other.quote)


def source_line(told: Told, link: Link, cited: Sequence[Citation], text: str = "") -> Element:
    """Return the line of a source; a quote that stands in `text` is not repeated."""
    lead = told.lead
    quote = [] if _flat(lead.quote) in _unmarked(text) else [said(f"“{shortened(lead.quote, QUOTE)}” ")]
    parts = [said(f"[{lead.number}] ", bold=True), *quote, *described(lead, link)]
    return section(*parts, *_also(told, link, cited))


def related_line(near: Citation, link: Link) -> Element:
    """Return the line of a passage that is near a question without answering it."""
    quote = " / ".join(part for part in plain(near.quote).split("\n") if part.strip())
    return section(said(f"“{shortened(quote, QUOTE)}” "), *described(near, link))


def described(citation: Citation, link: Link) -> Iterator[Element]:
    """Yield who said it, who published it and when, and the link to it."""
    told = " · ".join(shortened(one, NAME) for one in (citation.speaker, source(citation)) if one)
    yield said(f"{told} · {days(citation)}")
    if url := link(citation):
        yield said(" · ")
        yield link_to(url, OPEN)


def source(citation: Citation) -> str:
    """Return whose document it is: its outlet, or else its title."""
    return shortened(citation.outlet or citation.title or citation.document_id, NAME)


def days(citation: Citation) -> str:
    """Return the day of the event, and of the publication where that is another."""
    event, published = citation.event_on, citation.published_on
    if event is None:
        return f"published {day(published)}" if published else "undated"
    inferred = " (date inferred)" if citation.event_on_precision == "inferred" else ""
    later = f", published {day(published)}" if published and published != event else ""
    return f"{day(event)}{inferred}{later}"


def day(on: date) -> str:
    """Return a day as it is written: 3 February 2021."""
    return f"{on.day} {on:%B} {on.year}"


def marker(citation: Citation, link: Link) -> Element:
    """Return a marker that leads to its passage."""
    return link_to(link(citation), f"[{citation.number}]")


def _also(told: Told, link: Link, cited: Sequence[Citation]) -> Iterator[Element]:
    """Yield who else reports it, unless an earlier line says so already."""
    known = {one.document_id: one for one in reversed((*told.same, *cited))}
    earlier = {one.document_id for one in cited if one.number < told.lead.number}
    others = dict.fromkeys([*(one.document_id for one in told.same), *told.lead.also_reported_by])
    others = {one: None for one in others if one not in earlier}
    for place, document_id in enumerate(list(others)[:_ALSO]):
        yield said(", " if place else "; also reported by ")
        one = known.get(document_id)
        yield said(f"{source(one)} " if one else shortened(document_id, NAME))
        if one:
            yield marker(one, link)
    if len(others) > _ALSO:
        yield said(f" and {len(others) - _ALSO} more")


def _flat(text: str) -> str:
    """Return a text as prose has it: on one line, and no marker of ours in what is quoted."""
    return _MARKER_LIKE.sub(r"(\1)", line(text)).rstrip(".")
