"""What single words mean and weigh, from the embedding model's own input vectors: no second model, no word lists."""

from __future__ import annotations

import math
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from safetensors import safe_open
from tokenizers import Tokenizer

from index.fetch import TOKENIZER, WEIGHTS, model_folder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

_VECTORS = "embeddings.word_embeddings.weight"
# WordPiece vocabularies are sorted by frequency: whole words begin here and end with the rarest.
_FIRST_WORD, _LAST_WORD = 1996, 30522
_LIGHTEST = 0.4


def open_lexicon(cache: Path) -> Lexicon:
    """Open the lexicon of the model kept under `cache`; its files are read when the first word is looked up."""
    folder = model_folder(cache)
    return Lexicon(folder / WEIGHTS, folder / TOKENIZER)


class Lexicon:
    """Similarity and weight of words. Two words of one meaning come out near .5 ("soldiers", "servicemen": .58)."""

    def __init__(self, weights: Path, tokenizer: Path) -> None:
        self._weights = weights
        self._tokenizer_file = tokenizer
        self._known: dict[str, tuple[NDArray[np.float32], float]] = {}

    def weight(self, word: str) -> float:
        """Return how telling a word is, 0.4 to 1: common words are light, words of several pieces rare."""
        return self._look_up(word)[1]

    def similarity(self, left: Sequence[str], right: Sequence[str]) -> NDArray[np.float32]:
        """Return cosines, [len(left), len(right)]."""
        if not left or not right:
            return np.zeros((len(left), len(right)), np.float32)
        return np.stack([self._look_up(w)[0] for w in left]) @ np.stack([self._look_up(w)[0] for w in right]).T

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        tokenizer = Tokenizer.from_file(str(self._tokenizer_file))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return tokenizer

    @cached_property
    def _vectors(self) -> NDArray[np.float32]:
        with safe_open(str(self._weights), "numpy") as file:
            vectors: NDArray[np.float32] = file.get_tensor(_VECTORS)
        # What all words share says nothing of any one.
        centred: NDArray[np.float32] = vectors - vectors.mean(axis=0)
        return centred

    def _look_up(self, word: str) -> tuple[NDArray[np.float32], float]:
        if word not in self._known:
            pieces = self._tokenizer.encode(word.encode("utf-8", "replace").decode(), add_special_tokens=False).ids
            if len(self._known) > 200_000:
                self._known.clear()
            self._known[word] = (self._vector(pieces), _weight(pieces))
        return self._known[word]

    def _vector(self, pieces: list[int]) -> NDArray[np.float32]:
        if not pieces:
            return np.zeros(self._vectors.shape[1], np.float32)
        mean = self._vectors[pieces].mean(axis=0)
        return np.asarray(mean / (np.linalg.norm(mean) or 1.0), np.float32)


def _weight(pieces: list[int]) -> float:
    if len(pieces) != 1:
        return 1.0
    rank = min(max(pieces[0], _FIRST_WORD), _LAST_WORD)
    share = math.log(rank / _FIRST_WORD) / math.log(_LAST_WORD / _FIRST_WORD)
    return _LIGHTEST + (1 - _LIGHTEST) * share
