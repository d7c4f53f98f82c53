from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from assistant.settings import Settings
from eval.bench_run import measure_runs
from eval.errors import SuiteError
from eval.suite import load_suite
from index.archive import open_archive

if TYPE_CHECKING:
    from pathlib import Path

    from eval.suite import Suite


def write(folder: Path, documents: int) -> Suite:
    """A set whose one question names the second of its documents."""
    folder.mkdir()
    name = folder.name
    texts = {f"{name}-{number}": f"Boat {number} left Norhavn." for number in range(documents)}
    corpus = [{"doc_id": doc_id, "title": "", "text": text} for doc_id, text in texts.items()]
    query = {"query_id": "q", "question": "Which boat left?", "evidence": [{"doc_id": f"{name}-1"}]}
    (folder / "corpus.jsonl").write_text("".join(json.dumps(row) + "\n" for row in corpus), encoding="utf-8")
    (folder / "queries.jsonl").write_text(json.dumps(query), encoding="utf-8")
    return load_suite(folder)


def test_corpora_are_taken_until_there_are_enough_passages_and_what_is_too_many_is_left_out(
    tmp_path: Path, cache: Path
) -> None:
    suites = [write(tmp_path / name, documents) for name, documents in (("may", 3), ("june", 4), ("july", 2))]
    assert measure_runs(suites, tmp_path, Settings(home=tmp_path / "own", cache=cache), (), passages=5) == ()
    with open_archive(Settings(home=tmp_path / "home", cache=cache).for_index()) as archive:
        ids = [one.document_id for one in archive.documents()]
        assert archive.passage_count() == 5
    assert {"may-1", "june-1"} <= set(ids)
    assert not any(one.startswith("july") for one in ids)
    assert not (tmp_path / "own").exists()


def test_folders_without_a_corpus_are_refused(tmp_path: Path, cache: Path) -> None:
    (tmp_path / "queries.jsonl").write_text('{"query_id": "q", "question": "Who?"}', encoding="utf-8")
    with pytest.raises(SuiteError, match="None of the folders holds a corpus"):
        measure_runs([load_suite(tmp_path)], tmp_path, Settings(home=tmp_path / "own", cache=cache))
