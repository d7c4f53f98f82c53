"""Tokens are counted offline, by the vocabulary that ships with llama-index-core."""

from __future__ import annotations

import os
import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st

from index.tokens import count_tokens


def test_known_texts_have_their_known_counts() -> None:
    assert count_tokens("") == 0
    assert count_tokens("hello world") == 2
    assert count_tokens("antidisestablishmentarianism") == 6


def test_text_that_looks_like_a_control_token_is_counted_as_text() -> None:
    assert count_tokens("<|endoftext|>") > 1


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_has_a_count(text: str) -> None:
    assert 0 <= count_tokens(text) <= 4 * len(text)


def test_a_very_long_run_of_one_character_is_counted() -> None:
    assert count_tokens("a" * 300_000) > 0


def test_the_count_needs_no_network_no_llama_index_and_leaves_the_environment_alone() -> None:
    program = """
import os, socket, sys
def closed(*_, **__): raise OSError("the network is closed")
socket.socket.connect = socket.create_connection = socket.getaddrinfo = closed
from index.tokens import count_tokens
assert count_tokens("hello world") == 2
assert "llama_index.core" not in sys.modules
assert "TIKTOKEN_CACHE_DIR" not in os.environ
"""
    hidden = ("TIKTOKEN_CACHE_DIR", "DATA_GYM_CACHE_DIR")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    subprocess.run([sys.executable, "-c", program], env=environment, check=True, timeout=60)
