"""The two-way door to LlamaIndex: its models plug in here, and our model and archive plug in there."""

from __future__ import annotations

from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.bridge.pydantic import PrivateAttr
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from index import tokens
from index.errors import ModelError
from index.types import Filters, ScoredPassage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from index.minilm import MiniLM


_LONGEST = 256


class Searchable(Protocol):
    """What `ArchiveRetriever` needs of an archive."""

    def search(self, query: str, k: int, filters: Filters) -> tuple[ScoredPassage, ...]:
        """Return the best `k` passages, the best first."""


class MiniLMEmbedding(BaseEmbedding):
    """all-MiniLM-L6-v2, wherever LlamaIndex takes an embedding model."""

    _model: MiniLM = PrivateAttr()

    def __init__(self, model: MiniLM) -> None:
        super().__init__(model_name=model.name)
        self._model = model

    def _get_query_embedding(self, query: str) -> list[float]:
        return list(map(float, self._model.embed_query(query)))

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_query_embedding(text)

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return [list(map(float, vector)) for vector in self._model.embed_documents(texts)]


class LlamaIndexEmbedding:
    """Any embedding model of LlamaIndex, as an `Embedding`; tokens are tiktoken's, not the model's own."""

    def __init__(self, model: BaseEmbedding, name: str | None = None) -> None:
        self._model = model
        self.name = name or model.model_name
        # Some models tell how much they read; others read more than a passage should hold to be quoted from.
        self.max_tokens: int = min(_LONGEST, getattr(model, "max_length", None) or _LONGEST)

    @cached_property
    def dimensions(self) -> int:
        """The length of a vector, found by embedding a word."""
        return len(self.embed_query("length"))

    def embed_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit vector a text, [n, dimensions]."""
        if not texts:
            return np.empty((0, self.dimensions), np.float32)
        with self._failures():
            vectors = self._model.get_text_embedding_batch(list(texts))
        return _unit(vectors)

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """Return the unit vector of a question, [dimensions]."""
        with self._failures():
            vector = self._model.get_query_embedding(text)
        return _unit(vector)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Count by tiktoken."""
        return [tokens.count_tokens(text) for text in texts]

    @contextmanager
    def _failures(self) -> Iterator[None]:
        try:
            yield
        except Exception as error:
            message = f"The embedding model {self.name} does not answer: {one_line(error)}."
            raise ModelError(message) from error


class ArchiveRetriever(BaseRetriever):
    """An archive's search, wherever LlamaIndex takes a retriever."""

    def __init__(self, archive: Searchable, k: int = 10, filters: Filters | None = None) -> None:
        super().__init__()
        self._archive, self._k, self._filters = archive, k, filters or Filters()

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        found = self._archive.search(query_bundle.query_str, self._k, self._filters)
        return [NodeWithScore(node=_node(scored), score=scored.score) for scored in found]


def one_line(error: Exception) -> str:
    """Return an error's words as the end of a sentence, its full stop to be added."""
    return " ".join(str(error).split()).rstrip(".")


def _node(scored: ScoredPassage) -> TextNode:
    passage = scored.passage
    metadata: dict[str, Any] = {
        "document_id": passage.document_id,
        "passage_id": passage.passage_id,
        "start": passage.start,
        "end": passage.end,
        "title": scored.title,
        "outlet": scored.outlet,
        "published_on": scored.published_on.isoformat() if scored.published_on else None,
        "dense": scored.dense,
        "lexical": scored.lexical,
    }
    # For people and prompts: a language model has no use for ids, offsets and scores.
    hidden = [key for key in metadata if key not in {"title", "outlet", "published_on"}]
    return TextNode(
        id_=passage.passage_id,
        text=scored.text,
        metadata=metadata,
        excluded_embed_metadata_keys=list(metadata),
        excluded_llm_metadata_keys=hidden,
    )


def _unit(values: Sequence[float] | Sequence[Sequence[float]]) -> NDArray[np.float32]:
    vectors = np.asarray(values, np.float32)
    norms = np.linalg.norm(vectors, axis=-1, keepdims=True)
    unit: NDArray[np.float32] = (vectors / np.where(norms > 0, norms, 1)).astype(np.float32)
    return unit
