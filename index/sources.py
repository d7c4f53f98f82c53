"""What is known of files from outside their text: `sources.toml` beside them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, fields
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from index.dates import find_dates
from index.types import Rejection

if TYPE_CHECKING:
    from pathlib import Path

FILE_NAME = "sources.toml"
_MILLISECONDS_FROM = 100_000_000_000  # as seconds, this is the year 5138


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one document; None: not known."""

    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published_on: date | None = None


@dataclass(frozen=True, slots=True)
class Sources:
    """The entries of one `sources.toml` by file name, and what is wrong with it."""

    entries: dict[str, Known] = field(default_factory=dict)
    rejected: tuple[Rejection, ...] = ()


def read_sources(folder: Path) -> Sources:
    """The folder's `sources.toml`; empty where there is none."""
    path = folder / FILE_NAME
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return Sources()
    except (OSError, ValueError) as error:
        reason = f"it cannot be read ({error}), so it is not used; correct it and index again."
        return Sources(rejected=(Rejection(str(path), reason),))
    entries: dict[str, Known] = {}
    rejected: list[Rejection] = []
    for name, table in tables.items():
        try:
            entries[name] = _known(table)
        except (TypeError, ValueError) as error:
            reason = f"the entry “{name}” is left out: {error}; correct it and index again."
            rejected.append(Rejection(str(path), reason))
    return Sources(entries, tuple(rejected))


def parse_published(value: object) -> date | None:
    """The day of a publication date in any usual form, as its zone wrote it; None where it is not one.

    ISO 8601 dates and datetimes, RFC 2822, seconds or milliseconds since 1970 (UTC), or a date in words.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_epoch(float(value))
    return _from_words(value.strip()) if isinstance(value, str) else None


def _known(table: object) -> Known:
    if not isinstance(table, dict):
        raise TypeError("it must be a table of " + ", ".join(f.name for f in fields(Known)))
    texts = {f.name: table.get(f.name) for f in fields(Known) if f.name != "published_on"}
    for name, value in texts.items():
        if value is not None and not isinstance(value, str):
            raise TypeError(f"“{name}” must be text in quotes")
    published = table.get("published_on")
    if published is not None and parse_published(published) is None:
        raise ValueError("“published_on” must be a date such as 2023-01-23")
    return Known(texts["title"], texts["outlet"], texts["url"], parse_published(published))


def _from_epoch(seconds: float) -> date | None:
    try:
        return datetime.fromtimestamp(seconds / 1000 if seconds > _MILLISECONDS_FROM else seconds, UTC).date()
    except (OverflowError, ValueError, OSError):
        return None


def _from_words(text: str) -> date | None:
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return parse(text).date()
        except ValueError:
            continue
    return next((day for day in (found.as_date() for found in find_dates(text[:200])) if day), None)
