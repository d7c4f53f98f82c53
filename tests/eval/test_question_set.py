from __future__ import annotations

import gzip
import json
import tracemalloc
from typing import TYPE_CHECKING

import pytest

from assistant.settings import Settings
from eval.errors import SuiteError
from eval.opening import in_process, indexed
from eval.suite import load_suite
from index.progress import silent
from index.types import Filters

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

CORPUS = [
    {"doc_id": "may", "title": "Boats leave", "text": "On 3 May, some 212 boats had left Norhavn."},
    {"doc_id": "june", "title": "Cranes", "text": "Ada Holm said that the harbour of Norhavn has four cranes."},
]
BOATS = {"query_id": "boats", "question": "How many boats had left Norhavn?"}


def write(folder: Path, **files: Sequence[object]) -> Path:
    """Write each list of rows as `NAME.jsonl`."""
    folder.mkdir(exist_ok=True)
    for name, rows in files.items():
        (folder / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return folder


def test_a_folder_is_a_suite_of_its_name_with_its_corpus_for_an_archive(tmp_path: Path) -> None:
    suite = load_suite(write(tmp_path / "harbour", corpus=CORPUS, queries=[BOATS, {**BOATS, "query_id": "again"}]))
    assert suite.name == "harbour"
    assert suite.archive == tmp_path / "harbour" / "corpus.jsonl"
    assert suite.home is None
    assert len(suite.cases) == 2
    assert [case.id for case in suite.cases] == ["boats", "again"]


def test_a_folder_without_a_corpus_has_an_empty_archive(tmp_path: Path) -> None:
    row = {**BOATS, "history": [{"role": "user", "text": "Who is Ada Holm?"}], "rewrite": "How many boats?"}
    suite = load_suite(write(tmp_path / "follow-ups", queries=[row]))
    assert (suite.archive, suite.home) == (None, None)


def test_compressed_files_are_read_as_plain_ones_are(tmp_path: Path) -> None:
    plain = load_suite(write(tmp_path / "plain", corpus=CORPUS, queries=[BOATS]))
    packed = tmp_path / "packed"
    packed.mkdir()
    for name in ("corpus", "queries"):
        content = (tmp_path / "plain" / f"{name}.jsonl").read_bytes()
        (packed / f"{name}.jsonl.gz").write_bytes(gzip.compress(content))
    suite = load_suite(packed)
    assert suite.archive == packed / "corpus.jsonl.gz"
    assert list(suite.cases) == list(plain.cases)


def test_beirs_layout_takes_its_evidence_from_the_judgements(tmp_path: Path) -> None:
    queries = [
        {"_id": 7, "text": "How many boats had left Norhavn?", "metadata": {"url": "x"}},
        {"_id": "cranes", "text": "How many cranes are there?"},
        {"_id": "of another split", "text": "Who is Ada Holm?"},
    ]
    folder = write(tmp_path / "beir", corpus=[{"_id": "may", "text": "x", "title": ""}], queries=queries)
    (folder / "qrels").mkdir()
    rows = "query-id\tcorpus-id\tscore\n7\tmay\t1\n7\tjune\t0\n7\tjuly\t2\ncranes\tmay\t0\n"
    (folder / "qrels" / "test.tsv").write_text(rows)
    (folder / "qrels" / "train.tsv").write_text("query-id\tcorpus-id\tscore\nof another split\tmay\t1\n")
    first, second = load_suite(folder).cases
    assert (first.id, first.question, first.status) == ("7", "How many boats had left Norhavn?", None)
    assert first.gold_documents == {"may", "july"}
    assert (second.id, second.evidence) == ("cranes", ())


def test_a_question_that_says_what_is_wanted_needs_no_judgement(tmp_path: Path) -> None:
    folder = write(tmp_path / "mixed", corpus=CORPUS, queries=[BOATS, {**BOATS, "query_id": "b", "answerable": False}])
    (folder / "qrels.tsv").write_text("boats\tmay\t1\n")
    assert [case.id for case in load_suite(folder).cases] == ["boats", "b"]


def test_the_halves_are_tags(tmp_path: Path) -> None:
    # sha256("q0") begins with 34, sha256("q1") with c7
    rows = [{"query_id": "q0", "question": "Who?", "type": "name"}, {"query_id": "q1", "question": "When?"}]
    suite = load_suite(write(tmp_path / "harbour", queries=rows))
    assert [case.tags for case in suite.cases] == [("tune", "name"), ("held-out",)]
    assert suite.cases.tags == {"tune", "held-out", "name"}


def test_questions_are_read_one_by_one(tmp_path: Path) -> None:
    folder = write(tmp_path / "harbour", queries=[BOATS, {**BOATS, "query_id": "later"}])
    cases = iter(load_suite(folder).cases)
    (folder / "queries.jsonl").write_text(f"{json.dumps(BOATS)}\n{{\n")
    assert next(cases).id == "boats"
    with pytest.raises(SuiteError, match=r"queries\.jsonl, line 2: invalid JSON"):
        next(cases)


def test_memory_does_not_grow_with_what_the_questions_carry(tmp_path: Path) -> None:
    rows = [{**BOATS, "query_id": f"q{number}", "context": "x" * 5_000} for number in range(2_000)]
    folder = write(tmp_path / "harbour", queries=rows)  # 10 MB
    del rows
    tracemalloc.start()
    count = sum(1 for _ in load_suite(folder).cases)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 2_000
    assert peak < 3_000_000


@pytest.mark.parametrize(
    ("row", "where"),
    [
        ({"question": "Who?"}, "line 2, field query_id: field required."),
        ({"query_id": "b"}, "line 2, field question: field required."),
        ({"_id": "b", "text": " "}, "line 2, field text: string should have at least 1 character."),
        (BOATS, "line 2, field query_id: 'boats' is the id of an earlier question."),
        ({**BOATS, "answerable": "perhaps"}, "line 2, field answerable: input should be a valid boolean"),
        ({**BOATS, "answers": "212"}, "line 2, field answers: input should be a valid array."),
        ({**BOATS, "evidence": [{"text": "212"}]}, "line 2, field evidence.0.doc_id: field required."),
        ({**BOATS, "history": [{"role": "user"}]}, "line 2, field history.0.text: field required."),
        (["boats"], "line 2: input should be an object."),
    ],
)
def test_a_mistake_names_file_line_and_field(tmp_path: Path, row: object, where: str) -> None:
    folder = write(tmp_path / "harbour", queries=[BOATS, row])
    with pytest.raises(SuiteError) as raised:
        load_suite(folder)
    assert str(raised.value).startswith(f"{folder / 'queries.jsonl'}, {where}")


def test_what_is_not_a_set_is_refused_with_a_sentence_that_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SuiteError, match=r"holds no queries\.jsonl; a set of questions has it"):
        load_suite(tmp_path)
    write(tmp_path, pages=[{"doc_id": "p", "page_text": "x", "gold_body": "x"}])
    with pytest.raises(SuiteError, match=r"`python -m eval\.bench_cleaning .*pages\.jsonl` measures cleaning"):
        load_suite(tmp_path)
    with pytest.raises(SuiteError, match="holds no questions"):
        load_suite(write(tmp_path / "empty", queries=[]))


@pytest.mark.parametrize("damage", [b"\xff\xfe\x00", gzip.compress(b'{"query_id": "a"}' * 99)[:-12], b"{}"])
def test_a_file_that_cannot_be_unpacked_is_refused_with_a_sentence(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "queries.jsonl.gz").write_bytes(damage)
    with pytest.raises(SuiteError, match=r"queries\.jsonl\.gz cannot be read"):
        load_suite(tmp_path)


async def test_an_empty_archive_is_asked_and_answers_nothing(tmp_path: Path, cache: Path) -> None:
    suite = load_suite(write(tmp_path / "follow-ups", queries=[BOATS]))
    with indexed(suite, Settings(home=tmp_path / "home", cache=cache), silent) as settings:
        async with in_process(settings, silent) as opened:
            answer = await opened.face.ask("Who is Ada Holm?", conversation_id=None, filters=Filters())
    assert opened.documents == ()
    assert answer.status == "abstained"
    assert not (tmp_path / "home").exists()
