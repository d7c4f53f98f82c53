"""The values that travel from files to searchable passages."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Precision = Literal["stated", "inferred"]


@dataclass(frozen=True, slots=True)
class RawDocument:
    """One document as it was read, before cleaning.

    `origin` is what a person would name it by: a path, or `corpus.jsonl:12` for a line of a corpus.
    The optional fields are known from outside the text (a corpus line, `sources.toml`) and win over what it says.
    """

    document_id: str
    origin: str
    content_hash: str
    text: str
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published_on: date | None = None
    clean: bool = False  # True: the text is taken as it stands


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came over the network: its name there, and what it holds.

    `document`: it is a corpus of this one document, by which it is named where it cannot be used.
    """

    name: str
    data: bytes
    document: str | None = None


@dataclass(frozen=True, slots=True)
class Rejection:
    """Something that could not be indexed, and one sentence that says why and what to do."""

    origin: str
    reason: str


@dataclass(frozen=True, slots=True)
class Removal:
    """A stretch of raw text that cleaning took out, and the rule that did it."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class CleanedText:
    """The text that is stored, searched and quoted, beside what was taken out of it, both in reading order."""

    text: str
    removed: tuple[Removal, ...] = ()


@dataclass(frozen=True, slots=True)
class Description:
    """What a document says of itself."""

    title: str
    outlet: str | None = None
    byline: str | None = None
    published_on: date | None = None
    language: str | None = None  # ISO 639-1
    # The latest date seen anywhere in the raw page, clutter included: the page was captured on or after it.
    captured_on: date | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Someone a document names, with the roles it gives them, lower-cased: `("secretary of state",)`."""

    name: str
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a document: code-point offsets into its text, the paragraph it stands in, and who said it."""

    start: int
    end: int
    paragraph: int
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """What is embedded and retrieved: whole sentences of one document, by code-point offsets into its text."""

    passage_id: str
    document_id: str
    start: int
    end: int
    tokens: int  # by tiktoken


@dataclass(frozen=True, slots=True)
class EventMention:
    """What one document says of the event it reports, before it is compared with other documents.

    `month` and `day` may be known where the year is not.
    """

    kind: str  # "call", "meeting", "visit", "statement", ... or "report" where the text does not say
    on: date | None
    precision: Precision | None
    month: int | None = None
    day: int | None = None
    participants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A cleaned, described document: the unit that is added, replaced and removed whole."""

    document_id: str
    origin: str
    content_hash: str
    title: str
    text: str
    outlet: str | None = None
    url: str | None = None
    byline: str | None = None
    language: str | None = None
    published_on: date | None = None
    captured_on: date | None = None
    mention: EventMention | None = None
    event_id: str | None = None
    event_on: date | None = None
    event_on_precision: Precision | None = None
    people: tuple[Person, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    passages: tuple[Passage, ...] = ()
    removed: tuple[Removal, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """A document without its text: what listings and the grouping into events need."""

    document_id: str
    title: str
    origin: str
    outlet: str | None
    url: str | None
    published_on: date | None
    captured_on: date | None
    mention: EventMention | None
    event_id: str | None
    event_on: date | None
    event_on_precision: Precision | None
    people: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """Something that several documents may report: a call, a meeting, a visit."""

    event_id: str
    kind: str
    on: date | None
    precision: Precision | None
    participants: tuple[str, ...]
    document_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Filters:
    """Restrictions on what may be retrieved. A document's date is its event's where known, else its publication's."""

    outlets: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    document_ids: tuple[str, ...] | None = None  # None: any


@dataclass(frozen=True, slots=True)
class ScoredPassage:
    """A retrieved passage: the fused score that ranks it, and each method's own score (None: not found by it)."""

    passage: Passage
    text: str
    title: str
    outlet: str | None
    published_on: date | None
    score: float
    dense: float | None  # cosine, -1..1
    lexical: float | None  # BM25


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What one run of indexing did, by document id; rejections by origin."""

    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    rejected: tuple[Rejection, ...] = ()
    notes: tuple[str, ...] = ()  # worth knowing, nothing lost: "b.txt holds the same text as a.txt; both are kept"
    passages: int = 0  # in the index afterwards
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Manifest:
    """What built an index: one that was built otherwise is refused, since its passages would not be comparable."""

    embedding: str
    dimensions: int
    pipeline: str = field(default="")  # changes when cleaning, describing or splitting change
