"""What a language model is told: the question, the passages under numbers, and what comparing them has shown."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.answering.distinct import distinct
from assistant.verified.bearing import Given, given
from assistant.verified.claim import plain
from assistant.verified.orders import orders
from index.tokens import count_tokens
from prompts import load

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from assistant.preparation import Prepared
    from assistant.types import Discrepancy
    from index.types import ScoredPassage

_REPLY = 1_000  # tokens kept for what the model says
_NOTHING = "nothing that differs"


@dataclass(frozen=True, slots=True)
class Brief:
    """A prompt, and the passages in it by their numbers from 1."""

    prompt: str
    given: tuple[Given, ...]


def prompt_hash() -> str:
    """Return what is equal where a model is told the same in the same words."""
    return f"{load('answer').hash}-{load('repair').hash}"


def brief(prepared: Prepared, context: int) -> Brief:
    """Write the prompt, with as many passages as fit into `context` tokens beside the reply, best first."""
    room = context - min(_REPLY, context // 4) - count_tokens(_prompt(prepared, ()))
    chosen: list[ScoredPassage] = []
    for passage in _in_order_of_need(prepared):
        length = count_tokens(_line(given(99, passage, prepared.readings[passage.passage.document_id]))) + 1
        if length <= room:
            chosen.append(passage)
            room -= length
    ranked = [p for p in prepared.passages if p in chosen]
    numbered = tuple(given(i, p, prepared.readings[p.passage.document_id]) for i, p in enumerate(ranked, start=1))
    return Brief(_prompt(prepared, numbered), numbered)


def repair(sentence: str, faults: Sequence[str], passages: Sequence[Given]) -> str:
    """Write the prompt that asks to mend a sentence."""
    lines = "\n".join(f"- {plain(fault)}." for fault in faults)
    written = json.dumps(plain(sentence), ensure_ascii=False).replace("<", "\\u003c")
    return load("repair").fill(sentence=written, faults=lines, passages=_lines(passages))


def _in_order_of_need(prepared: Prepared) -> list[ScoredPassage]:
    """What the archive's own answer stands on comes before the rest, each text once."""
    cited = {citation.passage_id for citation in prepared.answer.citations}
    passages = distinct(prepared.passages, lambda passage: passage.text)
    return sorted(passages, key=lambda passage: passage.passage.passage_id not in cited)


def _prompt(prepared: Prepared, numbered: Sequence[Given]) -> str:
    facts = "\n".join(_facts(prepared.answer.discrepancies, _numbers(prepared, numbered))) or f"- {_NOTHING}"
    return load("answer").fill(question=_data(prepared.question.text), passages=_lines(numbered), facts=facts)


def _numbers(prepared: Prepared, numbered: Sequence[Given]) -> dict[int, int]:
    """Return the number of the passage that each citation of the archive's own answer stands in."""
    known = {one.passage.passage.passage_id: one.number for one in numbered}
    return {c.number: known[c.passage_id] for c in prepared.answer.citations if c.passage_id in known}


def _facts(found: Sequence[Discrepancy], numbers: dict[int, int]) -> Iterator[str]:
    kinds = {
        "series": "the figures are of different dates",
        "conflict": "the sources contradict each other",
        "wording": "two reports of one statement differ in their words",
    }
    for discrepancy in found:
        values = []
        for value in discrepancy.values:
            marks = "".join(f"[{n}]" for n in dict.fromkeys(numbers[c] for c in value.citations if c in numbers))
            told = [value.value, value.as_of and value.as_of.isoformat(), value.speaker]
            values.append(f"{', '.join(_data(part) for part in told if part)} {marks}".strip())
        kind = kinds[discrepancy.kind]
        if discrepancy.kind == "series" and not all(value.as_of for value in discrepancy.values):
            kind = "the figures differ, and not all of them have a date"
        yield f"- {kind}: {'; '.join(values)}"


def _lines(passages: Sequence[Given]) -> str:
    return "\n".join(_line(one) for one in passages)


def _line(one: Given) -> str:
    document = one.reading.document
    left_out = orders(one.reading)
    read = [one.reading.sentences[i] for i in one.positions if i not in left_out]
    speakers = dict.fromkeys(r.sentence.speaker for r in read if r.sentence.speaker)
    told = {
        "passage": one.number,
        "outlet": document.outlet,
        "title": document.title,
        "published": _day(document.published_on),
        "event": _day(document.event_on),
        "speakers": list(speakers),
        "text": " ".join(r.text for r in read),
    }
    return _data({key: value for key, value in told.items() if value})


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _data(value: object) -> str:
    """Return JSON that shows all it holds, can end no element, and holds no control token or marker in its texts."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)}: {_data(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_data, value)) + "]"
    return plain(json.dumps(value, ensure_ascii=False)).replace("<", "\\u003c").replace("[", "\\u005b")
