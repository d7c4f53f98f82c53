"""Which amount of a sentence counts what a question counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from assistant.quantities import Quantity
from assistant.reading import ReadSentence
from assistant.types import Question, Term
from assistant.words import Word, stem

_WINDOW = 7  # words after an amount that may name what is counted
_PEOPLE = frozenset(
    stem(w)
    for w in [
        "people",
        "persons",
        "person",
        "individuals",
        "men",
        "women",
        "victims",
        "casualties",
        "deaths",
        "dead",
        "lives",
    ]
)

Hit = Callable[[Sequence[Term], ReadSentence], float]


@dataclass(frozen=True, slots=True)
class Counted:
    """An amount, and how surely it counts what was asked, 0..1."""

    quantity: Quantity | None
    surely: float


def count(question: Question, sentence: ReadSentence, hit: Hit) -> Counted:
    """Return the amount of a sentence that counts what the question counts."""
    if question.kind != "how_many" or not sentence.quantities:
        return Counted(None, 0.0)
    scored = [(_surely(question, q, sentence, hit), -index) for index, q in enumerate(sentence.quantities)]
    best, index = max(scored)
    return Counted(sentence.quantities[-index], best)


def _surely(question: Question, quantity: Quantity, sentence: ReadSentence, hit: Hit) -> float:
    if not question.unit:
        return 0.7
    named = _names(question, quantity, sentence, hit)
    earlier = [q for q in sentence.quantities if q.end <= quantity.start]
    if earlier and not named:
        # "980 vehicles, of which over 850 belonged to ...": the count goes on in the same things.
        named = 0.9 * max(_names(question, q, sentence, hit) for q in earlier)
    rest = [t for t in question.terms if t not in question.unit and not t.frame]
    clause = {w.stem for w in _clause_words(quantity, sentence)}
    borne = sum(t.stem in clause for t in rest) / len(rest) if rest else 0.5
    if not named and any(t.stem in _PEOPLE for t in question.unit):
        named = 0.6 * borne
    return 0.9 * min(1.0, named) + 0.1 * borne if named else 0.0


def _names(question: Question, quantity: Quantity, sentence: ReadSentence, hit: Hit) -> float:
    found = _things_counted(quantity, sentence)
    if not found:
        return 0.0
    part = ReadSentence(sentence.sentence, "", tuple(found), frozenset(w.stem for w in found), (), ())
    return hit(question.unit, part)


def _words_after(quantity: Quantity, sentence: ReadSentence) -> tuple[Word, ...]:
    """Return the words after an amount that name what it counts, with what is said of them, up to the next amount."""
    later = (q.start for q in sentence.quantities if q.start > quantity.start)
    stop = min(later, default=sentence.sentence.end)
    return tuple(w for w in sentence.words if quantity.end <= w.start < stop)[:_WINDOW]


def _things_counted(quantity: Quantity, sentence: ReadSentence) -> list[Word]:
    """Return the first of them, up to a word that leads on: "850 belonged to the police" counts no police."""
    return [w for w in _up_to(_LEADING_ON, _words_after(quantity, sentence)) if not w.stop]


def phrase_counted(quantity: Quantity, sentence: ReadSentence) -> str:
    """Return the phrase that an amount counts, up to its verb: "people in need of help"."""
    return " ".join(w.text for w in _up_to(_VERBAL, _words_after(quantity, sentence)))


def _up_to(ends: frozenset[str], found: tuple[Word, ...]) -> Iterator[Word]:
    return takewhile(lambda word: word.stem not in ends, found)


_VERBAL = frozenset(["to", "by", "that", "which", "who", "was", "were", "is", "are", "had", "have", "has"])
_LEADING_ON = _VERBAL | frozenset(["in", "at", "from", "with", "on", "for", "into", "after", "before", "during"])


def _clause_words(quantity: Quantity, sentence: ReadSentence) -> list[Word]:
    """Return the words between the amounts on either side."""
    left = max((q.end for q in sentence.quantities if q.end <= quantity.start), default=sentence.sentence.start)
    right = min((q.start for q in sentence.quantities if q.start > quantity.start), default=sentence.sentence.end)
    return [w for w in sentence.words if left <= w.start < right]
