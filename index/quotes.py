"""Stretches of direct speech: where quotation marks open and close, also over several sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.types import Sentence

_MARK = re.compile(r"[\"“”„«»]|(?<=[,.!?])['’](?=\s|$)|''|``")
_LONGEST = 6000  # characters; a mark that was never closed opens nothing longer


@dataclass(frozen=True, slots=True)
class Quote:
    """Direct speech, marks included."""

    start: int
    end: int


def quotes(text: str, sentences: Sequence[Sentence]) -> tuple[Quote, ...]:
    """The stretches in quotation marks. A quote left open ends with its paragraph."""
    found: list[Quote] = []
    for start, end in _paragraphs(sentences):
        found.extend(_in_paragraph(text, start, end))
    return tuple(found)


def coverage(sentences: Sequence[Sentence], spans: Sequence[Quote]) -> list[float]:
    """How much of each sentence is direct speech, 0 to 1."""
    found: list[float] = []
    first = 0
    for sentence in sentences:
        while first < len(spans) and spans[first].end <= sentence.start:
            first += 1
        inside, k = 0, first
        while k < len(spans) and spans[k].start < sentence.end:
            inside += min(spans[k].end, sentence.end) - max(spans[k].start, sentence.start)
            k += 1
        found.append(inside / (sentence.end - sentence.start))
    return found


def _paragraphs(sentences: Sequence[Sentence]) -> list[tuple[int, int]]:
    spans: dict[int, tuple[int, int]] = {}
    for sentence in sentences:
        start, _ = spans.get(sentence.paragraph, (sentence.start, 0))
        spans[sentence.paragraph] = start, sentence.end
    return list(spans.values())


def _in_paragraph(text: str, start: int, end: int) -> list[Quote]:
    found: list[Quote] = []
    opened: int | None = None
    for match in _MARK.finditer(text, start, end):
        before = text[match.start() - 1] if match.start() > start else " "
        mark = match.group()
        if opened is None:
            opened = match.start() if _opens(mark, before) else None
        elif _closes(mark, text[opened], before):
            found.append(Quote(opened, match.end()))
            opened = None
    if opened is not None and end - opened < _LONGEST:
        found.append(Quote(opened, end))
    return found


def _opens(mark: str, before: str) -> bool:
    return mark in "“„«``" or (mark in ('"', "''") and (before.isspace() or before in "([—–-:"))


def _closes(mark: str, opening: str, before: str) -> bool:
    if mark in "'’":  # a slip for a double mark: 'the law,' said X
        return opening in '"“'
    if opening == '"':
        return mark == '"' and not before.isspace()
    return mark in "”»\"“''"
