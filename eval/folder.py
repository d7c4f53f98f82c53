"""A run on disk: results as they come, and what is made of them when they are there.

results.jsonl   a record a line, written as soon as a case is done
run.json        what was planned: suites, cases, gates
summary.json    figures, rates, fallen gates
report.html     the same for people
junit.xml       the same for a build server
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from assistant.serialise import to_json
from eval.errors import RunError
from eval.record import from_line, to_line
from eval.suite import Ablation, Gates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pydantic import TypeAdapter

    from eval.record import Record

MADE = ("summary.json", "report.html", "junit.xml")


@dataclass(frozen=True, slots=True)
class Planned:
    """One variant of one suite, as it is to be run."""

    suite: str
    variant: str
    path: Path
    cases: int
    gates: Gates
    ablations: tuple[Ablation, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run is to do."""

    begun: str  # ISO 8601, UTC
    suites: tuple[Planned, ...]


class RunFolder:
    """The files of one run."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.results = path / "results.jsonl"

    @property
    def begun(self) -> bool:
        """Whether there is a run in it, at its end or not."""
        return (self.path / "run.json").exists()

    def begin(self, plan: Plan, *, resume: bool) -> None:
        """Make ready for records; those that are there are kept when resuming, if they are planned still."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            for name in ("run.json", *MADE):
                (self.path / name).unlink(missing_ok=True)
            if resume:
                planned = {(one.suite, one.variant) for one in plan.suites}
                self._keep(lambda record: (record.suite, record.variant) in planned)
            else:
                self.results.unlink(missing_ok=True)
            self.write_json("run.json", plan)
        except OSError as error:
            raise RunError(f"{self.path} cannot be written to ({error.strerror}); choose another --report.") from error

    def retain(self, suite: str, variant: str, fingerprints: Mapping[str, str]) -> None:
        """Drop the records of a variant that do not have the fingerprint given for their case."""

        def current(record: Record) -> bool:
            other = (record.suite, record.variant) != (suite, variant)
            return other or fingerprints.get(record.case_id) == record.fingerprint

        self._keep(current)

    def done(self, suite: str, variant: str, ablation: Ablation | None) -> set[str]:
        """Return the ids of the cases that have a record."""
        return {record.case_id for record in self._of(suite, variant) if record.ablation == ablation}

    def cited(self, suite: str, variant: str) -> frozenset[str]:
        """Return the ids of the documents that any answer cites, or names as reporting the same."""
        answers = (record.answer for record in self._of(suite, variant) if record.answer)
        citations = (citation for answer in answers for citation in answer.citations)
        return frozenset(one for citation in citations for one in (citation.document_id, *citation.also_reported_by))

    def lookup(self, suite: str, variant: str) -> Callable[[str], Record | None]:
        """Return what finds the record of a case, by its id, as it was asked without an ablation."""
        places = {record.case_id: place for place, record in self._placed() if record.key[:3] == (suite, variant, "")}

        def find(case_id: str) -> Record | None:
            if case_id not in places:
                return None
            with self.results.open("rb") as lines:
                lines.seek(places[case_id])
                return from_line(lines.readline().decode("utf-8"))

        return find

    def open_results(self) -> TextIO:
        """Open the results for appending; each line is on disk when it is written."""
        return self.results.open("a", encoding="utf-8", buffering=1)

    def records(self) -> Iterator[Record]:
        """Yield the records in the order in which they were written. Raises `RunError` where there are none."""
        if not self.results.exists():
            raise RunError(f"{self.path} holds no results.jsonl; name the folder of a run.")
        return (record for _, record in self._placed())

    def plan(self) -> Plan:
        """Return what was planned. Raises `RunError`."""
        try:
            return _plans().validate_python(json.loads((self.path / "run.json").read_bytes()))
        except (OSError, ValueError) as error:
            raise RunError(f"{self.path} holds no run.json; name the folder of a run.") from error

    def write_json(self, name: str, value: object) -> None:
        """Write a value beside the results."""
        (self.path / name).write_text(json.dumps(to_json(value), indent=1) + "\n", encoding="utf-8")

    def _of(self, suite: str, variant: str) -> Iterator[Record]:
        return (record for _, record in self._placed() if (record.suite, record.variant) == (suite, variant))

    def _placed(self) -> Iterator[tuple[int, Record]]:
        """Yield each record with its place in the file; a last line that was not written whole is none."""
        if not self.results.exists():
            return
        place = 0
        with self.results.open("rb") as lines:
            for line in lines:
                if not line.endswith(b"\n"):
                    return
                try:
                    record = from_line(line.decode("utf-8"))
                except ValueError as error:
                    raise RunError(f"{self.results} is damaged: {line[:60]!r} is not a result.") from error
                yield place, record
                place += len(line)

    def _keep(self, wanted: Callable[[Record], bool]) -> None:
        """Rewrite the results with those wanted; a run that is killed meanwhile finds the old ones."""
        if not self.results.exists():
            return
        fresh = self.results.with_suffix(".tmp")
        with fresh.open("w", encoding="utf-8") as kept:
            kept.writelines(to_line(record) for _, record in self._placed() if wanted(record))
        fresh.replace(self.results)


@cache
def _plans() -> TypeAdapter[Plan]:
    from pydantic import TypeAdapter

    return TypeAdapter(Plan)
