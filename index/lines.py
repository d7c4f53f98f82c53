"""A page's lines, and what can be told of each by looking at it alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.clutter import clutter_in, hints_in
from index.dates import find_dates
from index.masthead import is_menu

if TYPE_CHECKING:
    from collections.abc import Iterator

# Scripts without spaces between words: they show by their long "words", and count one for so many characters.
_LONGEST_WORD, _CHARACTERS_A_WORD = 20, 3
_LONGEST_LABEL = 25  # words; what is longer is no date stamp, heading or button
_PROSE_WORDS = 8
_UNSTOPPED_WORDS = 40  # so long a line is text without a full stop at its end
_CUT_SHORT = ("…", "...")  # as teasers are
_SAMPLE = 2_000
_SENTENCE_END = re.compile(r"[.!?…。！？؟।](?:[\"'”’»)\]]|\[\d{1,3}\])*$")
_BULLET = re.compile(r"(?:[-–—•*·▪●]|\(?\d{1,2}[.)]|\(?[a-z]\))\s")
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d{2}(?::\d{2})?\b(?:\s?[ap]\.?m\b\.?)?|\b\d{1,2}\s?[ap]\.?m\b\.?", re.IGNORECASE)
_CLOSING = "\"'”’»)]"
_WORD = re.compile(r"\w+")
_DIGIT = re.compile(r"[0-9]")
_FOREIGN_DATE = re.compile(r"\d{1,2}\.?(?: de)? [^\W\d]{3,12}\.?(?: de)?,? (?:19|20)\d\d\D{0,9}")
# A mail or an old release breaks its lines at such a column.
_NARROW, _WIDE = 50, 100


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page, or one paragraph that was broken into lines of equal width.

    `block`: lines with the same number have no blank line between them.
    `clutter`: the kind of page furniture its words show, as a reason for taking it out.
    `undated`: its words without dates and times, where it has any. `repeats`: the same words stand earlier.
    """

    text: str
    block: int
    key: str  # its words in lower case
    words: int
    sentence: bool  # ends as a sentence does
    bullet: bool
    undated: int | None
    clutter: str | None
    hints: int  # words that are usual around articles
    running: bool  # mostly words without a capital
    repeats: bool

    @property
    def stamp(self) -> bool:
        """Whether dates and times are all that it says, but for a word or two ("Updated")."""
        return self.undated is not None and self.undated <= 2

    @property
    def stop(self) -> bool:
        """Whether it is a sentence that ends in a full stop, as hardly a headline does."""
        return self.sentence and self.words > 2 and self.text.rstrip(_CLOSING)[-1:] in (".", "!")

    @property
    def prose(self) -> bool:
        """Whether it reads like running text."""
        if self.clutter or self.words < _PROSE_WORDS or self.text.endswith(_CUT_SHORT):
            return False
        return self.sentence or (self.running and self.words >= _UNSTOPPED_WORDS)


def split_lines(text: str) -> tuple[Line, ...]:
    """The lines that are not blank, with single spaces inside."""
    numbered = [(n, line) for n, block in enumerate(_blocks(text)) for line in _unwrapped(block)]
    texts = [line for _, line in numbered]
    keys = [" ".join(_WORD.findall(line.lower())) or line for line in texts]
    seen: set[str] = set()
    lines: list[Line] = []
    for (block, line), key in zip(numbered, keys, strict=True):
        lines.append(_measured(line, block, key, repeats=key in seen))
        seen.add(key)
    return tuple(_with_menus(lines))


def _with_menus(lines: list[Line]) -> Iterator[Line]:
    """The lines, with menus known as such: not the rows of a table, which have as many columns as the next."""
    columns = [0, *(line.text.count("|") for line in lines), 0]
    for number, line in enumerate(lines, 1):
        row = columns[number] > 0 and columns[number] in (columns[number - 1], columns[number + 1])
        menu = not (line.clutter or line.stamp or row or line.words > _LONGEST_LABEL) and is_menu(line.text)
        yield replace(line, clutter="navigation") if menu else line


def _blocks(text: str) -> list[list[str]]:
    """Runs of lines without a blank line between them."""
    blocks: list[list[str]] = [[]]
    for raw in text.split("\n"):
        line = " ".join(raw.split())
        if line:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return blocks


def _unwrapped(block: list[str]) -> list[str]:
    """The block as one line where its lines were only broken to fit a width, else as it is.

    Broken lines are nearly equally long, mostly end within a sentence, and often go on in lower case.
    """
    inner = block[:-1]
    widest = max(map(len, block), default=0)
    if len(block) < 2 or not _NARROW <= widest <= _WIDE:
        return block
    full = sum(len(line) >= widest * 0.7 for line in inner)
    ends = sum(bool(_SENTENCE_END.search(line)) for line in inner)
    continued = sum(line[0].islower() for line in block[1:])
    is_wrapped = full >= len(inner) * 0.9 and ends <= len(inner) * 0.5 and continued >= len(inner) * 0.3
    return [" ".join(block)] if is_wrapped else block


def _measured(text: str, block: int, key: str, *, repeats: bool) -> Line:
    words = _count_words(text)
    sentence = _SENTENCE_END.search(text, max(0, len(text) - 16)) is not None
    return Line(
        text=text,
        block=block,
        key=key,
        words=words,
        sentence=sentence,
        bullet=_BULLET.match(text) is not None,
        undated=_undated(text) if words <= _LONGEST_LABEL else None,
        clutter=clutter_in(text, words, sentence=sentence),
        hints=hints_in(text, words) if sentence and words >= _PROSE_WORDS else 0,
        running=_is_running(text[:_SAMPLE]),
        repeats=repeats,
    )


def _count_words(text: str) -> int:
    words = text.count(" ") + 1
    if text.isascii() or len(text) <= words * _LONGEST_WORD:
        return words
    return len(text) // _CHARACTERS_A_WORD


def _is_running(text: str) -> bool:
    words = text.split()
    return sum(word[0].isupper() or word[0].isdigit() for word in words) < len(words) * 0.4


def _undated(text: str) -> int | None:
    if not _DIGIT.search(text):
        return None
    dates = find_dates(text)
    for found in reversed(dates):
        text = text[: found.start] + " " + text[found.end :]
    rest, clocks = _CLOCK.subn(" ", text)
    words = len(_WORD.findall(rest))
    # Without a year or a time it may as well be a headline: "Talks on March 21".
    if clocks or any(found.year for found in dates) or (dates and not words):
        return words
    return 0 if _FOREIGN_DATE.fullmatch(text) else None
