"""What differs between two runs: case by case, and figure by figure over the cases that both have asked.

Of each run a light row a case is kept: where its record stands, its digest, its numbers. Answers are read again for
the cases that differ. The order of the cases in either run makes no difference.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Literal

import numpy as np

from assistant.serialise import to_json
from eval.changes import FigureChange, figure_changes
from eval.columns import Columns
from eval.lines import located, read_at
from eval.reports.shown import asked, one_line
from eval.score import Failure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eval.changes import Rows
    from eval.folder import RunFolder
    from eval.record import Key, Record

Kind = Literal["newly_failing", "newly_passing", "changed", "only_first", "only_second"]
_LENGTH = 300  # characters of an answer


@dataclass(frozen=True, slots=True)
class Side:
    """A case in one of the runs."""

    passed: bool
    answer: str  # on one line, shortened; empty: an error came instead
    cited: tuple[str, ...]  # `document:start-end`
    failures: tuple[Failure, ...]


@dataclass(frozen=True, slots=True)
class CaseChange:
    """A case that differs; `parts` says in what. A side is None where that run has not asked it."""

    suite: str
    variant: str
    ablation: str  # empty: the case itself
    case_id: str
    kind: Kind
    asked: str
    parts: tuple[str, ...]
    first: Side | None
    second: Side | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs; cases in the order of their suites and ids, figures in the order of the table."""

    first: str  # folders
    second: str
    common: int  # records that both have
    cases: tuple[CaseChange, ...]
    figures: tuple[FigureChange, ...]  # those that differ

    @property
    def unchanged(self) -> bool:
        """Whether nothing differs but, perhaps, time."""
        return not self.cases and not any(figure.judged for figure in self.figures)

    def of(self, kind: Kind) -> tuple[CaseChange, ...]:
        """Return the cases that changed in one way."""
        return tuple(case for case in self.cases if case.kind == kind)


def compare(first: RunFolder, second: RunFolder) -> Comparison:
    """Compare a run with a later one. Raises `RunError`."""
    before, after = _Light(first), _Light(second)
    return Comparison(
        str(first.path),
        str(second.path),
        len(before.rows.keys() & after.rows.keys()),
        tuple(_cases(before, after)),
        tuple(_figures(before, after)),
    )


@dataclass(frozen=True, slots=True)
class _Row:
    place: int  # of the line
    number: int  # of the row among the columns of its suite and variant
    passed: bool
    digest: bytes


class _Light:
    """A run without its answers."""

    def __init__(self, folder: RunFolder) -> None:
        self.folder = folder
        self.rows: dict[Key, _Row] = {}
        self.columns: dict[tuple[str, str], Columns] = {}
        counts: dict[tuple[str, str], int] = {}
        for record, place in located(folder):
            part = (record.suite, record.variant)
            number = counts[part] = counts.get(part, -1) + 1
            self.rows[record.key] = _Row(place, number, record.passed, _digest(record))
            self.columns.setdefault(part, Columns()).add(record.measures)

    def records(self, keys: list[Key]) -> Iterator[Record]:
        """Read the records of these keys again."""
        return read_at(self.folder, (self.rows[key].place for key in keys))


def _cases(before: _Light, after: _Light) -> Iterator[CaseChange]:
    """Yield what both have and differ in, then what only one has."""
    both = [
        key for key in sorted(before.rows.keys() & after.rows.keys()) if _differs(before.rows[key], after.rows[key])
    ]
    for one, other in zip(before.records(both), after.records(both), strict=True):
        yield _change(_kind(one, other), one, other)
    for one in before.records(sorted(before.rows.keys() - after.rows.keys())):
        yield _change("only_first", one, None)
    for other in after.records(sorted(after.rows.keys() - before.rows.keys())):
        yield _change("only_second", None, other)


def _differs(one: _Row, other: _Row) -> bool:
    return one.passed != other.passed or one.digest != other.digest


def _kind(one: Record, other: Record) -> Kind:
    if one.passed == other.passed:
        return "changed"
    return "newly_passing" if other.passed else "newly_failing"


def _change(kind: Kind, one: Record | None, other: Record | None) -> CaseChange:
    known = other or one
    assert known is not None
    parts = _parts_changed(one, other) if one and other else ()
    names = (known.suite, known.variant, known.ablation or "", known.case_id)
    return CaseChange(*names, kind, asked(known.asked), parts, _side(one), _side(other))


def _side(record: Record | None) -> Side | None:
    if record is None:
        return None
    answer = record.answer
    cited = tuple(f"{one.document_id}:{one.start}-{one.end}" for one in answer.citations) if answer else ()
    return Side(record.passed, one_line(answer.text, _LENGTH) if answer else "", cited, record.failures)


def _parts_changed(one: Record, other: Record) -> tuple[str, ...]:
    first, second = _parts(one), _parts(other)
    return tuple(name for name in first if first[name] != second[name])


def _parts(record: Record) -> dict[str, object]:
    """Return what is compared of a case, by name: time, scores and tokens are left to the figures."""
    answer = record.answer
    return {
        "status": answer and answer.status,
        "text": answer and answer.text,
        "citations": answer and answer.citations,
        "disagreements": answer and answer.discrepancies,
        "failures": record.failures,
    }


def _digest(record: Record) -> bytes:
    return sha256(json.dumps(to_json(_parts(record))).encode()).digest()[:16]


def _figures(before: _Light, after: _Light) -> Iterator[FigureChange]:
    common = sorted(before.rows.keys() & after.rows.keys())
    for part in dict.fromkeys(key[:2] for key in common):
        keys = [key for key in common if key[:2] == part]
        first, second = ([run.rows[key].number for key in keys] for run in (before, after))
        yield from figure_changes(*part, _picked(before.columns[part], first), _picked(after.columns[part], second))


def _picked(columns: Columns, numbers: list[int]) -> Rows:
    return lambda names: np.asarray(columns.rows(names)[numbers])
