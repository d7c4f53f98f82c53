"""The embedding model embeds as published, the same text to the same bits, whatever it is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from index.minilm import MiniLM

TEXTS = [
    "",
    "Rain is expected.",
    "The ferry to the island leaves at noon. " * 3,
    "Port fees rose by 4%. " * 60,
    "x",
]


def test_vectors_are_unit_rows_in_the_order_of_the_texts(minilm: MiniLM) -> None:
    vectors = minilm.embed_documents(TEXTS)
    assert vectors.shape == (len(TEXTS), minilm.dimensions)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)
    assert all((vectors[row] == minilm.embed_query(text)).all() for row, text in enumerate(TEXTS))


def test_no_texts_give_no_vectors(minilm: MiniLM) -> None:
    assert minilm.embed_documents([]).shape == (0, minilm.dimensions)


def test_a_vector_is_the_same_to_the_bit_beside_any_other_texts(minilm: MiniLM) -> None:
    alone = minilm.embed_documents(TEXTS[1:2])
    assert (minilm.embed_documents(TEXTS)[1] == alone[0]).all()
    assert (minilm.embed_documents([*reversed(TEXTS), *TEXTS * 3])[3] == alone[0]).all()


def test_texts_that_mean_the_same_are_nearer_than_others(minilm: MiniLM) -> None:
    question = minilm.embed_query("How many people were hurt when the bridge collapsed?")
    answer, near, far = minilm.embed_documents(
        [
            "Eleven motorists were injured in the fall of the viaduct.",
            "The bridge opened to traffic in 1931 after four years of work.",
            "The orchestra plays Brahms on Friday evening.",
        ]
    )
    assert question @ answer > question @ near > question @ far


def test_the_published_example_has_its_published_similarities(minilm: MiniLM) -> None:
    # The three sentences of the example at https://sbert.net, and the matrix printed there.
    sentences = ["The weather is lovely today.", "It's so sunny outside!", "He drove to the stadium."]
    vectors = minilm.embed_documents(sentences)
    expected = [[1.0, 0.6660, 0.1046], [0.6660, 1.0, 0.1411], [0.1046, 0.1411, 1.0]]
    assert vectors @ vectors.T == pytest.approx(np.array(expected), abs=1e-4)


def test_word_pieces_are_counted_without_the_special_ones(minilm: MiniLM) -> None:
    assert minilm.count_tokens(["", "Hello there world", "embeddings"]) == [0, 3, 4]


def test_a_longer_text_is_embedded_by_its_first_word_pieces(minilm: MiniLM) -> None:
    full = "word " * minilm.max_tokens
    assert minilm.count_tokens([full]) == [minilm.max_tokens]
    assert (minilm.embed_query(full + "and something else") == minilm.embed_query(full)).all()
    assert (minilm.embed_query("word " * (minilm.max_tokens - 1)) != minilm.embed_query(full)).any()


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.one_of(st.text(max_size=8), st.sampled_from(["[CLS]", " ", "\n", "\u0301", "Zürich,", "it's", "中文"])))
)
def test_reading_words_one_by_one_gives_the_pieces_of_the_whole(minilm: MiniLM, bits: list[str]) -> None:
    text = "".join(bits)
    assert minilm.count_tokens([text]) == [len(minilm._tokenizer.encode(text, add_special_tokens=False).ids)]


@settings(max_examples=50, deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=60))
def test_any_text_has_a_unit_vector_and_a_count(minilm: MiniLM, text: str) -> None:
    assert np.linalg.norm(minilm.embed_query(text)) == pytest.approx(1, abs=1e-5)
    assert minilm.count_tokens([text])[0] >= 0


@pytest.mark.parametrize("text", ["\ud800", "\x00\x07\x1b", "\ud83d and \udc00", "\u202e\ufeff"])
def test_broken_text_is_embedded(minilm: MiniLM, text: str) -> None:
    assert np.isfinite(minilm.embed_query(text)).all()
