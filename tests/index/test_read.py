import gzip
import json
import os
from datetime import date
from pathlib import Path

import pytest

from index.decode import MAX_CHARACTERS
from index.errors import InputError
from index.read import discover, document_id_of, hash_file, read
from index.types import RawDocument, Rejection


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def read_all(*paths: Path, clean_jsonl: bool = False) -> tuple[list[RawDocument], list[Rejection]]:
    found = discover(paths)
    items = [item for file in found.files for item in read(file, clean_jsonl=clean_jsonl)]
    documents = [item for item in items if isinstance(item, RawDocument)]
    return documents, [*found.rejected, *(item for item in items if isinstance(item, Rejection))]


def jsonl(*rows: object) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


def test_files_below_a_folder_are_read_in_order_without_hidden_ones(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "sub/c.text", "sub/plain", ".hidden.txt", ".git/d.txt", "sources.toml"):
        write(tmp_path / name, "" if name.endswith("toml") else f"Text of {name}.")
    documents, rejected = read_all(tmp_path)
    assert [d.document_id for d in documents] == ["a", "b", "sub-c", "sub-plain"]
    assert rejected == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [("sub/Feb 3 call.txt", "sub-feb-3-call"), ("000_8ff.txt", "000_8ff"), ("Émile.txt", "émile")],
)
def test_a_document_is_named_after_its_path(name: str, expected: str) -> None:
    assert document_id_of(Path("/root") / name, Path("/root")) == expected


def test_a_name_without_letters_or_too_long_gets_a_hash() -> None:
    ids = {document_id_of(Path("/r") / name, Path("/r")) for name in ("!!.txt", "??.txt", "a" * 200 + ".txt")}
    assert len(ids) == 3
    assert all(len(document_id) <= 89 for document_id in ids)


def test_a_missing_path_and_a_folder_without_documents_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not exist"):
        discover([tmp_path / "nowhere"])
    with pytest.raises(InputError, match="no document"):
        discover([tmp_path])


def test_a_file_reached_twice_is_read_once(tmp_path: Path) -> None:
    file = write(tmp_path / "a.txt", "Once.")
    (tmp_path / "link.txt").symlink_to(file)
    assert len(discover([tmp_path, file]).files) == 1


def test_links_that_lead_in_circles_or_nowhere_do_no_harm(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "Here.")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "self").symlink_to(tmp_path / "self")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "missing.txt")
    documents, rejected = read_all(tmp_path)
    assert [d.document_id for d in documents] == ["a"]
    assert sorted(Path(r.origin).name for r in rejected) == ["gone.txt", "self"]


def test_a_named_pipe_does_not_hang_the_run(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(InputError, match="neither a file nor a folder"):
        discover([tmp_path / "pipe.txt"])


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b" \n\t\n", "blank"),
        (b"\x89PNG\x00\x00\x00\x01" * 50, "binary"),
        (b"\xff\xfea\x00b", "UTF-16"),
        (b"a" * (MAX_CHARACTERS + 1), "more than"),
        (b"a" * (4 * MAX_CHARACTERS + 1), "more than"),
    ],
)
def test_an_unusable_file_is_rejected_and_its_neighbour_read(tmp_path: Path, content: bytes, words: str) -> None:
    write(tmp_path / "bad.txt", content)
    write(tmp_path / "good.txt", "A good document.")
    documents, (rejection,) = read_all(tmp_path)
    assert [d.document_id for d in documents] == ["good"]
    assert rejection.origin.endswith("bad.txt")
    assert words in rejection.reason
    assert "\n" not in rejection.reason


def test_an_unknown_kind_of_file_is_rejected_with_the_kinds_that_can_be_read(tmp_path: Path) -> None:
    write(tmp_path / "a.xyz", "?")
    _, (rejection,) = read_all(tmp_path)
    assert ".txt" in rejection.reason
    assert ".jsonl" in rejection.reason


def test_a_file_that_vanishes_after_it_was_found_is_rejected(tmp_path: Path) -> None:
    for name in ("a.txt", "b.jsonl"):
        write(tmp_path / name, "x")
    found = discover([tmp_path])
    for file in found.files:
        file.path.unlink()
        (rejection,) = read(file)
        assert isinstance(rejection, Rejection)
        assert "vanished" in rejection.reason


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_read_permission_is_rejected(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "secret").chmod(0)
    _, (rejection,) = read_all(tmp_path)
    assert "permission" in rejection.reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "utf-16-be-bom"], ids=lambda name: name)
def test_usual_encodings_are_read_alike(tmp_path: Path, encoding: str) -> None:
    text = "The café’s “naïve” plan – at €5 – was agreed on by both sides of the table yesterday."
    data = b"\xfe\xff" + text.encode("utf-16-be") if encoding.endswith("bom") else text.encode(encoding)
    write(tmp_path / "a.txt", data)
    (document,), _ = read_all(tmp_path)
    assert document.text == text


def test_an_eastern_encoding_is_guessed(tmp_path: Path) -> None:
    text = "Президент заявил, что переговоры были полезными и что стороны договорились о новой встрече в марте. " * 5
    write(tmp_path / "a.txt", text.encode("cp1251"))
    (document,), _ = read_all(tmp_path)
    assert document.text == text


def test_sources_toml_tells_what_the_files_do_not(tmp_path: Path) -> None:
    write(tmp_path / "sub/a.txt", "Text.")
    write(
        tmp_path / "sub/sources.toml",
        '["a.txt"]\noutlet = "The Post"\nurl = "https://x"\npublished_on = 2023-01-24\n',
    )
    (document,), rejected = read_all(tmp_path)
    assert (document.outlet, document.url, document.published_on) == (
        "The Post",
        "https://x",
        date(2023, 1, 24),
    )
    assert rejected == []


def test_a_file_counts_as_changed_when_its_entry_in_sources_toml_does(tmp_path: Path) -> None:
    file = write(tmp_path / "a.txt", "Text.")
    before = discover([tmp_path]).files[0].file_hash
    assert before == hash_file(file)
    write(tmp_path / "sources.toml", '["a.txt"]\noutlet = "The Post"\n')
    assert discover([tmp_path]).files[0].file_hash != before


@pytest.mark.parametrize(
    "content", ["[broken", '"a.txt" = 3', '["a.txt"]\noutlet = 3', '["a.txt"]\npublished_on = "?"']
)
def test_a_wrong_sources_toml_is_named_and_the_file_still_read(tmp_path: Path, content: str) -> None:
    write(tmp_path / "a.txt", "Text.")
    write(tmp_path / "sources.toml", content)
    documents, (rejection,) = read_all(tmp_path)
    assert len(documents) == 1
    assert rejection.origin.endswith("sources.toml")


def test_a_corpus_line_gives_its_fields(tmp_path: Path) -> None:
    row = {
        "doc_id": "d1",
        "title": " A\ntitle ",
        "text": "Body.",
        "source": "The Post",
        "published_at": "2023-01-23T23:30:00-05:00",
        "url": "https://x/1",
    }
    write(
        tmp_path / "c.jsonl",
        jsonl(row, {"_id": "d2", "text": "Other.", "title": ""}, {"id": 3, "text": "Third."}),
    )
    documents, rejected = read_all(tmp_path)
    first = documents[0]
    assert (first.document_id, first.title, first.outlet, first.url) == (
        "d1",
        "A title",
        "The Post",
        "https://x/1",
    )
    assert first.published_on == date(2023, 1, 23)
    assert first.origin.endswith("c.jsonl:1")
    assert first.clean
    assert [d.document_id for d in documents] == ["d1", "d2", "3"]
    assert documents[1].title is None
    assert rejected == []


def test_a_gzipped_corpus_reads_as_the_plain_one(tmp_path: Path) -> None:
    text = jsonl({"id": "a", "text": "x"}, {"id": "b", "text": "y"})
    write(tmp_path / "c.jsonl.gz", gzip.compress(text.encode()))
    documents, rejected = read_all(tmp_path, clean_jsonl=True)
    assert [d.document_id for d in documents] == ["a", "b"]
    assert not any(d.clean for d in documents)
    assert rejected == []


def test_a_gzip_that_breaks_off_keeps_the_lines_before(tmp_path: Path) -> None:
    rows = [{"id": str(n), "text": os.urandom(400).hex()} for n in range(200)]
    data = gzip.compress(jsonl(*rows).encode())
    write(tmp_path / "c.jsonl.gz", data[: len(data) // 2])
    documents, (rejection,) = read_all(tmp_path)
    assert 0 < len(documents) < 200
    assert "cut off" in rejection.reason


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b"{broken", "not valid JSON"),
        (b"[1]", "no JSON object"),
        (b'{"id": "x"}', 'no "text"'),
        (b'{"id": "x", "text": "  "}', 'no "text"'),
        (b'{"id": "good", "text": "again"}', "repeats the id"),
        (b'{"id": "caf\xe9", "text": "x"}', "not UTF-8"),
        (b'{"id": ["x"], "text": "x"}', "neither text nor"),
        (b'{"id": "a\\u0007", "text": "x"}', "cannot be printed"),
        (b"[" * 100_000, "too deep"),
        (b'{"id": 1, "text": "x", "n": ' + b"1" * 5_000 + b"}", "too large a number"),
    ],
)
def test_a_wrong_line_is_named_by_its_number_and_the_others_read(tmp_path: Path, line: bytes, words: str) -> None:
    good = b'{"id": "good", "text": "x"}\n'
    write(tmp_path / "c.jsonl", good + line + b'\n\n{"id": "last", "text": "x"}')
    documents, (rejection,) = read_all(tmp_path)
    assert [d.document_id for d in documents] == ["good", "last"]
    assert rejection.origin.endswith("c.jsonl:2")
    assert rejection.reason.startswith("line 2 ")
    assert words in rejection.reason


def test_a_file_that_is_no_corpus_is_not_complained_about_line_by_line(tmp_path: Path) -> None:
    write(tmp_path / "c.jsonl", "a;b;c\n" * 5_000)
    documents, rejected = read_all(tmp_path)
    assert documents == []
    assert len(rejected) == 101
    assert "4,900 more" in rejected[-1].reason


def test_a_lone_surrogate_in_a_corpus_can_be_stored(tmp_path: Path) -> None:
    write(tmp_path / "c.jsonl", '{"id": "a", "title": "T\\ud800", "text": "x \\udfff y"}\n')
    (document,), _ = read_all(tmp_path)
    assert document.text == "x \ufffd y"
    assert document.title == "T\ufffd"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2023-01-23", date(2023, 1, 23)),
        ("2023-01-23 10:00:00", date(2023, 1, 23)),
        ("Mon, 23 Jan 2023 10:00:00 +0000", date(2023, 1, 23)),
        ("January 23, 2023", date(2023, 1, 23)),
        (1674468000, date(2023, 1, 23)),
        (1674468000000, date(2023, 1, 23)),
        ("soon", None),
        (True, None),
        (1e300, None),
    ],
)
def test_publication_dates_are_read_in_their_usual_forms(tmp_path: Path, value: object, expected: date | None) -> None:
    write(tmp_path / "c.jsonl", jsonl({"id": "a", "text": "x", "published_at": value}))
    (document,), _ = read_all(tmp_path)
    assert document.published_on == expected
