from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

import pytest

from eval.errors import SuiteError
from eval.question_set import load_question_set

if TYPE_CHECKING:
    from pathlib import Path

ROWS = [
    {"query_id": f"q{number}", "question": "Which boat?", "answers": ["Tern"], "evidence": [{"doc_id": "d"}]}
    for number in range(20)
]


def write(folder: Path, rows: list[dict[str, object]]) -> Path:
    (folder / "corpus.jsonl").write_text("", encoding="utf-8")
    lines = "\n".join(map(json.dumps, rows))
    (folder / "queries.jsonl.gz").write_bytes(gzip.compress(lines.encode()))
    return folder


def test_questions_are_read_from_a_compressed_file(tmp_path: Path) -> None:
    rows = [{**ROWS[0], "answerable": False}, {"query_id": "q1", "question": "Who?", "answerable": None}]
    questions = {one.query_id: one for one in load_question_set(write(tmp_path, rows)).questions}
    assert questions["q0"].evidence == {"d"}
    assert questions["q0"].answers == ("Tern",)
    assert questions["q0"].answerable is False
    assert questions["q1"].answerable is None


def test_halves_follow_from_the_ids_hash(tmp_path: Path) -> None:
    # sha256("q0") begins with 34, sha256("q1") with c7
    halves = {one.query_id: one.half for one in load_question_set(write(tmp_path, ROWS)).questions}
    assert halves["q0"] == "tune"
    assert halves["q1"] == "held-out"


def test_a_limit_takes_as_many_of_each_half_and_always_the_same(tmp_path: Path) -> None:
    folder = write(tmp_path, ROWS)
    first = load_question_set(folder, 3).questions
    assert [one.half for one in first] == ["tune"] * 3 + ["held-out"] * 3
    write(tmp_path, ROWS[::-1])
    assert load_question_set(folder, 3).questions == first


def test_a_folder_without_questions_or_with_a_broken_line_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SuiteError, match=r"holds no corpus\.jsonl"):
        load_question_set(tmp_path)
    with pytest.raises(SuiteError, match=r"queries\.jsonl\.gz, line 2: not a question"):
        load_question_set(write(tmp_path, [ROWS[0], {"question": "Who?"}]))
