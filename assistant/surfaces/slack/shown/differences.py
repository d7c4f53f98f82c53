"""Where the archive differs with itself, in lines: a series by date, or what was said side by side."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final

from assistant.surfaces.slack.shown.message import Block, Element, listed, rich_text, said, section
from assistant.surfaces.slack.shown.sources import day, days, marker, source
from assistant.surfaces.slack.shown.text import line, shortened

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assistant.surfaces.slack.shown.links import Link
    from assistant.types import Citation, Discrepancy, DiscrepancyValue

MOST: Final = 8  # values of one
_ABOUT: Final = 80  # characters
_VALUE: Final = 120
_AROUND: Final = 120  # of a quote, before what differs and behind it
_NOTE: Final = 300


def difference_block(
    found: Discrepancy, citations: Sequence[Citation], link: Link, text: str = "", *, quoted: bool = False
) -> Block:
    """Show what differs; of its note, what `text` does not say. A series is shown with its quotes if asked to."""
    cited = {one.number: one for one in citations}
    line_of = _dated if found.kind == "series" and not quoted else _quoted
    lines = [section(*line_of(value, cited), *_markers(value, cited, link)) for value in found.values[:MOST]]
    note = _unsaid(found.note, text)
    return rich_text(
        section(said(title(found), bold=True)),
        *([listed(lines)] if lines else []),
        *([section(said(note))] if note else []),
        *([section(said(f"and {len(found.values) - MOST} more"))] if len(found.values) > MOST else []),
    )


def title(found: Discrepancy) -> str:
    """Return what a difference is called."""
    if found.kind == "conflict":
        return f"Same event, different figures: {shortened(found.about, _ABOUT)}"
    if found.kind == "wording":
        return "Same statement, different words"
    about = shortened(found.about, _ABOUT) or "figures"
    return f"{about[0].upper()}{about[1:]}, by date"


def _dated(value: DiscrepancyValue, cited: Mapping[int, Citation]) -> list[Element]:
    first = _first(value, cited)
    who = shortened(value.speaker or (source(first) if first else ""), _ABOUT)
    when = day(value.as_of) if value.as_of else "undated"
    return [said(f"{when}: "), said(shortened(value.value, _VALUE), bold=True), said(f" · {who} " if who else " ")]


def _quoted(value: DiscrepancyValue, cited: Mapping[int, Citation]) -> list[Element]:
    first = _first(value, cited)
    if first is None:
        return [said(shortened(value.value, _VALUE), bold=True), said(" ")]
    who = " · ".join(one for one in (shortened(value.speaker or "", _ABOUT), source(first), days(first)) if one)
    return [*excerpt(first.quote, value.value), said(f" · {who} ")]


def excerpt(quote: str, phrase: str) -> list[Element]:
    """Return the part of a quote that stands around a phrase, the phrase bold; else its beginning."""
    quote, phrase = line(quote), line(phrase)
    before, found, after = quote.partition(phrase) if phrase else (quote, "", "")
    if not found:
        return [said(f"“{shortened(quote, 2 * _AROUND)}”")]
    shown = [said(f"“{_tail(before)}"), said(shortened(phrase, _VALUE), bold=True)]
    return [*shown, said(f"{_head(after)}”")]


def _head(text: str) -> str:
    return text if len(text) <= _AROUND else text[:_AROUND].rsplit(" ", 1)[0] + " …"


def _tail(text: str) -> str:
    return text if len(text) <= _AROUND else "… " + text[-_AROUND:].split(" ", 1)[-1]


def _first(value: DiscrepancyValue, cited: Mapping[int, Citation]) -> Citation | None:
    return next((cited[number] for number in value.citations if number in cited), None)


def _markers(value: DiscrepancyValue, cited: Mapping[int, Citation], link: Link) -> list[Element]:
    known = [cited[number] for number in value.citations if number in cited]
    return list(chain.from_iterable((marker(one, link), said(" ")) for one in known[:MOST]))[:-1]


def _unsaid(note: str, text: str) -> str:
    sentences = (one.rstrip(".") for one in line(note).split(". "))
    flat = line(text)
    rest = [one for one in sentences if one and one not in flat and not one.startswith("Two reports")]
    return shortened(". ".join(rest) + ".", _NOTE) if rest else ""
