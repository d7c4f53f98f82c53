"""How well one sentence bears what a question is about, as figures between 0 and 1."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from assistant.counting import count
from assistant.quantities import Quantity
from assistant.question import Question, Term
from assistant.reading import Reading, ReadSentence
from assistant.words import Word
from index.countries import country
from index.dates import DateMention

if TYPE_CHECKING:
    from numpy.typing import NDArray

_FRAME_WEIGHT = 0.2
_CONTEXT_SHARE = 0.7  # a term that only the title, lead or neighbour bears
_NEIGHBOUR_SHARE = 0.8


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
    names: float  # the worst found of the question's names, in the sentence or around it
    least: float  # the worst found of its content words, likewise
    typed: float  # does it hold a value of the kind asked for
    dated: float  # does it, or its event, bear the question's dates
    clash: float  # 1 where a term stands with another's attribute ("Azerbaijani servicemen" for "Armenian servicemen")
    quantity: Quantity | None = None


def match_sentence(question: Question, reading: Reading, position: int, lexicon: Words) -> Match:
    """Compare one sentence of a document with a question."""
    sentence = reading.sentences[position]
    inside = _hits(question.terms, sentence, reading, lexicon)
    around = _around(question.terms, reading, position, inside)
    weights = [_FRAME_WEIGHT if t.frame else lexicon.weight(t.text.lower()) for t in question.terms]
    names = [a for t, a in zip(question.terms, around, strict=True) if t.name or t.text[0].isdigit()]
    counted = count(question, sentence, lambda unit, found: max(_hits(unit, found, reading, lexicon)))
    return Match(
        cover=_mean(inside, weights),
        cover_around=_mean(around, weights),
        names=min(names, default=1.0),
        least=min((a for t, a in zip(question.terms, around, strict=True) if not t.frame), default=1.0),
        typed=counted.surely if question.kind == "how_many" else _typed(question, sentence, reading),
        dated=_dated(question.dates, sentence, reading),
        clash=_clash(question, sentence, lexicon),
        quantity=counted.quantity,
    )


def _mean(values: list[float], weights: list[float]) -> float:
    total = sum(weights)
    return sum(v * w for v, w in zip(values, weights, strict=True)) / total if total else 1.0


def _hits(terms: Sequence[Term], sentence: ReadSentence, reading: Reading, lexicon: Words) -> list[float]:
    """Return for each term how well the sentence bears it."""
    content = [w for w in sentence.words if not w.stop]
    near = lexicon.similarity([t.text.lower() for t in terms], [w.text.lower() for w in content])
    return [_hit(term, content, near[row], sentence, reading) for row, term in enumerate(terms)]


def _hit(
    term: Term, content: list[Word], near: NDArray[np.float32], sentence: ReadSentence, reading: Reading
) -> float:
    if term.stem in sentence.stems or _short_form(term, sentence, reading):
        return 1.0
    if term.text[0].isdigit() or not content:
        return 0.0
    related = max((_related(term.text, w.text) for w in content if w.capital or term.name), default=0.0)
    if term.name:
        return related
    return max(related, _soften(float(near.max())) if near.size else 0.0)


def _soften(similarity: float) -> float:
    """Turn a cosine of two words into a share: .3 says nothing, .6 is a synonym."""
    return 0.85 * min(1.0, max(0.0, (similarity - 0.3) / 0.3))


def _related(left: str, right: str) -> float:
    """Tell forms of one name apart from other names: a country and its adjective, an ending, a slip of the keys."""
    left, right = left.lower(), right.lower()
    if country(left) is not None and country(left) == country(right):
        return 0.9
    shared = next(
        (i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right))
    )
    return 0.9 if shared >= 4 and max(len(left), len(right)) - shared <= 3 else 0.0


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


def _around(terms: Sequence[Term], reading: Reading, position: int, inside: list[float]) -> list[float]:
    """Return the hits with what the sentence leans on: the one before it, its speaker, the document's lead."""
    sentence = reading.sentences[position]
    before = reading.sentences[position - 1] if position else None
    near = (
        before.stems
        if before and before.sentence.paragraph >= sentence.sentence.paragraph - 1
        else frozenset[str]()
    )
    out = []
    for term, hit in zip(terms, inside, strict=True):
        lean = (
            _NEIGHBOUR_SHARE if term.stem in near else _CONTEXT_SHARE if term.stem in reading.context else 0.0
        )
        if not lean and term.name and any(_related(term.text, stem) for stem in reading.context):
            lean = _CONTEXT_SHARE
        out.append(max(hit, lean))
    return out


def _typed(question: Question, sentence: ReadSentence, reading: Reading) -> float:
    """Return whether a sentence holds a value of the kind asked for, one the question does not name itself."""
    asked = {t.stem for t in question.terms}
    if question.kind == "when":
        own = {(d.year, d.month, d.day) for d in question.dates}
        if any((d.year, d.month, d.day) not in own for d in sentence.dates):
            return 1.0
        # Its day is the answer where the question is about the call, or about what was said in it.
        said = question.scope.speaker or any(t.frame for t in question.terms)
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
