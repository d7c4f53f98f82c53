"""Whether two amounts measure the same, and if so, whether they are one value: what is unsure is not compared."""

from __future__ import annotations

from math import floor, log10
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from assistant.watching.named import anchors
from assistant.watching.periods import fits, is_years

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from assistant.sentences.matching import Words
    from assistant.sentences.quantities import Quantity
    from assistant.sentences.reading import Reading
    from assistant.watching.measures import Measure

Outcome: TypeAlias = Literal["same", "other"]

_OCCASION_DAYS = 3
_AFTERMATH_DAYS = 21  # in which the count of one event's victims may grow
_COVER = 0.34  # share of the words of each clause that the other must have
_BEST_COVER = 0.6  # and of one of them
_SUBJECT = 0.6  # share of the names that the one with fewer is about
_CLOSE = 0.55  # cosine of two words that may stand for each other
_ALIKE = 0.015  # of two numbers that are one, as far as a reader can tell
_PEOPLE = frozenset({"peopl", "person", "individu"})
_EVENTS = frozenset(
    "fire blaze crash collis accid attack explos blast earthquak quak flood storm hurrican typhoon landslid avalanch"
    " shoot bomb raid strike ralli protest march demonstr match game final elect vote battl clash shell derail".split()
)


def compare(
    one: Measure, other: Measure, readings: tuple[Reading, Reading], positions: tuple[int, int], lexicon: Words
) -> Outcome | None:
    """Return whether two measures have the same value or another one; None where they are not of the same."""
    how = [(m.clause.ahead, m.clause.denied) for m in (one, other)]
    if one.clause.part or other.clause.part or how[0] != how[1]:
        return None
    if not _same_thing(one, other, readings, positions) or not _same_names(one, other, readings):
        return None
    if _clash(one, other) or not _same_doing(one, other, lexicon) or not _same_time(one, other, readings):
        return None
    if same_value(one, other):
        return "same"
    sentences = [reading.sentences[place] for reading, place in zip(readings, positions, strict=True)]
    if _given(one, sentences[1].quantities) or _given(other, sentences[0].quantities):
        return "same"  # parts and wholes, a former figure beside the new one
    return "other"


def _given(one: Measure, quantities: Iterable[Quantity]) -> bool:
    return any(q.number == one.quantity.number for q in quantities)


def same_value(one: Measure, other: Measure) -> bool:
    """Whether two amounts are one, or one is the other rounded: "about 980" and 984."""
    left, right = one.quantity.number, other.quantity.number
    if left == right or abs(left - right) <= _ALIKE * max(abs(left), abs(right)):
        return True
    return _rounds(other, left) or _rounds(one, right)


def _rounds(rounded: Measure, exact: float) -> bool:
    """Whether an amount that says of itself that it is rounded is what a number rounds to."""
    number = rounded.quantity.number
    if not exact or not number or rounded.quantity.text[:1].isdigit():
        return False
    step = 10.0 ** _last_place(number)
    return bool(abs(number - exact) <= step / 2)


def _last_place(number: float) -> int:
    """Return the power of ten of the last digit that is not 0: 2 of 4,700."""
    digits = f"{number:.6g}" if number < 1e6 else f"{number:.0f}"
    if "e" in digits:
        return floor(log10(number))
    if "." in digits:
        return -len(digits.partition(".")[2])
    return len(digits) - len(digits.rstrip("0"))


def _same_thing(one: Measure, other: Measure, readings: tuple[Reading, Reading], positions: tuple[int, int]) -> bool:
    if (one.quantity.unit or "") != (other.quantity.unit or "") or one.contents != other.contents:
        return False
    if one.head != other.head and not {one.head, other.head} <= _PEOPLE:
        return False
    around = [
        reading.context | reading.sentences[place].stems for reading, place in zip(readings, positions, strict=True)
    ]
    return set(one.things) <= around[1] | _PEOPLE and set(other.things) <= around[0] | _PEOPLE


def _same_names(one: Measure, other: Measure, readings: tuple[Reading, Reading]) -> bool:
    mine = {n for n in one.names - other.names if not _form_of(n, other.names)}
    its = {n for n in other.names - one.names if not _form_of(n, one.names)}
    if mine and its:
        return False
    subjects = anchors(readings[0]) & anchors(readings[1])
    if not one.names & other.names & subjects and not _same_subject(readings):
        return False
    return _told(mine, readings[1]) and _told(its, readings[0])


def _same_subject(readings: tuple[Reading, Reading]) -> bool:
    """Whether two documents are about the same names: "the company" and "the city" say nothing by themselves."""
    one, other = (anchors(reading) for reading in readings)
    shorter = min(len(one), len(other))
    return shorter > 0 and len(one & other) / shorter >= _SUBJECT


def _form_of(name: str, known: Iterable[str]) -> bool:
    return any(k[:4] == name[:4] and abs(len(k) - len(name)) <= 3 for k in known if len(k) > 3 and len(name) > 3)


def _told(wanted: set[str], reading: Reading) -> bool:
    document = reading.document
    lower = f"{document.title} {document.text} {document.outlet or ''}".lower()
    return all(name in lower for name in wanted)


def _clash(one: Measure, other: Measure) -> bool:
    """Whether a word has another attribute in each: "rail museum", "sea museum"."""
    for head in {b for _, b in one.pairs} & {b for _, b in other.pairs}:
        mine, its = ({a for a, b in m.pairs if b == head} for m in (one, other))
        if not any(_is_form(a, b) for a in mine for b in its) and not (mine <= other.words or its <= one.words):
            return True
    return False


def _same_doing(one: Measure, other: Measure, lexicon: Words) -> bool:
    covers = sorted((_cover(one.words, other.words, lexicon), _cover(other.words, one.words, lexicon)))
    if covers[0] < _COVER or covers[1] < _BEST_COVER:
        return False
    if one.things and one.verb and other.verb:
        return _shares(one.verb, other.words) and _shares(other.verb, one.words)
    if not one.doing or not other.doing:
        return covers[0] >= _BEST_COVER
    return _shares(one.doing, other.words) and _shares(other.doing, one.words)


def _shares(wanted: Iterable[str], found: Iterable[str]) -> bool:
    return any(_is_form(a, b) for a in wanted for b in found)


def _cover(wanted: frozenset[str], found: frozenset[str], lexicon: Words) -> float:
    if not wanted:
        return 1.0
    mine, its = sorted(wanted), sorted(found)
    near = lexicon.similarity(mine, its)
    weights = [lexicon.weight(word) for word in mine]
    hits = [
        1.0 if any(_is_form(word, b) for b in its) or (near.size and float(np.max(near[i])) >= _CLOSE) else 0.0
        for i, word in enumerate(mine)
    ]
    return sum(h * w for h, w in zip(hits, weights, strict=True)) / sum(weights)


def _is_form(one: str, other: str) -> bool:
    """Whether two stems are of one word: "pass" and "passag"."""
    shorter, longer = sorted((one, other), key=len)
    return one == other or (len(shorter) >= 4 and longer.startswith(shorter) and len(longer) - len(shorter) <= 3)


def _same_time(one: Measure, other: Measure, readings: tuple[Reading, Reading]) -> bool:
    mine, its = one.period, other.period
    if mine.since and its.since and not fits(mine.since, its.since):
        return False
    if mine.spans and its.spans and is_years(mine.spans) != is_years(its.spans):
        return False
    if mine.days and its.days and not fits(mine.days, its.days):
        return bool(mine.since and its.since)
    if _same_occasion(readings, _AFTERMATH_DAYS if one.words & other.words & _EVENTS else _OCCASION_DAYS):
        return True
    dated = all(_day(reading) for reading in readings)  # what has no day is no value of a series
    return dated and _lasts(one) and _lasts(other) and mine.days == its.days


def _lasts(measure: Measure) -> bool:
    """Whether an amount has one value at a time, and not one for each event."""
    if measure.clause.standing or measure.period.since or measure.period.spans:
        return True
    return measure.clause.perfect and not measure.words & _EVENTS


def _same_occasion(readings: tuple[Reading, Reading], most: int) -> bool:
    one, other = readings[0].document, readings[1].document
    if one.event_id and one.event_id == other.event_id:
        return True
    first, second = (_day(reading) for reading in readings)
    return first is not None and second is not None and abs((first - second).days) <= most


def _day(reading: Reading) -> date | None:
    return reading.document.event_on or reading.document.published_on
