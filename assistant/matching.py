"""How well one sentence bears what a question is about, as figures between 0 and 1."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

import numpy as np

from assistant.counting import count
from assistant.quantities import Quantity
from assistant.words import Word, stem
from index.countries import country_or_capital

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from assistant.reading import Reading, ReadSentence
    from assistant.types import Question, Term
    from index.dates import DateMention

_FRAME_WEIGHT = 0.08
_CONTEXT_SHARE = 0.7  # a term that only the title, lead or neighbour bears
_NEIGHBOUR_SHARE = 0.8
_TELLING = 0.55  # weight from which a verb must be borne


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
    names: float  # the worst found of the question's names and numbers, in the sentence or around it
    least: float  # the worst found of its content words, likewise
    ordinal: float  # 0 where it lacks the question's "first" or "third"
    predicate: float  # how well it bears what the question says was done; 1 where that is a light word
    typed: float  # does it hold a value of the kind asked for
    dated: float  # does it, or its event, bear the question's dates
    clash: float  # 1 where a term stands with another's attribute ("Azerbaijani servicemen" for "Armenian servicemen")
    quantity: Quantity | None = None


class Matcher:
    """Compares the sentences of one document with a question."""

    def __init__(self, question: Question, reading: Reading, lexicon: Words) -> None:
        self._question = question
        self._reading = reading
        self._lexicon = lexicon
        self._texts = [term.text.lower() for term in question.terms]
        self._weights = [_FRAME_WEIGHT if t.frame else lexicon.weight(t.text.lower()) for t in question.terms]
        self._known: dict[int, list[float]] = {}

    def match(self, position: int) -> Match:
        """Compare the sentence at a position."""
        question, sentence = self._question, self._reading.sentences[position]
        inside = self._inside(position)
        around = self._around(position)
        counted = count(question, sentence, self._hit_unit)
        return Match(
            cover=_mean(inside, self._weights),
            cover_around=_mean(around, self._weights),
            names=min((a for t, a in zip(question.terms, around, strict=True) if _is_exact(t)), default=1.0),
            least=min((a for t, a in zip(question.terms, around, strict=True) if not t.frame), default=1.0),
            ordinal=min((h for t, h in zip(question.terms, inside, strict=True) if t.stem in _ORDINALS), default=1.0),
            predicate=self._predicate(around),
            typed=counted.surely if question.kind == "how_many" else _typed(question, sentence, self._reading),
            dated=_dated(question.dates, sentence, self._reading),
            clash=_clash(question, sentence, self._lexicon),
            quantity=counted.quantity,
        )

    def _inside(self, position: int) -> list[float]:
        """Return for each term how well the sentence itself bears it."""
        if position not in self._known:
            self._known[position] = self._hits(self._question.terms, self._reading.sentences[position])
        return self._known[position]

    def _hits(self, terms: Sequence[Term], sentence: ReadSentence) -> list[float]:
        content = [w for w in sentence.words if not w.stop]
        near = self._lexicon.similarity([t.text.lower() for t in terms], [w.text.lower() for w in content])
        return [_hit(term, content, near[row], sentence, self._reading) for row, term in enumerate(terms)]

    def _hit_unit(self, unit: Sequence[Term], things: ReadSentence) -> float:
        return max(self._hits(unit, things))

    def _around(self, position: int) -> list[float]:
        """Return the hits with what the sentence leans on: the one before it, its speaker, the document's lead."""
        sentence = self._reading.sentences[position].sentence
        before = self._reading.sentences[position - 1].sentence if position else None
        leans = before is not None and before.paragraph >= sentence.paragraph - 1
        near = self._inside(position - 1) if leans else [0.0] * len(self._texts)
        context = [_CONTEXT_SHARE * _in_context(term, self._reading) for term in self._question.terms]
        return [
            max(hit, _NEIGHBOUR_SHARE * beside, lead)
            for hit, beside, lead in zip(self._inside(position), near, context, strict=True)
        ]

    def _predicate(self, around: list[float]) -> float:
        for term, hit, weight in zip(self._question.terms, around, self._weights, strict=True):
            if term == self._question.predicate and weight >= _TELLING:
                return hit
        return 1.0


def _mean(values: list[float], weights: list[float]) -> float:
    total = sum(weights)
    return sum(v * w for v, w in zip(values, weights, strict=True)) / total if total else 1.0


def _is_exact(term: Term) -> bool:
    """Whether nothing else can stand for a term: a name, a number, "the first of"."""
    return term.name or term.text[0].isdigit() or term.stem in _ORDINALS


_ORDINALS = frozenset(
    stem(w) for w in ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
)


def _in_context(term: Term, reading: Reading) -> float:
    if term.stem in reading.context:
        return 1.0
    return 1.0 if term.name and any(_related(term.text, known) for known in reading.context) else 0.0


def _hit(term: Term, content: list[Word], near: NDArray[np.float32], sentence: ReadSentence, reading: Reading) -> float:
    if term.stem in sentence.stems or _short_form(term, sentence, reading):
        return 1.0
    if not content or (_is_exact(term) and not term.name):
        return 0.0
    related = max((_related(term.text, w.text) for w in content if w.capital or term.name), default=0.0)
    if term.name:
        return related
    return max(related, _soften(float(near.max())))


def _soften(similarity: float) -> float:
    """Turn a cosine of two words into a share: .3 says nothing, .6 is a synonym."""
    return 0.85 * min(1.0, max(0.0, (similarity - 0.3) / 0.3))


@lru_cache(maxsize=50_000)
def _related(left: str, right: str) -> float:
    """Tell forms of one name apart from other names: a country and its adjective, an ending, a slip of the keys."""
    left, right = left.lower(), right.lower()
    if (land := country_or_capital(left)) is not None and land == country_or_capital(right):
        return 0.9
    shared = next((i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))
    if shared >= 4 and max(len(left), len(right)) - shared <= 3:
        return 0.9
    return 0.8 if min(len(left), len(right)) >= 6 and SequenceMatcher(None, left, right).ratio() >= 0.85 else 0.0


def _short_form(term: Term, sentence: ReadSentence, reading: Reading) -> bool:
    """Whether the sentence spells the term out, or shortens the name it belongs to."""
    long_form = reading.short_forms.get(term.text.replace(".", "").lower())
    if long_form and term.text.isupper() and long_form <= sentence.stems:
        return True
    return any(
        w.text.isupper() and term.stem in reading.short_forms.get(w.text.lower(), ())
        for w in sentence.words
        if len(w.text) > 1
    )


_VAGUE_TIME = re.compile(
    r"\b(?:in|over|within) the (?:coming|next|past|last) (?:few |several )?(?:hours|days|weeks|months|years)\b"
    r"|\b(?:soon|shortly|recently"
    r"|earlier|later) (?:this|that|in|on)\b"
    r"|\bon the (?:day|eve|anniversary) of\b|\b(?:mid|early|late)-?(?:century|decade)\b",
    re.IGNORECASE,
)


def _typed(question: Question, sentence: ReadSentence, reading: Reading) -> float:
    """Return whether a sentence holds a value of the kind asked for, one the question does not name itself."""
    asked = {t.stem for t in question.terms}
    if question.kind == "when":
        own = {(d.year, d.month, d.day) for d in question.dates}
        if any((d.year, d.month, d.day) not in own for d in sentence.dates):
            return 1.0
        if _VAGUE_TIME.search(sentence.text):
            return 0.9
        # Its day is the answer where the question is about the call, or about what was said in it.
        said = question.scope.speaker or all(t.frame or t.name for t in question.terms)
        return 0.6 if said and (reading.document.event_on or reading.document.published_on) else 0.0
    if question.kind in {"who", "where"}:
        named = any(w.capital and not w.stop and w.stem not in asked for w in sentence.words[1:])
        return 1.0 if named or sentence.sentence.speaker else 0.3
    return 1.0


def _dated(dates: Sequence[DateMention], sentence: ReadSentence, reading: Reading) -> float:
    """Return the share of the question's dates that the sentence, or else its event or publication, bears."""
    if not dates:
        return 1.0
    return sum(_bears(day, sentence, reading) for day in dates) / len(dates)


def _bears(day: DateMention, sentence: ReadSentence, reading: Reading) -> float:
    if any(_agree(day, d.year, d.month, d.day) for d in sentence.dates):
        return 1.0
    document = reading.document
    for known in (document.event_on, document.published_on):
        if known and _agree(day, known.year, known.month, known.day):
            return 0.8
    # A year alone is often understood from the page.
    return 0.0


def _agree(asked: DateMention, year: int | None, month: int | None, day: int | None) -> bool:
    """Whether a date may be the one asked for: what both say is equal, and the asked-for month is said."""
    pairs = ((asked.year, year), (asked.month, month), (asked.day, day))
    if any(a is not None and b is not None and a != b for a, b in pairs):
        return False
    return not (asked.month is not None and month is None) and not (asked.day is not None and day is None)


def _clash(question: Question, sentence: ReadSentence, lexicon: Words) -> float:
    """Return 1 where every mention of a thing carries another name's attribute than the question's."""
    for name, thing in zip(question.terms, question.terms[1:], strict=False):
        if name.name and not thing.name and _attributed_otherwise(name, thing, sentence, lexicon):
            return 1.0
    return 0.0


def _attributed_otherwise(name: Term, thing: Term, sentence: ReadSentence, lexicon: Words) -> bool:
    found = sentence.words
    near = lexicon.similarity([thing.text.lower()], [w.text.lower() for w in found])[0]
    places = [i for i, w in enumerate(found) if w.stem == thing.stem or (not w.stop and near[i] > 0.5)]
    attributes = [found[i - 1] for i in places if i and found[i - 1].capital and not found[i - 1].stop]
    return (
        bool(attributes)
        and len(attributes) == len(places)
        and not any(w.stem == name.stem or _related(w.text, name.text) for w in attributes)
    )
