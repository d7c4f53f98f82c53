from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from eval.errors import SuiteError
from eval.qrels import read_qrels

if TYPE_CHECKING:
    from pathlib import Path

WANTED = {"q1": ("may", "june"), "q2": ()}


@pytest.mark.parametrize(
    "rows",
    [
        "query-id\tcorpus-id\tscore\nq1\tmay\t1\nq1\tjune\t2\nq2\tmay\t0\n",
        "q1\tmay\t1\r\nq1\tjune\t1.0\r\n\r\nq2\tmay\t0\r\n",
        "q1 0 may 1\nq1 0 june 1\nq1 0 may 1\nq2 0 may -1\n",
        "\ufeffqid\tQ0\tdocid\trel\nq1\t0\tmay\t1\nq1\t0\tjune\t1\nq2\t0\tmay\t0\n",
    ],
)
def test_columns_are_beirs_three_or_trecs_four_with_or_without_a_header(tmp_path: Path, rows: str) -> None:
    (tmp_path / "qrels.txt").write_text(rows, encoding="utf-8", newline="")
    assert read_qrels(tmp_path) == WANTED


def test_ids_may_hold_spaces_where_columns_are_parted_by_tabs(tmp_path: Path) -> None:
    (tmp_path / "qrels.tsv").write_text("q 1\tthe may bulletin\t1\n")
    assert read_qrels(tmp_path) == {"q 1": ("the may bulletin",)}


def test_the_test_split_stands_alone_where_there_is_one(tmp_path: Path) -> None:
    (tmp_path / "qrels").mkdir()
    (tmp_path / "qrels" / "dev.tsv").write_text("q1\tmay\t1\n")
    (tmp_path / "qrels" / "train.tsv").write_text("q2\tjune\t1\n")
    assert read_qrels(tmp_path) == {"q1": ("may",), "q2": ("june",)}
    (tmp_path / "qrels" / "test.tsv").write_text("q3\tjuly\t1\n")
    assert read_qrels(tmp_path) == {"q3": ("july",)}


def test_a_folder_without_judgements_has_none_rather_than_no_relevant_documents(tmp_path: Path) -> None:
    assert read_qrels(tmp_path) is None


@pytest.mark.parametrize(
    ("rows", "where"),
    [
        ("q1\tmay\t1\nq1\tmay\tyes\n", "line 2, field score: 'yes' is not a number."),
        ("q1\tmay\t1\nq1\tmay\n", "line 2: 2 columns; wanted are query-id, corpus-id, score."),
        ("q1\t0\tmay\t1\t1\n", "line 1: 5 columns"),
    ],
)
def test_a_mistake_names_file_line_and_field(tmp_path: Path, rows: str, where: str) -> None:
    (tmp_path / "qrels.tsv").write_text(rows)
    with pytest.raises(SuiteError) as raised:
        read_qrels(tmp_path)
    assert str(raised.value).startswith(f"{tmp_path / 'qrels.tsv'}, {where}")


def test_a_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "qrels.tsv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SuiteError, match="cannot be read as UTF-8 text"):
        read_qrels(tmp_path)
