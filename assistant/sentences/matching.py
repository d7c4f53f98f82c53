"""How well one sentence bears what a question is about, as figures between 0 and 1."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from assistant.sentences.counting import Compared, count
from assistant.sentences.hits import ORDINALS, hit, is_exact, related
from assistant.sentences.premises import denies
from assistant.sentences.quantities import Quantity
from assistant.sentences.values import dated, means, typed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from assistant.sentences.reading import Reading, ReadSentence
    from assistant.sentences.words import Word
    from assistant.types import Question, Term

_FRAME_WEIGHT = 0.08
_LONE_FRAME_WEIGHT = 0.5
_CONTEXT_SHARE = 0.7  # a term that only the title, lead or neighbour bears
_NEIGHBOUR_SHARE = 0.8
_ELSEWHERE = 0.6  # a name that stands in the document only far from the sentence
_ALIKE = 0.5  # cosine of two words for one thing
_TELLING = 0.48  # weight from which a verb must be borne


class Words(Protocol):
    """Weights and similarities of words: `index.lexicon.Lexicon`, or exact matching alone."""

    def weight(self, word: str) -> float: ...  # noqa: D102
    def similarity(self, left: Sequence[str], right: Sequence[str]) -> NDArray[np.float32]: ...  # noqa: D102


class ExactWords:
    """Every word weighs the same and means only itself."""

    def weight(self, word: str) -> float:  # noqa: ARG002
        """Return 1."""
        return 1.0

    def similarity(self, left: Sequence[str], right: Sequence[str]) -> NDArray[np.float32]:
        """Return zeros: equal stems are found without it."""
        return np.zeros((len(left), len(right)), np.float32)


@dataclass(frozen=True, slots=True)
class Match:
    """What a sentence has of a question."""

    cover: float  # weighted share of the terms in the sentence itself
    cover_around: float  # the same, its title, lead, neighbour and speaker included
    topic: float  # weighted share of the content words that are no names, its neighbour included
    names: float  # the worst found of the question's names and numbers, in the sentence or around it
    least: float  # the worst found of its content words, likewise
    ordinal: float  # 0 where it lacks the question's "first" or "third"
    predicate: float  # how well it bears what the question says was done; 1 where that is a light word
    typed: float  # does it hold a value of the kind asked for
    dated: float  # does it, or its event, bear the question's dates
    clash: float  # 1 where a term stands with another's attribute ("Azerbaijani servicemen" for "Armenian servicemen")
    headline: bool  # it is the document's title
    quantity: Quantity | None = None
    denied: bool = False  # it says the opposite of what the question takes for granted
    figure: bool = False  # it holds a long number of the question's


class Matcher:
    """Compares the sentences of one document with a question."""

    def __init__(
        self, question: Question, reading: Reading, lexicon: Words, same: Mapping[str, float] | None = None
    ) -> None:
        """`same`: phrases that name what the question counts in other words."""
        self._question = question
        self._reading = reading
        self._lexicon = lexicon
        # Where a question has no other words than names, those that frame it tell what it is about.
        light = _FRAME_WEIGHT if any(not t.frame and not t.name for t in question.terms) else _LONE_FRAME_WEIGHT
        self._weights = [light if t.frame else lexicon.weight(t.text.lower()) for t in question.terms]
        self._known: dict[int, list[float]] = {}
        self._columns = reading.vocabulary
        self._rows: dict[str, NDArray[np.float32]] = {}
        self._compared = Compared(self._hits, self._literal, same or {})

    def match(self, position: int) -> Match:
        """Compare the sentence at a position."""
        question, sentence = self._question, self._reading.sentences[position]
        inside, around = self._inside(position), self._around(position)
        counted = count(question, sentence, around, self._compared)
        return Match(
            cover=_mean(inside, self._weights),
            cover_around=_mean(around, self._weights),
            topic=self._topic(position),
            names=min((a for t, a in zip(question.terms, around, strict=True) if is_exact(t)), default=1.0),
            least=min((a for t, a in zip(question.terms, around, strict=True) if not t.frame), default=1.0),
            figure=any(h == 1 and len(t.text) > 2 for t, h in self._pairs(inside) if t.text[0].isdigit()),
            ordinal=min((h for t, h in zip(question.terms, inside, strict=True) if t.stem in ORDINALS), default=1.0),
            predicate=self._predicate(inside),
            typed=counted.surely if question.kind == "how_many" else typed(question, sentence, self._reading),
            dated=dated(question.dates, self._reading, position),
            clash=self._clash(sentence),
            denied=denies(question, sentence.words),
            headline=sentence.text == self._reading.document.title,
            quantity=counted.quantity,
        )

    def _pairs(self, values: list[float]) -> zip[tuple[Term, float]]:
        return zip(self._question.terms, values, strict=True)

    def _inside(self, position: int) -> list[float]:
        """Return for each term how well the sentence itself bears it."""
        if position not in self._known:
            sentence = self._reading.sentences[position]
            self._known[position] = self._hits(self._question.terms, self._own_words(sentence))
        return self._known[position]

    def _own_words(self, sentence: ReadSentence) -> Sequence[Word]:
        """Return its content words; by whose means a counted thing came about says nothing of what is counted."""
        tail = means(sentence.text) if self._question.kind == "how_many" else None
        if tail is None:
            return sentence.content
        return [w for w in sentence.content if w.start < sentence.sentence.start + tail]

    def _hits(self, terms: Sequence[Term], found: Sequence[Word]) -> list[float]:
        rows = [self._row(term) for term in terms]
        columns = [self._columns[w.text.lower()] for w in found]
        rare = [self._rare(t) for t in terms]
        short_forms = self._reading.short_forms
        return [
            hit(t, found, row[columns], short_forms, rare=slip) for t, row, slip in zip(terms, rows, rare, strict=True)
        ]

    def _literal(self, terms: Sequence[Term], found: Sequence[Word]) -> list[float]:
        """Return the hits of the words themselves: their forms, not their neighbours in meaning."""
        unlike = np.zeros(max(1, len(found)), np.float32)
        return [hit(t, found, unlike, self._reading.short_forms, rare=self._rare(t)) for t in terms]

    def _rare(self, term: Term) -> bool:
        return not term.name and self._lexicon.weight(term.text.lower()) >= 1

    def _row(self, term: Term) -> NDArray[np.float32]:
        """Return a term's similarity to each different word of the document."""
        text = term.text.lower()
        if text not in self._rows:
            new = list(dict.fromkeys([text, *(t.text.lower() for t in self._question.terms)]))
            self._rows |= dict(zip(new, self._lexicon.similarity(new, tuple(self._columns)), strict=True))
        return self._rows[text]

    def _around(self, position: int) -> list[float]:
        """Return the hits with what the sentence leans on: the one before it, its speaker, the document's lead."""
        near = self._beside(position)
        context = [_CONTEXT_SHARE * _in_context(term, self._reading) for term in self._question.terms]
        return [
            max(own, _NEIGHBOUR_SHARE * beside, lead)
            for own, beside, lead in zip(self._inside(position), near, context, strict=True)
        ]

    def _beside(self, position: int) -> list[float]:
        """Return the hits of the sentence before, where it stands near."""
        sentence = self._reading.sentences[position].sentence
        before = self._reading.sentences[position - 1].sentence if position else None
        leans = before is not None and before.paragraph >= sentence.paragraph - 1
        return self._inside(position - 1) if leans else [0.0] * len(self._weights)

    def _topic(self, position: int) -> float:
        """Return how well the sentence, or the one before, bears the words that are no names: not the mere lead."""
        own = [not t.frame and not t.name for t in self._question.terms]
        weights = [w if mine else 0.0 for w, mine in zip(self._weights, own, strict=True)]
        beside = [
            max(a, _NEIGHBOUR_SHARE * b) for a, b in zip(self._inside(position), self._beside(position), strict=True)
        ]
        return _mean(beside, weights)

    def _clash(self, sentence: ReadSentence) -> float:
        """Return 1 where every mention of a thing carries another name's attribute than the question's."""
        pairs = zip(self._question.terms, self._question.terms[1:], strict=False)
        owned = (pair for pair in pairs if pair[0].name and not pair[1].name)
        return float(any(self._attributed_otherwise(name, thing, sentence.words) for name, thing in owned))

    def _attributed_otherwise(self, name: Term, thing: Term, found: Sequence[Word]) -> bool:
        near = self._row(thing)
        places = [
            i
            for i, w in enumerate(found)
            if w.stem == thing.stem or (not w.stop and near[self._columns[w.text.lower()]] > _ALIKE)
        ]
        attributes = [run for i in places if (run := _name_before(found, i))]
        named = any(w.stem == name.stem or related(w.text, name.text) for run in attributes for w in run)
        return bool(attributes) and len(attributes) == len(places) and not named

    def _predicate(self, inside: list[float]) -> float:
        for term, own, weight in zip(self._question.terms, inside, self._weights, strict=True):
            if term == self._question.predicate and weight >= _TELLING:
                return own
        return 1.0


def _mean(values: list[float], weights: list[float]) -> float:
    total = sum(weights)
    return sum(v * w for v, w in zip(values, weights, strict=True)) / total if total else 1.0


def _in_context(term: Term, reading: Reading) -> float:
    if term.stem in reading.context:
        return 1.0
    if not term.name:
        return 0.0
    if any(related(term.text, known) for known in reading.context):
        return 1.0
    return _ELSEWHERE if any(term.stem in s.stems for s in reading.sentences) else 0.0


def _name_before(found: Sequence[Word], place: int) -> Sequence[Word]:
    """Return the capitalised words right before a place: "European Union" of "the European Union's mission"."""
    start = place
    while start and found[start - 1].capital and not found[start - 1].stop:
        start -= 1
    return found[start:place]
