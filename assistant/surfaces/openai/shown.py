"""An answer as clients of OpenAI read it: text with a list of sources under it, and where its markers stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlencode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.types import Answer, Citation

_MARKER = re.compile(r"\[(\d+)\]")
_SHORT = 160  # characters of a related passage


@dataclass(frozen=True, slots=True)
class UrlCitation:
    """A marker of the text, `text[start_index:end_index]`, and the passage that it stands for."""

    url: str
    title: str
    start_index: int  # code points into the text
    end_index: int
    document_id: str
    start: int  # code points into the document's cleaned text
    end: int
    quote: str
    speaker: str | None
    outlet: str | None
    published_on: date | None
    event_on: date | None
    also_reported_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer's text, what follows it (sources and notes), and its markers, in the order of the text."""

    text: str
    sources: str
    markers: tuple[UrlCitation, ...]

    @property
    def whole(self) -> str:
        """The text with its sources."""
        return self.text + self.sources


def show(answer: Answer, base: str) -> Shown:
    """Return how an answer is shown; a document without an address is linked to on the page, which is at `base`."""
    cited = {citation.number: citation for citation in answer.citations}
    marked = [(match, cited[int(match[1])]) for match in _MARKER.finditer(answer.text) if int(match[1]) in cited]
    markers = tuple(_marker(citation, match.start(), match.end(), base) for match, citation in marked)
    return Shown(answer.text, "".join(f"\n{line}" for line in _sources(answer, base)), markers)


def _marker(citation: Citation, start_index: int, end_index: int, base: str) -> UrlCitation:
    return UrlCitation(
        url=_url(citation, base),
        title=citation.title,
        start_index=start_index,
        end_index=end_index,
        document_id=citation.document_id,
        start=citation.start,
        end=citation.end,
        quote=citation.quote,
        speaker=citation.speaker,
        outlet=citation.outlet,
        published_on=citation.published_on,
        event_on=citation.event_on,
        also_reported_by=citation.also_reported_by,
    )


def _sources(answer: Answer, base: str) -> Iterator[str]:
    if answer.citations:
        yield from ("", "Sources:")
    for citation in answer.citations:
        yield f"- [{citation.number}] {_described(citation)}: {_url(citation, base)}"
    if answer.status == "abstained" and answer.related:
        yield from ("", "Related:")
        for citation in answer.related:
            yield f"- {_described(citation)}: “{_shortened(citation.quote)}” {_url(citation, base)}"
    if answer.notes:
        yield from ("", *(f"Note: {note}" for note in answer.notes))


def _described(citation: Citation) -> str:
    published = f"published {citation.published_on}" if citation.published_on else None
    event = f"event of {citation.event_on}" if citation.event_on else None
    known = ", ".join(filter(None, (citation.outlet, published, event)))
    title = " ".join(citation.title.split())
    return f"{title} ({known})" if known else title


def _url(citation: Citation, base: str) -> str:
    """Whatever a document gives as its address, only one of the web is passed on."""
    if citation.url and re.match(r"https?://\S+\Z", citation.url):
        return citation.url
    place = {"document": citation.document_id, "start": citation.start, "end": citation.end}
    return f"{base}#{urlencode(place)}"


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHORT else text[:_SHORT].rstrip() + "…"
