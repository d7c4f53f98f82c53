"""What a document says of itself: title, outlet, byline, dates, language."""

from __future__ import annotations

from index.dates import find_dates
from index.types import CleanedText, Description, RawDocument


def describe(raw: RawDocument, cleaned: CleanedText) -> Description:
    """The document's description; what was known from outside wins."""
    first = cleaned.text.partition("\n")[0] or raw.document_id
    title = raw.title or (first if len(first) <= 200 else first[:120].rsplit(" ", 1)[0] + "…")
    dates = [day for found in find_dates(raw.text) if (day := found.as_date())]
    return Description(
        title=title,
        outlet=raw.outlet,
        published_on=raw.published_on,
        language="en",
        captured_on=max(dates, default=None),
    )
