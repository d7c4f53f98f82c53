"""Embeddings of single sentences, kept for the next question that comes to them."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    Embed = Callable[[Sequence[str]], NDArray[np.float32]]

_KEPT = 20_000  # sentences; about 30 MB


class SentenceVectors:
    """Embeds sentences, each once while it is remembered; safe to share between threads."""

    def __init__(self, embed: Embed) -> None:
        self._embed = embed
        self._known: OrderedDict[str, NDArray[np.float32]] = OrderedDict()
        self._lock = Lock()

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit vector a text, [n, dimensions]."""
        with self._lock:
            known = {text: self._known[text] for text in texts if text in self._known}
        new = [text for text in dict.fromkeys(texts) if text not in known]
        if new:
            known |= dict(zip(new, self._embed(new), strict=True))
            self._remember({text: known[text] for text in new})
        return np.stack([known[text] for text in texts]) if texts else np.zeros((0, 0), np.float32)

    def _remember(self, vectors: dict[str, NDArray[np.float32]]) -> None:
        with self._lock:
            self._known.update(vectors)
            while len(self._known) > _KEPT:
                self._known.popitem(last=False)
