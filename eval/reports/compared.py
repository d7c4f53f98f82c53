"""Shows what differs between two runs: on a terminal, and as Markdown for a pull request."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from eval.changes import SIGNIFICANT
from eval.reports.shown import count, number, one_line, signed, span, title

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import Console

    from eval.changes import FigureChange
    from eval.compare import CaseChange, Comparison, Kind, Side

_TITLES: dict[Kind, str] = {
    "newly_failing": "newly failing",
    "newly_passing": "newly passing",
    "changed": "answered otherwise, with the same result",
    "only_first": "only in the first run",
    "only_second": "only in the second run",
}
_UNCHANGED = "Nothing changed."
_HEADINGS = ("figure", "first", "second", "change", "95 % interval", "p", "")
_NAMED = 20  # cases that only one run has: the first few are enough
_ROOM = 60_000  # characters: a comment on GitHub holds 65,536
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def print_comparison(comparison: Comparison, console: Console) -> None:
    """Print what differs. Texts are printed as they are: nothing in them is markup."""
    if comparison.unchanged:
        _line(console, Text(_UNCHANGED, "green"))
    for kind, name in _TITLES.items():
        cases = comparison.of(kind)
        if cases:
            _line(console, Text(f"{len(cases)} {name}", "bold red" if kind == "newly_failing" else "bold"))
            for line in _case_lines(kind, cases):
                _line(console, Text(line))
            _line(console, Text())
    if comparison.figures:
        console.print(_table(comparison))
        _line(console, Text(_remark(comparison), "dim"))


def markdown(comparison: Comparison) -> str:
    """Return what differs as Markdown, short enough for a comment; what a document says cannot format it."""
    blocks = [f"### Readout evaluation: {_headline(comparison)}\n"]
    if comparison.unchanged:
        blocks.append(f"{_UNCHANGED}\n")
    if comparison.figures:
        blocks.append("\n".join((*_markdown_table(comparison.figures), "", _remark(comparison), "")))
    room = _ROOM - sum(map(len, blocks))
    for kind, name in _TITLES.items():
        cases = comparison.of(kind)
        if cases:
            block = _markdown_cases(kind, name, cases, room)
            room -= len(block)
            blocks.append(block)
    return "\n".join(blocks)


def _headline(comparison: Comparison) -> str:
    counts = [f"{len(cases)} {name}" for kind, name in _TITLES.items() if (cases := comparison.of(kind))]
    return ", ".join(counts) or f"{count(comparison.common, 'case')} compared"


def _case_lines(kind: Kind, cases: tuple[CaseChange, ...]) -> Iterator[str]:
    if kind in ("only_first", "only_second"):
        yield from (f"  {_name(case)}" for case in cases[:_NAMED])
        if len(cases) > _NAMED:
            yield f"  and {len(cases) - _NAMED} more"
        return
    for case in cases:
        yield f"  {_name(case)}: {case.asked}"
        yield from (f"    {line}" for line in _details(case))


def _name(case: CaseChange) -> str:
    return one_line(f"{case.case_id} ({title(case.suite, case.variant, case.ablation)})")


def _details(case: CaseChange) -> Iterator[str]:
    """Yield what to say of a case that both runs have: what is wrong with it now, and both answers."""
    assert case.first is not None
    assert case.second is not None
    for failure in case.second.failures:
        yield one_line(f"{failure.check}: expected {failure.expected}; got {failure.got}")
    if case.parts:
        yield f"changed: {', '.join(case.parts)}"
    if {"status", "text"} & {*case.parts}:
        yield f"first: {_answered(case.first)}"
        yield f"second: {_answered(case.second)}"
        return
    yield f"both: {case.second.answer or 'no answer'}"
    if "citations" in case.parts:
        yield f"first cites {_cited(case.first)}"
        yield f"second cites {_cited(case.second)}"


def _answered(side: Side) -> str:
    return f"{side.answer or 'no answer'} (cites {_cited(side)})"


def _cited(side: Side) -> str:
    return ", ".join(map(one_line, side.cited)) or "nothing"


def _cells(one: FigureChange) -> tuple[str, ...]:
    name = f"{one.name} ({title(one.suite, one.variant)})"
    p_value = "–" if one.p_value is None else f"{one.p_value:.3f}"
    values = (number(one.name, one.first), number(one.name, one.second), signed(one.name, one.difference))
    return (one_line(name), *values, _span(one), p_value if one.judged else "–", _mark(one))


def _span(one: FigureChange) -> str:
    return span(one.name, one.low, one.high)


def _mark(one: FigureChange) -> str:
    if not one.judged:
        return "time: not judged"
    way = {"better": "better", "worse": "worse", "none": ""}[one.way]
    return f"{way} *" if one.significant else way


def _remark(comparison: Comparison) -> str:
    """Say how to read the table: of many figures, some are marked though nothing but chance changed them."""
    changed = sum(one.judged for one in comparison.figures)
    return (
        f"{count(changed, 'figure')} changed over {count(comparison.common, 'common case')}, by paired bootstrap; "
        f"* marks p < {SIGNIFICANT:g}, which chance alone gives one figure in twenty."
    )


def _table(comparison: Comparison) -> Table:
    table = Table()
    for place, heading in enumerate(_HEADINGS):
        table.add_column(heading, justify="left" if place in (0, len(_HEADINGS) - 1) else "right", overflow="fold")
    for one in comparison.figures:
        style = {"worse": "red", "better": "green", "none": ""}[one.way] if one.significant else ""
        table.add_row(*(Text(cell) for cell in _cells(one)), style=style)
    return table


def _markdown_table(figures: Iterable[FigureChange]) -> Iterator[str]:
    yield f"| {' | '.join(_HEADINGS)} |"
    yield "|:--|--:|--:|--:|--:|--:|:--|"
    for one in figures:
        cells = [_literal(cell) for cell in _cells(one)]
        if one.significant:
            cells[-1] = f"**{cells[-1]}**"
        yield f"| {' | '.join(cells)} |"


def _markdown_cases(kind: Kind, name: str, cases: tuple[CaseChange, ...], room: int) -> str:
    """Return as many cases as there is room for, and how many more there are."""
    opened = " open" if kind == "newly_failing" else ""
    lines = [f"<details{opened}><summary>{len(cases)} {name}</summary>\n"]
    for shown, case in enumerate(cases):
        item = "\n".join(_item(kind, case))
        room -= len(item) + 1
        if room < 0:
            lines.append(f"- and {len(cases) - shown} more")
            break
        lines.append(item)
    return "\n".join((*lines, "\n</details>\n"))


def _item(kind: Kind, case: CaseChange) -> Iterator[str]:
    yield f"- **{_literal(_name(case))}** {_literal(case.asked)}"
    if kind not in ("only_first", "only_second"):
        yield from (f"  - {_literal(line)}" for line in _details(case))


def _literal(text: str) -> str:
    """Return a text that Markdown shows as it is: no format, no link, and nobody is called by name."""
    return re.sub(r"([@#])", "\\1\u200b", _PUNCTUATION.sub(r"\\\1", one_line(text)))


def _line(console: Console, text: Text) -> None:
    console.print(text, highlight=False, soft_wrap=True)
