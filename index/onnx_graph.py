"""all-MiniLM-L6-v2 as an ONNX graph that reads its weights in place, from the published safetensors file.

BERT's encoder (Devlin et al. 2019, https://arxiv.org/abs/1810.04805) with six layers, then the mean over the
tokens and L2 normalisation (Reimers and Gurevych 2019, https://arxiv.org/abs/1908.10084).

Input `ids`: int64 [tokens], one text with its two special tokens. Output `embedding`: float32 [384].
One text at a time needs no padding and no mask, so a vector cannot depend on what is embedded beside it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
from onnx import ModelProto, TensorProto, helper, numpy_helper

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import ArrayLike, DTypeLike
    from onnx import NodeProto

_HIDDEN, _HEADS, _LAYERS = 384, 12, 6
_EPSILON = 1e-12


def build(weights: Path) -> bytes:
    """Describe the model as a few kilobytes of ONNX, to be stored in the folder of `weights`."""
    graph = _Graph(weights)
    graph.constant("heads", (0, _HEADS, _HIDDEN // _HEADS), np.int64)
    graph.constant("merged", (0, _HIDDEN), np.int64)
    graph.constant("scale", (_HIDDEN // _HEADS) ** -0.5, np.float32)
    for axis in (0, 1):
        graph.constant(f"axis{axis}", (axis,), np.int64)
    hidden = _embed(graph)
    for layer in range(_LAYERS):
        hidden = _encode(graph, f"encoder.layer.{layer}", hidden)
    mean = graph.node("ReduceMean", hidden, "axis0", keepdims=0)
    graph.node("LpNormalization", mean, out="embedding", axis=0, p=2)
    serialised: bytes = graph.model().SerializeToString(deterministic=True)
    return serialised


def _embed(graph: _Graph) -> str:
    words = graph.node("Gather", graph.weight("embeddings.word_embeddings.weight"), "ids")
    length = graph.node("Shape", "ids")
    table = graph.weight("embeddings.position_embeddings.weight")
    positions = graph.node("Slice", table, "axis0", length, "axis0")
    # Every token is of the first segment: row 0 of the table of token types.
    kinds = graph.weight("embeddings.token_type_embeddings.weight")
    segment = graph.node("Slice", kinds, "axis0", "axis1", "axis0")
    total = graph.node("Add", graph.node("Add", words, positions), segment)
    return graph.normalised("embeddings.LayerNorm", total)


def _encode(graph: _Graph, layer: str, hidden: str) -> str:
    attended = graph.linear(f"{layer}.attention.output.dense", _attend(graph, f"{layer}.attention.self", hidden))
    hidden = graph.normalised(f"{layer}.attention.output.LayerNorm", graph.node("Add", attended, hidden))
    inner = graph.node("Gelu", graph.linear(f"{layer}.intermediate.dense", hidden))
    outer = graph.linear(f"{layer}.output.dense", inner)
    return graph.normalised(f"{layer}.output.LayerNorm", graph.node("Add", outer, hidden))


def _attend(graph: _Graph, prefix: str, hidden: str) -> str:
    query = _per_head(graph, graph.linear(f"{prefix}.query", hidden), (1, 0, 2))
    key = _per_head(graph, graph.linear(f"{prefix}.key", hidden), (1, 2, 0))
    value = _per_head(graph, graph.linear(f"{prefix}.value", hidden), (1, 0, 2))
    scores = graph.node("Mul", graph.node("MatMul", query, key), "scale")
    mixed = graph.node("MatMul", graph.node("Softmax", scores, axis=-1), value)
    return graph.node("Reshape", graph.node("Transpose", mixed, perm=(1, 0, 2)), "merged")


def _per_head(graph: _Graph, projected: str, order: tuple[int, int, int]) -> str:
    return graph.node("Transpose", graph.node("Reshape", projected, "heads"), perm=order)


class _Graph:
    """Collects nodes and tensors; every method returns the name of what it added."""

    def __init__(self, weights: Path) -> None:
        self._file = weights.name
        self._layout, self._data_start = _read_layout(weights)
        self._nodes: list[NodeProto] = []
        self._tensors: dict[str, TensorProto] = {}

    def node(self, kind: str, *inputs: str, out: str = "", **attributes: Any) -> str:
        out = out or f"{kind.lower()}.{len(self._nodes)}"
        self._nodes.append(helper.make_node(kind, list(inputs), [out], **attributes))
        return out

    def linear(self, prefix: str, x: str) -> str:
        # The file holds [out, in]; transposing within the product spares a copy of the weights.
        return self.node("Gemm", x, self.weight(f"{prefix}.weight"), self.weight(f"{prefix}.bias"), transB=1)

    def normalised(self, prefix: str, x: str) -> str:
        gain, bias = self.weight(f"{prefix}.weight"), self.weight(f"{prefix}.bias")
        return self.node("LayerNormalization", x, gain, bias, axis=-1, epsilon=_EPSILON)

    def constant(self, name: str, value: ArrayLike, dtype: DTypeLike) -> str:
        self._tensors[name] = numpy_helper.from_array(np.asarray(value, dtype), name)
        return name

    def weight(self, name: str) -> str:
        if name not in self._tensors:
            start, end = self._layout[name]["data_offsets"]
            place = {"location": self._file, "offset": self._data_start + start, "length": end - start}
            tensor = TensorProto(name=name, data_type=TensorProto.FLOAT, dims=self._layout[name]["shape"])
            tensor.data_location = TensorProto.EXTERNAL
            for key, value in place.items():
                tensor.external_data.add(key=key, value=str(value))
            self._tensors[name] = tensor
        return name

    def model(self) -> ModelProto:
        ids = helper.make_tensor_value_info("ids", TensorProto.INT64, ["tokens"])
        embedding = helper.make_tensor_value_info("embedding", TensorProto.FLOAT, [_HIDDEN])
        tensors = list(self._tensors.values())
        graph = helper.make_graph(self._nodes, "all-MiniLM-L6-v2", [ids], [embedding], tensors)
        # Opset 20 is the first with Gelu.
        return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=10)


def _read_layout(weights: Path) -> tuple[dict[str, dict[str, list[int]]], int]:
    """Read where each tensor stands, and where the data begin: https://github.com/huggingface/safetensors#format."""
    with weights.open("rb") as file:
        size = int.from_bytes(file.read(8), "little")
        return json.loads(file.read(size)), 8 + size
