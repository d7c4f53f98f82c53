"""Measures an embedding model on its own, by exact scan: `python -m eval.bench_embedding FOLDER [MODEL]`.

FOLDER holds `corpus.jsonl[.gz]`, `{"doc_id", "title", "text"}` a line, and `queries.jsonl[.gz]`,
`{"query_id", "question", "evidence": [{"doc_id"}]}`; MODEL is a value of READOUT_EMBEDDING. Texts are cut at
every 150 words, a document ranks by its best piece, and recall at k is the part of min(k, evidence) found.
"""

from __future__ import annotations

import gzip
import json
import sys
import time
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING, Any

import numpy as np

from assistant.settings import read_settings
from index.embedding import open_embedding
from index.settings import IndexSettings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.embedding import Embedding

_WORDS = 150
_CUTOFFS = (1, 4, 10)


def main(folder: Path, model: str) -> None:
    """Print the rate at which passages are embedded, and the recall at each cutoff."""
    settings = read_settings()
    embedding = open_embedding(IndexSettings(settings.home, settings.cache, model))
    pieces = [piece for row in _rows(folder, "corpus") for piece in _pieces(row)]
    began = time.perf_counter()
    vectors = embedding.embed_documents([text for _, text in pieces])
    rate = len(pieces) / (time.perf_counter() - began)
    ids = np.array([document_id for document_id, _ in pieces])
    recalls = [_recalls(embedding, ids, vectors, row) for row in _rows(folder, "queries") if row["evidence"]]
    found = "  ".join(
        f"R@{k} {fmean(values):.4f}" for k, values in zip(_CUTOFFS, zip(*recalls, strict=True), strict=True)
    )
    sys.stdout.write(f"{embedding.name}: {len(pieces)} passages, {rate:.1f}/s  {found}\n")


def _rows(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    path = folder / f"{name}.jsonl"
    with path.open(encoding="utf-8") if path.exists() else gzip.open(f"{path}.gz", "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _pieces(row: dict[str, Any]) -> Iterator[tuple[str, str]]:
    words = row["text"].split()
    for start in range(0, max(1, len(words)), _WORDS):
        yield row["doc_id"], f"{row['title']}\n{' '.join(words[start : start + _WORDS])}"


def _recalls(embedding: Embedding, ids: Any, vectors: Any, row: dict[str, Any]) -> list[float]:
    order = np.argsort(-(vectors @ embedding.embed_query(row["question"])), kind="stable")
    ranked = list(dict.fromkeys(ids[order]))
    evidence = {piece["doc_id"] for piece in row["evidence"]}
    return [len(evidence.intersection(ranked[:k])) / min(k, len(evidence)) for k in _CUTOFFS]


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "minilm")
