"""The public face of the index: one home folder, opened by one process."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from threading import RLock
from typing import TYPE_CHECKING

from index.catalog import Catalog, open_catalog, set_aside
from index.embedding import open_embedding
from index.errors import IndexStateError, InputError
from index.lexical import Lexical, delete_lexical, open_lexical
from index.lexicon import Lexicon, open_lexicon
from index.lock import HomeLock, cannot_use, make_home
from index.progress import silent
from index.search import Searcher
from index.types import Filters, Manifest, SyncReport
from index.vectors import Vectors, delete_vectors, open_vectors
from index.versions import REBUILD

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from typing import Self

    from sqlalchemy import Engine

    from index.embedding import Embedding
    from index.progress import Progress
    from index.settings import IndexSettings
    from index.sync import Stores
    from index.types import Document, DocumentSummary, Event, ScoredPassage, Upload
    from index.uploads import Uploads

_DOCUMENTS_AT_HAND = 512
ANYTHING = Filters()


class Archive:
    """Documents, searchable and quotable. What it needs is opened when it is first needed.

    Safe to share between threads. Methods raise `CorpusError`.
    """

    def __init__(
        self, settings: IndexSettings, progress: Progress = silent, embedding: Embedding | None = None
    ) -> None:
        self._settings = settings
        self._home = settings.home
        self._progress = progress
        self._embedding = embedding
        self._catalog: Catalog | None = None
        self._vectors: Vectors | None = None
        self._searcher: Searcher | None = None
        self._opening = RLock()
        self._writing = RLock()
        self._read_document = lru_cache(_DOCUMENTS_AT_HAND)(self._load_document)
        self._lexical_home = self._home / "lexical"
        make_home(self._home)
        self._lock = HomeLock(self._home)

    def search(self, query: str, k: int = 10, filters: Filters = ANYTHING) -> tuple[ScoredPassage, ...]:
        """Return the best `k` passages that pass the filters, best first."""
        with self._guarded():
            searcher = self._open_searcher()
            found = searcher.search(query, k, filters)
            if searcher is self._searcher:
                return found
            # What it searched is being swept.
            return self._open_searcher().search(query, k, filters)

    def document(self, document_id: str) -> Document:
        """Return a document. Raises `InputError` where there is none of that id."""
        with self._guarded():
            self._require_index()
            return self._read_document(document_id)

    def documents(self) -> tuple[DocumentSummary, ...]:
        """Return all documents, by id."""
        with self._guarded():
            self._require_index()
            found = (head.summary for head in self.catalog.heads(live=True))
            return tuple(sorted(found, key=lambda summary: summary.document_id))

    def events(self) -> tuple[Event, ...]:
        """Return all events, by id."""
        with self._guarded():
            self._require_index()
            return self.catalog.events()

    def outlets(self) -> tuple[str, ...]:
        """Return the outlets whose documents are in the archive, by name."""
        with self._guarded():
            self._require_index()
            return self.catalog.outlets()

    def passage_count(self) -> int:
        """Count the passages that can be found."""
        with self._guarded():
            return self.catalog.passage_count()

    def version(self) -> str:
        """Return the content's name: the same for the same content, empty where there is none."""
        with self._guarded():
            return self.catalog.content()

    def sync(
        self,
        paths: Sequence[Path],
        clean_jsonl: bool = False,  # noqa: FBT001, FBT002
        progress: Progress | None = None,
        *,
        rebuild: bool = False,
    ) -> SyncReport:
        """Bring the index in line with the files below the paths; `rebuild` drops all that it held first."""
        with self._guarded(), self._writing:
            from index import sync as syncing  # what only indexing needs is not loaded to ask
            from index.read import discover

            if rebuild:
                discover(paths)  # a wrong path must not cost the index
                self._clear()
            self._require_same_model()
            progress = progress or self._progress
            return syncing.sync(
                self._stores(), self.embedding, self._manifest(), paths, clean_jsonl=clean_jsonl, progress=progress
            )

    def take(
        self, uploads: Sequence[Upload], *, replacing: bool = False, progress: Progress | None = None
    ) -> SyncReport:
        """Keep uploaded files and index them. One that would take another's place is rejected unless `replacing`."""
        with self._guarded(), self._writing, self.uploads.placed(uploads, replacing=replacing) as placed:
            done = self.sync(placed.paths, progress=progress) if placed.paths else SyncReport()
            return placed.shown(replace(done, passages=self.passage_count()))

    def remove(self, document_ids: Sequence[str]) -> SyncReport:
        """Remove documents, and what was uploaded of them. Raises `InputError` where there is none of an id."""
        with self._guarded(), self._writing:
            self._require_index()
            from index import sync as syncing

            notes = self.uploads.drop([self._read_document(one) for one in document_ids])
            return replace(syncing.remove(self._stores(), self._manifest(), document_ids), notes=notes)

    @property
    def uploads(self) -> Uploads:
        """What was uploaded."""
        from index.uploads import Uploads

        return Uploads(self._home / "uploads")

    @property
    def embedding(self) -> Embedding:
        """The embedding model."""
        with self._opening:
            if self._embedding is None:
                self._embedding = open_embedding(self._settings, self._progress)
            return self._embedding

    @property
    def lexicon(self) -> Lexicon | None:
        """The meanings of single words, where the embedding model is one that gives them."""
        return open_lexicon(self._settings.cache) if self._settings.embedding == "minilm" else None

    @property
    def engine(self) -> Engine:
        """The catalog's database, for what else is to be stored in it."""
        return self.catalog.engine

    @property
    def catalog(self) -> Catalog:
        """The catalog."""
        with self._opening:
            if self._catalog is None:
                self._catalog = open_catalog(self._home, self._settings.database_url)
            return self._catalog

    def close(self) -> None:
        """Let go of the home."""
        with self._opening:
            self._forget_state()
            if self._vectors is not None:
                self._vectors.close()
                self._vectors = None
            if self._catalog is not None:
                self._catalog.close()
                self._catalog = None
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _load_document(self, document_id: str) -> Document:
        found = self.catalog.document(document_id)
        if found is None:
            raise InputError(f"There is no document {document_id!r} in the archive.")
        return found

    def _open_searcher(self) -> Searcher:
        with self._opening:
            if self._searcher is None:
                self._require_index()
                self._require_same_model()
                self._searcher = Searcher(self.catalog, self._whole_vectors(), self._whole_lexical(), self.embedding)
            return self._searcher

    def _whole_vectors(self) -> Vectors:
        vectors = self._open_vectors()
        if vectors.count() < self.catalog.passage_count():
            raise IndexStateError(f"The index of vectors in {self._home} has lost passages; {REBUILD}.")
        return vectors

    def _whole_lexical(self) -> Lexical:
        lexical = open_lexical(self._lexical_home / self.catalog.lexical())
        if lexical.count() != self.catalog.passage_count():
            raise IndexStateError(f"The index of words in {self._home} has lost passages; {REBUILD}.")
        return lexical

    def _open_vectors(self) -> Vectors:
        with self._opening:
            if self._vectors is None:
                self._vectors = open_vectors(self._home, self._settings.chroma_url)
            return self._vectors

    def _stores(self) -> Stores:
        from index.sync import Stores

        return Stores(self.catalog, self._open_vectors(), self._lexical_home, self._forget_state)

    def _manifest(self) -> Manifest:
        from index.pipeline import PIPELINE

        return Manifest(self._settings.embedding, self.embedding.dimensions, PIPELINE)

    def _require_index(self) -> None:
        if self.catalog.manifest() is None:
            raise IndexStateError("Nothing is indexed yet: run `readout index PATH`.")

    def _require_same_model(self) -> None:
        manifest = self.catalog.manifest()
        model = self._settings.embedding
        if manifest is not None and manifest.embedding != model:
            raise IndexStateError(
                f"The index in {self._home} was built with {manifest.embedding}, and READOUT_EMBEDDING is "
                f"{model}: set it back, or {REBUILD} with the other."
            )

    def _forget_state(self) -> None:
        self._searcher = None
        self._read_document.cache_clear()

    def _clear(self) -> None:
        with self._opening:
            self._forget_state()
            self._clear_vectors()
            delete_lexical(self._lexical_home)
            self._clear_catalog()

    def _clear_vectors(self) -> None:
        if self._settings.chroma_url is not None:
            self._open_vectors().clear()
            return
        if self._vectors is not None:
            self._vectors.close()
            self._vectors = None
        delete_vectors(self._home)

    def _clear_catalog(self) -> None:
        try:
            self.catalog.clear()
        except IndexStateError:
            if self._settings.database_url is not None:
                raise
            self._catalog = None
            set_aside(self._home)

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise cannot_use(self._home, error) from error


def open_archive(
    settings: IndexSettings, *, progress: Progress | None = None, embedding: Embedding | None = None
) -> Archive:
    """Open the archive in a home, and lock it. Raises `HomeBusyError` where another process has it open.

    `embedding` stands in for the model that the settings name.
    """
    return Archive(settings, progress or silent, embedding)
