"""The report for a terminal: failed cases with their explanations, figures, rates, and the gates that fell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from eval.reports.shown import asked, clean, count, interval, number, one_line, title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from eval.folder import RunFolder
    from eval.outcome import Outcome
    from eval.record import Missed, Record

_SHOWN = 20  # failed cases; the page has them all


def print_outcomes(outcomes: Sequence[Outcome], folder: RunFolder, console: Console) -> None:
    """Print a run. Texts are printed as they are: nothing in them is markup, nothing controls the terminal."""
    _print_failed(folder, console)
    for outcome in outcomes:
        name = title(outcome.planned.suite, outcome.planned.variant)
        for table in (_figures(name, outcome), _rates(name, outcome)):
            console.print(table, "")
    for outcome in outcomes:
        _print_gates(outcome, console)
    page = folder.path / "report.html"
    if page.exists():
        _line(console, Text.assemble("Report: ", (clean(str(page)), "bold")))


def _print_failed(folder: RunFolder, console: Console) -> None:
    failed = 0
    for record in folder.records():
        if record.passed:
            continue
        failed += 1
        if failed <= _SHOWN:
            _print_record(record, console)
    if failed > _SHOWN:
        _line(console, Text(f"and {count(failed - _SHOWN, 'more failed case')} in report.html\n", "red"))


def _print_record(record: Record, console: Console) -> None:
    part = one_line(title(record.suite, record.variant, record.ablation))
    _line(console, Text.assemble(("failed ", "red"), (one_line(record.case_id), "bold"), f" ({part})"))
    _line(console, Text(f"  {asked(record.asked)}"))
    for failure in record.failures:
        said = f" expected {one_line(failure.expected)}; got {one_line(failure.got)}"
        _line(console, Text.assemble("  ", (one_line(failure.check), "yellow"), said))
    for missed in record.missed:
        _line(console, Text.assemble("  ", ("not cited", "yellow"), f" {_missed(missed)}"))
    for line in clean(record.answer.text).splitlines() if record.answer else ("no answer",):
        _line(console, Text(f"  {line}", "dim"))
    _line(console, Text())


def _missed(missed: Missed) -> str:
    where = "not among the passages found" if missed.rank is None else f"rank {missed.rank} in the search"
    quote = f" “{one_line(missed.quote, 120)}”" if missed.quote else ""
    return f"{one_line(missed.document_id) or 'any document'}{quote}: {where}"


def _figures(name: str, outcome: Outcome) -> Table:
    table = _table(f"{name}: figures", "figure", "value", "95 % interval", "cases")
    for value in outcome.summary.values:
        table.add_row(Text(value.name), number(value.name, value.value), interval(value), f"{value.cases}")
    return table


def _rates(name: str, outcome: Outcome) -> Table:
    table = _table(f"{name}: passed", "tag", "passed", "cases", "rate")
    for rate in outcome.summary.rates:
        tag = "all" if rate.tag is None else one_line(rate.tag)
        table.add_row(Text(tag), f"{rate.passed}", f"{rate.cases}", f"{rate.rate:.3f}")
    return table


def _table(name: str, first: str, *others: str) -> Table:
    table = Table(title=Text(one_line(name)), title_justify="left")
    table.add_column(first, overflow="fold")
    for heading in others:
        table.add_column(heading, justify="right", no_wrap=True)
    return table


def _print_gates(outcome: Outcome, console: Console) -> None:
    name = one_line(title(outcome.planned.suite, outcome.planned.variant))
    if not outcome.complete:
        cases = f"{outcome.summary.rate(None).cases} of {outcome.planned.cases} cases were asked"
        _line(console, Text.assemble((f"{name} was interrupted: ", "yellow"), cases))
    for gate in outcome.fallen:
        _line(console, Text.assemble((f"Gate fell in {name}: ", "red"), one_line(gate.sentence)))


def _line(console: Console, text: Text) -> None:
    console.print(text, highlight=False, soft_wrap=True)
