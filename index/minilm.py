"""all-MiniLM-L6-v2 on ONNX Runtime: the embedding model that needs no service, no key and no torch.

Single precision, one text a run: 1.3 to 1.6 times the rate of padded batches of 32 on two cores, whose
vectors moreover differ in the last bits with the size of the batch. Dynamic int8 ran at 1.0 to 1.7 times this
rate, and could not be shown to lose nothing: R@4 .458 for .500 on TimeQA, equal on WiCE (.938) and CLAPNQ
(1.000), on 56, 161 and 141 held-out questions.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from itertools import chain, islice
from typing import TYPE_CHECKING

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

_SPECIAL_TOKENS = 2  # one before the text, one after it
_KNOWN_WORDS, _LONGEST_KNOWN = 1 << 15, 30
_QUESTIONS = 256  # whose vectors are kept


class MiniLM:
    """Embeds texts of any length by their first `max_tokens` word pieces; safe to share between threads."""

    name = "all-MiniLM-L6-v2"
    dimensions = 384
    max_tokens = 256 - _SPECIAL_TOKENS  # the length the model was trained on

    def __init__(self, graph: Path, tokenizer: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        # The file asks for 128 tokens, padded; both are decided here instead.
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._first, self._last = self._tokenizer.encode("").ids
        self._pieces = lru_cache(_KNOWN_WORDS)(self._pieces_of)
        # One question is embedded to search and again to weigh what was found.
        self._asked = lru_cache(_QUESTIONS)(self._embed)
        self._session = _open_session(graph)

    def embed_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit vector a text, [n, 384], the same to the bit whatever stands beside it."""
        vectors = np.empty((len(texts), self.dimensions), np.float32)
        with ThreadPoolExecutor(_processors()) as pool:
            for row, vector in enumerate(pool.map(self._embed, texts)):
                vectors[row] = vector
        return vectors

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """Return the unit vector of a question, [384], read-only; this model treats questions and documents alike."""
        return self._asked(text)

    def _embed(self, text: str) -> NDArray[np.float32]:
        pieces = islice(chain.from_iterable(self._words(text)), self.max_tokens)
        ids = [self._first, *pieces, self._last]
        (vector,) = self._session.run(None, {"ids": np.array(ids, np.int64)})
        embedded = np.asarray(vector, np.float32)
        embedded.setflags(write=False)
        return embedded

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Count word pieces, special ones aside: up to `max_tokens` of them are embedded."""
        return [sum(map(len, self._words(text))) for text in texts]

    def _words(self, text: str) -> Iterator[tuple[int, ...]]:
        # WordPiece reads each word by itself: the tokenizer need not read the common ones again and again.
        words = text.split(" ")
        known = len(max(words, key=len)) <= _LONGEST_KNOWN
        return map(self._pieces, words) if known else map(self._pieces_of, (text,))

    def _pieces_of(self, word: str) -> tuple[int, ...]:
        # A lone surrogate has no UTF-8 form, which the tokenizer works on.
        return tuple(self._tokenizer.encode(word.encode("utf-8", "replace").decode(), add_special_tokens=False).ids)


def _open_session(graph: Path) -> onnxruntime.InferenceSession:
    # As many texts at once as processors, each on one thread: none waits for another within a matrix product.
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
