"""A part of the archive, as if the rest were not there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, NoReturn, TypeVar

from index.archive import ANYTHING, Archive
from index.errors import InputError
from index.grouping import Placement, group
from index.types import Document, DocumentSummary, Event, Filters, ScoredPassage
from index.versions import filter_day, outlet_key

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from index.embedding import Embedding
    from index.lexicon import Lexicon

Dated = TypeVar("Dated", Document, DocumentSummary)
_NOTHING = Filters(document_ids=())


@dataclass(frozen=True, slots=True)
class _Seen:
    """What can be seen of the archive at one of its versions."""

    summaries: tuple[DocumentSummary, ...]
    events: tuple[Event, ...]
    places: Mapping[str, Placement]  # by document id
    moved: bool  # whether a document has another day than in the whole archive


class Part(Archive):
    """The documents of some outlets; they can be read, and nothing else.

    What documents learn from each other, such as the year of a call, they learn from those that are in it.
    """

    def __init__(self, whole: Archive, outlets: Iterable[str]) -> None:
        self._whole = whole
        self._outlets = frozenset(key for outlet in outlets if (key := outlet_key(outlet)))
        self._look = lru_cache(1)(self._look_around)

    def search(self, query: str, k: int = 10, filters: Filters = ANYTHING) -> tuple[ScoredPassage, ...]:
        """Return the best `k` passages that pass the filters, best first."""
        return self._whole.search(query, k, self._within(filters))

    def document(self, document_id: str) -> Document:
        """Return a document. Raises `InputError` where there is none of that id."""
        places = self._seen.places
        if document_id not in places:
            raise InputError(f"There is no document {document_id!r} in the archive.")
        return _placed(self._whole.document(document_id), places[document_id])

    def documents(self) -> tuple[DocumentSummary, ...]:
        """Return all documents, by id."""
        return self._seen.summaries

    def events(self) -> tuple[Event, ...]:
        """Return all events, by id."""
        return self._seen.events

    def outlets(self) -> tuple[str, ...]:
        """Return the outlets whose documents are in the archive, by name."""
        return tuple(sorted({summary.outlet for summary in self._seen.summaries if summary.outlet}))

    def passage_count(self) -> int:
        """Count the passages that can be found."""
        return self._whole.catalog.passage_count(self._within(ANYTHING))

    def version(self) -> str:
        """Return the content's name: that of the whole archive's."""
        return self._whole.version()

    @property
    def embedding(self) -> Embedding:
        """The embedding model."""
        return self._whole.embedding

    @property
    def lexicon(self) -> Lexicon | None:
        """The meanings of single words."""
        return self._whole.lexicon

    def close(self) -> None:
        """Do nothing: the whole archive is its opener's to close."""

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise InputError("This part of the archive can be read, and nothing else.")

    sync = take = remove = _refuse
    uploads = engine = catalog = property(_refuse)

    @property
    def _seen(self) -> _Seen:
        return self._look(self._whole.version())

    def _look_around(self, _version: str) -> _Seen:
        before = [one for one in self._whole.documents() if outlet_key(one.outlet) in self._outlets]
        grouping = group(before)
        places = {place.document_id: place for place in grouping.placements}
        after = tuple(_placed(one, places[one.document_id]) for one in before)
        moved = any(_day(one) != _day(other) for one, other in zip(before, after, strict=True))
        events = tuple(sorted(grouping.events, key=lambda event: event.event_id))
        return _Seen(after, events, places, moved)

    def _within(self, filters: Filters) -> Filters:
        """Return filters that let through what these do, of what is in this part."""
        keys = self._outlets & {outlet_key(name) for name in filters.outlets} if filters.outlets else self._outlets
        if not keys:
            return _NOTHING
        narrowed = replace(filters, outlets=tuple(sorted(keys)))
        if not (filters.since or filters.until) or not (seen := self._seen).moved:
            return narrowed
        # The whole archive goes by days that cannot be known from this part.
        ids = {one.document_id for one in seen.summaries if _passes(_day(one), filters)}
        if filters.document_ids is not None:
            ids &= set(filters.document_ids)
        return replace(narrowed, since=None, until=None, document_ids=tuple(sorted(ids)))


def _placed(one: Dated, place: Placement) -> Dated:
    return replace(one, event_id=place.event_id, event_on=place.event_on, event_on_precision=place.precision)


def _day(one: DocumentSummary) -> date | None:
    return filter_day(one.event_on, one.published_on)


def _passes(day: date | None, filters: Filters) -> bool:
    return day is not None and (filters.since or day) <= day <= (filters.until or day)
