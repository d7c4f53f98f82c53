"""Where on a page the article stands: the stretch of lines whose running text outweighs the labels in it.

Each line is worth its words where it reads like running text and costs a little where it reads like a label;
the article is the stretch with the greatest sum, found in one pass (all maximal scoring stretches: Ruzzo and
Tompa, "A linear time algorithm for finding all maximal scoring subsequences", ISMB 1999). The weights were
set by hand on one half of 200 news pages (see eval/bench_cleaning.py), a few values tried for each.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.lines import Line

_MOST = 60.0  # words that one line counts for: no single line decides
_ALONE = 0.5  # of its worth, for running text among labels: teasers are such
_HINTED = 0.3  # of its worth, for each word that is usual around articles
_LABEL, _HEADLINE, _STAMP, _CLUTTER, _COPY = -2.0, -4.0, -6.0, -8.0, -3.0
_LABEL_WORDS, _HEADLINE_WORDS = 4, 25
_UNDER_TITLE = 3.0  # times its worth, for a stretch that begins soon after the title
_TITLE_REACH = 40  # lines
_NEAR, _NEAR_WORTH = 6, 15.0  # a lesser stretch is the article's where it stands within so many lines of it
_RIVAL = 0.9  # or is worth nearly as much


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines `start` to `end`, both included, and the sum of their worth."""

    start: int
    end: int
    worth: float


def find_body(lines: Sequence[Line], titles: Sequence[int]) -> tuple[Stretch, ...]:
    """The stretches that make up the article, in order; none where nothing reads like running text.

    `titles`: the lines that hold the title, in order.
    """
    stretches = _stretches(_worths(lines))
    if not stretches:
        return ()
    best = max(stretches, key=lambda stretch: _preference(stretch, titles))
    at = stretches.index(best)
    chosen = [best]
    for others in (reversed(stretches[:at]), stretches[at + 1 :]):
        edge = best
        for other in others:
            gap = max(edge.start - other.end, other.start - edge.end)
            if other.worth >= _RIVAL * best.worth or (gap <= _NEAR and other.worth >= _NEAR_WORTH):
                chosen.append(other)
                edge = other
    return tuple(sorted(chosen, key=lambda stretch: stretch.start))


def _preference(stretch: Stretch, titles: Sequence[int]) -> float:
    above = bisect_right(titles, stretch.start)
    follows = above > 0 and stretch.start - titles[above - 1] <= _TITLE_REACH
    return stretch.worth * (_UNDER_TITLE if follows else 1)


def _worths(lines: Sequence[Line]) -> list[float]:
    worths = [_worth(line) for line in lines]
    prose = [line.prose for line in lines]
    for number, line in enumerate(lines):
        if line.prose and not any(prose[max(0, number - 2) : number] + prose[number + 1 : number + 3]):
            worths[number] *= _ALONE
    return worths


def _worth(line: Line) -> float:
    if line.clutter:
        return _CLUTTER
    if line.repeats:
        return _COPY
    if line.prose:
        return min(float(line.words), _MOST) * _HINTED**line.hints
    if line.stamp:
        return _STAMP
    if line.words > _HEADLINE_WORDS or line.bullet or (line.sentence and line.words > 2):
        return 0.0
    return _LABEL if line.words <= _LABEL_WORDS else _HEADLINE


@dataclass(frozen=True, slots=True)
class _Open:
    """A stretch that may still grow, with the running sums before its first and after its last line."""

    start: int
    end: int
    before: float
    after: float
    lower: int  # the last earlier stretch whose `before` is lower; -1: none


def _stretches(worths: Sequence[float]) -> list[Stretch]:
    """All maximal stretches of positive sum."""
    found: list[_Open] = []
    total = 0.0
    for number, worth in enumerate(worths):
        before, total = total, total + worth
        if worth <= 0:
            continue
        start, at = number, _last_below(found, before)
        while at >= 0 and found[at].after < total:
            start, before = found[at].start, found[at].before
            del found[at:]
            at = _last_below(found, before)
        found.append(_Open(start, number, before, total, at))
    return [Stretch(s.start, s.end, s.after - s.before) for s in found]


def _last_below(found: list[_Open], level: float) -> int:
    """The last stretch that starts below the level, following the links past those that cannot."""
    at = len(found) - 1
    while at >= 0 and found[at].before >= level:
        at = found[at].lower
    return at
