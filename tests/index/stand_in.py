"""A small deterministic embedding and small files, for tests of what is done with them."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from typing import TYPE_CHECKING

import numpy as np

from index.archive import Archive, open_archive
from index.settings import IndexSettings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

DIMENSIONS = 64


class WordEmbedding:
    """Texts that share words are near each other."""

    name = "words"
    dimensions = DIMENSIONS
    max_tokens = 60

    def __init__(self) -> None:
        self.embedded = 0

    def embed_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.embedded += len(texts)
        return np.array([self.embed_query(text) for text in texts], np.float32).reshape(-1, DIMENSIONS)

    def embed_query(self, text: str) -> NDArray[np.float32]:
        vector = np.full(DIMENSIONS, 0.01, np.float32)
        for word in re.findall(r"\w+", text.lower()):
            vector[int.from_bytes(sha256(word.encode()).digest()[:2], "big") % DIMENSIONS] += 1
        return vector / np.linalg.norm(vector)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) for text in texts]


def settings(home: Path) -> IndexSettings:
    return IndexSettings(home=home, cache=home / "cache", embedding="minilm")


def small_archive(home: Path, embedding: WordEmbedding | None = None) -> Archive:
    return open_archive(settings(home), embedding=embedding or WordEmbedding())


def write_corpus(path: Path, documents: Iterable[dict[str, object]]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(document) + "\n" for document in documents))
    return path


def harbour(number: int, **known: object) -> dict[str, object]:
    """An invented report; neighbours in number differ in a few words."""
    ships, tons = 10 + number, 1000 + 37 * number
    text = (
        f"The harbour master of Port {number % 7} said that {ships} ships had called in week {number}. "
        f"They carried {tons} tons of grain. The crane of quay {number % 5} stood idle for {number % 3} days."
        "\n\n"
        f"The pilots' union asked for {2 + number % 4} more boats. A reply is expected by week {number + 2}."
    )
    return {"doc_id": f"harbour-{number:04}", "title": f"Harbour report {number}", "text": text, **known}
