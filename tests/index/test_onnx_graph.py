"""The graph computes what BERT is defined to compute, checked against a second computation in numpy alone."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import onnx
import pytest
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from index import onnx_graph

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from index.minilm import MiniLM

HEADS, LAYERS = 12, 6
gelu = np.vectorize(lambda x: x * (1 + math.erf(x / math.sqrt(2))) / 2)


@pytest.fixture(scope="module")
def folder(cache: Path, minilm: MiniLM) -> Path:
    assert minilm.dimensions == 384
    return cache / "models" / "all-MiniLM-L6-v2"


class Bert:
    """BERT with its mean taken, one text at a time, in double precision."""

    def __init__(self, folder: Path) -> None:
        tensors = load_file(folder / "model.safetensors")
        self.weights = {name: tensor.astype(np.float64) for name, tensor in tensors.items()}
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_padding()

    def linear(self, name: str, x: NDArray[np.float64]) -> NDArray[np.float64]:
        projected: NDArray[np.float64] = x @ self.weights[f"{name}.weight"].T + self.weights[f"{name}.bias"]
        return projected

    def norm(self, name: str, x: NDArray[np.float64]) -> NDArray[np.float64]:
        centred = x - x.mean(1, keepdims=True)
        scaled = centred / np.sqrt((centred**2).mean(1, keepdims=True) + 1e-12)
        return np.asarray(scaled * self.weights[f"{name}.weight"] + self.weights[f"{name}.bias"])

    def attend(self, name: str, x: NDArray[np.float64]) -> NDArray[np.float64]:
        parts = (np.split(self.linear(f"{name}.{part}", x), HEADS, axis=1) for part in ("query", "key", "value"))
        heads = []
        for query, key, value in zip(*parts, strict=True):
            weights = np.exp(query @ key.T / math.sqrt(query.shape[1]))
            heads.append(weights / weights.sum(1, keepdims=True) @ value)
        return np.hstack(heads)

    def embed(self, text: str) -> NDArray[np.float64]:
        ids = self.tokenizer.encode(text).ids
        words, positions, kinds = (
            self.weights[f"embeddings.{kind}_embeddings.weight"] for kind in ("word", "position", "token_type")
        )
        x = self.norm("embeddings.LayerNorm", words[ids] + positions[: len(ids)] + kinds[0])
        for layer in (f"encoder.layer.{number}" for number in range(LAYERS)):
            attended = self.linear(f"{layer}.attention.output.dense", self.attend(f"{layer}.attention.self", x))
            x = self.norm(f"{layer}.attention.output.LayerNorm", x + attended)
            outer = self.linear(f"{layer}.output.dense", gelu(self.linear(f"{layer}.intermediate.dense", x)))
            x = self.norm(f"{layer}.output.LayerNorm", x + outer)
        mean = x.mean(0)
        return np.asarray(mean / np.linalg.norm(mean))


@pytest.mark.parametrize(
    "text", ["", "Ferries resume on Monday.", 'The minister said: "We agreed on 14 of 20 points."']
)
def test_the_graph_agrees_with_numpy(minilm: MiniLM, folder: Path, text: str) -> None:
    assert minilm.embed_query(text) == pytest.approx(Bert(folder).embed(text), abs=1e-6)


def test_the_graph_is_valid_onnx_small_and_the_same_every_time(folder: Path) -> None:
    onnx.checker.check_model(str(folder / "graph.onnx"), full_check=True)
    built = onnx_graph.build(folder / "model.safetensors")
    assert built == (folder / "graph.onnx").read_bytes() == onnx_graph.build(folder / "model.safetensors")
    assert len(built) < 50_000
