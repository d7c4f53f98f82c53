"""Which amount of a sentence counts what a question counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.sentences.money import is_money
from assistant.sentences.quantities import Quantity
from assistant.sentences.things import LEADING_ON, phrase_counted, things_counted, words_after
from assistant.sentences.words import Word, stem

if TYPE_CHECKING:
    from assistant.sentences.reading import ReadSentence
    from assistant.types import Question, Term

_PEOPLE = frozenset(
    stem(w) for w in "people persons person individuals men women victims casualties deaths dead lives toll".split()
)
_OTHER_KIND = 0.3  # "freight trains" where passenger trains are asked for
_UNTOLD_KIND = 0.6  # "trains"

Hits = Callable[[Sequence["Term"], Sequence[Word]], list[float]]


@dataclass(frozen=True, slots=True)
class Compared:
    """How terms are found among words: by meaning, to the letter, and as the things that phrases name."""

    hits: Hits
    literal: Hits
    same: Mapping[str, float]  # phrases that name what is asked for in other words


@dataclass(frozen=True, slots=True)
class Counted:
    """An amount, and how surely it counts what was asked, 0..1."""

    quantity: Quantity | None
    surely: float


def count(question: Question, sentence: ReadSentence, around: Sequence[float], by: Compared) -> Counted:
    """Return the amount of a sentence that counts what the question counts.

    `around` tells for each term of the question how well the sentence and what it leans on bear it.
    """
    if question.kind != "how_many" or not sentence.quantities:
        return Counted(None, 0.0)
    scored = [(_surely(question, q, sentence, around, by), -index) for index, q in enumerate(sentence.quantities)]
    best, index = max(scored)
    return Counted(sentence.quantities[-index], best)


def _surely(
    question: Question, quantity: Quantity, sentence: ReadSentence, around: Sequence[float], by: Compared
) -> float:
    things = [t for t in question.unit if not t.name] or list(question.unit)
    done = _done(question, quantity, sentence, by.hits)
    named = _named(question, things, quantity, sentence, by) if things else 0.8
    if named and len(things) > 1 and not question.attribute and things[0] in question.terms:
        named *= _kind(question, things, quantity, sentence, around)
    if not named and any(t.stem in _PEOPLE for t in things) and question.predicate and done >= 0.5:
        named = 0.8  # people are counted under many names, where what befell them is the same
    rest = [a for t, a in zip(question.terms, around, strict=True) if t not in question.unit and not t.frame]
    borne = sum(rest) / len(rest) if rest else 1.0
    # "One" is as often a turn of speech: "one too many".
    spoken = 0.6 if quantity.number == 1 else 1.0
    # "How many of the 980": that figure is not what is asked for.
    if any(t.text.replace(",", "") == f"{quantity.number:g}" for t in question.terms):
        spoken = 0.3
    return named * (0.6 + 0.4 * borne) * (1.0 if done >= 0.25 else 0.6) * spoken


def _named(
    question: Question, things: Sequence[Term], quantity: Quantity, sentence: ReadSentence, by: Compared
) -> float:
    """Return how well the words of an amount, or of the one it goes on from, name the things."""
    if question.attribute:
        return _of_attribute(things, quantity, sentence, by.literal)
    if any(t not in question.terms for t in things):
        return _measured(things, quantity, sentence)
    own = _names(things, quantity, sentence, by)
    if own or quantity.unit or not _has_verb_next(quantity, sentence):
        return own
    earlier = [q for q in sentence.quantities if q.end <= quantity.start and not q.unit]
    # "980 vehicles, of which over 850 belonged to ...": the count goes on in the same things.
    return 0.9 * max((_names(things, q, sentence, by) for q in earlier), default=0.0)


def _names(things: Sequence[Term], quantity: Quantity, sentence: ReadSentence, by: Compared) -> float:
    """Return whether an amount's words name the last of the things, to the letter or as another name for it."""
    literal = by.literal(things[-1:], things_counted(quantity, sentence))[0]
    return max(literal, by.same.get(phrase_counted(quantity, sentence), 0.0))


def _kind(
    question: Question, things: Sequence[Term], quantity: Quantity, sentence: ReadSentence, around: Sequence[float]
) -> float:
    """Return how well "freight" of "freight trains" is borne, if not by the amount's own words then around it."""
    known = dict(zip(question.terms, around, strict=True))
    if min(known[t] for t in things[:-1] if t in known) >= 0.5:
        return 1.0
    counted = things_counted(quantity, sentence)
    return _OTHER_KIND if len(counted) > 1 and counted[0].stem != things[-1].stem else _UNTOLD_KIND


def _of_attribute(things: Sequence[Term], quantity: Quantity, sentence: ReadSentence, literal: Hits) -> float:
    """Return whether an amount is an attribute's: the next after its name, or right before it."""
    after = words_after(quantity, sentence)[:1]
    if not any(w.stop for w in after) and max(literal(things, after), default=0.0):
        return 1.0
    start = max((q.end for q in sentence.quantities if q.end <= quantity.start), default=sentence.sentence.start)
    before = [w for w in sentence.words if start <= w.start < quantity.start and not w.stop]
    return max(literal(things, before), default=0.0)


def _measured(things: Sequence[Term], quantity: Quantity, sentence: ReadSentence) -> float:
    """Return 1 where an amount is of the measure asked for: time, age, distance, money."""
    measures = {t.stem for t in things}
    if "dollar" in measures:
        return 1.0 if is_money(quantity, sentence, measures) else 0.0
    return 1.0 if any(w.stem in measures for w in words_after(quantity, sentence)[:2]) else 0.0


def _has_verb_next(quantity: Quantity, sentence: ReadSentence) -> bool:
    """Whether the amount stands alone before its verb: "over 850 belonged", "120 to the others"."""
    after = words_after(quantity, sentence)
    return bool(after) and (after[0].stem in LEADING_ON or after[0].text.endswith("ed"))


def _done(question: Question, quantity: Quantity, sentence: ReadSentence, hits: Hits) -> float:
    """Return how well the amount's own clause says what the question says was done; 1 where it says nothing."""
    if question.predicate is None:
        return 1.0
    return max(hits([question.predicate], _clause(quantity, sentence)), default=0.0)


def _clause(quantity: Quantity, sentence: ReadSentence) -> list[Word]:
    """Return the content words between the amounts on either side."""
    left = max((q.end for q in sentence.quantities if q.end <= quantity.start), default=sentence.sentence.start)
    right = min((q.start for q in sentence.quantities if q.start > quantity.start), default=sentence.sentence.end)
    return [w for w in sentence.words if left <= w.start < right and not w.stop]
