"""Questions from JSONL, a result a line: a line that fails holds its error, and the rest goes on."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.errors import AssistantError
from assistant.serialise import to_json
from index.errors import CorpusError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Iterator

IDS = ("id", "query_id", "_id")
QUESTIONS = ("question", "text", "query")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a batch, under the id that its line gives it."""

    id: object
    question: str
    conversation_id: str | None


@dataclass(frozen=True, slots=True)
class Failed:
    """A line that has no result, and one sentence that says why."""

    id: object
    line: int
    error: str


async def run_batch(
    lines: Iterable[bytes], act: Callable[[Asked], Awaitable[object]], write: Callable[[object], None]
) -> int:
    """Write what `act` gives for each line, with the line's id; return how many lines failed."""
    failures = 0
    for number, line in _filled(lines):
        result = await _result(number, line, act)
        failures += isinstance(result, Failed)
        write(to_json(result))
    return failures


def _filled(lines: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    for number, line in enumerate(lines, start=1):
        text = line.removeprefix(b"\xef\xbb\xbf").strip() if number == 1 else line.strip()
        if text:
            yield number, text


async def _result(number: int, line: bytes, act: Callable[[Asked], Awaitable[object]]) -> object:
    asked = _read(number, line)
    if isinstance(asked, Failed):
        return asked
    try:
        return {"id": asked.id} | to_json(await act(asked))
    except (AssistantError, CorpusError) as error:
        return Failed(asked.id, number, str(error))


def _read(number: int, line: bytes) -> Asked | Failed:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return Failed(None, number, "The line is not JSON in UTF-8.")
    if not isinstance(record, dict):
        return Failed(None, number, "The line is not a JSON object.")
    named = _first(record, IDS)
    question, conversation_id = _first(record, QUESTIONS), record.get("conversation_id")
    if not isinstance(question, str):
        return Failed(named, number, f"The line has no text as {' or '.join(map(repr, QUESTIONS))}.")
    if not isinstance(conversation_id, str | None):
        return Failed(named, number, "The line's 'conversation_id' is not text.")
    return Asked(named, question, conversation_id)


def _first(record: dict[str, Any], keys: tuple[str, ...]) -> object:
    return next((record[key] for key in keys if record.get(key) is not None), None)
