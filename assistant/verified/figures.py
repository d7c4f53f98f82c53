"""The amounts of a sentence: how much, of what, in which unit, how exactly."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from assistant.sentences.quantities import NUMERALS, Quantity, find_quantities
from assistant.sentences.words import Word, words
from assistant.verified.lemmas import lemma
from assistant.verified.units import unit_of
from index.dates import find_dates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.verified.bearing import Place

# "From 4.75 to 4.50 per cent": the unit is of both.
_RANGE = re.compile(r"\s*(?:to|and|or|-|–)\s*")
_SHORT = re.compile(r"(?<=\d)\s?(bn|mn|mln|tn)\b")
_WATT_HOURS = re.compile(r"\b(kilo|mega|giga|tera)watt[\s-]?hours?\b", re.IGNORECASE)
_WATTS = {"kilo": "kWh", "mega": "MWh", "giga": "GWh", "tera": "TWh"}
_LONG = {"bn": "billion", "mn": "million", "mln": "million", "tn": "trillion"}
_UP = re.compile(r"^(?:more than|over|above|(?:only )?at least|(?:no|not) (?:less|fewer) than)\b", re.IGNORECASE)
_DOWN = re.compile(
    r"^(?:less than|fewer than|under|below|(?:only )?(?:at most|up to)|as many as|(?:no|not) more than)\b",
    re.IGNORECASE,
)
_OR_MORE = re.compile(r"^(?:\s+[^\W\d]+){0,2}\s+or (?:more|above|longer|over)\b", re.IGNORECASE)
_OR_LESS = re.compile(r"^(?:\s+[^\W\d]+){0,2}\s+or (?:less|fewer|below|under)\b", re.IGNORECASE)
_APART = re.compile(
    r"[,;:()]|\b(?:and|or|but|while|of which|to|from|by|in|on|at|since|until|for|with)\b", re.IGNORECASE
)
_OF_THESE = re.compile(r"\s+of\s+(?:(?:the|its|their|these|those|all|his|her)\s+)?", re.IGNORECASE)
_CLOSE = 4  # words of what is counted
_PARTS = {"third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "tenth": 10}
_COUNTS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4}
_FRACTION = re.compile(rf"\b(?P<count>a|one|two|three|four)[\s-](?P<part>{'|'.join(_PARTS)})s?\b", re.IGNORECASE)
_BEHIND = 24  # characters
_COORDINATED = re.compile(r"\s*(?:[a-z-]+\s+){0,3}(?:and|or)\s+", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s*\Z", re.IGNORECASE)
_BY = re.compile(r"\bby\s*\Z", re.IGNORECASE)
_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_SCALE = re.compile(rf"\b(?:{'|'.join(_SCALES)})\b", re.IGNORECASE)
_TO = frozenset({"to", "-", "–"})
_ACTS = frozenset(
    """went came took made sold built left met got became began broke brought bought caught chose did drew drove ate
    fell felt found flew gave grew heard held hit kept knew led lost paid ran said saw sent set sat spoke spent stood
    told thought wore won wrote gone come taken given seen known shown""".split()
)
# "The two leaders": counted by whoever writes, of what was named.
_FROM = re.compile(r"\bfrom\s*\Z", re.IGNORECASE)
_TO_MORE = re.compile(r"[^,;.]{0,40}\bto\b", re.IGNORECASE)
_FORMER = re.compile(
    r"(?:\b(?:(?:down|up) from|compared (?:with|to)|instead of|rather than|(?:as )?against|versus|previously|formerly"
    r"|(?:higher|lower|larger|smaller|greater|better|worse) than(?: the)?)"
    r"|\bto\W+(?:\S+\s+){0,3}\S*\d\S*\s+(?:[^\W\d]+\s+){0,3}from)\s*\Z",
    re.IGNORECASE,
)
_PART_OF = re.compile(
    rf"(?:\d|\b(?:{'|'.join(NUMERALS)})) (?:out )?of (?:the |its |their |these |all )?\Z", re.IGNORECASE
)
_COUNTED_BY_EYE = re.compile(r"\b(?:the|both|these|those|their|all|of)\s*\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount: `things` are what it counts, or where its words leave that out, what those did (`acts`).

    `after` are the stems of the content words that follow it up to the next amount.
    """

    text: str
    number: float
    unit: str | None
    direction: str  # "up", "down", or "" where it is given as it is
    things: tuple[Word, ...]
    after: frozenset[str]
    acts: bool
    digits: bool
    eyed: bool
    former: bool  # it is what another was before: "down from 66"
    day: tuple[int | None, int | None] | None  # year and month of the date right behind it
    partner: float | None  # the other end of a range
    of: bool  # it is what others are parts of: "19 of 51"


@lru_cache(maxsize=4096)
def figures(text: str) -> tuple[Figure, ...]:
    """Return the amounts of a text in order, those of its dates left out."""
    spelled = _SHORT.sub(lambda match: f" {_LONG[match[1]]}", text)
    spelled = _WATT_HOURS.sub(lambda match: _WATTS[match[1].lower()], spelled)
    found = sorted([*find_quantities(spelled, find_dates(spelled)), *_fractions(spelled)], key=lambda one: one.start)
    ends = [*(quantity.start for quantity in found), len(spelled)][1:]
    read = [_figure(spelled, quantity, end) for quantity, end in zip(found, ends, strict=True)]
    shared = [_RANGE.fullmatch(spelled[a.end : b.start]) is not None for a, b in pairwise(found)]
    units = [b.unit if same and a.unit is None else a.unit for a, b, same in zip(read, read[1:], shared, strict=False)]
    units += [one.unit for one in read[-1:]]
    read = [replace(one, unit=unit) for one, unit in zip(read, units, strict=True)]
    for i in range(len(read) - 1):
        if shared[i]:
            read[i] = _scaled_as(read[i], read[i + 1])
    for i, (a, b) in enumerate(pairwise(found)):
        gap = spelled[a.end : b.start]
        if _COORDINATED.fullmatch(gap):
            read[i] = replace(read[i], after=read[i].after | read[i + 1].after)
        alike = read[i].unit == read[i + 1].unit and not _BY.search(spelled[: a.start])
        if shared[i] and alike and (_BETWEEN.search(spelled[: a.start]) or (gap.strip() in _TO and not read[i].former)):
            read[i], read[i + 1] = (
                replace(read[i], partner=read[i + 1].number),
                replace(read[i + 1], partner=read[i].number),
            )
    return tuple(read)


def _scaled_as(one: Figure, other: Figure) -> Figure:
    """Give the first end of a range the scale of the second: "80 to 95 million"."""
    scale = _SCALE.search(other.text)
    if scale is None or _SCALE.search(one.text) or one.number >= other.number:
        return one
    return replace(one, number=one.number * _SCALES[scale.group().lower()])


def _fractions(text: str) -> list[Quantity]:
    """The parts of a whole that words tell: "two-thirds", "a quarter"."""
    return [
        Quantity(m.start(), m.end(), m.group(), _COUNTS.get(m["count"].lower(), 1) / _PARTS[m["part"].lower()])
        for m in _FRACTION.finditer(text)
    ]


def holders(figure: Figure, places: Sequence[Place]) -> frozenset[Place]:
    """Return the sentences that hold an amount of this value."""
    return frozenset(p for p in places if any(f.number == figure.number for f in figures(p.sentence.text)))


def _figure(text: str, quantity: Quantity, end: int) -> Figure:
    things = _things(text[quantity.end : end])
    unit = _unit(quantity.unit, things)
    direction = _direction(quantity.text, text[quantity.end :])
    digits = any(character.isdigit() for character in quantity.text)
    eyed = not digits and quantity.number <= 3 and _COUNTED_BY_EYE.search(text[: quantity.start]) is not None
    counted = tuple(w for w in things if unit_of(w.text) is None)
    acts = bool(counted) and is_act(counted[0])
    nouns = counted if acts else tuple(takewhile(lambda word: not is_act(word), counted))
    eyed = eyed or quantity.number == 1
    before = text[: quantity.start]
    former = _FORMER.search(before) is not None or bool(_FROM.search(before) and _TO_MORE.match(text[quantity.end :]))
    day = next(((d.year, d.month) for d in find_dates(text[quantity.end : quantity.end + _BEHIND])), None)
    of = _PART_OF.search(text[: quantity.start]) is not None
    after = _said_of(text[quantity.end : end])
    return Figure(
        quantity.text, quantity.number, unit, direction, nouns, after, acts, digits, eyed, former, day, None, of
    )


def _direction(text: str, behind: str) -> str:
    if _UP.match(text) or _OR_MORE.match(behind):
        return "up"
    return "down" if _DOWN.match(text) or _OR_LESS.match(behind) else ""


def _said_of(text: str) -> frozenset[str]:
    dates = find_dates(text)
    inside = {w.start for w in words(text) for d in dates if d.start <= w.start < d.end}
    return frozenset(lemma(w.text) for w in words(text) if not (w.stop or w.number or w.start in inside))


def is_act(word: Word) -> bool:
    """Whether a word is the past of a verb, or ends as one."""
    lower = word.text.lower()
    return lower.endswith(("ed", "ing")) or lower in _ACTS


def _things(behind: str) -> tuple[Word, ...]:
    """The words up to the first small one or comma: "copper kettles" of "340 copper kettles that were sold"."""
    start = match.end() if (match := _OF_THESE.match(behind)) else 0
    stretch = _APART.split(behind[start:], maxsplit=1)[0]
    return tuple(takewhile(lambda word: not (word.stop or word.number), words(stretch)))[:_CLOSE]


def _unit(unit: str | None, things: Sequence[Word]) -> str | None:
    if any(thing.stem == "point" for thing in things[:2]):
        return "point"
    if unit:
        return unit_of(unit) or unit.lower()
    # "11,200 flight hours"
    return next((named for thing in things[:2] if (named := unit_of(thing.text))), None)
