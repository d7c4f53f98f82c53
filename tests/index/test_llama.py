"""LlamaIndex's models serve here, and our model and archive serve there."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.schema import MetadataMode

from index.errors import ModelError
from index.llama import ArchiveRetriever, LlamaIndexEmbedding, MiniLMEmbedding
from index.types import Filters, Passage, ScoredPassage

if TYPE_CHECKING:
    from index.minilm import MiniLM

FERRY = Passage("ferry:0-18:0123abcd", "ferry", 0, 18, 5)
FOUND = ScoredPassage(FERRY, "Ferries run daily.", "Ferries", "The Pilot", date(1931, 5, 2), 0.9, 0.8, None)


class Lengths(BaseEmbedding):
    """Embeds a text as (its length, 3), a question as (0, 2), and fails on the word `fail`."""

    max_length: int = 128

    def _get_text_embedding(self, text: str) -> list[float]:
        if text == "fail":
            raise ConnectionError("nobody\n listens.")
        return [float(len(text)), 3.0]

    def _get_query_embedding(self, query: str) -> list[float]:
        return [0.0, 2.0] if query else [0.0, 0.0]

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)


@dataclass
class Archive:
    """Finds one passage, and keeps what it was asked."""

    asked: list[tuple[Any, ...]] = field(default_factory=list)

    def search(self, query: str, k: int, filters: Filters) -> tuple[ScoredPassage, ...]:
        self.asked.append((query, k, filters))
        return (FOUND,)


def test_a_llama_index_model_gives_unit_vectors() -> None:
    embedding = LlamaIndexEmbedding(Lengths(), "lengths")
    assert embedding.embed_documents(["four", ""]).tolist() == pytest.approx(np.array([[0.8, 0.6], [0, 1]]))
    assert embedding.embed_query("what?").tolist() == [0, 1]
    assert embedding.embed_query("").tolist() == [0, 0]
    assert embedding.embed_documents([]).shape == (0, 2)


def test_a_llama_index_model_tells_its_name_length_and_limit() -> None:
    embedding = LlamaIndexEmbedding(Lengths(model_name="lengths"))
    assert (embedding.name, embedding.dimensions, embedding.max_tokens) == ("lengths", 2, 128)
    assert embedding.count_tokens(["hello world", ""]) == [2, 0]


def test_a_failure_of_a_llama_index_model_is_one_sentence() -> None:
    with pytest.raises(ModelError, match=r"The embedding model lengths does not answer: nobody listens\."):
        LlamaIndexEmbedding(Lengths(), "lengths").embed_documents(["fail"])


def test_our_model_serves_llama_index_and_comes_back_the_same(minilm: MiniLM) -> None:
    texts = ["Ferries run daily.", "The harbour froze."]
    model = MiniLMEmbedding(minilm)
    there_and_back = LlamaIndexEmbedding(model)
    assert there_and_back.name == minilm.name
    assert there_and_back.embed_documents(texts) == pytest.approx(minilm.embed_documents(texts), abs=1e-6)
    assert model.get_query_embedding(texts[0]) == minilm.embed_query(texts[0]).tolist()
    assert asyncio.run(model.aget_query_embedding(texts[0])) == minilm.embed_query(texts[0]).tolist()


def test_the_archive_serves_llama_index_with_its_scores_and_offsets() -> None:
    archive, filters = Archive(), Filters(outlets=("The Pilot",))
    (node,) = ArchiveRetriever(archive, k=3, filters=filters).retrieve("When do ferries run?")
    assert archive.asked == [("When do ferries run?", 3, filters)]
    assert (node.node_id, node.score, node.text) == (FERRY.passage_id, 0.9, "Ferries run daily.")
    assert node.metadata == {
        "document_id": "ferry",
        "passage_id": "ferry:0-18:0123abcd",
        "start": 0,
        "end": 18,
        "title": "Ferries",
        "outlet": "The Pilot",
        "published_on": "1931-05-02",
        "dense": 0.8,
        "lexical": None,
    }


def test_a_language_model_is_shown_the_outlet_and_the_date_but_no_ids() -> None:
    (node,) = ArchiveRetriever(Archive()).retrieve("ferries")
    shown = node.node.get_content(MetadataMode.LLM)
    assert "The Pilot" in shown
    assert "1931-05-02" in shown
    assert "0123abcd" not in shown
