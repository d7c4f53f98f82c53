"""Small folders of text, whose every change has an outcome that can be told beforehand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from index.errors import InputError
from index.types import Filters
from tests.index.stand_in import WordEmbedding, harbour, small_archive, write_corpus

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.archive import Archive
    from index.types import ScoredPassage

MILL = "The mill ground forty sacks of rye.\n\nThe miller Jan Oost was glad of the wind.\n"
FERRY = "The ferry crossed nine times on Monday.\n\nNobody was hurt when the rope broke.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    (folder / "river").mkdir(parents=True)
    (folder / "mill.txt").write_text(MILL)
    (folder / "river" / "ferry.txt").write_text(FERRY)
    return folder


@pytest.fixture
def embedding() -> WordEmbedding:
    return WordEmbedding()


@pytest.fixture
def archive(tmp_path: Path, embedding: WordEmbedding) -> Iterator[Archive]:
    with small_archive(tmp_path / "home", embedding) as archive:
        yield archive


def documents(found: tuple[ScoredPassage, ...]) -> set[str]:
    return {hit.passage.document_id for hit in found}


def test_new_files_are_added_and_unchanged_ones_are_left_alone(
    archive: Archive, folder: Path, embedding: WordEmbedding
) -> None:
    first = archive.sync([folder])
    assert first.added == ("mill", "river-ferry")
    assert first.passages == 2
    assert embedding.embedded == 2
    again = archive.sync([folder])
    assert (again.added, again.updated, again.unchanged) == ((), (), ("mill", "river-ferry"))
    assert embedding.embedded == 2


def test_a_changed_file_is_replaced_whole(archive: Archive, folder: Path) -> None:
    archive.sync([folder])
    (folder / "mill.txt").write_text("The mill burnt down in the storm of March.\n")
    report = archive.sync([folder])
    assert (report.updated, report.unchanged, report.passages) == (("mill",), ("river-ferry",), 2)
    assert "rye" not in archive.document("mill").text
    assert all("rye" not in hit.text for hit in archive.search("sacks of rye", 10))
    assert archive._stores().vectors.count() == 2


def test_a_file_that_is_gone_takes_its_documents_along(archive: Archive, folder: Path) -> None:
    archive.sync([folder])
    (folder / "mill.txt").unlink()
    assert archive.sync([folder]).removed == ("mill",)
    assert documents(archive.search("mill rye wind ferry", 10)) == {"river-ferry"}


def test_documents_outside_the_paths_of_a_run_are_not_touched(archive: Archive, folder: Path) -> None:
    archive.sync([folder])
    (folder / "mill.txt").unlink()
    (folder / "river" / "ferry.txt").write_text("The ferry rests.\n")
    report = archive.sync([folder / "river"])
    assert (report.added, report.updated, report.removed) == ((), ("river-ferry",), ())
    assert archive.document("mill")


def test_a_moved_file_is_not_embedded_again_where_its_id_stays(
    archive: Archive, tmp_path: Path, embedding: WordEmbedding
) -> None:
    write_corpus(tmp_path / "files" / "a.jsonl", [harbour(n) for n in range(5)])
    archive.sync([tmp_path / "files"])
    embedded = embedding.embedded
    (tmp_path / "files" / "a.jsonl").rename(tmp_path / "files" / "b.jsonl")
    report = archive.sync([tmp_path / "files"])
    assert (report.added, report.updated, report.removed) == ((), (), ())
    assert len(report.unchanged) == 5
    assert embedding.embedded == embedded
    assert archive.document("harbour-0002").origin.endswith("b.jsonl:3")


def test_a_line_added_to_a_corpus_costs_one_document(
    archive: Archive, tmp_path: Path, embedding: WordEmbedding
) -> None:
    corpus = write_corpus(tmp_path / "c.jsonl", [harbour(n) for n in range(5)])
    archive.sync([corpus])
    embedded = embedding.embedded
    write_corpus(corpus, [harbour(9), *(harbour(n) for n in range(5))])
    report = archive.sync([corpus])
    assert (report.added, len(report.unchanged)) == (("harbour-0009",), 5)
    assert embedding.embedded - embedded == len(archive.document("harbour-0009").passages)


def test_two_files_with_one_text_are_both_kept_and_noted(archive: Archive, folder: Path) -> None:
    (folder / "copy.txt").write_text(MILL)
    report = archive.sync([folder])
    assert report.added == ("copy", "mill", "river-ferry")
    (note,) = report.notes
    assert note == f"{folder / 'mill.txt'} holds the same text as {folder / 'copy.txt'}; both are kept."


def test_two_files_with_one_id_are_told_apart_and_stay_so(archive: Archive, tmp_path: Path) -> None:
    for name in ("east", "west"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "news.txt").write_text(f"The {name} wind blew over the hills all day.\n")
    roots = [tmp_path / "east", tmp_path / "west"]
    first, second = archive.sync(roots).added
    assert first == "news"
    assert second.startswith("news-")
    assert "west" in archive.document(second).text
    (tmp_path / "west" / "news.txt").write_text("The west wind has dropped.\n")
    assert archive.sync(roots).updated == (second,)
    assert "dropped" in archive.document(second).text


def test_a_document_that_moves_between_corpora_keeps_its_id(archive: Archive, tmp_path: Path) -> None:
    one, two = tmp_path / "files" / "one.jsonl", tmp_path / "files" / "two.jsonl"
    write_corpus(one, [harbour(1), harbour(2)])
    write_corpus(two, [harbour(3)])
    archive.sync([tmp_path / "files"])
    write_corpus(one, [harbour(1), harbour(3)])
    write_corpus(two, [harbour(2)])
    report = archive.sync([tmp_path / "files"])
    assert report.unchanged == ("harbour-0001", "harbour-0002", "harbour-0003")
    assert (report.added, report.removed) == ((), ())


def test_bad_files_are_reported_and_good_ones_indexed(archive: Archive, folder: Path) -> None:
    (folder / "empty.txt").write_text("")
    (folder / "picture.txt").write_bytes(bytes(range(256)) * 8)
    report = archive.sync([folder])
    assert report.added == ("mill", "river-ferry")
    assert {Path(rejection.origin).name for rejection in report.rejected} == {
        "empty.txt",
        "picture.txt",
    }


def test_a_file_that_can_no_longer_be_used_keeps_what_was_indexed_of_it(archive: Archive, folder: Path) -> None:
    archive.sync([folder])
    (folder / "mill.txt").write_text("")
    report = archive.sync([folder])
    assert (report.removed, len(report.rejected)) == ((), 1)
    assert report.notes == (
        f"{folder / 'mill.txt'} cannot be used as it is now; what was indexed of it before is kept.",
    )
    assert archive.document("mill").text.startswith("The mill ground")


def test_rejected_lines_are_reported_again_while_they_stand(archive: Archive, tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "c.jsonl", [harbour(1), {"doc_id": "bare"}])
    (first,) = archive.sync([corpus]).rejected
    assert archive.sync([corpus]).rejected == (first,)


def test_where_all_is_rejected_it_is_reported_and_nothing_is_raised(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "empty.txt").write_text("")
    report = archive.sync([tmp_path / "files"])
    assert len(report.rejected) == 1
    assert archive.version() == ""


def test_a_folder_without_documents_is_refused_and_the_index_stays(
    archive: Archive, folder: Path, tmp_path: Path
) -> None:
    archive.sync([folder])
    (tmp_path / "bare").mkdir()
    for wrong in (tmp_path / "bare", tmp_path / "missing"):
        with pytest.raises(InputError):
            archive.sync([wrong], rebuild=True)
    assert archive.document("mill")


def test_the_same_files_give_the_same_answers_from_a_new_index_and_from_an_old_one(
    archive: Archive, tmp_path: Path
) -> None:
    corpus = write_corpus(tmp_path / "files" / "c.jsonl", [harbour(n) for n in range(30)])
    archive.sync([corpus])
    write_corpus(corpus, [harbour(n) for n in range(10, 60)])
    archive.sync([corpus])
    with small_archive(tmp_path / "fresh") as fresh:
        fresh.sync([corpus])
        assert fresh.version() == archive.version()
        for question in ("ships in week 12", "quay 3", "boats for the pilots"):
            assert fresh.search(question, 20) == archive.search(question, 20)
            only = Filters(document_ids=("harbour-0011", "harbour-0012"))
            assert fresh.search(question, 20, only) == archive.search(question, 20, only)


def test_progress_ends_where_the_documents_end(archive: Archive, tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "c.jsonl", [harbour(n) for n in range(7)])
    heard: list[tuple[str, int, int]] = []
    archive.sync([corpus], progress=lambda *step: heard.append(step))
    assert heard[0] == ("index", 0, 7)
    assert ("index", 7, 7) in heard
    assert all(done <= total for _, done, total in heard)


def test_an_interrupted_run_loses_nothing_and_is_taken_up(
    archive: Archive, tmp_path: Path, embedding: WordEmbedding
) -> None:
    corpus = write_corpus(tmp_path / "c.jsonl", [harbour(n) for n in range(3)])
    archive.sync([corpus])
    before = archive.version()
    write_corpus(corpus, [harbour(n) for n in range(400)])

    def interrupt(stage: str, done: int, total: int) -> None:
        if stage == "index" and 200 < done < total:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        archive.sync([corpus], progress=interrupt)
    assert archive.version() == before
    assert len(archive.documents()) == 3
    embedded = embedding.embedded
    archive.sync([corpus])
    passages = archive.passage_count()
    assert embedding.embedded - embedded < passages - 100
    assert archive._stores().vectors.count() == passages
