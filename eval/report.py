"""Shows what a run found: tables for a terminal, values for JSON."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rich.markup import escape
from rich.table import Table

from assistant.types import Answer
from eval.results import CaseResult, FallenGate, SuiteResult, pass_rate
from eval.score import Failure

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import Console


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of how many cases passed."""

    tag: str | None  # None: all
    passed: int
    cases: int
    rate: float


@dataclass(frozen=True, slots=True)
class CaseReport:
    """A case as JSON shows it."""

    id: str
    asked: tuple[str, ...]
    tags: tuple[str, ...]
    passed: bool
    failures: tuple[Failure, ...]
    seconds: float
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class SuiteReport:
    """A suite as JSON shows it; `passed` tells whether every gate held."""

    name: str
    path: Path
    passed: bool
    fallen_gates: tuple[FallenGate, ...]
    rates: tuple[Rate, ...]
    cases: tuple[CaseReport, ...]


def report(result: SuiteResult) -> SuiteReport:
    """Return what JSON shows of a suite."""
    return SuiteReport(
        name=result.suite.name,
        path=result.suite.path,
        passed=not result.fallen_gates,
        fallen_gates=result.fallen_gates,
        rates=rates(result),
        cases=tuple(_case_report(one) for one in result.cases),
    )


def rates(result: SuiteResult) -> tuple[Rate, ...]:
    """Return the rate of all cases, then of each tag."""
    return (_rate(None, result.cases), *(_rate(tag, result.tagged(tag)) for tag in result.tags))


def print_results(results: Iterable[SuiteResult], console: Console) -> None:
    """Print each suite: the failed cases with their explanations, a table by tag, the gates that fell."""
    for result in results:
        for failed in result.failed:
            _print_failed(failed, console)
        console.print(_table(result))
        for gate in result.fallen_gates:
            console.print(
                f"[red]Gate {escape(gate.name)} of {escape(result.suite.name)} fell:[/] "
                f"{gate.got:.3f} passed, {gate.wanted:.3f} wanted."
            )


def _case_report(result: CaseResult) -> CaseReport:
    case = result.case
    return CaseReport(case.id, case.asked, case.tags, result.passed, result.failures, result.seconds, result.answer)


def _rate(tag: str | None, results: Sequence[CaseResult]) -> Rate:
    passed = sum(result.passed for result in results)
    return Rate(tag, passed, len(results), pass_rate(results))


def _table(result: SuiteResult) -> Table:
    table = Table(title=escape(result.suite.name), title_justify="left")
    table.add_column("tag")
    for heading in ("passed", "cases", "rate"):
        table.add_column(heading, justify="right")
    for rate in rates(result):
        name = "all" if rate.tag is None else escape(rate.tag)
        table.add_row(name, str(rate.passed), str(rate.cases), f"{rate.rate:.3f}")
    return table


def _print_failed(result: CaseResult, console: Console) -> None:
    console.print(f"[red]failed[/] [bold]{escape(result.case.id)}[/]: {escape(' / '.join(result.case.asked))}")
    for failure in result.failures:
        console.print(
            f"  [yellow]{escape(failure.check)}[/] expected {escape(failure.expected)}; got {escape(failure.got)}"
        )
    if result.answer:
        console.print(f"  [dim]{escape(result.answer.text)}[/]")
    console.print()
