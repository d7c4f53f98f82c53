"""Which embedding model turns texts into vectors."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from index.errors import ModelError
from index.progress import silent

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from index.progress import Progress
    from index.settings import IndexSettings


class Embedding(Protocol):
    """Turns texts into unit vectors. A vector depends on its text alone. Methods raise `ModelError`."""

    @property
    def name(self) -> str:
        """The model's name: vectors of different names cannot be compared."""

    @property
    def dimensions(self) -> int:
        """The length of a vector."""

    @property
    def max_tokens(self) -> int:
        """How much of a text is embedded, in the units of `count_tokens`."""

    def embed_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return [n, dimensions], in the order of `texts`."""

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """Return [dimensions]."""

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Count the tokens of each text, as the model sees them."""


@dataclass(frozen=True, slots=True)
class _Integration:
    """Where LlamaIndex keeps a vendor's models."""

    package: str
    module: str
    class_name: str
    parameter: str  # of the class, for the model's name


_INTEGRATIONS = {
    vendor: _Integration(f"llama-index-embeddings-{vendor}", f"llama_index.embeddings.{vendor}", class_name, parameter)
    for vendor, class_name, parameter in (
        # OpenAI's class takes `model_name` too, and then asks for its default model all the same.
        ("openai", "OpenAIEmbedding", "model"),
        ("ollama", "OllamaEmbedding", "model_name"),
        ("huggingface", "HuggingFaceEmbedding", "model_name"),
    )
}


def open_embedding(settings: IndexSettings, progress: Progress = silent) -> Embedding:
    """Open the model that `settings.embedding` names, fetching `minilm` at first. Raises `ModelError`."""
    vendor, _, model = settings.embedding.partition(":")
    if settings.embedding == "minilm":
        from index.fetch import open_minilm

        return open_minilm(settings.cache, progress)
    if vendor in _INTEGRATIONS and model:
        return _open_integration(settings.embedding, _INTEGRATIONS[vendor], model)
    raise ModelError(
        f"READOUT_EMBEDDING is {settings.embedding!r}, which names no embedding model: "
        "use minilm, openai:NAME, ollama:NAME or huggingface:NAME."
    )


def _open_integration(name: str, integration: _Integration, model: str) -> Embedding:
    try:
        module = importlib.import_module(integration.module)
    except ImportError as error:
        raise ModelError(
            f"The embedding model {name} needs another package: run `pip install {integration.package}`."
        ) from error
    from index.llama import LlamaIndexEmbedding, one_line

    try:
        embedding = getattr(module, integration.class_name)(**{integration.parameter: model})
    except Exception as error:
        raise ModelError(f"The embedding model {name} cannot be opened: {one_line(error)}.") from error
    return LlamaIndexEmbedding(embedding, name)
