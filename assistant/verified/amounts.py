"""Amounts in a statement: each must stand in its passages, as exact, in the same unit, and of the same things."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.sentences.quantities import NUMERALS
from assistant.sentences.words import Word, stem, words
from assistant.verified.clauses import clause_of
from assistant.verified.figures import Figure, figures, is_act
from assistant.verified.lemmas import lemma
from assistant.verified.shallow import tokens
from assistant.verified.units import is_time

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.sentences.matching import Words
    from assistant.verified.bearing import Bearing, Place

    Held = tuple[Figure, Place]

_SAME = 0.5  # cosine of two attributes that mean the same
_TELLING = 2  # content words from which a clause tells something
_MOSTLY, _HARDLY = 0.6, 0.34  # share of a clause that another amount's has, and that its own has at most
_NEAR, _FAR = 0.45, 0.2  # cosines of two words for one thing, and for things that have nothing to do with each other
_BESIDE = 0.25  # share of a clause that the sentence of its year must bear
_YEAR = re.compile(r"1[0-9]{3}|20[0-9]{2}")
_SAID = frozenset("say tell note state add cent per".split())
_AUXILIARIES = frozenset("was were is are had has have been be being will would".split())
_ANYTHING = frozenset(map(stem, "people persons individuals men women items units cases things pieces others".split()))


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
        fitting = [
            (o, p)
            for o, p in same
            if _fits(figure, _of_unit(o, figure.unit, p)) and (o.partner is None or o.partner in told)
        ]
        if not fitting:
            yield f"the figure {figure.text.strip()!r} is not given so: the passages say {same[0][0].text.strip()!r}"
        elif (
            _is_the_whole(figure, text, there, fitting)
            or _is_beside_another(figure, there, fitting)
            or _is_of_another(figure, text, there)
            or _is_far(figure, text, fitting, [place for _, place in there], bearing)
            or _moved(figure, there, fitting, places, lexicon)
        ):
            yield f"the figure {figure.text.strip()!r} counts something else in the passages that it cites"


def _scaled(figure: Figure) -> bool:
    """Whether words make it more than its digits: "4.7 million"."""
    return re.search(r"\d\W+[a-z]{3,}", figure.text) is not None


def _of_unit(other: Figure, unit: str | None, place: Place) -> Figure:
    """Give an amount the unit that it leaves out: "from 58 million", behind "to 41 million euros"."""
    left_out = other.unit is None and not other.things and not is_time(unit)
    around = figures(place.sentence.text) if left_out else ()
    return replace(other, unit=unit) if any(one.unit == unit for one in around) else other


def _fits(figure: Figure, other: Figure) -> bool:
    if figure.direction and figure.direction != other.direction:
        return False
    if other.former and not figure.former and not (figure.day and figure.day == other.day):
        return False
    if not figure.direction and other.direction:
        return False
    if figure.text.lower().startswith("exactly") and other.text.strip()[:1].isalpha() and other.digits:
        return other.text.lower().startswith("exactly")
    if figure.unit is None:
        return other.unit is None or (other.unit != "%" and not figure.things)
    return figure.unit == other.unit


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
    if following is None or figure.acts or not is_act(following):
        return False
    act = lemma(following.text)
    own = [f.after | _clause(p.sentence.text, f) for f, p in there if f.number == figure.number]
    others = [f.after | _clause(p.sentence.text, f) for f, p in there if f.number != figure.number]
    return not any(act in after for after in own) and any(act in after for after in others)


def _clause(text: str, figure: Figure) -> frozenset[str]:
    at = text.find(figure.text.strip())
    read = tokens(text)
    own = next((t.clause for t in read if t.word.end > at), 0)
    told = (t for t in read if t.clause == own and t.telling and not t.word.number and t.lower not in NUMERALS)
    return frozenset(token.lemma for token in told) - _SAID - {thing.stem for thing in figure.things}


def _shared(mine: frozenset[str], other: frozenset[str]) -> float:
    return len(mine & other) / len(mine)


def is_swapped(mine: frozenset[str], its: frozenset[str], others: Sequence[frozenset[str]]) -> bool:
    """Whether a text has beside a figure what a sentence has beside another one only, and nothing that it has there."""
    return any(its - other and mine & (other - its) and not mine & (its - other) for other in others)


def _is_far(figure: Figure, text: str, fitting: Sequence[Held], places: Sequence[Place], bearing: Bearing) -> bool:
    """Whether what may be a year stands, in the passages, beside something else."""
    if figure.things or figure.unit or not _YEAR.fullmatch(figure.text.strip()):
        return False
    clause, held = clause_of(text, figure.text), [place for _, place in fitting]
    return bearing.size(clause) >= _TELLING and (
        max(bearing.cover(clause, place) for place in held) < _BESIDE or bearing.is_far(clause, held, [*held, *places])
    )


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
