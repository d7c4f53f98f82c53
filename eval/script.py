"""What a case has a language model say: one reply, whatever it is asked to do, and the same again when told to mend it.

A reply marks its sentences with `[#document-id]`; each prompt numbers its passages anew, so the numbers are put in
when the prompt is there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_NAMED = re.compile(r"#(?P<id>[A-Za-z][\w-]*)")
_WORD = re.compile(r"\w+")
_PASSAGE = '{"passage":'
_MEND = "The sentence, as JSON: "
_SILENT = "NO ANSWER"
_SENTENCE = 200  # characters before a marker: about what it is for


@dataclass(frozen=True, slots=True)
class Script:
    """A reply, and the titles of the documents that it marks, by id."""

    reply: str
    titles: Mapping[str, str]

    def numbered(self, prompt: str) -> str:
        """Return the reply with the numbers that a prompt gives; what it does not give has one that nothing has."""
        passages = [json.loads(line) for line in prompt.splitlines() if line.startswith(_PASSAGE)]
        return _NAMED.sub(lambda marker: str(self._number(marker, passages)), self.reply)

    def _number(self, marker: re.Match[str], passages: Sequence[dict[str, Any]]) -> int:
        """Return the number of that passage of a document which has the most words of what stands before its marker."""
        title = _words(self.titles.get(marker["id"], ""))
        before = set(_words(self.reply[: marker.start()][-_SENTENCE:]))
        own = [one for one in passages if title and _words(one.get("title", "")) == title]
        best = max(own, key=lambda one: len(before.intersection(_words(one["text"]))), default=None)
        return best["passage"] if best else len(passages) + 1


_SCRIPT: ContextVar[Script | None] = ContextVar("script", default=None)


@contextmanager
def following(script: Script | None) -> Iterator[None]:
    """Have the model follow a script in whatever is asked inside; None: it finds no answer."""
    token = _SCRIPT.set(script)
    try:
        yield
    finally:
        _SCRIPT.reset(token)


def reply_to(prompt: str) -> str:
    """Return what the script has for a prompt: a sentence that is to be mended comes as it was."""
    for line in prompt.splitlines():
        if line.startswith(_MEND):
            return str(json.loads(line.removeprefix(_MEND)))
    script = _SCRIPT.get()
    return script.numbered(prompt) if script else _SILENT


def named(reply: str) -> frozenset[str]:
    """Return the ids of the documents that a reply marks."""
    return frozenset(marker["id"] for marker in _NAMED.finditer(reply))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
