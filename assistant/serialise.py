"""The contract's JSON: the shapes that every surface shows beside the Answer, and the way there and back.

`Answer`, `Conversation`, `Event` and `SyncReport` are shown as they are; passages and documents through
the shapes here.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic_core import to_jsonable_python

from assistant.types import Turn
from index.types import Document, DocumentSummary, Event, Precision, Removal, ScoredPassage, Sentence

if TYPE_CHECKING:
    from pydantic import TypeAdapter


@dataclass(frozen=True, slots=True)
class Scores:
    """What each method gave a passage; null where it did not find it."""

    dense: float | None
    lexical: float | None


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A retrieved passage: `documents[document_id].text[start:end] == text`."""

    passage_id: str
    document_id: str
    title: str
    outlet: str | None
    published_on: date | None
    text: str
    start: int
    end: int
    score: float
    scores: Scores


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Passages for a query, best first."""

    query: str
    passages: tuple[FoundPassage, ...]


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """A document in a listing."""

    document_id: str
    title: str
    outlet: str | None
    url: str | None
    published_on: date | None
    event_on: date | None
    event_on_precision: Precision | None
    event_id: str | None
    origin: str  # the file, or the line of a corpus, that it was read from


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """Some of the documents, of how many."""

    total: int
    limit: int | None  # none: all from the offset on
    offset: int
    documents: tuple[DocumentEntry, ...]


@dataclass(frozen=True, slots=True)
class PassageView:
    """What of a document is embedded and retrieved, by code points into its text."""

    passage_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document whole: its cleaned text, who said which sentence, and what cleaning took out and why."""

    document_id: str
    title: str
    outlet: str | None
    url: str | None
    published_on: date | None
    event_on: date | None
    event_on_precision: Precision | None
    event_id: str | None
    origin: str
    byline: str | None
    language: str | None
    text: str
    sentences: tuple[Sentence, ...]
    passages: tuple[PassageView, ...]
    removed: tuple[Removal, ...]


@dataclass(frozen=True, slots=True)
class ConversationEntry:
    """A conversation in a listing."""

    conversation_id: str
    title: str  # its first question, shortened
    used_at: datetime
    turns: int


@dataclass(frozen=True, slots=True)
class ConversationPage:
    """Some of the conversations, of how many; the one that was used last comes first."""

    total: int
    limit: int
    offset: int
    conversations: tuple[ConversationEntry, ...]


@dataclass(frozen=True, slots=True)
class EventList:
    """The events that the archive reports."""

    events: tuple[Event, ...]


def search_result(query: str, found: Sequence[ScoredPassage]) -> SearchResult:
    """Show what was found for a query."""
    return SearchResult(query, tuple(_found_passage(one) for one in found))


def document_page(summaries: Sequence[DocumentSummary], *, limit: int | None = None, offset: int = 0) -> DocumentPage:
    """Show a page of a listing; without a limit, all from the offset on."""
    end = None if limit is None else offset + limit
    return DocumentPage(len(summaries), limit, offset, tuple(_entry(one) for one in summaries[offset:end]))


def document_view(document: Document) -> DocumentView:
    """Show a document whole."""
    return DocumentView(
        **_described(document),
        byline=document.byline,
        language=document.language,
        text=document.text,
        sentences=document.sentences,
        passages=tuple(PassageView(one.passage_id, one.start, one.end) for one in document.passages),
        removed=document.removed,
    )


def to_json(value: object) -> Any:
    """Return what `json.dumps` takes: dataclasses as objects, tuples as lists, dates as ISO 8601."""
    return to_jsonable_python(value)


def turn_to_json(turn: Turn) -> str:
    """Write a turn down, for `turn_from_json`."""
    return json.dumps(to_json(turn))


def turn_from_json(text: str) -> Turn:
    """Read a turn back, equal to the one that was written."""
    return _turns().validate_python(json.loads(text))  # pydantic's own parser refuses lone surrogates


@cache
def _turns() -> "TypeAdapter[Turn]":
    from pydantic import TypeAdapter

    return TypeAdapter(Turn)


def _found_passage(found: ScoredPassage) -> FoundPassage:
    passage = found.passage
    return FoundPassage(
        passage_id=passage.passage_id,
        document_id=passage.document_id,
        title=found.title,
        outlet=found.outlet,
        published_on=found.published_on,
        text=found.text,
        start=passage.start,
        end=passage.end,
        score=found.score,
        scores=Scores(found.dense, found.lexical),
    )


def _entry(document: DocumentSummary) -> DocumentEntry:
    return DocumentEntry(**_described(document))


def _described(document: Document | DocumentSummary) -> dict[str, Any]:
    return {
        "document_id": document.document_id,
        "title": document.title,
        "outlet": document.outlet,
        "url": document.url,
        "published_on": document.published_on,
        "event_on": document.event_on,
        "event_on_precision": document.event_on_precision,
        "event_id": document.event_id,
        "origin": document.origin,
    }
