import hashlib
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.passages import embeddable_text, split_passages
from index.sentences import split_sentences
from index.types import Passage


def words(texts: Sequence[str]) -> list[int]:
    """Stands for a model's tokenizer: a token a word, and one for every six characters of a long one."""
    return [sum(1 + len(word) // 6 for word in text.split()) for text in texts]


def split(text: str, *, title: str = "", max_tokens: int = 256) -> tuple[Passage, ...]:
    return split_passages(
        "doc",
        text,
        split_sentences(text),
        title=title,
        max_tokens=max_tokens,
        count_model_tokens=words,
        count_tokens=lambda piece: words([piece])[0],
    )


def paragraph(length: int) -> str:
    return " ".join(f"Here are five words {number}." for number in range(length // 5))


def test_a_short_document_is_one_passage() -> None:
    text = "One line.\n\nAnother one.\n\nA third."
    (passage,) = split(text)
    assert (passage.start, passage.end) == (0, len(text))
    assert passage.tokens == 8


def test_an_empty_document_has_no_passages() -> None:
    assert split("") == split(" \n ") == ()


def test_the_id_holds_the_document_the_offsets_and_a_hash_of_the_text() -> None:
    text = "One line."
    assert split(text)[0].passage_id == f"doc:0-9:{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def test_passages_end_at_paragraphs_where_they_can() -> None:
    text = "\n\n".join(paragraph(75) for _ in range(8))
    assert all(text[p.end : p.end + 1] in ("", "\n") for p in split(text))


def test_passages_are_of_even_length() -> None:
    sizes = [p.tokens for p in split(paragraph(2000))]
    assert min(sizes) > 100
    assert max(sizes) <= 200


def test_a_sentence_too_long_for_the_model_is_cut_at_spaces() -> None:
    text = "word " * 290 + "end."
    passages = split(text, max_tokens=100)
    assert len(passages) > 2
    assert all(not text[p.end : p.end + 1].strip() for p in passages)


def test_the_title_takes_its_share_of_the_budget() -> None:
    text, title = paragraph(2000), "a very long title " * 40
    for passage in split(text, title=title, max_tokens=100):
        assert words([embeddable_text(title, text[passage.start : passage.end])])[0] <= 100


def test_the_model_is_asked_once_when_every_sentence_fits() -> None:
    calls = []

    def count(texts: Sequence[str]) -> list[int]:
        calls.append(len(texts))
        return words(texts)

    text = paragraph(500)
    split_passages(
        "doc",
        text,
        split_sentences(text),
        title="T",
        max_tokens=256,
        count_model_tokens=count,
        count_tokens=len,
    )
    assert calls == [101]


@pytest.mark.parametrize("title", ["", "Short"])
def test_a_title_stands_on_its_own_line_before_the_passage(title: str) -> None:
    assert embeddable_text(title, "Body.") == (f"{title}\nBody." if title else "Body.")


@given(
    st.lists(
        st.sampled_from(["Word ", "word. ", "x" * 400, "\n\n", "\n", "é😀. ", "\u00a0", "\ud800"]),
        max_size=400,
    ),
    st.integers(30, 300),
)
def test_passages_hold_every_sentence_within_the_budget(bits: list[str], max_tokens: int) -> None:
    text = "".join(bits)
    passages = split(text, max_tokens=max_tokens)
    position = 0
    for passage in passages:
        assert not text[position : passage.start].strip()
        piece = text[passage.start : passage.end]
        assert piece
        assert piece == piece.strip()
        assert words([piece])[0] <= max_tokens
        position = passage.end
    assert not text[position:].strip()
