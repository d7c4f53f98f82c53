"""Makes RESULTS.md: `python -m eval.results BENCH_FOLDER [--out FILE] [--work DIR]`.

Every set of questions below the folder is run as a suite; search is measured method by method, cleaning on the
sets of pages, and what a run costs on an archive of several corpora.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from assistant.settings import Settings, read_settings
from eval.bench_cleaning import CLEANERS, compare, read_pages
from eval.bench_run import CASES, Cost, measure_runs
from eval.bench_search import COSINE, METHODS, RANKED, Searched, figure, search_all, values
from eval.chosen import choose
from eval.columns import Columns
from eval.errors import SuiteError
from eval.folder import RunFolder
from eval.metrics.table import Figure
from eval.opening import indexed
from eval.question_set import find_jsonl
from eval.run import Options, run_suites
from eval.suite import Suite, load_suite
from eval.summary import Summary, Value, summarise, value_of
from eval.written_question import HELD_OUT
from index.archive import open_archive
from index.progress import Progress, silent

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from eval.bench_cleaning import Page

CLEANING = tuple(Figure(name, name) for name in ("precision", "recall", "f1"))


@dataclass(frozen=True, slots=True)
class Part:
    """Figures over all questions of a set, or over those held out."""

    summary: Summary
    search: tuple[tuple[Value | None, ...], ...]  # [measure of search, method]; none without a corpus
    cosine: Value | None  # AUROC of the best cosine alone


@dataclass(frozen=True, slots=True)
class SetResults:
    """What a set of questions came to."""

    name: str
    documents: int
    passages: int
    questions: int
    whole: Part
    held_out: Part


@dataclass(frozen=True, slots=True)
class Cleaned:
    """How well a way of cleaning does: precision, recall, F1."""

    name: str
    whole: tuple[Value, ...]
    held_out: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """All that was measured."""

    sets: tuple[SetResults, ...]
    cleaning: dict[str, tuple[Cleaned, ...]]  # by the name of the set of pages
    costs: tuple[Cost, ...]


@dataclass(frozen=True, slots=True)
class _Searches:
    """What searching a set's corpus gave."""

    documents: int = 0
    passages: int = 0
    searched: tuple[Searched, ...] = ()


def measure(
    bench: Path,
    work: Path,
    settings: Settings,
    options: Options,
    cases: Sequence[int] = CASES,
    progress: Progress = silent,
) -> Results:
    """Measure all that is below a folder. Raises `SuiteError` where nothing is."""
    folders = sorted(path for path in bench.iterdir() if path.is_dir())
    questions = [path for path in folders if find_jsonl(path, "queries")]
    pages = {path.name: found for path in folders if (found := find_jsonl(path, "pages"))}
    if not questions:
        raise SuiteError(f"No folder below {bench} holds queries.jsonl; name the folder that the sets are in.")
    run = RunFolder(work / "run")
    asyncio.run(run_suites(questions, settings, run, options, progress))
    suites = [load_suite(path) for path in questions]
    chosen = [replace(suite, cases=choose(suite.cases, options.tags, options.limit)) for suite in suites]
    whole = {one.suite: one for one in summarise(run.records())}
    held_out = {one.suite: one for one in summarise(record for record in run.records() if HELD_OUT in record.tags)}
    return Results(
        tuple(_set(suite, _search(suite, settings, progress), whole, held_out) for suite in chosen),
        {name: _cleaning(path) for name, path in pages.items()},
        measure_runs(suites, work, settings, cases, progress=progress) if cases else (),
    )


def _search(suite: Suite, settings: Settings, progress: Progress) -> _Searches:
    if suite.archive is None:
        return _Searches()
    with indexed(suite, settings, progress) as own, open_archive(own.for_index(), progress=progress) as archive:
        searched = []
        for one in search_all(archive, suite.cases):
            searched.append(one)
            progress(f"search {suite.name}", len(searched), len(suite.cases))
        return _Searches(len(archive.documents()), archive.passage_count(), tuple(searched))


def _set(suite: Suite, found: _Searches, whole: dict[str, Summary], held_out: dict[str, Summary]) -> SetResults:
    nothing = Summary(suite.name, "", (), (), ())
    half = [one for one in found.searched if HELD_OUT in one.tags]
    return SetResults(
        suite.name,
        found.documents,
        found.passages,
        len(suite.cases),
        _part(whole.get(suite.name, nothing), found.searched),
        _part(held_out.get(suite.name, nothing), half),
    )


def _part(summary: Summary, searched: Sequence[Searched]) -> Part:
    search = tuple(values(searched, [figure(name, method) for method in METHODS]) for name in RANKED)
    (cosine,) = values(searched, [COSINE])
    return Part(summary, search if searched else (), cosine)


def _cleaning(path: Path) -> tuple[Cleaned, ...]:
    whole, held_out = read_pages(path, "all"), read_pages(path)
    return tuple(Cleaned(name, _cleaned(whole, name), _cleaned(held_out, name)) for name in CLEANERS)


def _cleaned(pages: Iterable[Page], cleaner: str) -> tuple[Value, ...]:
    columns = Columns()
    for page in pages:
        score = compare(CLEANERS[cleaner](page.text), page.body)
        columns.add({"precision": score.precision, "recall": score.recall, "f1": score.f1})
    return tuple(value for one in CLEANING if (value := value_of(one, columns)) is not None)


def main() -> None:
    """Measure everything and write the document."""
    from eval.results_page import markdown

    parser = argparse.ArgumentParser(prog="python -m eval.results", description="Makes the document of all figures.")
    parser.add_argument("bench", type=Path, help="folder with a folder for each set")
    parser.add_argument("--out", type=Path, default=Path("eval/RESULTS.md"))
    parser.add_argument("--work", type=Path, help="keeps what is indexed and answered; default: thrown away")
    parser.add_argument("--limit", type=int, help="only so many questions of each set")
    parser.add_argument("--cases", nargs="*", type=int, default=CASES, help="of the runs whose cost is measured")
    parser.add_argument("--resume", action="store_true", help="go on with the answers that are in --work")
    given = parser.parse_args()
    with TemporaryDirectory(prefix="readout-results-") as thrown_away:
        options = Options(resume=given.resume, limit=given.limit)
        work = given.work or Path(thrown_away)
        results = measure(given.bench, work, read_settings(work), options, given.cases, _show)
    given.out.write_text(markdown(results), encoding="utf-8")


def _show(stage: str, done: int, total: int) -> None:
    if done == total:
        sys.stderr.write(f"{stage}: {total}\n")


if __name__ == "__main__":
    main()
