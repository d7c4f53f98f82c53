"""One sentence on a discrepancy: what came, and what it stands against."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.answering.extractive import shown

if TYPE_CHECKING:
    from datetime import date

    from assistant.types import DiscrepancyValue
    from assistant.watching.news import Told
    from index.types import Document


def headline(told: Told, document: Document) -> str:
    """Return what a document brought in, in one sentence; a report of former days is said to be one."""
    found = told.discrepancy
    own = {c.number for c in told.citations if c.document_id == document.document_id}
    new = next(v for v in found.values if own & set(v.citations))
    old = [v for v in found.values if v is not new]
    thing = "" if found.about == "figures" else f" for {shown(found.about)}"
    if found.kind == "wording":
        return f"The same statement is reported in other words: {_value(new)}; before: {_values(old)}."
    if found.kind == "conflict":
        return f"Reports of the same event give different figures{thing}: {_value(new)}; before: {_values(old)}."
    if new.as_of and all(v.as_of and new.as_of < v.as_of for v in old):
        return f"An older report came in with an earlier figure{thing}: {_value(new)}; the archive had {_values(old)}."
    return f"There is a new figure{thing}: {_value(new)}; before: {_values(old)}."


def _values(values: list[DiscrepancyValue]) -> str:
    return ", ".join(_value(value) for value in values)


def _value(value: DiscrepancyValue) -> str:
    told = shown(value.value)
    return f'"{told}"{_of(value.as_of)}' if value.number is None else f"{told}{_of(value.as_of)}"


def _of(day: date | None) -> str:
    return f" ({day.day} {day:%B %Y})" if day else ""
