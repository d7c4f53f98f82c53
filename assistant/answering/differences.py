"""What code found to differ in the archive, told under whatever a model wrote."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.answering.extractive import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from assistant.types import Answer, Citation, Discrepancy, DiscrepancyValue

    Cite = Callable[[Citation], int]

_MARKER = re.compile(r"\[(\d+)\]")


def told(answer: Answer, cite: Cite) -> tuple[tuple[str, ...], tuple[Discrepancy, ...]]:
    """Return a line for each discrepancy of an answer, and the discrepancies, under the numbers that `cite` gives."""
    by_number = {citation.number: citation for citation in answer.citations}
    lines, found = [], []
    for discrepancy in answer.discrepancies:
        numbers: dict[int, int] = {}
        for number in _in_order(discrepancy):
            numbers[number] = cite(by_number[number])
        lines.append(_line(discrepancy, numbers))
        found.append(_renumbered(discrepancy, numbers))
    return tuple(lines), tuple(found)


def _in_order(discrepancy: Discrepancy) -> Iterator[int]:
    """Yield its citations as the line below marks them."""
    yield from (number for value in discrepancy.values for number in value.citations)
    yield from (int(number) for number in _MARKER.findall(discrepancy.note))


def _line(discrepancy: Discrepancy, numbers: dict[int, int]) -> str:
    if discrepancy.kind == "wording":
        told = ", ".join(f'"{shown(v.value)}" {_marks(v.citations, numbers)}' for v in discrepancy.values)
        return f"The wording differs: {told}."
    head, _, tail = discrepancy.note.partition(". ")
    told = "; ".join(_value(value, numbers) for value in discrepancy.values)
    # Of a conflict the rest of the note only lists the figures.
    rest = f" {_with(tail, numbers)}" if tail and discrepancy.kind == "series" else ""
    return f"{head.rstrip('.')}: {told}.{rest}"


def _value(value: DiscrepancyValue, numbers: dict[int, int]) -> str:
    day = f"{value.as_of.day} {value.as_of:%B %Y}" if value.as_of else ""
    told = [shown(value.value), day, shown(value.speaker or "")]
    return f"{', '.join(part for part in told if part)} {_marks(value.citations, numbers)}"


def _marks(citations: Sequence[int], numbers: dict[int, int]) -> str:
    return "".join(f"[{number}]" for number in dict.fromkeys(numbers[one] for one in citations))


def _with(note: str, numbers: dict[int, int]) -> str:
    return _MARKER.sub(lambda match: f"[{numbers[int(match[1])]}]", note)


def _renumbered(discrepancy: Discrepancy, numbers: dict[int, int]) -> Discrepancy:
    values = tuple(
        replace(value, citations=tuple(dict.fromkeys(numbers[one] for one in value.citations)))
        for value in discrepancy.values
    )
    return replace(discrepancy, note=_with(discrepancy.note, numbers), values=values)
