"""What a case expects, drawn from an answer that a person found right or wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from eval.score import holds, part

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assistant.types import Answer, Discrepancy


def expectations(answer: Answer, *, right: bool) -> dict[str, Any]:
    """Return fields of a case as they are written: met by an answer that is right, and not by one that is wrong."""
    expected = _of_right(answer) if right else _of_wrong(answer)
    return {name: value for name, value in expected.items() if value}


def _of_right(answer: Answer) -> dict[str, Any]:
    return {
        "status": answer.status,
        "must_include": _phrases(answer),
        "must_cite": [{"document": one.document_id, "quote": one.quote} for one in answer.citations],
        "discrepancies": [_disagreement(one) for one in answer.discrepancies],
        "speaker": _only(statement.speaker for statement in answer.statements),
        "as_of": _only(statement.as_of.isoformat() if statement.as_of else None for statement in answer.statements),
    }


def _of_wrong(answer: Answer) -> dict[str, Any]:
    """What should have been said instead is not known: only that this was not it."""
    if answer.status == "abstained":
        return {"status": "answered"}
    return {"must_not_include": [{"any": [one.quote], "in": "quotes"} for one in answer.citations[:1]]}


def _phrases(answer: Answer) -> list[Any]:
    text = part(answer, "text")
    shortest = dict.fromkeys(statement.answer for statement in answer.statements if statement.answer)
    return [one if holds(text, one) else {"any": [one], "in": "answers"} for one in shortest]


def _disagreement(found: Discrepancy) -> dict[str, Any]:
    values = dict.fromkeys(one.value for one in found.values)
    dates = sorted({one.as_of.isoformat() for one in found.values if one.as_of})
    return {"kind": found.kind, "values": list(values)} | ({"dates": dates} if dates else {})


def _only(values: Iterable[str | None]) -> str | None:
    known = {value for value in values if value}
    return known.pop() if len(known) == 1 else None
