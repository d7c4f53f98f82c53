"""Passages by meaning: one Chroma collection, embedded in the home or on a server."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import numpy as np

from index.errors import HomeError, IndexStateError
from index.versions import REBUILD

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from chromadb.api import ClientAPI
    from chromadb.api.collection_configuration import CreateCollectionConfiguration
    from numpy.typing import NDArray

COLLECTION = "passages"
_BATCH = 2000


@dataclass(frozen=True, slots=True)
class VectorEntry:
    """A passage as the collection holds it: readable by LlamaIndex's ChromaVectorStore as well."""

    key: str
    text: str
    passage_id: str
    document_id: str
    title: str
    outlet: str | None
    published_on: str | None  # ISO 8601


class Vectors:
    """Unit vectors of passages, found by cosine. Raises `IndexStateError` where it is damaged."""

    def __init__(self, client: ClientAPI) -> None:
        self._client = client
        with _explained():
            # Chroma's default function would fetch a model; vectors always come from outside.
            self._collection = client.get_or_create_collection(
                COLLECTION, embedding_function=None, configuration=_configuration()
            )

    def count(self) -> int:
        """How many passages there are, live or not."""
        with _explained():
            return self._collection.count()

    def add(self, entries: Sequence[VectorEntry], vectors: NDArray[np.float32]) -> None:
        """Add passages; those already there are replaced."""
        for start in range(0, len(entries), _BATCH):
            part = entries[start : start + _BATCH]
            with _explained(writing=True):
                self._collection.upsert(
                    ids=[entry.key for entry in part],
                    embeddings=vectors[start : start + _BATCH],
                    documents=[entry.text for entry in part],
                    metadatas=[_metadata(entry) for entry in part],
                )

    def remove(self, keys: Sequence[str]) -> None:
        """Remove passages; those that are not there are passed over."""
        for start in range(0, len(keys), _BATCH):
            with _explained(writing=True):
                self._collection.delete(ids=list(keys[start : start + _BATCH]))

    def nearest(self, vector: NDArray[np.float32], count: int) -> dict[str, float]:
        """Return the cosine of the `count` nearest passages, live or not."""
        with _explained():
            found = self._collection.query(query_embeddings=vector, n_results=count, include=["embeddings"])
        embeddings = found["embeddings"]
        return _cosines(vector, found["ids"][0], embeddings[0] if embeddings is not None else [])

    def cosines(self, vector: NDArray[np.float32], keys: Sequence[str]) -> dict[str, float]:
        """Return the cosine of each of the passages that is there."""
        if not keys:
            return {}
        with _explained():
            found = self._collection.get(ids=list(keys), include=["embeddings"])
        embeddings = found["embeddings"]
        return _cosines(vector, found["ids"], embeddings if embeddings is not None else [])

    def clear(self) -> None:
        """Remove all passages."""
        with _explained():
            self._client.delete_collection(COLLECTION)
        self.__init__(self._client)  # type: ignore[misc]

    def close(self) -> None:
        """Write what is held back and let go of the files."""
        close = getattr(self._client, "close", None)
        if close is not None:
            close()
        # With a server, the client's own `close` leaves its connections open.
        for client in (self._client, getattr(self._client, "_admin_client", None)):
            session = getattr(getattr(client, "_server", None), "_session", None)
            if session is not None:
                session.close()


def open_vectors(home: Path, url: str | None) -> Vectors:
    """Open the collection in the home, or on the server at `url`."""
    if url is None:
        import chromadb
        from chromadb.api.shared_system_client import SharedSystemClient
        from chromadb.config import Settings

        settings = Settings(anonymized_telemetry=False)
        try:
            with _explained():
                return Vectors(chromadb.PersistentClient(str(home / "chroma"), settings=settings))
        except IndexStateError:
            # Chroma remembers what it failed to open, and would hand it out again.
            SharedSystemClient.clear_system_cache()
            raise
    return Vectors(connect(url))


def connect(url: str) -> ClientAPI:
    """Connect with the Chroma server at `url`, and leave it as it is. Raises `HomeError` where none answers."""
    import chromadb
    from chromadb.config import Settings

    parts = urlsplit(url)
    try:
        secure = parts.scheme == "https"
        port = parts.port or (443 if secure else 8000)
        settings = Settings(anonymized_telemetry=False)
        return chromadb.HttpClient(parts.hostname or "localhost", port, ssl=secure, settings=settings)
    except ValueError as error:
        raise HomeError(f"No Chroma server answers at {url}; start it or correct READOUT_CHROMA_URL.") from error


def delete_vectors(home: Path) -> None:
    """Delete an embedded collection that cannot be opened."""
    shutil.rmtree(home / "chroma", ignore_errors=True)


def _configuration() -> CreateCollectionConfiguration:
    # Wide enough that the graph finds the true neighbours of real text; a query still takes milliseconds.
    return {
        "hnsw": {
            "space": "cosine",
            "ef_construction": 100,
            "ef_search": 200,
            "sync_threshold": 5000,
            "batch_size": 500,
        }
    }


def _metadata(entry: VectorEntry) -> dict[str, str | int]:
    known = {"outlet": entry.outlet, "published_on": entry.published_on}
    return {
        "passage_id": entry.passage_id,
        "document_id": entry.document_id,
        "title": entry.title,
        **{name: value for name, value in known.items() if value is not None},
    }


def _cosines(vector: NDArray[np.float32], keys: Sequence[str], vectors: Any) -> dict[str, float]:
    """The same for a passage whichever others stand beside it: each row is summed by itself."""
    if not keys:
        return {}
    products = (np.asarray(vectors, np.float64) * vector.astype(np.float64)).sum(axis=1)
    return {key: round(float(product), 6) for key, product in zip(keys, products, strict=True)}


@contextmanager
def _explained(*, writing: bool = False) -> Iterator[None]:
    """Chroma's errors as ours. Its Rust part reports a damaged file, or a full disk, by any of these."""
    from chromadb.errors import ChromaError

    failures = (ChromaError, sqlite3.Error, RuntimeError, LookupError, AttributeError, ValueError, TypeError)
    try:
        yield
    except failures as error:
        reason = (str(error) or type(error).__name__).splitlines()[0][:200]
        if writing:
            raise HomeError(
                f"The index of vectors cannot be written ({reason}); free some disk space and index again, or, "
                f"if that does not help, {REBUILD}."
            ) from error
        raise IndexStateError(f"The index of vectors cannot be used ({reason}); {REBUILD}.") from error
