"""What stands above an article: its title, its subtitle, and what only surrounds them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.masthead import is_section, name_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.lines import Line

_FEWEST_WORDS, _MOST_WORDS = 3, 40
_KEY_LENGTH = 15  # characters: shorter lines are in a page's name by chance
_REACH = 20  # lines above the article in which its title stands
_SMALL = 8  # lines above the article when there is no navigation among them
_BYLINE_WORDS, _LONGEST_BYLINE = 6, 16
_ADDRESS = re.compile(r"^(?:(?:press|media) )?contacts?\b|\w@\w|://|\+\d", re.IGNORECASE)
_BYLINE = re.compile(
    r"(?:[Bb]y|BY|(?:[Ww]ritten|[Rr]eported|[Pp]osted) by|[Aa]uthor):? [A-Z][\w’'.-]+(?: [A-Z|,][^ ]*)*\Z"
)
# "By Ann Lee, political editor", "By Ann Lee in Amity and Bo Hale": two names in a row, and only such words.
_SIGNED = re.compile(r"(?:[Bb]y|BY|(?:[Ww]ritten|[Rr]eported|[Pp]osted) by|[Aa]uthor):? [A-Z][\w’'.-]+ [A-Z]")
_SIGNED_LABEL = re.compile(
    r"by|and|in|at|for|of|the|with|de|van|der|von|la|el|al|bin|"
    r"(?:business|political|foreign|diplomatic|economics|chief|senior|special|deputy|staff|sports?|science|health|city|"
    r"court|crime|defence|defense|education|news|data|digital)|"
    r"(?:correspondent|reporter|editor|writer|columnist|analyst|contributor|bureau|desk)s?"
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


def is_byline(line: Line) -> bool:
    """Whether it names a writer: "By Ann Lee", or a date and little else, none of it in lower case."""
    if _BYLINE.match(line.text) or _is_signed(line):
        return True
    if line.undated is None or line.undated > _BYLINE_WORDS:
        return False
    return all(_BYLINE_LABEL.fullmatch(word) for word in re.findall(r"\w+", line.text) if word.islower())


def title_lines(lines: Sequence[Line], title: str | None, outlet: str | None = None) -> tuple[int, ...]:
    """The lines that hold the title: the one given, else what the page's first line names.

    A page often starts with its name, "Title | Outlet", and gives the title itself further down.
    """
    if not lines or (not title and _is_masthead(lines[0], outlet)):
        return ()
    name = _key(title) if title else lines[0].key
    found = [n for n, line in enumerate(lines) if len(line.key) >= _KEY_LENGTH and _same(line.key, name)]
    return tuple(found)


def find_head(lines: Sequence[Line], titles: Sequence[int], body_start: int, outlet: str | None = None) -> Head:
    """The title and subtitle of an article that starts at a line.

    Names of organisations and sites and what stands below a menu are the title only where nothing else is.
    """
    above = lines[:body_start]
    mastheads = {n for n, line in enumerate(above) if n not in titles and _is_masthead(line, outlet)}
    known = [number for number in titles if number <= body_start]
    at = _title_at(lines, known, body_start, mastheads)
    if at is None:
        return Head("", ())
    fewest = _FEWEST_WORDS if body_start <= _SMALL else 2 * _FEWEST_WORDS
    below = (n for n in range(at + 1, body_start) if n not in mastheads)
    subtitles = [n for n in below if _is_subtitle(lines[n], lines[at].key, fewest)]
    return Head(lines[at].key, (at, *subtitles))


def _key(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _same(key: str, name: str) -> bool:
    return key in name or (name in key and len(name) >= _KEY_LENGTH and len(key) < 2 * len(name))


def _is_masthead(line: Line, outlet: str | None) -> bool:
    """Whether a line names the site or a part of it."""
    if outlet and line.key.removeprefix("the ") == _key(outlet).removeprefix("the "):
        return True
    return name_in(line.text) is not None or is_section(line.text)


def _title_at(lines: Sequence[Line], titles: Sequence[int], body_start: int, mastheads: set[int]) -> int | None:
    """The line that is kept as the title, or None.

    Known titles first, then a headline that stands twice above the article, then the first headline there.
    """
    first = max(0, body_start - _REACH)
    near = [number for number in titles if number >= first and _is_headline(lines[number])]
    if near and near != [0]:
        return next(number for number in near if lines[number].key == lines[near[-1]].key)
    twice = _standing_twice(lines, range(first, body_start), mastheads)
    if twice is not None:
        return twice
    start = 0 if body_start <= _SMALL else body_start - _SMALL // 2
    return next(_by_preference(lines, range(start, body_start), mastheads), None)


def _standing_twice(lines: Sequence[Line], above: range, mastheads: set[int]) -> int | None:
    copies = Counter(lines[number].key for number in above)
    headlines = (n for n in above if n not in mastheads and _is_headline(lines[n]))
    return next((n for n in headlines if lines[n].words > _FEWEST_WORDS and copies[lines[n].key] > 1), None)


def _by_preference(lines: Sequence[Line], above: range, mastheads: set[int]) -> Iterator[int]:
    menus = {lines[n].block: n for n in reversed(above) if lines[n].clutter == "navigation"}
    headlines = [n for n in above if n not in mastheads and _is_headline(lines[n])]
    yield from (n for n in headlines if menus.get(lines[n].block, n) >= n)
    yield from headlines
    yield from (n for n in reversed(above) if n not in mastheads and _is_short_headline(lines[n]))
    yield from (n for n in above if _is_headline(lines[n]))


def _is_headline(line: Line) -> bool:
    if line.clutter or line.stamp or not _FEWEST_WORDS <= line.words <= _MOST_WORDS:
        return False
    return not (is_byline(line) or is_address(line.text))


def _is_short_headline(line: Line) -> bool:
    """ "Mayor resigns": as short as a label, but not in its capitals."""
    return line.words == 2 and not (line.clutter or line.stamp or line.sentence) and line.text.split()[1].islower()


def _is_signed(line: Line) -> bool:
    if line.words > _LONGEST_BYLINE or line.sentence or not _SIGNED.match(line.text):
        return False
    return all(_SIGNED_LABEL.fullmatch(word) for word in re.findall(r"\w+", line.text) if word.islower())


def _is_subtitle(line: Line, title: str, fewest: int) -> bool:
    if line.clutter or line.stamp or line.repeats or line.key == title:
        return False
    return line.words >= fewest and not is_byline(line)
