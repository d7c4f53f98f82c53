"""An answer that is ready, told piece by piece."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.types import Citation, Delta

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.types import Answer

_MARKER = re.compile(r"\[(\d+)\]")


def told(answer: Answer) -> Iterator[Citation | Delta]:
    """Yield the answer's text line by line, each citation before the first line that marks it."""
    waiting = {citation.number: citation for citation in answer.citations}
    for line in answer.text.splitlines(keepends=True):
        marked = dict.fromkeys(int(number) for number in _MARKER.findall(line))
        yield from (waiting.pop(number) for number in marked if number in waiting)
        yield Delta(line)
