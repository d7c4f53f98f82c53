"""Who writes the answer from what was prepared, and how one that is ready is told piece by piece."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

from assistant.types import Citation, Delta, StatusEvent

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Iterator

    from assistant.preparation import Prepared
    from assistant.types import Answer, StreamEvent

_MARKER = re.compile(r"\[(\d+)\]")


def told(answer: Answer) -> Iterator[Citation | Delta]:
    """Yield the answer's text line by line, each citation before the first line that marks it."""
    waiting = {citation.number: citation for citation in answer.citations}
    for line in answer.text.splitlines(keepends=True):
        marked = dict.fromkeys(int(number) for number in _MARKER.findall(line))
        yield from (waiting.pop(number) for number in marked if number in waiting)
        yield Delta(line)


class Answerer(Protocol):
    """Writes an answer: by quoting, or with a language model."""

    def write(self, prepared: Prepared) -> AsyncGenerator[StreamEvent]:
        """Tell an answer as it is written, the answer whole at the end; the deltas together are its text."""


class Quoter:
    """Tells the answer that quotes the archive."""

    async def write(self, prepared: Prepared) -> AsyncGenerator[StreamEvent]:
        """Tell it as it is."""
        yield StatusEvent("verify")
        for event in told(prepared.answer):
            yield event
        yield prepared.answer
