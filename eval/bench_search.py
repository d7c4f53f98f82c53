"""Measures search on sets of questions: `python -m eval.bench_search FOLDER...`.

The fused ranking and each method alone, by the same measures that suites are given; how well the best cosine
alone tells answerable questions from others; and the time that search takes, and the model within it.
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Literal, get_args

from assistant.serialise import document_view, search_result
from assistant.settings import read_settings
from eval.columns import Columns
from eval.metrics.retrieval import measure
from eval.metrics.statistics import auroc
from eval.metrics.table import BY_NAME, Figure
from eval.observed import Observed
from eval.opening import indexed
from eval.suite import load_suite
from eval.summary import value_of
from eval.written_question import HELD_OUT, TUNE
from index.archive import open_archive
from index.errors import InputError
from index.progress import silent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from assistant.serialise import DocumentView
    from eval.case import Case
    from eval.cases import Cases
    from eval.observed import Documents
    from eval.summary import Value
    from index.archive import Archive
    from index.types import ScoredPassage

Method = Literal["hybrid", "vectors", "words"]
METHODS: tuple[Method, ...] = get_args(Method)
_CUT = ("hit@1", "recall@4", "recall@10")
RANKED = tuple(f"retrieval.{unit}.{name}" for unit in ("document", "passage") for name in _CUT)
COSINE = Figure("cosine.auroc", "the best cosine alone", columns=("cosine", "answerable"), statistic=auroc)
_POOL = 200  # passages: above what either method finds for fusion
_TIMED = 100  # questions


@dataclass(frozen=True, slots=True)
class Searched:
    """What one question adds to the figures of search."""

    question: str
    tags: tuple[str, ...]
    measures: dict[str, float]  # by column


def search_all(archive: Archive, cases: Cases) -> Iterator[Searched]:
    """Search for each case that names evidence, or of which it is known whether it can be answered."""
    for case in cases:
        if case.gold or case.status is not None:
            yield _search(archive, case)


def figure(name: str, method: Method) -> Figure:
    """Return a measure of search, of one method."""
    return Figure(f"{method}: {name}", BY_NAME[name].about)


def values(searched: Iterable[Searched], figures: Iterable[Figure]) -> tuple[Value | None, ...]:
    """Return each figure over the questions, None where none bears on it."""
    columns = Columns()
    for one in searched:
        columns.add(one.measures)
    return tuple(value_of(figure, columns) for figure in figures)


def _search(archive: Archive, case: Case) -> Searched:
    question = case.standalone or case.asked[-1]
    found = archive.search(question, _POOL, case.filters.for_search())
    documents = dict(_documents(archive, case.gold_documents))
    measures = {"cosine": max((one.dense for one in found if one.dense is not None), default=0.0)}
    if case.status is not None:
        measures["answerable"] = float(case.status == "answered")
    for method, ranking in _rankings(found):
        measures |= _measures(case, documents, method, ranking)
    return Searched(question, case.tags, measures)


def _rankings(found: Sequence[ScoredPassage]) -> Iterator[tuple[Method, Sequence[ScoredPassage]]]:
    yield "hybrid", found
    yield "vectors", _by(found, lambda one: one.dense)
    yield "words", _by(found, lambda one: one.lexical)


def _by(found: Iterable[ScoredPassage], score: Callable[[ScoredPassage], float | None]) -> Sequence[ScoredPassage]:
    scored = [(own, one) for one in found if (own := score(one)) is not None]
    return [one for _, one in sorted(scored, key=lambda pair: (-pair[0], pair[1].passage.passage_id))]


def _measures(case: Case, documents: Documents, method: Method, ranking: Sequence[ScoredPassage]) -> dict[str, float]:
    ranked = search_result("", ranking).passages
    return {f"{method}: {one.name}": one.value for one in measure(Observed(case, None, (), documents, 0.0, ranked))}


def _documents(archive: Archive, document_ids: Iterable[str]) -> Iterator[tuple[str, DocumentView]]:
    for document_id in document_ids:
        try:
            yield document_id, document_view(archive.document(document_id))
        except InputError:
            continue


def main() -> None:
    """Print a table for each set."""
    parser = argparse.ArgumentParser(prog="python -m eval.bench_search", description="Measures search.")
    parser.add_argument("folders", nargs="+", type=Path)
    for folder in parser.parse_args().folders:
        suite = load_suite(folder)
        with indexed(suite, read_settings(), silent) as settings, open_archive(settings.for_index()) as archive:
            searched = tuple(search_all(archive, suite.cases))
            sys.stdout.write(f"### {suite.name}: {archive.passage_count()} passages\n\n")
            sys.stdout.write("".join(f"{line}\n" for line in (*_table(searched), _times(archive, searched), "")))


def _table(searched: Sequence[Searched]) -> Iterator[str]:
    for half in (TUNE, HELD_OUT):
        ones = [one for one in searched if half in one.tags]
        for name in RANKED:
            found = values(ones, (figure(name, method) for method in METHODS))
            cells = (f"{method} {_cell(value)}" for method, value in zip(METHODS, found, strict=True))
            yield f"{half:9} {name:32} {'  '.join(cells)}"
        yield f"{half:9} {COSINE.name:32} {_cell(*values(ones, (COSINE,)))}"


def _cell(value: Value | None) -> str:
    return f"{value.value:.4f} (n={value.cases})" if value else "–"


def _times(archive: Archive, searched: Iterable[Searched]) -> str:
    sample = sorted((one.question for one in searched), key=lambda text: sha256(text.encode()).digest())[:_TIMED]
    # A question's vector is remembered; with another space at its end it is a new one.
    whole = median(_milliseconds(archive.search, f"{text} ") for text in sample)
    model = median(_milliseconds(archive.embedding.embed_query, f"{text}  ") for text in sample)
    return f"median of {len(sample)}: {whole:.1f} ms, of which the model {model:.1f} ms"


def _milliseconds(call: Callable[[str], object], text: str) -> float:
    began = time.perf_counter()
    call(text)
    return 1000 * (time.perf_counter() - began)


if __name__ == "__main__":
    main()
