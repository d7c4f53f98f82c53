"""Two reports, written out, whose passages can be counted by eye: each is one passage."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import TYPE_CHECKING

import pytest

from index.errors import HomeBusyError, HomeError, IndexStateError, InputError
from index.types import Filters
from tests.index.stand_in import WordEmbedding, harbour, settings, small_archive, write_corpus

if TYPE_CHECKING:
    from pathlib import Path

LIGHTHOUSE = {
    "doc_id": "lighthouse",
    "title": "The lighthouse of Skerry",
    "text": "The keeper lit the lamp at dusk. Eleven ships passed the rock in the night.",
    "source": "Skerry Gazette",
    "published_at": "1888-03-04",
}
ORCHARD = {
    "doc_id": "orchard",
    "title": "Apples in the valley",
    "text": "The frost of May spoilt four hundred trees. The growers ask for relief.",
    "source": "Valley Post",
    "published_at": "1889-05-20",
}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return write_corpus(tmp_path / "files" / "papers.jsonl", [LIGHTHOUSE, ORCHARD])


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def test_a_passage_is_found_by_its_words_and_shown_with_what_is_known_of_it(home: Path, corpus: Path) -> None:
    with small_archive(home) as archive:
        archive.sync([corpus])
        best, other = archive.search("ships that passed the rock", 5)
    assert best.passage.document_id == "lighthouse"
    assert best.text == LIGHTHOUSE["text"]
    assert (best.title, best.outlet, best.published_on) == (
        LIGHTHOUSE["title"],
        "Skerry Gazette",
        date(1888, 3, 4),
    )
    assert best.score > other.score
    assert best.dense is not None
    assert best.lexical is not None


def test_a_passage_found_by_meaning_alone_has_no_score_for_words(home: Path, corpus: Path) -> None:
    with small_archive(home) as archive:
        archive.sync([corpus])
        found = {hit.passage.document_id: hit for hit in archive.search("growers", 5)}
    assert found["orchard"].lexical is not None
    assert found["lighthouse"].lexical is None
    assert found["lighthouse"].dense is not None


def test_what_is_stored_of_a_document_comes_back_as_it_was(home: Path, corpus: Path) -> None:
    with small_archive(home) as archive:
        archive.sync([corpus])
        document = archive.document("orchard")
        assert document.text == ORCHARD["text"]
        assert [document.text[s.start : s.end] for s in document.sentences] == [
            "The frost of May spoilt four hundred trees.",
            "The growers ask for relief.",
        ]
        assert [(p.start, p.end) for p in document.passages] == [(0, len(str(ORCHARD["text"])))]
        assert archive.document("orchard") is document
        assert [summary.document_id for summary in archive.documents()] == ["lighthouse", "orchard"]
        assert archive.passage_count() == 2


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(), {"lighthouse", "orchard"}),
        (Filters(outlets=("valley post",)), {"orchard"}),
        (Filters(since=date(1889, 1, 1)), {"orchard"}),
        (Filters(until=date(1888, 3, 4)), {"lighthouse"}),
        (Filters(since=date(1888, 3, 5), until=date(1889, 5, 19)), set()),
        (Filters(document_ids=("lighthouse", "no such")), {"lighthouse"}),
        (Filters(document_ids=()), set()),
        (Filters(outlets=("Valley Post",), document_ids=("lighthouse",)), set()),
    ],
)
def test_filters_let_through_what_they_name(home: Path, corpus: Path, filters: Filters, expected: set[str]) -> None:
    with small_archive(home) as archive:
        archive.sync([corpus])
        found = {hit.passage.document_id for hit in archive.search("the ships and the trees", 5, filters)}
    assert found == expected


def test_an_unknown_document_is_named(home: Path, corpus: Path) -> None:
    with small_archive(home) as archive:
        archive.sync([corpus])
        with pytest.raises(InputError, match="'mill'"):
            archive.document("mill")
        with pytest.raises(InputError, match="'mill'"):
            archive.remove(["mill", "orchard"])
        assert archive.document("orchard")


def test_a_removed_document_is_found_no_more_until_its_file_is_indexed_again(home: Path, corpus: Path) -> None:
    with small_archive(home) as archive:
        archive.sync([corpus])
        before = archive.version()
        assert archive.remove(["orchard"]).removed == ("orchard",)
        assert {hit.passage.document_id for hit in archive.search("frost growers", 5)} == {"lighthouse"}
        with pytest.raises(InputError):
            archive.document("orchard")
        assert archive.version() != before
        assert archive.sync([corpus]).added == ("orchard",)
        assert archive.version() == before


def test_before_anything_is_indexed_the_way_to_do_it_is_named(home: Path) -> None:
    with small_archive(home) as archive:
        for ask in (lambda: archive.search("ships"), lambda: archive.document("x"), archive.documents):
            with pytest.raises(IndexStateError, match=r"Nothing is indexed yet: run `readout index PATH`"):
                ask()
        assert archive.version() == ""


def test_an_index_of_another_model_is_refused_and_both_are_named(home: Path, corpus: Path) -> None:
    with small_archive(home) as archive:
        archive.sync([corpus])
    other = settings(home)
    from dataclasses import replace

    from index.archive import open_archive

    with open_archive(replace(other, embedding="ollama:nomic"), embedding=WordEmbedding()) as archive:
        with pytest.raises(IndexStateError, match=r"minilm.*ollama:nomic.*--rebuild"):
            archive.search("ships")
        with pytest.raises(IndexStateError, match=r"minilm.*ollama:nomic"):
            archive.sync([corpus])
        assert archive.sync([corpus], rebuild=True).added == ("lighthouse", "orchard")
        assert archive.search("ships")


def test_a_home_that_is_open_is_refused_with_the_process_that_has_it(home: Path) -> None:
    import os

    with small_archive(home), pytest.raises(HomeBusyError, match=str(os.getpid())):
        small_archive(home)
    small_archive(home).close()


def test_a_home_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("")
    with pytest.raises(HomeError, match="is a file"):
        small_archive(tmp_path / "home")


@pytest.mark.parametrize(
    "question",
    ["", "   ", '"', "AND OR NOT", "a:b", "title:(", "* ? ~2 ^3 \\ [x TO y]", "\0", "ə ß ﬁ", "x" * 100_000],
)
def test_no_question_breaks_the_search(home: Path, corpus: Path, question: str) -> None:
    with small_archive(home) as archive:
        archive.sync([corpus])
        archive.search(question, 3)


def test_threads_that_search_at_once_get_the_same_answer(home: Path, tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "files" / "harbour.jsonl", [harbour(n) for n in range(40)])
    with small_archive(home) as archive:
        archive.sync([corpus])
        expected = archive.search("crane of quay 3", 10)
        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda _: archive.search("crane of quay 3", 10), range(40)))
    assert all(answer == expected for answer in answers)


def test_searches_go_on_while_files_are_indexed(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "files" / "harbour.jsonl"
    with small_archive(home) as archive, ThreadPoolExecutor(3) as pool:
        archive.sync([write_corpus(path, [harbour(n) for n in range(30)])])
        done = False

        def search_on() -> int:
            count = 0
            while not done:
                for hit in archive.search("crane of quay 3", 10):
                    assert archive.search(hit.text, 1)
                count += 1
            return count

        searches = [pool.submit(search_on) for _ in range(3)]
        try:
            for start in (20, 0, 40, 10):
                archive.sync([write_corpus(path, [harbour(n) for n in range(start, start + 30)])])
        finally:
            done = True
        assert all(search.result() for search in searches)
