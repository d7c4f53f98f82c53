"""Brings new versions into the catalog and the index of vectors, none of them live yet.

Making documents, embedding and writing each have a thread: embedding takes nearly all of the time.
"""

from __future__ import annotations

import gzip
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.ahead import ahead
from index.passages import embeddable_text
from index.vectors import VectorEntry
from index.versions import Version

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from index.catalog import Catalog
    from index.embedding import Embedding
    from index.intake import Intake
    from index.progress import Progress
    from index.read import SourceFile
    from index.vectors import Vectors

BATCH = 128  # passages
_FIRST_BATCH = 8  # small, and each twice the one before: embedding begins at once


@dataclass(frozen=True, slots=True)
class _Batch:
    """Passages that are embedded together. A long document spans several batches."""

    begun: tuple[Version, ...]  # their first passages are here
    done: tuple[str, ...]  # versions whose last passages are here
    entries: tuple[VectorEntry, ...]
    read: int  # documents read until here


@dataclass(frozen=True, slots=True)
class _Embedded:
    batch: _Batch
    vectors: NDArray[np.float32]


def stage(intake: Intake, catalog: Catalog, vectors: Vectors, progress: Progress) -> None:
    """Write what the intake makes. What a run that ends early has written is taken up by the next."""
    total = sum(_expected(file) for file in intake.files)
    told = (0, total)
    progress("index", *told)
    with (
        closing(ahead(_batches(intake))) as batches,
        closing(ahead(_embed(batches, intake.embedding))) as embedded,
    ):
        for item in embedded:
            batch = item.batch
            catalog.begin(batch.begun)
            vectors.add(batch.entries, item.vectors)
            catalog.stage(batch.done)
            told = (batch.read, max(total, batch.read))
            progress("index", *told)
    if told != (intake.done, intake.done):
        progress("index", intake.done, intake.done)


def _batches(intake: Intake) -> Generator[_Batch, None, None]:
    begun: list[Version] = []
    done: list[str] = []
    entries: list[VectorEntry] = []
    size = _FIRST_BATCH
    with closing(intake.versions()) as versions:
        for version in versions:
            begun.append(version)
            for entry in _entries(version):
                entries.append(entry)
                if len(entries) >= size:
                    yield _Batch(tuple(begun), tuple(done), tuple(entries), intake.done)
                    begun, done, entries = [], [], []
                    size = min(BATCH, 2 * size)
            done.append(version.key)
    if begun or done:
        yield _Batch(tuple(begun), tuple(done), tuple(entries), intake.done)


def _entries(version: Version) -> Iterator[VectorEntry]:
    document = version.document
    published = document.published_on.isoformat() if document.published_on else None
    for key, passage in zip(version.entries, document.passages, strict=True):
        text = document.text[passage.start : passage.end]
        yield VectorEntry(
            key, text, passage.passage_id, document.document_id, document.title, document.outlet, published
        )


def _embed(batches: Iterator[_Batch], embedding: Embedding) -> Iterator[_Embedded]:
    for batch in batches:
        texts = [embeddable_text(entry.title, entry.text) for entry in batch.entries]
        yield _Embedded(batch, embedding.embed_documents(texts))


def _expected(file: SourceFile) -> int:
    """How many documents a file holds, near enough for a progress bar."""
    name = file.path.name.lower()
    if not name.endswith((".jsonl", ".jsonl.gz")):
        return 1
    with (
        suppress(OSError, EOFError),
        (gzip.open if name.endswith(".gz") else open)(file.path, "rb") as stream,
    ):
        return sum(block.count(b"\n") for block in iter(lambda: stream.read(1 << 20), b""))
    return 1
