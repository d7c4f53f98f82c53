"""Measures a run's time and memory: `python -m eval.bench_run FOLDER... [--cases N...] [--passages N]`.

The corpora of sets of questions become one archive; so many of their cases are asked of it, reports included,
each number in a process of its own.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import chain, count, islice, zip_longest
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING

import yaml

from assistant.settings import Settings, read_settings
from eval.errors import SuiteError
from eval.suite import Suite, load_suite
from index.archive import open_archive
from index.progress import Progress, silent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from eval.case import Case
    from index.archive import Archive

CASES = (250, 500, 1_000)
PASSAGES = 5_000


@dataclass(frozen=True, slots=True)
class Pool:
    """An archive made of several corpora, and the suites that ask of it."""

    home: Path
    suites: tuple[Suite, ...]
    passages: int


@dataclass(frozen=True, slots=True)
class Cost:
    """What a run took, from opening the index to its reports."""

    cases: int
    passages: int
    seconds: float
    peak_megabytes: float  # of the whole process


def measure_runs(
    suites: Sequence[Suite],
    work: Path,
    settings: Settings,
    cases: Sequence[int] = CASES,
    passages: int = PASSAGES,
    progress: Progress = silent,
) -> tuple[Cost, ...]:
    """Return the cost of a run of each number of cases."""
    own = settings.model_copy(update={"home": work / "home", "chroma_url": None, "database_url": None})
    pool = _pooled(suites, own, passages, progress)
    return tuple(_measure(pool, work, own, number) for number in cases)


def _pooled(suites: Sequence[Suite], settings: Settings, passages: int, progress: Progress) -> Pool:
    """Index one corpus after the other until there are enough passages, and not many more."""
    taken: list[Suite] = []
    with open_archive(settings.for_index(), progress=progress) as archive:
        for suite in suites:
            if suite.archive is None or (taken and archive.passage_count() >= passages):
                continue
            taken.append(suite)
            archive.sync([one.archive for one in taken if one.archive], progress=progress)
        if not taken:
            raise SuiteError("None of the folders holds a corpus; name one that does.")
        _trim(archive, taken, passages)
        return Pool(settings.home, tuple(taken), archive.passage_count())


def _trim(archive: Archive, suites: Sequence[Suite], passages: int) -> None:
    """Take documents that no case names out again, down to the number of passages wanted."""
    named = {document for suite in suites for case in suite.cases for document in case.named_documents}
    spare: list[str] = []
    left = archive.passage_count()
    for one in archive.documents():
        size = len(archive.document(one.document_id).passages)
        if one.document_id not in named and left - size >= passages:
            spare.append(one.document_id)
            left -= size
    if spare:
        archive.remove(spare)


def _measure(pool: Pool, work: Path, settings: Settings, number: int) -> Cost:
    suite = _write_suite(pool, work, number)
    # A process that is started anew: the peak of one that is forked begins with its parent's.
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        seconds, peak = process.submit(_run, suite, work / f"run-{number}", settings).result()
    return Cost(number, pool.passages, seconds, peak)


def _write_suite(pool: Pool, work: Path, number: int) -> Path:
    cases = work / f"cases-{number}.jsonl"
    with cases.open("w", encoding="utf-8") as lines:
        for case in islice(_cases(pool.suites), number):
            lines.write(case.model_dump_json(by_alias=True, exclude_defaults=True) + "\n")
    suite = work / f"suite-{number}.yaml"
    written = {"name": f"{number} cases", "archive": {"home": str(pool.home)}, "cases": [cases.name]}
    suite.write_text(yaml.safe_dump(written), encoding="utf-8")
    return suite


def _cases(suites: Sequence[Suite]) -> Iterator[Case]:
    """Yield a case of each suite in turn, from the start again when all were given; each time by another id."""
    for again in count():
        for case in chain.from_iterable(zip_longest(*(_named(suite, again) for suite in suites))):
            if case is not None:
                yield case


def _named(suite: Suite, again: int) -> Iterator[Case]:
    return (case.model_copy(update={"id": f"{suite.name}/{case.id}/{again}"}) for case in suite.cases)


def _run(suite: Path, report: Path, settings: Settings) -> tuple[float, float]:
    """Run a suite as `readout eval run` does; return the seconds and the peak of memory in megabytes."""
    from eval.finish import finish
    from eval.folder import RunFolder
    from eval.run import run_suites

    began = perf_counter()
    folder = RunFolder(report)
    asyncio.run(run_suites([suite], settings, folder))
    finish(folder)
    return perf_counter() - began, _peak_megabytes()


def _peak_megabytes() -> float:
    """The most memory that this process has held."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) / 1024
    from resource import RUSAGE_SELF, getrusage

    return getrusage(RUSAGE_SELF).ru_maxrss / 1024**2  # bytes, on macOS


def main() -> None:
    """Print a line for each number of cases."""
    parser = argparse.ArgumentParser(prog="python -m eval.bench_run", description="Measures a run's time and memory.")
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--cases", nargs="+", type=int, default=CASES)
    parser.add_argument("--passages", type=int, default=PASSAGES)
    arguments = parser.parse_args()
    suites = [load_suite(folder) for folder in arguments.folders]
    with TemporaryDirectory(prefix="readout-bench-") as work:
        for cost in measure_runs(suites, Path(work), read_settings(), arguments.cases, arguments.passages):
            sys.stdout.write(
                f"{cost.cases} cases on {cost.passages} passages: {cost.seconds:.1f} s, "
                f"peak {cost.peak_megabytes:.0f} MB\n"
            )


if __name__ == "__main__":
    main()
