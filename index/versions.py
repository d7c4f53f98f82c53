"""What travels between the steps of indexing: versions of documents, and what is to become of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, TypeVar

from index.types import Document, DocumentSummary, Event, Manifest, Passage, Precision, Rejection

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


# A version is begun before its passages are embedded, staged once they are, and live once all of its run are.
BEGUN, STAGED, LIVE = 0, 1, 2

REBUILD = "run `readout index --rebuild PATH...` to build it again"
_CHUNK = 500  # values in one IN list

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Version:
    """A document as one run made it.

    The fingerprint is of all that it depends on; `path` is the file that holds it.
    """

    document: Document
    fingerprint: str
    path: str

    @property
    def key(self) -> str:
        """The version's name: the same content under the same settings has the same."""
        return version_key(self.document.document_id, self.fingerprint)

    @property
    def entries(self) -> tuple[str, ...]:
        """The names of its passages in the indexes."""
        return tuple(entry_key(p.passage_id, self.key) for p in self.document.passages)


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file as it was when its documents were indexed."""

    path: str
    file_hash: str
    settings: str
    rejected: tuple[Rejection, ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """A version without its text."""

    version: str
    path: str
    state: int
    passages: int
    text_hash: str
    summary: DocumentSummary

    @property
    def is_live(self) -> bool:
        """Whether it is what readers see."""
        return self.state == LIVE


@dataclass(frozen=True, slots=True)
class Place:
    """Where a version is read from now."""

    version: str
    path: str
    origin: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What a search result shows of a version, and what it is filtered by."""

    text: str
    title: str
    outlet: str | None
    published_on: date | None
    passages: dict[int, Passage]  # by start


@dataclass(frozen=True, slots=True)
class Dated:
    """A version's event, as grouping found it."""

    version: str
    event_id: str | None
    event_on: date | None
    precision: Precision | None
    published_on: date | None

    @classmethod
    def of(cls, head: Head) -> Dated:
        """What the catalog holds."""
        it = head.summary
        return cls(head.version, it.event_id, it.event_on, it.event_on_precision, it.published_on)


@dataclass(frozen=True, slots=True)
class Change:
    """What one run makes live, all at once."""

    manifest: Manifest
    content: str  # names the live content
    lexical: str  # names the lexical index of that content
    made_live: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()
    moved: tuple[Place, ...] = ()
    dated: tuple[Dated, ...] = ()
    events: tuple[Event, ...] = ()
    files: tuple[KnownFile, ...] = ()
    forgotten: tuple[str, ...] = ()  # paths


def version_key(document_id: str, fingerprint: str) -> str:
    """The name of a document's version."""
    return f"{document_id}:{fingerprint}"


def entry_key(passage_id: str, version: str) -> str:
    """The name of a version's passage in the indexes, where two versions of a document stand side by side."""
    return f"{passage_id}:{version.rpartition(':')[2]}"


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry's name, taken apart."""

    passage_id: str
    document_id: str
    start: int
    version: str

    @classmethod
    def parse(cls, key: str) -> Entry:
        """Take a name apart that `entry_key` made; a document's id may hold colons."""
        passage_id, _, fingerprint = key.rpartition(":")
        document_id, span, _ = passage_id.rsplit(":", 2)
        return cls(passage_id, document_id, int(span.partition("-")[0]), version_key(document_id, fingerprint))


def text_hash(text: str) -> str:
    """What is equal for equal texts."""
    return sha256(text.encode()).hexdigest()[:16]


def filter_day(event_on: date | None, published_on: date | None) -> date | None:
    """The day that a filter compares."""
    return event_on or published_on


def outlet_key(outlet: str | None) -> str | None:
    """An outlet's name as filters compare it."""
    return outlet.casefold() if outlet else None


def chunked(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """Cut values into lists that one statement can take."""
    for start in range(0, len(values), _CHUNK):
        yield values[start : start + _CHUNK]
