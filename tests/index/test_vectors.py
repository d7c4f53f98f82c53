"""Four unit vectors in a plane, whose cosines can be told by hand."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

import numpy as np
import pytest

from index.vectors import COLLECTION, VectorEntry, Vectors, open_vectors
from tests.index.stand_in import WordEmbedding, harbour, small_archive, write_corpus

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

EAST, NORTH_EAST, NORTH, WEST = (
    np.array(direction, np.float32) for direction in ((1, 0), (sqrt(0.5), sqrt(0.5)), (0, 1), (-1, 0))
)


def entry(key: str) -> VectorEntry:
    return VectorEntry(key, f"text of {key}", f"passage {key}", f"document {key}", "Title", None, "1900-01-02")


@pytest.fixture
def vectors(tmp_path: Path) -> Iterator[Vectors]:
    vectors = open_vectors(tmp_path, None)
    vectors.add([entry(key) for key in "enw"], np.array([EAST, NORTH, WEST]))
    yield vectors
    vectors.close()


def test_the_nearest_come_first_with_their_cosine(vectors: Vectors) -> None:
    assert vectors.nearest(NORTH_EAST, 2) == {"e": 0.707107, "n": 0.707107}
    assert vectors.nearest(EAST, 5) == {"e": 1.0, "n": 0.0, "w": -1.0}


def test_cosines_are_those_of_the_search_and_of_those_that_are_there(vectors: Vectors) -> None:
    assert vectors.cosines(NORTH_EAST, ["w", "e", "none"]) == {"e": 0.707107, "w": -0.707107}
    assert vectors.cosines(NORTH_EAST, ["none"]) == {}
    assert vectors.cosines(NORTH_EAST, []) == {}


def test_what_is_added_again_is_replaced_and_what_is_removed_is_gone(vectors: Vectors) -> None:
    vectors.add([entry("e")], np.array([WEST]))
    assert vectors.count() == 3
    assert vectors.cosines(WEST, ["e"]) == {"e": 1.0}
    vectors.remove(["e", "none"])
    assert vectors.nearest(WEST, 5) == {"w": 1.0, "n": 0.0}


def test_llama_index_reads_the_same_collection(tmp_path: Path) -> None:
    import chromadb
    from llama_index.core import VectorStoreIndex
    from llama_index.core.embeddings import BaseEmbedding
    from llama_index.vector_stores.chroma import ChromaVectorStore

    class Words(BaseEmbedding):
        def _get_text_embedding(self, text: str) -> list[float]:
            return [float(value) for value in WordEmbedding().embed_query(text)]

        _get_query_embedding = _get_text_embedding

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return self._get_text_embedding(query)

    corpus = write_corpus(tmp_path / "c.jsonl", [harbour(n, source="The Pilot") for n in range(6)])
    with small_archive(tmp_path / "home") as archive:
        archive.sync([corpus])
        (best, *_) = sorted(archive.search("ships in week 4", 6), key=lambda hit: -(hit.dense or 0))
    settings = chromadb.config.Settings(anonymized_telemetry=False)
    client = chromadb.PersistentClient(str(tmp_path / "home" / "chroma"), settings=settings)
    store = ChromaVectorStore(chroma_collection=client.get_collection(COLLECTION))
    index = VectorStoreIndex.from_vector_store(store, embed_model=Words())
    (found, *_) = index.as_retriever(similarity_top_k=3).retrieve("ships in week 4")
    client.close()
    assert found.node.metadata["passage_id"] == best.passage.passage_id
    assert found.node.metadata["outlet"] == "The Pilot"
    assert found.node.get_content() == best.text
