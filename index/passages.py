"""Sentences to passages: what is embedded and retrieved."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from index.types import Passage, Sentence

TARGET_TOKENS = 150  # of the embedding model: long enough to stand alone, short enough to be about one thing
TITLE_CHARACTERS = 120
_RESERVE = 8  # special tokens, the break after the title, and joins between sentences

CountModelTokens = Callable[[Sequence[str]], Sequence[int]]
CountTokens = Callable[[str], int]


@dataclass(frozen=True, slots=True)
class _Unit:
    """A sentence, or a piece of one that is longer than the model can take."""

    start: int
    end: int
    paragraph: int
    tokens: int


def embeddable_text(title: str, passage_text: str) -> str:
    """What the embedding model sees of a passage: its document's title, shortened, then the passage."""
    short = _short_title(title)
    return f"{short}\n{passage_text}" if short else passage_text


def split_passages(
    document_id: str,
    text: str,
    sentences: Sequence[Sentence],
    *,
    title: str,
    max_tokens: int,
    count_model_tokens: CountModelTokens,
    count_tokens: CountTokens,
) -> tuple[Passage, ...]:
    """Runs of whole sentences, without overlap, each within `max_tokens` of the model beside its title.

    `count_model_tokens` is called once for all sentences, and again only where one is too long.
    A document that fits one passage stays whole.
    """
    counts = list(count_model_tokens([_short_title(title), *(text[s.start : s.end] for s in sentences)]))
    budget = max(16, max_tokens - counts[0] - _RESERVE)
    units = [_Unit(s.start, s.end, s.paragraph, n) for s, n in zip(sentences, counts[1:], strict=True)]
    units = _fit(units, text, budget, count_model_tokens)
    mark = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return tuple(
        Passage(f"{document_id}:{start}-{end}:{mark}", document_id, start, end, count_tokens(text[start:end]))
        for start, end in ((run[0].start, run[-1].end) for run in _runs(units, budget))
    )


def _short_title(title: str) -> str:
    flat = " ".join(title.split())
    if len(flat) <= TITLE_CHARACTERS:
        return flat
    return flat[:TITLE_CHARACTERS].rsplit(" ", 1)[0]


def _fit(units: list[_Unit], text: str, budget: int, count: CountModelTokens) -> list[_Unit]:
    """Cuts units that are over the budget, at spaces where there are any, until none is."""
    while any(_is_too_long(unit, budget) for unit in units):
        pieces = [piece for unit in units for piece in _pieces(unit, text, budget)]
        counts = count([text[piece.start : piece.end] for piece in pieces])
        units = [_Unit(p.start, p.end, p.paragraph, n) for p, n in zip(pieces, counts, strict=True)]
    return units


def _is_too_long(unit: _Unit, budget: int) -> bool:
    return unit.tokens > budget and unit.end - unit.start > 1


def _pieces(unit: _Unit, text: str, budget: int) -> Iterator[_Unit]:
    if not _is_too_long(unit, budget):
        yield unit
        return
    length = max(1, min((unit.end - unit.start) // 2 + 1, (unit.end - unit.start) * budget // unit.tokens))
    start = unit.start
    while start < unit.end:
        end = min(unit.end, start + length)
        if end < unit.end:
            end = _space_before(text, start, end)
        yield _Unit(start, end, unit.paragraph, 0)
        start = end
        while start < unit.end and text[start].isspace():
            start += 1


def _space_before(text: str, start: int, end: int) -> int:
    for position in range(end, start + (end - start) // 2, -1):
        if text[position].isspace() and not text[position - 1].isspace():
            return position
    return end


def _runs(units: list[_Unit], budget: int) -> list[list[_Unit]]:
    """Even runs near the target, ended at paragraphs where possible."""
    total = sum(unit.tokens for unit in units)
    if not units or total <= budget:
        return [units] if units else []
    even = min(float(budget), total / max(1, round(total / TARGET_TOKENS)))
    runs: list[list[_Unit]] = [[]]
    size = 0
    for unit in units:
        if runs[-1] and _is_full(size, unit, even, budget, new_paragraph=unit.paragraph != runs[-1][-1].paragraph):
            runs.append([])
            size = 0
        runs[-1].append(unit)
        size += unit.tokens
    return _join_tail(runs, even, budget)


def _is_full(size: int, unit: _Unit, even: float, budget: int, *, new_paragraph: bool) -> bool:
    if size + unit.tokens > budget:
        return True
    middle = size + unit.tokens / 2
    return middle >= even if new_paragraph else middle >= 1.2 * even


def _join_tail(runs: list[list[_Unit]], even: float, budget: int) -> list[list[_Unit]]:
    if len(runs) < 2:
        return runs
    tail = sum(unit.tokens for unit in runs[-1])
    if tail < 0.4 * even and tail + sum(unit.tokens for unit in runs[-2]) <= budget:
        return [*runs[:-2], runs[-2] + runs[-1]]
    return runs
