"""The catalog's tables, and documents to rows and back."""

from __future__ import annotations

import json
import zlib
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    Column,
    Date,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    RowMapping,
    SmallInteger,
    String,
    Table,
    Text,
)

from index.types import Document, DocumentSummary, Event, EventMention, Passage, Person, Removal, Sentence
from index.versions import LIVE, Head, Version, filter_day, outlet_key, text_hash

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

metadata = MetaData()

manifest = Table("manifest", metadata, Column("name", String, primary_key=True), Column("value", Text, nullable=False))
files = Table(
    "files",
    metadata,
    Column("path", String, primary_key=True),
    Column("file_hash", String, nullable=False),
    Column("settings", String, nullable=False),  # what else its documents depend on
    Column("rejected", Text, nullable=False),
)
events = Table("events", metadata, Column("event_id", String, primary_key=True), Column("body", Text, nullable=False))
versions = Table(
    "versions",
    metadata,
    Column("version", String, primary_key=True),
    Column("document_id", String, nullable=False, index=True),
    Column("state", SmallInteger, nullable=False),
    Column("path", String, nullable=False, index=True),
    Column("origin", String, nullable=False),
    Column("content_hash", String, nullable=False),
    Column("title", Text, nullable=False),
    Column("outlet", String),
    Column("outlet_key", String),
    Column("url", Text),
    Column("byline", Text),
    Column("language", String),
    Column("published_on", Date),
    Column("captured_on", Date),
    Column("mention", Text),
    Column("people", Text, nullable=False),
    Column("event_id", String),
    Column("event_on", Date),
    Column("event_on_precision", String),
    Column("day", Date),  # what filters compare: the event's where known, else the publication's
    Column("text", Text, nullable=False),
    Column("text_hash", String, nullable=False),
    Column("passages", Text, nullable=False),
    Column("passage_count", Integer, nullable=False),
    Column("details", LargeBinary, nullable=False),
)
_live = versions.c.state == LIVE
Index("one_live_version", versions.c.document_id, unique=True, sqlite_where=_live, postgresql_where=_live)
Index("versions_by_day", versions.c.state, versions.c.day)
Index("versions_by_outlet", versions.c.state, versions.c.outlet_key, versions.c.day)

SUMMARY = tuple(
    versions.c[name]
    for name in (
        *(
            "version",
            "state",
            "path",
            "text_hash",
            "passage_count",
            "document_id",
            "title",
            "origin",
            "outlet",
        ),
        *("url", "published_on", "captured_on", "mention", "people", "event_id", "event_on"),
        "event_on_precision",
    )
)


def to_row(version: Version, state: int) -> dict[str, Any]:
    """A version as its row."""
    document = version.document
    return {
        "version": version.key,
        "state": state,
        "path": version.path,
        **{name: getattr(document, name) for name in _PLAIN},
        "outlet_key": outlet_key(document.outlet),
        "day": filter_day(document.event_on, document.published_on),
        "mention": dump_mention(document.mention),
        "people": _dump([[p.name, *p.roles] for p in document.people]),
        "passages": _dump([[p.passage_id.rpartition(":")[2], p.start, p.end, p.tokens] for p in document.passages]),
        "passage_count": len(document.passages),
        "text_hash": text_hash(document.text),
        "details": _pack(document),
    }


_PLAIN = (
    *(
        "document_id",
        "origin",
        "content_hash",
        "title",
        "outlet",
        "url",
        "byline",
        "language",
        "published_on",
    ),
    *("captured_on", "event_id", "event_on", "event_on_precision", "text"),
)


def to_document(row: RowMapping) -> Document:
    """A row as its document."""
    details = json.loads(zlib.decompress(row["details"]))
    speakers = details["speakers"]
    return Document(
        **{name: row[name] for name in _PLAIN},
        mention=_mention(row["mention"]),
        people=_people(row["people"]),
        sentences=tuple(Sentence(s, e, p, None if w < 0 else speakers[w]) for s, e, p, w in details["sentences"]),
        passages=to_passages(row),
        removed=tuple(Removal(text, reason) for text, reason in details["removed"]),
    )


def to_passages(row: RowMapping) -> tuple[Passage, ...]:
    """The passages of a row."""
    name = row["document_id"]
    return tuple(
        Passage(f"{name}:{start}-{end}:{mark}", name, start, end, tokens)
        for mark, start, end, tokens in json.loads(row["passages"])
    )


def to_summary(row: RowMapping) -> DocumentSummary:
    """A row of `SUMMARY` as its summary."""
    plain = ("document_id", "title", "origin", "outlet", "url", "published_on", "captured_on")
    event = ("event_id", "event_on", "event_on_precision")
    return DocumentSummary(
        **{name: row[name] for name in (*plain, *event)},
        mention=_mention(row["mention"]),
        people=_people(row["people"]),
    )


def to_head(row: RowMapping) -> Head:
    """A row of `SUMMARY` as its head."""
    return Head(
        version=row["version"],
        path=row["path"],
        state=row["state"],
        passages=row["passage_count"],
        text_hash=row["text_hash"],
        summary=to_summary(row),
    )


def dump_event(event: Event) -> dict[str, str]:
    """An event as its row."""
    on = event.on.isoformat() if event.on else None
    body = [event.kind, on, event.precision, list(event.participants), list(event.document_ids)]
    return {"event_id": event.event_id, "body": _dump(body)}


def to_event(row: RowMapping) -> Event:
    """A row as its event."""
    kind, on, precision, participants, document_ids = json.loads(row["body"])
    return Event(row["event_id"], kind, _date(on), precision, tuple(participants), tuple(document_ids))


def dump_mention(mention: EventMention | None) -> str | None:
    """A mention as one column."""
    if mention is None:
        return None
    on = mention.on.isoformat() if mention.on else None
    return _dump([mention.kind, on, mention.precision, mention.month, mention.day, list(mention.participants)])


def _mention(column: str | None) -> EventMention | None:
    if column is None:
        return None
    kind, on, precision, month, day, participants = json.loads(column)
    return EventMention(kind, _date(on), precision, month, day, tuple(participants))


def _people(column: str) -> tuple[Person, ...]:
    return tuple(Person(name, tuple(roles)) for name, *roles in json.loads(column))


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _pack(document: Document) -> bytes:
    """What only a reader of the whole document needs, small: sentences refer to their speakers by number."""
    numbers: dict[str, int] = {}
    sentences = [
        [
            s.start,
            s.end,
            s.paragraph,
            -1 if s.speaker is None else numbers.setdefault(s.speaker, len(numbers)),
        ]
        for s in document.sentences
    ]
    removed = [[removal.text, removal.reason] for removal in document.removed]
    body = {"speakers": list(numbers), "sentences": sentences, "removed": removed}
    return zlib.compress(_dump(body).encode(), 1)


def _dump(value: Sequence[Any] | dict[str, Any] | Iterable[Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
