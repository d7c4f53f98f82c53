"""What stands above an article: its title, its subtitle, and what only surrounds them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.lines import Line

_FEWEST_WORDS, _MOST_WORDS = 3, 40
_KEY_LENGTH = 15  # characters: shorter lines are in a page's name by chance
_REACH = 20  # lines above the article in which its title stands
_SMALL = 8  # lines above the article when there is no navigation among them
_BYLINE_WORDS = 6
_ADDRESS = re.compile(r"^(?:(?:press|media) )?contacts?\b|\w@\w|://|\+\d", re.IGNORECASE)
_BYLINE = re.compile(
    r"(?:[Bb]y|BY|(?:[Ww]ritten|[Rr]eported|[Pp]osted) by|[Aa]uthor):? [A-Z][\w’'.-]+(?: [A-Z|,][^ ]*)*\Z"
)
# The words of a byline that are no name: "Updated 2 hours ago", "5 min read".
_BYLINE_LABEL = re.compile(
    r"am|pm|ago|and|at|by|on|days?|hours?|min|minutes|read|last|edited|modified|posted|published|updated?"
)


@dataclass(frozen=True, slots=True)
class Head:
    """The key of the title's line ("" where there is no title) and the lines above the article that stay."""

    title: str
    kept: tuple[int, ...]


def is_address(text: str) -> bool:
    """Whether a line says how to reach someone."""
    return _ADDRESS.search(text) is not None


def title_lines(lines: Sequence[Line], title: str | None) -> tuple[int, ...]:
    """The lines that hold the title: the one given, else what the page's first line names.

    A page often starts with its name, "Title | Outlet", and gives the title itself further down.
    """
    if not lines:
        return ()
    name = " ".join(re.findall(r"\w+", title.lower())) if title else lines[0].key
    found = [n for n, line in enumerate(lines) if len(line.key) >= _KEY_LENGTH and _same(line.key, name)]
    return tuple(found)


def find_head(lines: Sequence[Line], titles: Sequence[int], body_start: int) -> Head:
    """The title and subtitle of an article that starts at a line."""
    at = _title_at(lines, [number for number in titles if number <= body_start], body_start)
    if at is None:
        return Head("", ())
    fewest = _FEWEST_WORDS if body_start <= _SMALL else 2 * _FEWEST_WORDS
    subtitles = [n for n in range(at + 1, body_start) if _is_subtitle(lines[n], lines[at].key, fewest)]
    return Head(lines[at].key, (at, *subtitles))


def _same(key: str, name: str) -> bool:
    return key in name or (name in key and len(name) >= _KEY_LENGTH and len(key) < 2 * len(name))


def _title_at(lines: Sequence[Line], titles: Sequence[int], body_start: int) -> int | None:
    """The line that is kept as the title, or None.

    Known titles first, then a headline that stands twice above the article, then the first headline there.
    """
    first = max(0, body_start - _REACH)
    near = [number for number in titles if number >= first and _is_headline(lines[number])]
    if near and near != [0]:
        return next(number for number in near if lines[number].key == lines[near[-1]].key)
    twice = _standing_twice(lines, first, body_start)
    if twice is not None:
        return twice
    start = 0 if body_start <= _SMALL else body_start - _SMALL // 2
    return next((n for n in range(start, body_start) if _is_headline(lines[n])), None)


def _standing_twice(lines: Sequence[Line], first: int, body_start: int) -> int | None:
    copies = Counter(lines[number].key for number in range(first, body_start))
    headlines = (n for n in range(first, body_start) if _is_headline(lines[n]))
    return next((n for n in headlines if lines[n].words > _FEWEST_WORDS and copies[lines[n].key] > 1), None)


def _is_headline(line: Line) -> bool:
    if line.clutter or line.stamp or not _FEWEST_WORDS <= line.words <= _MOST_WORDS:
        return False
    return not (_is_byline(line) or is_address(line.text))


def _is_byline(line: Line) -> bool:
    """Whether it names a writer: "By Ann Lee", or a date and little else, none of it in lower case."""
    if _BYLINE.match(line.text):
        return True
    if line.undated is None or line.undated > _BYLINE_WORDS:
        return False
    return all(_BYLINE_LABEL.fullmatch(word) for word in re.findall(r"\w+", line.text) if word.islower())


def _is_subtitle(line: Line, title: str, fewest: int) -> bool:
    if line.clutter or line.stamp or line.repeats or line.key == title:
        return False
    return line.words >= fewest and not _is_byline(line)
