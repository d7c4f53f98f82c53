from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from eval.bench_search import COSINE, METHODS, Searched, figure, search_all, values
from eval.suite import load_suite
from index.archive import open_archive
from index.settings import IndexSettings

if TYPE_CHECKING:
    from pathlib import Path

CORPUS = {
    "boats": "Some 212 boats had left Norhavn since March.",
    "cranes": "The harbour has four cranes, said Ada Holm.",
    "ferries": "Ferries carry passengers on the northern line.",
}
QUERIES = [
    {
        "query_id": "q0",
        "question": "How many cranes does the harbour have?",
        "evidence": [{"doc_id": "cranes", "text": "four cranes"}],
        "answerable": True,
    },
    {"query_id": "q1", "question": "Who won the chess final?", "answerable": False},
    {"query_id": "q2", "question": "A question of which nothing is known"},
]
RECALL = "retrieval.document.recall@4"


def test_each_method_ranks_the_passages_that_a_real_archive_finds(tmp_path: Path, cache: Path) -> None:
    corpus = [{"doc_id": name, "title": "", "text": text} for name, text in CORPUS.items()]
    for name, rows in (("corpus", corpus), ("queries", QUERIES)):
        (tmp_path / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    with open_archive(IndexSettings(tmp_path / "home", cache)) as archive:
        archive.sync([tmp_path / "corpus.jsonl"])
        searched = tuple(search_all(archive, load_suite(tmp_path).cases))
    assert [one.question for one in searched] == [row["question"] for row in QUERIES[:2]]
    for name in ("retrieval.document.hit@1", "retrieval.passage.hit@1"):
        found = values(searched, (figure(name, method) for method in METHODS))
        assert [(one.value, one.cases) for one in found if one] == [(1.0, 1)] * 3
    (auroc,) = values(searched, (COSINE,))
    assert auroc is not None
    assert (auroc.value, auroc.cases) == (1.0, 2)


def test_figures_are_means_over_the_questions_that_bear_on_them() -> None:
    searched = [
        Searched("a", (), {"cosine": 0.9, "answerable": 1, f"words: {RECALL}": 1.0, f"hybrid: {RECALL}": 0.5}),
        Searched("b", (), {"cosine": 0.4, "answerable": 1, f"words: {RECALL}": 0.0}),
        Searched("c", (), {"cosine": 0.6, "answerable": 0}),
    ]
    hybrid, vectors, words, auroc = values(searched, [*(figure(RECALL, method) for method in METHODS), COSINE])
    assert vectors is None
    assert hybrid is not None
    assert words is not None
    assert auroc is not None
    assert (hybrid.value, hybrid.cases) == (0.5, 1)
    assert (words.value, words.cases) == (0.5, 2)
    assert auroc.value == pytest.approx(0.5)  # .9 > .6 > .4
