"""Takes the article out of a page's text and records what was left behind, and why."""

from __future__ import annotations

import re

from index.types import CleanedText, Removal

_LINE_BREAKS = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
# Whatever a terminal could take for an order is dropped: quotes are printed.
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_SENTENCE_END = re.compile(r"[.!?…]['\"”’»)\]]*$")


def normalise(text: str) -> str:
    """The text with "\\n" line breaks and without control characters; lone surrogates become U+FFFD."""
    return _SURROGATES.sub("\ufffd", _UNPRINTABLE.sub("", _LINE_BREAKS.sub("\n", text)))


def as_it_stands(text: str) -> CleanedText:
    """A text that needs no cleaning, only `normalise`."""
    return CleanedText(normalise(text).strip())


def clean(text: str, *, title: str | None = None) -> CleanedText:  # noqa: ARG001
    """The article as paragraphs separated by an empty line."""
    lines = [" ".join(line.split()) for line in normalise(text).split("\n")]
    lines = [line for line in lines if line]
    kept: list[str] = []
    removed: list[Removal] = []
    for number, line in enumerate(lines):
        if number == 0 or (len(line.split()) >= 8 and _SENTENCE_END.search(line)):
            kept.append(line)
        else:
            removed.append(Removal(line, "list of other headlines"))
    return CleanedText("\n\n".join(kept), tuple(removed))
