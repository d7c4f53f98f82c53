import gzip
import json
from pathlib import Path

import pytest

from eval.bench_cleaning import Score, compare, long_lines, mean_score, read_pages
from eval.written_question import half_of


def test_a_cleaned_text_is_compared_by_its_four_word_runs() -> None:
    assert compare("a b c d e", "A, b c d") == Score(0.5, 1.0, pytest.approx(2 / 3))  # type: ignore[arg-type]
    assert compare("a b c d", "w x y z") == Score(0.0, 0.0, 0.0)
    assert compare("", "a b c d") == Score(0.0, 0.0, 0.0)


def test_a_page_belongs_to_one_half_for_good(tmp_path: Path) -> None:
    rows = [{"doc_id": f"d{n}", "page_text": "x", "gold_body": "x"} for n in range(40)]
    path = tmp_path / "pages.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(map(json.dumps, rows)).encode()))
    tune, held_out = read_pages(path, "tune"), read_pages(path)
    assert {page.doc_id for page in tune} | {page.doc_id for page in held_out} == {row["doc_id"] for row in rows}
    assert len(tune) + len(held_out) == 40
    assert all(half_of(page.doc_id) == "held-out" for page in held_out)


def test_the_mean_is_over_pages(tmp_path: Path) -> None:
    path = tmp_path / "pages.jsonl"
    rows = [
        {"doc_id": str(n), "page_text": "a b c d", "gold_body": body} for n, body in enumerate(["a b c d", "w x y z"])
    ]
    path.write_text("\n".join(map(json.dumps, rows)))
    assert mean_score(read_pages(path, "all"), lambda text: text).f1 == pytest.approx(0.5)


def test_long_lines_are_those_of_twelve_words_that_end_a_sentence() -> None:
    prose = "One two three four five six seven eight nine ten eleven twelve."
    quoted = "“One two three four five six seven eight nine ten eleven twelve.”"
    page = f"Menu\n{prose}\n{prose[4:]}\n{prose[:-1]}\n  {quoted}\n"
    assert long_lines(page) == f"{prose}\n{quoted}"
