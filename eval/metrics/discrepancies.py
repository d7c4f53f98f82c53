"""Whether disagreements in the archive are shown, and only those."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.observed import Measure
from eval.score import check_no_discrepancies, is_value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.types import Discrepancy
    from eval.case import ExpectedDiscrepancy
    from eval.observed import Observed


def measure(observed: Observed) -> Iterator[Measure]:
    """Count what is shown of what is expected, an error showing nothing; and whether what must not be shown is."""
    case, answer = observed.case, observed.answer
    if case.discrepancies:
        shown = answer.discrepancies if answer else ()
        marks = [mark for expected in case.discrepancies for mark in _marks(expected, shown)]
        yield Measure("discrepancies.recall", sum(marks) / len(marks))
    if case.no_discrepancies and answer is not None:
        yield Measure("discrepancies.false_alarms", float(any(check_no_discrepancies(case, answer))))


def _marks(expected: ExpectedDiscrepancy, shown: tuple[Discrepancy, ...]) -> Iterator[bool]:
    """Yield for each value and date whether a disagreement of the kind has it; for none of them, whether one is."""
    same_kind = [one for one in shown if one.kind == expected.kind]
    values = [value for one in same_kind for value in one.values]
    if not expected.values and not expected.dates:
        yield bool(same_kind)
    for wanted in expected.values:
        yield any(is_value(value, wanted) for value in values)
    for day in expected.dates:
        yield any(value.as_of == day for value in values)
