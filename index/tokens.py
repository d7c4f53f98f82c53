"""Counts the tokens a language model would read, by tiktoken's `cl100k_base`, without a network."""

from __future__ import annotations

import importlib.util
import os
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tiktoken import Encoding

_CACHE_VARIABLES = ("TIKTOKEN_CACHE_DIR", "DATA_GYM_CACHE_DIR")


def count_tokens(text: str) -> int:
    """Count `text` as plain words: what looks like a control token counts by its letters."""
    return len(_encoding().encode_ordinary(text))


@cache
def _encoding() -> Encoding:
    import tiktoken

    with _shipped_vocabulary():
        return tiktoken.get_encoding("cl100k_base")


@contextmanager
def _shipped_vocabulary() -> Iterator[None]:
    """Let tiktoken find the copy that llama-index-core ships, where the user chose no other."""
    folder = _vocabulary_folder()
    if folder is None or any(name in os.environ for name in _CACHE_VARIABLES):
        yield
        return
    os.environ["TIKTOKEN_CACHE_DIR"] = str(folder)
    try:
        yield
    finally:
        del os.environ["TIKTOKEN_CACHE_DIR"]


def _vocabulary_folder() -> Path | None:
    # `llama_index` is a namespace: finding it runs no code, while importing `llama_index.core` takes seconds.
    namespace = importlib.util.find_spec("llama_index")
    roots = [Path(root) for root in (namespace.submodule_search_locations or ())] if namespace else []
    folders = (root / "core" / "_static" / "tiktoken_cache" for root in roots)
    return next((folder for folder in folders if folder.is_dir()), None)
