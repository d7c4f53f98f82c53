"""Addresses that an answer may link to: the page at a passage, or what a document gives as its own address."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias
from urllib.parse import quote, urlencode, urlsplit, urlunsplit

from assistant.surfaces.slack.shown.text import plain
from assistant.types import Citation

Link: TypeAlias = Callable[[Citation], str | None]

_LONGEST = 1_000  # characters; a longer address would leave no room for what it is the source of
_KEPT = "%/:=&?#+!$,;@~-._"


def no_link(_: Citation) -> None:
    """Link to nothing."""


def linked_to(page_url: str | None) -> Link:
    """Return what links a citation: to the page, where there is one, at the passage."""

    def link(citation: Citation) -> str | None:
        if page_url is None:
            return safe(citation.url)
        place = {"document": citation.document_id, "start": citation.start, "end": citation.end}
        return safe(f"{page_url.rstrip('/')}/#{urlencode(place, quote_via=quote, safe='', errors='replace')}")

    return link


def asked_at(page_url: str | None, question: str) -> str | None:
    """Return the address of the page at which a question is asked, and answered in full."""
    if page_url is None:
        return None
    return safe(f"{page_url.rstrip('/')}/#{urlencode({'q': question}, quote_via=quote, safe='', errors='replace')}")


def safe(url: str | None) -> str | None:
    """Return an address of the web, with nothing in it that ends or forges a link; none where it is none."""
    try:
        parts = urlsplit(plain(url or "").strip())
        host = parts.netloc.encode("idna").decode("ascii") if not parts.netloc.isascii() else parts.netloc
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in host:
        return None
    whole = quote(urlunsplit(parts._replace(netloc=host)), safe=_KEPT)
    return whole if len(whole) <= _LONGEST else None
