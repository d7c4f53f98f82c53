"""Which amount of a sentence counts what a question counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from assistant.quantities import Quantity
from assistant.words import Word, stem

if TYPE_CHECKING:
    from assistant.reading import ReadSentence
    from assistant.types import Question, Term

_WINDOW = 7  # words after an amount that may name what is counted
_PEOPLE = frozenset(
    stem(w) for w in "people persons person individuals men women victims casualties deaths dead lives toll".split()
)
_CURRENCIES = frozenset("$€£")
_VERBAL = frozenset("to by that which who was were is are had have has".split())
_LEADING_ON = _VERBAL | frozenset("in at from with on for into after before during".split())

Hits = Callable[[Sequence["Term"], Sequence[Word]], list[float]]


@dataclass(frozen=True, slots=True)
class Counted:
    """An amount, and how surely it counts what was asked, 0..1."""

    quantity: Quantity | None
    surely: float


def count(question: Question, sentence: ReadSentence, around: Sequence[float], hits: Hits) -> Counted:
    """Return the amount of a sentence that counts what the question counts.

    `around` tells for each term of the question how well the sentence and what it leans on bear it.
    """
    if question.kind != "how_many" or not sentence.quantities:
        return Counted(None, 0.0)
    scored = [(_surely(question, q, sentence, around, hits), -index) for index, q in enumerate(sentence.quantities)]
    best, index = max(scored)
    return Counted(sentence.quantities[-index], best)


def phrase_counted(quantity: Quantity, sentence: ReadSentence) -> str:
    """Return the phrase that an amount counts, up to its verb: "people in need of help"."""
    return " ".join(w.text for w in _up_to(_VERBAL, _words_after(quantity, sentence)))


def _surely(
    question: Question, quantity: Quantity, sentence: ReadSentence, around: Sequence[float], hits: Hits
) -> float:
    things = [t for t in question.unit if not t.name] or list(question.unit)
    done = _done(question, quantity, sentence, hits)
    named = _named(question, things, quantity, sentence, hits) if things else 0.8
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


def _named(question: Question, things: Sequence[Term], quantity: Quantity, sentence: ReadSentence, hits: Hits) -> float:
    """Return how well the words after an amount, or after the one it goes on from, name the things."""
    if question.attribute:
        return max(hits(things, _clause(quantity, sentence)), default=0.0)
    if any(t not in question.terms for t in things):
        return _measured(things, quantity, sentence)
    own = max(hits(things, _things_counted(quantity, sentence)), default=0.0)
    if own or quantity.unit or not _has_verb_next(quantity, sentence):
        return own
    earlier = [q for q in sentence.quantities if q.end <= quantity.start and not q.unit]
    # "980 vehicles, of which over 850 belonged to ...": the count goes on in the same things.
    return 0.9 * max((max(hits(things, _things_counted(q, sentence)), default=0.0) for q in earlier), default=0.0)


def _measured(things: Sequence[Term], quantity: Quantity, sentence: ReadSentence) -> float:
    """Return 1 where an amount is of the measure asked for: time, age, distance, money."""
    measures = {t.stem for t in things}
    if "dollar" in measures and (quantity.unit or "") in _CURRENCIES:
        return 1.0
    return 1.0 if any(w.stem in measures for w in _words_after(quantity, sentence)[:2]) else 0.0


def _has_verb_next(quantity: Quantity, sentence: ReadSentence) -> bool:
    """Whether the amount stands alone before its verb: "over 850 belonged", "120 to the others"."""
    after = _words_after(quantity, sentence)
    return bool(after) and (after[0].stem in _LEADING_ON or after[0].text.endswith("ed"))


def _done(question: Question, quantity: Quantity, sentence: ReadSentence, hits: Hits) -> float:
    """Return how well the amount's own clause says what the question says was done; 1 where it says nothing."""
    if question.predicate is None:
        return 1.0
    return max(hits([question.predicate], _clause(quantity, sentence)), default=0.0)


def _words_after(quantity: Quantity, sentence: ReadSentence) -> tuple[Word, ...]:
    """Return the words after an amount that name what it counts, with what is said of them, up to the next amount."""
    later = (q.start for q in sentence.quantities if q.start > quantity.start)
    stop = min(later, default=sentence.sentence.end)
    return tuple(w for w in sentence.words if quantity.end <= w.start < stop)[:_WINDOW]


def _things_counted(quantity: Quantity, sentence: ReadSentence) -> list[Word]:
    """Return the first of them, up to a word that leads on: "850 belonged to the police" counts no police."""
    return [w for w in _up_to(_LEADING_ON, _words_after(quantity, sentence)) if not w.stop]


def _up_to(ends: frozenset[str], found: tuple[Word, ...]) -> Iterator[Word]:
    return takewhile(lambda word: word.stem not in ends, found)


def _clause(quantity: Quantity, sentence: ReadSentence) -> list[Word]:
    """Return the content words between the amounts on either side."""
    left = max((q.end for q in sentence.quantities if q.end <= quantity.start), default=sentence.sentence.start)
    right = min((q.start for q in sentence.quantities if q.start > quantity.start), default=sentence.sentence.end)
    return [w for w in sentence.words if left <= w.start < right and not w.stop]
