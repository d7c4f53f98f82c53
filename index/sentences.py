"""Text to sentences, with exact offsets.

A splitter of our own: rule-based, linear in the length of the text, and without a model to load.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.types import Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_CHARACTERS = 1500  # nothing that a person wrote as one sentence is longer; logs and tables are

_TERMINATOR = re.compile(
    r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*+(?:\[\d{1,3}\])*+(?=\s|$)"  # 'it ended."' and 'it ended.[3]'
    r"|[。！？]++[」』”’）]*+"
    r"|[।۔؟]++(?=\s|$)"
)
_OPENERS = "\"'“‘«([{-–—•*¿¡"
_BULLET = re.compile(r"\s*(?:[-*•–—▪●‣]|\(?\d{1,2}[.)])\s")
_LIST_NUMBER = re.compile(r"\(?(?:\d{1,2}|[a-zA-Z])[.)]$")
_ACRONYM = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]$")
_NEXT_WORD = re.compile(r"\w+")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TITLES = _words(
    "mr mrs ms mx dr prof gen lt col sgt capt maj adm cmdr cpl sen rep gov rev hon pres supt insp det fr "
    "messrs amb sec asst vs viz cf eg ie al ca brig ret spc pfc"
)
_BEFORE_NUMBERS = _words(
    "jan feb mar apr jun jul aug sep sept oct nov dec no nos art fig figs pp p vol vols ch sec para pt op ed"
)
_BEFORE_ANYTHING = _words(
    "inc ltd co corp bros st ave blvd rd dept univ etc jr sr approx est mt ft intl assn gov.uk cos plc"
)
_STARTERS = _words(
    "the a an he she it they we you i in on at but and this that these those there however for after "
    "before when while as if his her its their our my according meanwhile since during under no not what "
    "who why how both all some many most one two three earlier later last now then so yet still also "
    "among by with from to of although despite"
)
_AFTER_CLOCK = _words(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december gmt utc est edt cet cest pst pdt bst ist et pt eastern "
    "local"
)


def split_sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of `text`: in order, stripped, together holding every non-space character once.

    Titles and list items, which end without a full stop, are sentences of their own line. A stretch of
    more than `MAX_CHARACTERS` without an end is cut at spaces.
    """
    return tuple(
        Sentence(left, right, number)
        for number, (start, end) in enumerate(_paragraphs(text))
        for whole in _split_paragraph(text, start, end)
        for left, right in _bounded(text, *whole)
    )


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    for block in _blocks(text):
        wrapped = _is_wrapped(text, block)
        start, end = block[0]
        for left, right in block[1:]:
            if _continues(text[start:end][-80:], text[left:right], wrapped=wrapped):
                end = right
            else:
                yield start, end
                start, end = left, right
        yield start, end


def _blocks(text: str) -> Iterator[list[tuple[int, int]]]:
    """Runs of lines without a blank line between them, each line stripped."""
    block: list[tuple[int, int]] = []
    position = 0
    for line in text.splitlines(keepends=True):
        start = position + len(line) - len(line.lstrip())
        end = position + len(line.rstrip())
        position += len(line)
        if start < end:
            block.append((start, end))
        elif block:
            yield block
            block = []
    if block:
        yield block


def _is_wrapped(text: str, block: list[tuple[int, int]]) -> bool:
    """Whether the lines were broken at a margin, as in mail and old press releases, not by the writer."""
    lengths = [end - start for start, end in block[:-1]]
    if len(lengths) < 2 or max(lengths) > 100 or min(lengths) < 50:
        return False
    unfinished = sum(text[end - 1] not in '.!?:;"”' for _, end in block[:-1])
    return unfinished * 2 > len(lengths)


def _continues(line: str, following: str, *, wrapped: bool) -> bool:
    if _BULLET.match(following):
        return False
    return wrapped or (len(line) >= 40 and line[-1] not in '.!?:;…"”' and following[0].islower())


def _split_paragraph(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in _TERMINATOR.finditer(text, start, end):
        if _ends_sentence(text, start, match.start(), match.end(), end):
            yield start, match.end()
            start = _skip_spaces(text, match.end(), end)
    if start < end:
        yield start, end


def _skip_spaces(text: str, position: int, end: int) -> int:
    while position < end and text[position].isspace():
        position += 1
    return position


def _ends_sentence(text: str, start: int, dot: int, after: int, end: int) -> bool:
    if dot == start:
        return False
    head = text[_skip_spaces(text, after, end) : min(end, after + 40)].lstrip(_OPENERS)
    if head[:1].islower():
        return False
    if text[dot:after] != ".":
        return True
    word = text[max(start, dot - 24) : dot].rsplit(maxsplit=1)[-1:]
    return not word or _ends_after(word[0].lstrip(_OPENERS), head, alone=len(word[0]) == dot - start)


def _ends_after(word: str, head: str, *, alone: bool) -> bool:
    """Whether a full stop between `word` and `head` ends a sentence. `alone`: the word opens the line."""
    if alone and _LIST_NUMBER.match(word + "."):
        return False
    short = word.lower().rsplit("-", 1)[-1]  # "R-St. Paul"
    following = _NEXT_WORD.match(head)
    next_word = following.group().lower() if following else ""
    if short in ("a.m", "p.m"):
        return next_word not in _AFTER_CLOCK
    if short in _BEFORE_NUMBERS:
        return not next_word[:1].isdigit()
    if short in _TITLES or short in ("e.g", "i.e"):
        return False
    if short in _BEFORE_ANYTHING or _ACRONYM.match(word) or (len(word) == 1 and word.isupper()):
        return next_word in _STARTERS or not head
    return True


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > MAX_CHARACTERS:
        cut = _last_space(text, start + MAX_CHARACTERS // 2, start + MAX_CHARACTERS)
        yield start, cut
        start = _skip_spaces(text, cut, end)
    yield start, end


def _last_space(text: str, low: int, high: int) -> int:
    """The end of the last word before `high`; `high` itself where there is no space after `low`."""
    position = high
    while position > low and not text[position].isspace():
        position -= 1
    while position > low and text[position - 1].isspace():
        position -= 1
    return position if position > low else high
