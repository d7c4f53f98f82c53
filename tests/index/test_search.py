"""Fusion by numbers that can be checked on paper; filters against a scan of everything."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from index.search import fuse
from index.types import Filters
from tests.index.stand_in import WordEmbedding, harbour, small_archive, write_corpus

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from index.archive import Archive

START = date(2001, 1, 1)


def test_a_cosine_and_weighed_words_are_added() -> None:
    dense = {"a:0-9:m:v": 0.50, "b:0-9:m:v": 0.48}
    lexical = {"b:0-9:m:v": 5.0, "c:0-9:m:v": 2.0}
    found = [(c.entry.document_id, c.score, c.dense, c.lexical) for c in fuse(dense, lexical, words=4)]
    # 0.06 / sqrt(4) = 0.03 for each point of BM25
    assert found == [("b", 0.63, 0.48, 5.0), ("a", 0.5, 0.5, None), ("c", 0.06, None, 2.0)]


def test_ties_go_by_document_and_then_by_place() -> None:
    dense = {"b:0-9:m:v": 0.5, "a:10-19:m:v": 0.5, "a:9-10:m:v": 0.5, "a:1:0-9:m:v": 0.5}
    entries = [c.entry for c in fuse(dense, {}, words=1)]
    assert [(e.document_id, e.start) for e in entries] == [("a", 9), ("a", 10), ("a:1", 0), ("b", 0)]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder: Path = tmp_path_factory.mktemp("search")
    days = (START + timedelta(days=n) for n in range(400))
    reports = [
        harbour(n, source="Rare" if n % 80 == 7 else f"Daily {n % 3}", published_at=day.isoformat())
        for n, day in enumerate(days)
    ]
    with small_archive(folder / "home") as archive:
        archive.sync([write_corpus(folder / "c.jsonl", reports)])
        yield archive


@pytest.mark.parametrize(
    "filters",
    [
        Filters(),
        Filters(outlets=("RARE",)),
        Filters(outlets=("Daily 1", "Daily 2"), since=date(2001, 6, 1)),
        Filters(since=date(2001, 3, 1), until=date(2001, 3, 2)),
        Filters(document_ids=tuple(f"harbour-{n:04}" for n in range(0, 400, 9))),
    ],
)
def test_no_passage_that_passes_is_nearer_than_those_found(archive: Archive, filters: Filters) -> None:
    question = "the pilots of Port 3 and the crane of quay 4"
    vector = WordEmbedding().embed_query(question)
    entries = archive.catalog.entries(filters)
    cosines = sorted(archive._stores().vectors.cosines(vector, entries).values(), reverse=True)
    found = archive.search(question, 200, filters)
    assert len(found) == min(200, len(entries))
    assert sorted((hit.dense or 0.0 for hit in found), reverse=True)[:50] == cosines[:50]


def test_every_result_has_a_cosine_and_its_text(archive: Archive) -> None:
    for hit in archive.search("week 12", 100):
        assert hit.dense is not None
        assert hit.text == archive.document(hit.passage.document_id).text[hit.passage.start : hit.passage.end]
