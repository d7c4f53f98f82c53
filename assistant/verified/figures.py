"""Amounts in a statement: each must stand in its passages, as exact, in the same unit, and of the same things."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from assistant.sentences.quantities import NUMERALS, Quantity, find_quantities
from assistant.sentences.words import Word, stem, words
from assistant.verified.clauses import clause_of, clauses
from assistant.verified.lemmas import lemma
from index.dates import find_dates

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.sentences.matching import Words
    from assistant.verified.bearing import Bearing, Place

    Held = tuple["Figure", Place]

# "From 4.75 to 4.50 per cent": the unit is of both.
_RANGE = re.compile(r"\s*(?:to|and|or|-|–)\s*")
_SHORT = re.compile(r"(?<=\d)\s?(bn|mn|mln|tn)\b")
_LONG = {"bn": "billion", "mn": "million", "mln": "million", "tn": "trillion"}
_UP = re.compile(r"^(?:more than|over|above|(?:only )?at least|(?:no|not) (?:less|fewer) than)\b", re.IGNORECASE)
_DOWN = re.compile(
    r"^(?:less than|fewer than|under|below|(?:only )?(?:at most|up to)|as many as|(?:no|not) more than)\b",
    re.IGNORECASE,
)
_UNITS = {
    "%": "%", "percent": "%", "per cent": "%", "pct": "%", "percentage": "%",
    "$": "$", "dollar": "$", "usd": "$", "€": "€", "euro": "€", "eur": "€", "£": "£", "pound": "£",
    "km": "km", "kilometr": "km", "kilomet": "km", "m": "m", "metr": "m", "meter": "m", "kg": "kg", "kilogram": "kg",
    "t": "t", "tonn": "t", "ton": "t",
}  # fmt: skip
_APART = re.compile(
    r"[,;:()]|\b(?:and|or|but|while|of which|to|from|by|in|on|at|since|until|for|with)\b", re.IGNORECASE
)
_OF_THESE = re.compile(r"\s+of\s+(?:(?:the|its|their|these|those|all|his|her)\s+)?", re.IGNORECASE)
_CLOSE = 4  # words of what is counted
_SAME = 0.5  # cosine of two attributes that mean the same
_TELLING = 2  # content words from which a clause tells something
_MOSTLY, _HARDLY = 0.6, 0.34  # share of a clause that another amount's has, and that its own has at most
_BESIDE = 0.25  # share of a clause that the sentence of its amount must bear
_NEAR, _FAR = 0.45, 0.2  # cosines of two words for one thing, and for things that have nothing to do with each other
_PARTS = {"third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "tenth": 10}
_COUNTS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4}
_FRACTION = re.compile(rf"\b(?P<count>a|one|two|three|four)[\s-](?P<part>{'|'.join(_PARTS)})s?\b", re.IGNORECASE)
_SAID = frozenset("say tell note state add cent per".split())
_BEHIND = 24  # characters
_COORDINATED = re.compile(r"\s*(?:[a-z-]+\s+){0,3}(?:and|or)\s+", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s*\Z", re.IGNORECASE)
_TO = frozenset({"to", "-", "–"})
_AUXILIARIES = frozenset("was were is are had has have been be being will would".split())
_ANYTHING = frozenset(map(stem, "people persons individuals men women items units cases things pieces others".split()))
_ACTS = frozenset(
    """went came took made sold built left met got became began broke brought bought caught chose did drew drove ate
    fell felt found flew gave grew heard held hit kept knew led lost paid ran said saw sent set sat spoke spent stood
    told thought wore won wrote gone come taken given seen known shown""".split()
)
# "The two leaders": counted by whoever writes, of what was named.
_FORMER = re.compile(r"\b(?:(?:down|up) from|from|compared (?:with|to))\s*\Z", re.IGNORECASE)
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
    found = sorted([*find_quantities(spelled, find_dates(spelled)), *_fractions(spelled)], key=lambda one: one.start)
    ends = [*(quantity.start for quantity in found), len(spelled)][1:]
    read = [_figure(spelled, quantity, end) for quantity, end in zip(found, ends, strict=True)]
    shared = [_RANGE.fullmatch(spelled[a.end : b.start]) is not None for a, b in pairwise(found)]
    units = [b.unit if same and a.unit is None else a.unit for a, b, same in zip(read, read[1:], shared, strict=False)]
    units += [one.unit for one in read[-1:]]
    read = [replace(one, unit=unit) for one, unit in zip(read, units, strict=True)]
    for i, (a, b) in enumerate(pairwise(found)):
        gap = spelled[a.end : b.start]
        if _COORDINATED.fullmatch(gap):
            read[i] = replace(read[i], after=read[i].after | read[i + 1].after)
        if shared[i] and (_BETWEEN.search(spelled[: a.start]) or (gap.strip() in _TO and not read[i].former)):
            read[i], read[i + 1] = replace(read[i], partner=b.number), replace(read[i + 1], partner=a.number)
    return tuple(read)


def _fractions(text: str) -> list[Quantity]:
    """The parts of a whole that words tell: "two-thirds", "a quarter"."""
    return [
        Quantity(m.start(), m.end(), m.group(), _COUNTS.get(m["count"].lower(), 1) / _PARTS[m["part"].lower()])
        for m in _FRACTION.finditer(text)
    ]


def holders(figure: Figure, places: Sequence[Place]) -> frozenset[Place]:
    """Return the sentences that hold an amount of this value."""
    return frozenset(p for p in places if any(f.number == figure.number for f in figures(p.sentence.text)))


def faults(text: str, places: Sequence[Place], lexicon: Words, bearing: Bearing) -> Iterator[str]:
    """Yield what is wrong with the amounts of a text that stands on these sentences."""
    there = [(figure, place) for place in places for figure in figures(place.sentence.text)]
    for figure in figures(text):
        if figure.eyed:
            continue
        same = [(other, place) for other, place in there if other.number == figure.number]
        if not same:
            if not figure.digits or _scaled(figure):
                yield f"the figure {figure.text.strip()!r} does not stand in the passages that it cites"
            continue  # digits that are no amount there are looked for with the other words
        told = {one.number for one in figures(text)}
        fitting = [(o, p) for o, p in same if _fits(figure, o) and (o.partner is None or o.partner in told)]
        if not fitting:
            yield f"the figure {figure.text.strip()!r} is not given so: the passages say {same[0][0].text.strip()!r}"
        elif (
            _is_the_whole(figure, text, there, fitting)
            or _is_beside_another(figure, there, fitting)
            or _is_of_another(figure, text, there)
            or _moved(figure, there, fitting, places, lexicon)
            or _is_far(figure, text, there, fitting, bearing)
        ):
            yield f"the figure {figure.text.strip()!r} counts something else in the passages that it cites"


def _figure(text: str, quantity: Quantity, end: int) -> Figure:
    things = _things(text[quantity.end : end])
    unit = _unit(quantity.unit, things)
    direction = "up" if _UP.match(quantity.text) else "down" if _DOWN.match(quantity.text) else ""
    digits = any(character.isdigit() for character in quantity.text)
    eyed = not digits and quantity.number <= 3 and _COUNTED_BY_EYE.search(text[: quantity.start]) is not None
    counted = tuple(w for w in things if w.stem not in _UNITS)
    acts = bool(counted) and _is_act(counted[0])
    nouns = counted if acts else tuple(takewhile(lambda word: not _is_act(word), counted))
    eyed = eyed or quantity.number == 1
    former = _FORMER.search(text[: quantity.start]) is not None
    day = next(((d.year, d.month) for d in find_dates(text[quantity.end : quantity.end + _BEHIND])), None)
    of = _PART_OF.search(text[: quantity.start]) is not None
    after = _said_of(text[quantity.end : end])
    return Figure(
        quantity.text, quantity.number, unit, direction, nouns, after, acts, digits, eyed, former, day, None, of
    )


def _said_of(text: str) -> frozenset[str]:
    dates = find_dates(text)
    inside = {w.start for w in words(text) for d in dates if d.start <= w.start < d.end}
    return frozenset(lemma(w.text) for w in words(text) if not (w.stop or w.number or w.start in inside))


def _is_act(word: Word) -> bool:
    lower = word.text.lower()
    return lower.endswith(("ed", "ing")) or lower in _ACTS


def _things(behind: str) -> tuple[Word, ...]:
    """The words up to the first small one or comma: "copper kettles" of "340 copper kettles that were sold"."""
    start = match.end() if (match := _OF_THESE.match(behind)) else 0
    stretch = _APART.split(behind[start:], maxsplit=1)[0]
    return tuple(takewhile(lambda word: not (word.stop or word.number), words(stretch)))[:_CLOSE]


def _unit(unit: str | None, things: Sequence[Word]) -> str | None:
    if unit:
        return _UNITS.get(" ".join(unit.lower().split()), unit.lower())
    return _UNITS.get(things[0].stem) if things else None


def _scaled(figure: Figure) -> bool:
    """Whether words make it more than its digits: "4.7 million"."""
    return re.search(r"\d\W+[a-z]{3,}", figure.text) is not None


def _fits(figure: Figure, other: Figure) -> bool:
    if figure.direction and figure.direction != other.direction:
        return False
    if other.former and not figure.former and not (figure.day and figure.day == other.day):
        return False
    if not figure.direction and other.direction == "down":
        return False
    if figure.text.lower().startswith("exactly") and other.text.strip()[:1].isalpha() and other.digits:
        return other.text.lower().startswith("exactly")
    return figure.unit == other.unit or (figure.unit is None and other.unit != "%")


def _is_beside_another(figure: Figure, there: Sequence[Held], fitting: Sequence[Held]) -> bool:
    """Whether, wherever it stands, what it is said of follows another amount of the same sentence."""
    mine = figure.after
    return bool(mine) and all(
        is_swapped(mine, other.after, [f.after for f, at in there if at == place and f.number != figure.number])
        for other, place in fitting
    )


def _is_the_whole(figure: Figure, text: str, there: Sequence[Held], fitting: Sequence[Held]) -> bool:
    """Whether it stands for a part that the statement does not tell: "51" of "19 of 51"."""
    if figure.of or not all(other.of for other, _ in fitting):
        return False
    told = {other.number for other in figures(text)}
    sentences = {place for _, place in fitting}
    return not any(other.number in told - {figure.number} for other, place in there if place in sentences)


def _is_of_another(figure: Figure, text: str, there: Sequence[Held]) -> bool:
    """Whether the clause of an amount is much more like that of another amount than like any of its own."""
    if _does_as_another(figure, text, there):
        return True
    mine = _clause(text, figure)
    if len(mine) < _TELLING:
        return False
    own = max((_shared(mine, _clause(p.sentence.text, f)) for f, p in there if f.number == figure.number), default=1.0)
    others = (_shared(mine, _clause(p.sentence.text, f)) for f, p in there if f.number != figure.number)
    return max(others, default=0.0) >= _MOSTLY and own <= _HARDLY


def _does_as_another(figure: Figure, text: str, there: Sequence[Held]) -> bool:
    """Whether those it counts did what only those of another amount did: "1,200 died" of "three died, 1,200 fled"."""
    behind = words(text.partition(figure.text)[2])[len(figure.things) :]
    following = next((word for word in behind if word.text.lower() not in _AUXILIARIES), None)
    if following is None or figure.acts or not _is_act(following):
        return False
    act = lemma(following.text)
    own = [f.after for f, _ in there if f.number == figure.number]
    others = [f.after for f, _ in there if f.number != figure.number]
    return not any(act in after for after in own) and any(act in after for after in others)


def _clause(text: str, figure: Figure) -> frozenset[str]:
    clause = next((part for part in clauses(text) if figure.text.strip() in part), text)
    told = (w for w in words(clause) if not (w.stop or w.number) and w.text.lower() not in NUMERALS)
    return frozenset(lemma(word.text) for word in told) - _SAID - {thing.stem for thing in figure.things}


def _shared(mine: frozenset[str], other: frozenset[str]) -> float:
    return len(mine & other) / len(mine)


def is_swapped(mine: frozenset[str], its: frozenset[str], others: Sequence[frozenset[str]]) -> bool:
    """Whether a text has beside a figure what a sentence has beside another one only, and nothing that it has there."""
    return any(its - other and mine & (other - its) and not mine & (its - other) for other in others)


def _is_far(figure: Figure, text: str, there: Sequence[Held], fitting: Sequence[Held], bearing: Bearing) -> bool:
    """Whether an amount of nothing in particular stands, in the passages, beside something else."""
    if figure.things:
        return False
    clause, held = clause_of(text, figure.text), [place for _, place in fitting]
    clause = clause if bearing.size(clause) >= _TELLING else text
    nearest = max(bearing.cover(clause, place) for place in held)
    if bearing.size(clause) < _TELLING:
        return False
    return nearest < _BESIDE or _is_apart(clause, held, [*held, *(place for _, place in there)], bearing)


def _is_apart(clause: str, held: Sequence[Place], among: Sequence[Place], bearing: Bearing) -> bool:
    """Whether the sentence that says most of a clause stands neither with nor beside one that holds its amount."""
    best = max(among, key=lambda place: bearing.cover(clause, place))
    beside = any(p.given is best.given and abs(p.position - best.position) <= 1 for p in held)
    return not beside and bearing.is_far(clause, held, among)


def _moved(
    figure: Figure, there: Sequence[Held], fitting: Sequence[Held], places: Sequence[Place], lexicon: Words
) -> bool:
    """Whether what it counts is counted by another amount in the passages, or is something else there."""
    its = [thing for other, _ in fitting if other.acts == figure.acts for thing in other.things]
    if not figure.things:
        return False
    shared = {thing.stem for thing in figure.things} & {thing.stem for thing in its}
    mine = {thing.stem for thing in figure.things} - shared
    for other, _ in there:
        counted = {thing.stem for thing in other.things}
        if figure.of or other.number == figure.number or not (mine & counted and shared <= counted):
            continue
        if its or figure.acts or not (counted <= _ANYTHING or any(_goes_on(p, f, mine) for f, p in fitting)):
            return True
    if not its:
        return False
    if shared or figure.acts:
        return not figure.acts and _of_another_kind(figure.things, its, lexicon)
    around = {word.stem for place in places for word in place.sentence.words}
    if mine <= _ANYTHING or _near(figure.things, its, lexicon) >= (_SAME if mine & around else _NEAR):
        return False
    return bool(mine & around) or _near(figure.things, its, lexicon) < _FAR


def _goes_on(place: Place, figure: Figure, things: frozenset[str] | set[str]) -> bool:
    """Whether another amount says what one counts: "212 to 640 barges", "640 barges, of which 90 carried salt"."""
    before, _, behind = place.sentence.text.partition(figure.text)
    if things & {word.stem for word in words(before)}:
        return True
    return re.match(r"\W*(?:to|and|or|of|out of|in)?\W*(?:\w+\s+){0,2}\d", behind) is not None


def _of_another_kind(things: Sequence[Word], its: Sequence[Word], lexicon: Words) -> bool:
    """Whether both are one thing under other attributes: "340 silver kettles" for "340 copper kettles"."""
    own = {thing.stem for thing in its}
    mine = [thing for thing in things[:-1] if thing.stem not in own]
    rest = [thing for thing in its if thing.stem not in {thing.stem for thing in things}]
    return things[-1].stem in own and bool(mine and rest) and _near(mine, rest, lexicon) < _SAME


def _near(left: Sequence[Word], right: Sequence[Word], lexicon: Words) -> float:
    near = lexicon.similarity([w.text.lower() for w in left], [w.text.lower() for w in right])
    return float(near.max()) if near.size else 0.0
