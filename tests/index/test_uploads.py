"""Uploaded files, from their bytes to documents that are found and to nothing left of them."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import InputError, ModelError
from index.types import Upload
from index.uploads import MOST_UNPACKED, safe_name
from tests.index.stand_in import WordEmbedding, small_archive

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.archive import Archive

FERRY = "Harbour master Ada Holm said that 12 ferries had left Norhavn since April."
CRANE = "The crane of Norhavn stood idle for 3 days, said harbour master Ada Holm."


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def archive(home: Path) -> Iterator[Archive]:
    with small_archive(home) as archive:
        yield archive


def text(name: str, said: str = FERRY) -> Upload:
    return Upload(name, said.encode())


def corpus(name: str, *documents: tuple[str, str]) -> Upload:
    lines = (json.dumps({"doc_id": one, "text": said}) for one, said in documents)
    return Upload(name, "\n".join(lines).encode())


def kept(home: Path) -> list[str]:
    return sorted(path.name for path in (home / "uploads").iterdir())


def ids(archive: Archive) -> list[str]:
    return [summary.document_id for summary in archive.documents()]


def reason(archive: Archive, *uploads: Upload) -> str:
    """Of the only rejection; nothing else came of it."""
    report = archive.take(uploads)
    assert (report.added, report.updated, report.unchanged, report.removed) == ((), (), (), ())
    (rejection,) = report.rejected
    assert "/" not in rejection.origin
    return rejection.reason


def test_what_is_uploaded_is_found_and_kept(archive: Archive, home: Path) -> None:
    report = archive.take([text("Ferry news.txt"), corpus("two.jsonl", ("a", FERRY), ("b", CRANE))])
    assert report.added == ("a", "b", "ferry-news")
    assert (report.rejected, report.passages) == ((), 3)
    assert archive.document("ferry-news").text == FERRY
    assert archive.search("idle crane", 1)[0].passage.document_id == "b"
    assert kept(home) == ["Ferry news.txt", "two.jsonl"]


def test_the_same_again_changes_nothing(archive: Archive) -> None:
    archive.take([text("ferry.txt")])
    report = archive.take([text("ferry.txt")])
    assert (report.added, report.updated, report.unchanged, report.rejected) == ((), (), ("ferry",), ())


def test_another_text_under_a_kept_name_needs_to_be_told_to_replace_it(archive: Archive, home: Path) -> None:
    archive.take([text("ferry.txt")])
    assert "replace=true" in reason(archive, text("ferry.txt", CRANE))
    assert archive.document("ferry").text == FERRY
    assert archive.take([text("ferry.txt", CRANE)], replacing=True).updated == ("ferry",)
    assert archive.document("ferry").text == CRANE
    assert kept(home) == ["ferry.txt"]


def test_two_files_of_one_name_are_not_taken_at_once(archive: Archive) -> None:
    report = archive.take([text("a/ferry.txt"), text("b/ferry.txt", CRANE)], replacing=True)
    assert report.added == ("ferry",)
    assert [one.origin for one in report.rejected] == ["ferry.txt"]
    assert archive.document("ferry").text == FERRY


@pytest.mark.parametrize(
    ("upload", "expected"),
    [
        (Upload("photo.png", b"\x89PNG\r\n\x1a\n\0\0\0"), ".png files cannot be read"),
        (Upload("ferry.txt", b"\0\1\2\3" * 50), "binary"),
        (Upload("ferry.txt", b"\xff\xfea\0b"), "breaks off"),
        (Upload("ferry.txt", b""), "is empty"),
        (Upload("ferry.txt", b" \n "), "blank space"),
        (Upload("ferry.txt", b"word " * 1_100_000), "5,000,000 characters"),
        (Upload("ferry.jsonl", b'{"text": "half'), "not valid JSON"),
        (Upload("ferry.jsonl.gz", gzip.compress(FERRY.encode())[:-9]), "cut off"),
        (Upload("ferry.jsonl.gz", gzip.compress(b"\n" * (MOST_UNPACKED + 1))), "unpacks to more than"),
        (Upload("sources.toml", b'["ferry.txt"]\noutlet = "Mine"'), ".toml files cannot be read"),
    ],
)
def test_what_cannot_be_used_is_rejected_with_its_reason_and_not_kept(archive, home, upload, expected) -> None:
    assert expected in reason(archive, upload)
    assert kept(home) == []


def test_what_cannot_be_used_does_not_take_the_place_of_what_can(archive: Archive, home: Path) -> None:
    archive.take([text("ferry.txt")])
    report = archive.take([Upload("ferry.txt", b"\0" * 50), text("crane.txt", CRANE)], replacing=True)
    assert (report.added, [one.origin for one in report.rejected]) == (("crane",), ["ferry.txt"])
    assert (home / "uploads" / "ferry.txt").read_text() == FERRY
    assert archive.document("ferry").text == FERRY


def test_the_good_lines_of_a_corpus_are_taken_and_the_others_named(archive: Archive) -> None:
    upload = corpus("two.jsonl", ("a", FERRY), ("b", CRANE))
    report = archive.take([Upload("two.jsonl", upload.data + b"\n{half\n")])
    assert report.added == ("a", "b")
    assert [(one.origin, one.reason[:6]) for one in report.rejected] == [("two.jsonl:3", "line 3")]


def test_a_packed_corpus_is_unpacked_and_known_again_when_it_comes_plain(archive: Archive, home: Path) -> None:
    plain = corpus("two.jsonl", ("a", FERRY), ("b", CRANE))
    assert archive.take([Upload("two.jsonl.gz", gzip.compress(plain.data))]).added == ("a", "b")
    assert archive.take([plain]).unchanged == ("a", "b")
    assert kept(home) == ["two.jsonl"]


def test_an_id_that_another_file_has_is_told_apart(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "ferry.txt").write_text(CRANE)
    archive.sync([tmp_path / "ferry.txt"])
    (added,) = archive.take([text("ferry.txt")]).added
    assert added.startswith("ferry-")
    assert archive.document("ferry").text == CRANE


def test_nothing_is_lost_where_indexing_fails(home: Path) -> None:
    class Failing(WordEmbedding):
        failing = False

        def embed_documents(self, texts):
            if self.failing:
                raise ModelError("The model cannot be run.")
            return super().embed_documents(texts)

    embedding = Failing()
    with small_archive(home, embedding) as archive:
        archive.take([text("ferry.txt")])
        embedding.failing = True
        with pytest.raises(ModelError):
            archive.take([text("ferry.txt", CRANE), text("crane.txt", CRANE)], replacing=True)
        embedding.failing = False
        assert kept(home) == ["ferry.txt"]
        assert archive.document("ferry").text == (home / "uploads" / "ferry.txt").read_text() == FERRY
        assert archive.take([text("crane.txt", CRANE)]).added == ("crane",)


def test_what_a_killed_process_left_is_cleared_away(archive: Archive, home: Path) -> None:
    left = home / "uploads" / ".incoming-abc"
    left.mkdir(parents=True)
    (left / "ferry.txt").write_text(FERRY)
    archive.take([text("crane.txt", CRANE)])
    assert kept(home) == ["crane.txt"]


def test_indexing_everything_again_keeps_the_uploads(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "crane.txt").write_text(CRANE)
    assert archive.uploads.paths() == ()
    archive.take([text("a ferry.txt"), corpus("two.jsonl", ("x/1", FERRY))])
    assert ids(archive) == ["a-ferry", "x/1"]
    archive.sync([tmp_path / "crane.txt", *archive.uploads.paths()], rebuild=True)
    assert ids(archive) == ["a-ferry", "crane", "x/1"]


def test_a_document_that_is_removed_is_gone_from_the_uploads_too(archive: Archive, home: Path) -> None:
    archive.take([text("ferry.txt"), text("crane.txt", CRANE)])
    report = archive.remove(["ferry"])
    assert (report.removed, report.notes) == (("ferry",), ())
    assert kept(home) == ["crane.txt"]
    archive.sync(archive.uploads.paths())
    assert ids(archive) == ["crane"]


def test_one_document_of_an_uploaded_corpus_is_removed_alone(archive: Archive, home: Path) -> None:
    archive.take([corpus("two.jsonl", ("a", FERRY), ("b", CRANE), ("c", FERRY + CRANE))])
    archive.remove(["b"])
    report = archive.sync(archive.uploads.paths())
    assert (report.unchanged, report.rejected) == (("a", "c"), ())
    assert archive.document("c").origin.endswith("two.jsonl:3")
    archive.remove(["a", "c"])
    assert ids(archive) == []
    assert kept(home) == []


def test_a_document_of_a_file_elsewhere_is_removed_and_the_report_says_how_it_comes_back(archive, tmp_path) -> None:
    path = tmp_path / "ferry.txt"
    path.write_text(FERRY)
    archive.sync([path])
    report = archive.remove(["ferry"])
    assert report.removed == ("ferry",)
    (note,) = report.notes
    assert str(path) in note
    assert "brings it back" in note
    assert path.exists()
    assert archive.sync([path]).added == ("ferry",)
    path.unlink()
    assert archive.remove(["ferry"]).notes == ()


def test_a_document_that_is_not_there_cannot_be_removed_and_costs_no_other(archive: Archive, home: Path) -> None:
    archive.take([text("ferry.txt")])
    with pytest.raises(InputError, match="no document 'none'"):
        archive.remove(["ferry", "none"])
    assert ids(archive) == ["ferry"]
    assert kept(home) == ["ferry.txt"]


def test_a_home_that_is_named_by_a_detour_is_the_same(tmp_path: Path) -> None:
    with small_archive(tmp_path / "x" / ".." / "home") as archive:
        archive.take([text("ferry.txt")])
        archive.remove(["ferry"])
    assert kept(tmp_path / "home") == []


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("ferry.txt", "ferry.txt"),
        ("May (1), 2nd.md", "May (1), 2nd.md"),
        ("../../etc/passwd", "passwd"),
        ("C:\\papers\\ferry.txt", "ferry.txt"),
        ("..", "document"),
        ("", "document"),
        (".hidden.txt", "hidden.txt"),
        ("a\0b\n<c>:12.txt", "a-b-c-12.txt"),
        ("Fähre 漢字.txt", "Fähre 漢字.txt"),
        ("x" * 300 + ".txt", "x" * 150 + ".txt"),
        ("漢" * 300 + ".jsonl.gz", "漢" * 50 + ".jsonl.gz"),
        ("a." + "b" * 300, "a." + "b" * 50),
    ],
)
def test_a_name_becomes_one_that_is_safe(given: str, name: str) -> None:
    assert safe_name(given) == name


@given(st.text())
def test_any_name_becomes_one_file_below_the_folder(given: str) -> None:
    name = safe_name(given)
    assert Path("/folder", name).parent == Path("/folder")
    assert not name.startswith(".")
    assert 0 < len(name.encode()) <= 255
    assert ":" not in name
    assert safe_name(name) == name
