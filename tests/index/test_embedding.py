"""The setting chooses the model; a model that is not there says what to do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from index.embedding import open_embedding
from index.errors import ModelError
from index.settings import IndexSettings

if TYPE_CHECKING:
    from index.minilm import MiniLM


def test_minilm_is_the_default(cache: Path, minilm: MiniLM) -> None:
    embedding = open_embedding(IndexSettings(home=Path("unused"), cache=cache))
    assert (embedding.name, embedding.dimensions, embedding.max_tokens) == ("all-MiniLM-L6-v2", 384, 254)
    assert (embedding.embed_query("A ferry.") == minilm.embed_query("A ferry.")).all()


@pytest.mark.parametrize("vendor", ["openai", "ollama", "huggingface"])
def test_a_missing_integration_is_named_for_pip(vendor: str) -> None:
    with pytest.raises(ModelError, match=f"run `pip install llama-index-embeddings-{vendor}`"):
        open_embedding(IndexSettings(Path("unused"), Path("unused"), f"{vendor}:some-model"))


@pytest.mark.parametrize("value", ["", "openai", "openai:", "minilm:large", "cohere:v3", "MiniLM"])
def test_an_unknown_value_lists_the_choices(value: str) -> None:
    with pytest.raises(ModelError, match="use minilm, openai:NAME, ollama:NAME or huggingface:NAME"):
        open_embedding(IndexSettings(Path("unused"), Path("unused"), value))
