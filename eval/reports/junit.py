"""The report for build servers: JUnit's XML, a test case for each record and each gate, written as it is read."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from eval.lines import Part, parts, read_at
from eval.reports.reached import gates_of
from eval.reports.shown import asked, clean, title

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from io import TextIOBase
    from pathlib import Path

    from eval.folder import RunFolder
    from eval.lines import Parts
    from eval.outcome import Outcome
    from eval.record import Record


@dataclass(frozen=True, slots=True)
class _Suite:
    """What one `<testsuite>` is of; its records are read where it is written."""

    name: str
    part: Part


@dataclass(frozen=True, slots=True)
class _Gates:
    """The gates of an outcome by name, with what to say of those that fell; empty: it held."""

    name: str
    fell: dict[str, str]


def write_junit(folder: RunFolder, outcomes: Sequence[Outcome]) -> Path:
    """Write `junit.xml` beside the results. Raises `RunError`."""
    path = folder.path / "junit.xml"
    found = parts(folder)
    suites = [suite for outcome in outcomes for suite in _suites(outcome, found)]
    gates = [_gates(outcome) for outcome in outcomes]
    with path.open("w", encoding="utf-8") as opened:
        writer = _Writer(opened, folder, folder.plan().begun)
        with writer.report(suites, gates):
            for suite in suites:
                writer.suite(suite)
            for checked in gates:
                writer.gates(checked)
    return path


def _suites(outcome: Outcome, found: Parts) -> Iterator[_Suite]:
    planned = outcome.planned
    for ablation in ("", *planned.ablations):
        name = title(planned.suite, planned.variant, ablation)
        yield _Suite(name, found.of(planned.suite, planned.variant, ablation))


def _gates(outcome: Outcome) -> _Gates:
    """Return the gates, and one more that an interrupted run falls at: it must not pass for a whole one."""
    cases, planned = outcome.summary.rate(None).cases, outcome.planned
    missing = "" if outcome.complete else f"{cases} of {planned.cases} cases were asked"
    fell = {gate.name: gate.fell for gate in gates_of(outcome)}
    return _Gates(title(planned.suite, planned.variant, "gates"), {**fell, "every case asked": missing})


def _explained(record: Record, wrong: list[str], answer: str) -> str:
    return "\n".join((asked(record.asked), "", *wrong, "", answer))


class _Writer:
    """Writes the elements; whatever XML 1.0 cannot hold is replaced."""

    def __init__(self, out: TextIOBase, folder: RunFolder, begun: str) -> None:
        self._xml = XMLGenerator(out, "utf-8", short_empty_elements=True)
        self._folder, self._begun = folder, begun

    @contextmanager
    def report(self, suites: Sequence[_Suite], gates: Sequence[_Gates]) -> Iterator[None]:
        """Write the root around what is written within."""
        fell = [said for one in gates for said in one.fell.values()]
        tests = sum(len(one.part.places) for one in suites) + len(fell)
        failures = sum(len(one.part.failed) for one in suites) + sum(map(bool, fell))
        seconds = sum(one.part.seconds for one in suites)
        self._xml.startDocument()
        with self._element("testsuites", **_counts("readout eval", tests, failures, seconds)):
            yield
        self._xml.endDocument()

    def suite(self, suite: _Suite) -> None:
        """Write the records of a part."""
        part = suite.part
        counts = _counts(suite.name, len(part.places), len(part.failed), part.seconds)
        with self._element("testsuite", **counts, timestamp=self._begun):
            for record in read_at(self._folder, part.places):
                self._record(suite.name, record)

    def gates(self, gates: _Gates) -> None:
        """Write the gates of an outcome."""
        counts = _counts(gates.name, len(gates.fell), sum(map(bool, gates.fell.values())), 0.0)
        with self._element("testsuite", **counts, timestamp=self._begun):
            for name, fell in gates.fell.items():
                with self._element("testcase", classname=gates.name, name=name, time="0.000"):
                    if fell:
                        self._failure("gate", fell, fell)

    def _record(self, suite: str, record: Record) -> None:
        with self._element("testcase", classname=suite, name=record.case_id, time=f"{record.seconds:.3f}"):
            if not record.passed:
                wrong = [f"{one.check}: expected {one.expected}; got {one.got}" for one in record.failures]
                answer = record.answer.text if record.answer else "no answer"
                message = "; ".join(wrong)  # one element, however much is wrong: most servers read no more
                self._failure(record.failures[0].check if wrong else "", message, _explained(record, wrong, answer))

    def _failure(self, kind: str, message: str, text: str) -> None:
        with self._element("failure", type=kind, message=message):
            self._xml.characters(clean(text))

    @contextmanager
    def _element(self, element: str, **attributes: str) -> Iterator[None]:
        self._xml.startElement(element, AttributesImpl({key: clean(value) for key, value in attributes.items()}))
        yield
        self._xml.endElement(element)
        self._xml.characters("\n")


def _counts(name: str, tests: int, failures: int, seconds: float) -> dict[str, str]:
    counted = {"name": name, "tests": str(tests), "failures": str(failures), "errors": "0", "skipped": "0"}
    return {**counted, "time": f"{seconds:.3f}"}
