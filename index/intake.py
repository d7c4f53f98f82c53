"""Which documents a run has to make: compares the files with what the catalog knows of them."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from index.embedding import Embedding
from index.errors import CorpusError
from index.pipeline import Recipe, make_document
from index.read import SourceFile, label, read
from index.types import Document, Rejection
from index.versions import Head, KnownFile, Place, Version, version_key

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Sequence

    from index.read import Discovery
    from index.types import RawDocument


@dataclass(frozen=True, slots=True)
class Survey:
    """The files of a run beside what is known of them."""

    changed: tuple[SourceFile, ...]
    unchanged: tuple[KnownFile, ...]
    gone: tuple[str, ...]  # paths


def survey(discovery: Discovery, paths: Sequence[Path], known: dict[str, KnownFile], settings: str) -> Survey:
    """Compare the files found with those known. Gone is what stood below the paths and no longer does."""
    changed, unchanged = [], []
    for file in discovery.files:
        before = known.get(label(file.path))
        if before is not None and (before.file_hash, before.settings) == (file.file_hash, settings):
            unchanged.append(before)
        else:
            changed.append(file)
    found = {label(file.path) for file in discovery.files}
    roots = [label(Path(os.path.abspath(path))) for path in paths]  # noqa: PTH100 - as discover() does
    unreadable = [rejection.origin for rejection in discovery.rejected]
    gone = (path for path in known if path not in found and _is_below(path, roots) and not _is_below(path, unreadable))
    return Survey(tuple(changed), tuple(unchanged), tuple(gone))


def _is_below(path: str, roots: Iterable[str]) -> bool:
    return any(path == root or path.startswith(root.rstrip("/") + "/") for root in roots)


@dataclass(slots=True)
class Outcome:
    """What became of a changed file."""

    file_hash: str
    documents: int = 0
    rejected: list[Rejection] = field(default_factory=list)

    @property
    def replaces(self) -> bool:
        """Whether it takes the place of what it held before: not where nothing of it can be used."""
        return self.documents > 0 or not self.rejected


@dataclass(slots=True)
class Intake:
    """Reads the changed files and makes those documents that are new; notes what becomes of the others.

    A run's memory: filled by the thread that takes what `versions` yields, and read afterwards.
    """

    embedding: Embedding
    recipe: Recipe
    files: tuple[SourceFile, ...]
    clean_jsonl: bool
    live: dict[str, Head]  # by document id
    gone: frozenset[str]  # paths of files that are no longer there
    staged: frozenset[str]  # versions that a killed run left, whole
    claimed: set[str] = field(default_factory=set)  # document ids
    kept: list[Place] = field(default_factory=list)  # live versions met again
    resumed: list[Place] = field(default_factory=list)
    outcomes: dict[str, Outcome] = field(default_factory=dict)  # by path
    made: set[str] = field(default_factory=set)  # versions
    done: int = 0

    def versions(self) -> Generator[Version, None, None]:
        """Make the documents that are neither live nor staged."""
        waiting: list[tuple[RawDocument, str]] = []
        # A file that is one document keeps its id, whichever folder above it is named.
        own = {h.path: h.summary.document_id for h in self.live.values() if h.path == h.summary.origin}
        for file in self.files:
            path = label(file.path)
            self.outcomes[path] = Outcome(file.file_hash)
            for raw in self._documents(file, path):
                document_id = own.get(raw.origin, raw.document_id)
                if self._may_take(document_id, path):
                    yield from self._version(raw, document_id, path)
                else:
                    waiting.append((raw, path))
                    self.outcomes[path].documents += 1
        for raw, path in waiting:
            self.outcomes[path].documents -= 1
            yield from self._version(raw, self._free_id(raw, path), path)

    def _documents(self, file: SourceFile, path: str) -> Iterator[RawDocument]:
        for item in read(file, clean_jsonl=self.clean_jsonl):
            self.done += 1
            if isinstance(item, Rejection):
                self.outcomes[path].rejected.append(item)
            else:
                yield item

    def _may_take(self, document_id: str, path: str) -> bool:
        head = self.live.get(document_id)
        return document_id not in self.claimed and (head is None or head.path == path or head.path in self.gone)

    def _free_id(self, raw: RawDocument, path: str) -> str:
        """Give the id itself where its owner has given it up, else one that tells the files apart."""
        head = self.live.get(raw.document_id)
        given_up = head is None or (head.path in self.outcomes and self.outcomes[head.path].replaces)
        if raw.document_id not in self.claimed and given_up:
            return raw.document_id
        return f"{raw.document_id}-{sha256(path.encode()).hexdigest()[:8]}"

    def _version(self, raw: RawDocument, document_id: str, path: str) -> Iterator[Version]:
        fingerprint = self.recipe.fingerprint(raw)
        key = version_key(document_id, fingerprint)
        head = self.live.get(document_id)
        if head is not None and head.version == key:
            self.kept.append(Place(key, path, raw.origin))
        elif key in self.staged:
            self.resumed.append(Place(key, path, raw.origin))
        else:
            made = _made(raw, document_id, self.embedding)
            if isinstance(made, Rejection):
                self.outcomes[path].rejected.append(made)
                return
            self.made.add(key)
            yield Version(made, fingerprint, path)
        self.claimed.add(document_id)
        self.outcomes[path].documents += 1


def _made(raw: RawDocument, document_id: str, embedding: Embedding) -> Document | Rejection:
    try:
        return make_document(raw, document_id, embedding)
    except CorpusError:
        raise
    except Exception as error:  # noqa: BLE001 - one document's trouble must not keep the others out
        return Rejection(raw.origin, f"it could not be processed ({type(error).__name__}: {error}); please report it.")
