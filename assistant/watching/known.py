"""What an archive said before a document came: its near sentences, read once a version."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING

from assistant.answering.distinct import plain
from assistant.sentences.reading import Reading, ReadSentence, read
from assistant.sentences.vectors import SentenceVectors
from assistant.watching.measures import Measure, measures
from index.types import ScoredPassage

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from assistant.sentences.matching import Words
    from index.archive import Archive

_READINGS = 1_000
_MEASURED = 50_000  # sentences
_COPIES = 3
_FAR = 1_000_000  # days


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence where it stands."""

    reading: Reading
    position: int
    passage: ScoredPassage

    @property
    def sentence(self) -> ReadSentence:
        """The sentence itself."""
        return self.reading.sentences[self.position]


class Known:
    """One view of the archive, as it was before the documents that are not known yet."""

    def __init__(self, archive: Archive, lexicon: Words, is_known: Callable[[str], bool]) -> None:
        self.lexicon = lexicon
        self._archive = archive
        self._is_known = is_known
        self.reading = lru_cache(_READINGS)(self._read)
        self.measures = lru_cache(_MEASURED)(self._measure)
        self._events = lru_cache(1)(self._look_up)
        self.embed = SentenceVectors(self._embed).embed

    def near(self, reading: Reading, position: int, most: int) -> tuple[Place, ...]:
        """Return the sentences of the passages of known documents that are nearest to one, best first."""
        found = self._archive.search(reading.sentences[position].text, _COPIES * most)
        others = [p for p in found if p.passage.document_id != reading.document.document_id]
        kept = [p for p in others if self._is_known(p.passage.document_id)][:most]
        return tuple(place for passage in kept for place in self._places(passage))

    def reports_of(self, reading: Reading) -> tuple[str, ...]:
        """Return the known documents that report the event that a document reports."""
        event = self._events().get(reading.document.event_id or "", ())
        return tuple(i for i in event if i != reading.document.document_id and self._is_known(i))

    def place(self, reading: Reading, position: int) -> Place:
        """Return where a sentence of a document stands."""
        document, sentence = reading.document, reading.sentences[position].sentence
        passages = document.passages
        passage = next((p for p in passages if p.start <= sentence.start < p.end), passages[0])
        text = document.text[passage.start : passage.end]
        scored = ScoredPassage(passage, text, document.title, document.outlet, document.published_on, 0.0, None, None)
        return Place(reading, position, scored)

    def is_headline(self, reading: Reading, position: int) -> bool:
        """Whether a sentence is its document's title."""
        return plain(reading.sentences[position].text) == plain(reading.document.title)

    def mark(self, reading: Reading, position: int) -> str:
        """Return what a sentence is known by, wherever it stands."""
        return blake2b(plain(reading.sentences[position].text).encode(), digest_size=6).hexdigest()

    def days_between(self, one: Reading, other: Reading) -> int:
        """Return how far apart two documents are, in days."""
        first, second = (r.document.event_on or r.document.published_on for r in (one, other))
        return abs((first - second).days) if first and second else _FAR

    def _places(self, passage: ScoredPassage) -> list[Place]:
        reading = self.reading(passage.passage.document_id)
        inside = range(passage.passage.start, passage.passage.end)
        return [
            Place(reading, position, passage)
            for position, sentence in enumerate(reading.sentences)
            if sentence.sentence.start in inside
        ]

    def _look_up(self) -> Mapping[str, tuple[str, ...]]:
        return {event.event_id: event.document_ids for event in self._archive.events()}

    def _read(self, document_id: str) -> Reading:
        return read(self._archive.document(document_id))

    def _measure(self, document_id: str, position: int) -> tuple[Measure, ...]:
        return measures(self.reading(document_id), position)

    def _embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._archive.embedding.embed_documents(texts)
