"""Three passages of a few words, whose order by BM25 is plain to see."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.lexical import Lexical, LexicalEntry, build_lexical, delete_lexical, open_lexical, query_words
from index.types import Filters

if TYPE_CHECKING:
    from pathlib import Path

ENTRIES = (
    LexicalEntry("a", "one", "Ports", "The harbour was closed by ice.", "the coast", date(1900, 1, 2)),
    LexicalEntry("b", "two", "Rails", "The train to the harbour was late by an hour.", None, date(1901, 1, 2)),
    LexicalEntry("c", "three", "Çavuşoğlu in Zürich", "A speech.", "the plain", None),
)


@pytest.fixture(scope="module")
def lexical(tmp_path_factory: pytest.TempPathFactory) -> Lexical:
    folder = tmp_path_factory.mktemp("lexical") / "index"
    build_lexical(folder, ENTRIES)
    return open_lexical(folder)


def test_the_shorter_of_two_passages_with_the_same_words_comes_first(lexical: Lexical) -> None:
    found = lexical.search("harbours", 10, Filters())
    assert list(found) == ["a", "b"]
    assert found["a"] > found["b"] > 0


def test_a_name_is_found_without_its_accents_and_in_the_title(lexical: Lexical) -> None:
    assert list(lexical.search("cavusoglu ZURICH", 10, Filters())) == ["c"]
    assert list(lexical.search("Çavuşoğlu", 10, Filters())) == ["c"]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(outlets=("The Coast", "The Plain")), {"a", "c"}),
        (Filters(since=date(1901, 1, 1)), {"b"}),
        (Filters(since=date(1900, 1, 2), until=date(1901, 1, 2)), {"a", "b"}),
        (Filters(document_ids=("three", "two")), {"b", "c"}),
        (Filters(document_ids=()), set()),
    ],
)
def test_filters_restrict_and_leave_scores_alone(lexical: Lexical, filters: Filters, expected: set[str]) -> None:
    question = "harbour speech"
    free = lexical.search(question, 10, Filters())
    assert lexical.search(question, 10, filters) == {key: s for key, s in free.items() if key in expected}


@given(st.text(max_size=60) | st.lists(st.sampled_from(['"', "AND", "(", ":", "harbour", "+", "~1"])).map(" ".join))
def test_no_question_raises(lexical: Lexical, question: str) -> None:
    found = lexical.search(question, 3, Filters())
    assert all(score > 0 for score in found.values())
    assert "harbour" not in question or list(found)[:1]


def test_each_word_of_a_question_counts_once() -> None:
    assert query_words("Ice, ice AND the ICE_age!") == ["ice", "and", "the", "age"]


def test_an_index_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    def broken() -> object:
        yield ENTRIES[0]
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        build_lexical(tmp_path / "index", broken())  # type: ignore[arg-type]
    assert not (tmp_path / "index").exists()
    build_lexical(tmp_path / "index", ENTRIES)
    assert open_lexical(tmp_path / "index").count() == 3
    delete_lexical(tmp_path, but="index")
    assert [folder.name for folder in tmp_path.iterdir()] == ["index"]
