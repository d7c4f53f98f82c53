"""A discrepancy that a document brought in, and what tells it from others."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

from assistant.answering.distinct import plain
from assistant.types import Citation, Discrepancy

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Told:
    """What differs, with the quotes that show it, numbered as the discrepancy numbers them."""

    discrepancy: Discrepancy
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class News:
    """What a document says against what the archive said before it was there."""

    key: str
    document_id: str  # that brought it in
    headline: str  # one sentence
    told: Told
    view: tuple[str, ...] | None  # the outlets among which it was found; None: all


def key_of(told: Told, view: Sequence[str] | None) -> str:
    """Return the name of a discrepancy: the same for the same values and quotes, wherever they stand."""
    values = sorted((plain(v.value), v.number or 0.0) for v in told.discrepancy.values)
    quotes = sorted({plain(c.quote) for c in told.citations})
    seen = None if view is None else sorted(view)
    content = json.dumps((told.discrepancy.kind, values, quotes, seen))
    return blake2b(content.encode("ascii"), digest_size=12).hexdigest()
