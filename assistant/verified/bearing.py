"""Which sentences of the cited passages say what a statement says, and how much of it they say."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from assistant.sentences.hits import hit
from assistant.sentences.quantities import NUMERALS
from assistant.sentences.reading import Reading
from assistant.sentences.words import Word, words
from assistant.types import Term
from assistant.verified.lemmas import lemma
from assistant.verified.thesaurus import are_synonyms
from index.dates import find_dates
from index.speech import FINITES, of_participle
from index.types import ScoredPassage

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from assistant.sentences.matching import Words
    from assistant.sentences.reading import ReadSentence

_MOST = 3  # sentences of one passage
_ADDS = 0.12  # share of a statement that another sentence must add
_NEARBY = 0.75  # what a word counts that another sentence of the passage bears
_FARTHER = 0.35  # share of a statement
_SYNONYM = 0.9  # what a word counts that another of its meaning bears
# What frames a statement, and verbs that say little: nothing has to bear them out.
_FRAME = frozenset(
    """accord word cent per report statement call figure number total conversation put stand stood amount reach came
    come set give gave given go went gone take took taken make made get got""".split()
)


@dataclass(frozen=True, slots=True)
class Given:
    """A passage as it is given to a model, under a number."""

    number: int
    passage: ScoredPassage
    reading: Reading
    positions: tuple[int, ...]  # of its sentences

    def __hash__(self) -> int:
        return self.number


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence of a passage that was given."""

    given: Given
    position: int

    @property
    def sentence(self) -> ReadSentence:
        """The sentence itself."""
        return self.given.reading.sentences[self.position]


@dataclass(frozen=True, slots=True)
class Borne:
    """The sentences that bear a text best, and the share of its content words in them."""

    places: tuple[Place, ...]
    inside: float


def given(number: int, passage: ScoredPassage, reading: Reading) -> Given:
    """Number a passage."""
    start, end = passage.passage.start, passage.passage.end
    spans = (read.sentence for read in reading.sentences)
    return Given(number, passage, reading, tuple(i for i, s in enumerate(spans) if start <= s.start < end))


def places(passages: Iterable[Given]) -> tuple[Place, ...]:
    """Return all sentences of the passages."""
    return tuple(Place(one, position) for one in passages for position in one.positions)


@lru_cache(maxsize=512)
def content(text: str) -> tuple[Term, ...]:
    """Return the words of a statement that say something: no figures, no dates, nothing that only reports speech."""
    dates = find_dates(text)
    found = [w for w in words(text) if not (w.stop or w.number or w.text.lower() in NUMERALS) and _says(w)]
    told = (w for w in found if not any(d.start <= w.start < d.end for d in dates))
    return tuple(Term(w.text, w.stem, name=w.capital and _inside(w, text)) for w in told)


def _says(word: Word) -> bool:
    lower = word.text.lower()
    return lower not in FINITES and of_participle(lower) is None and word.stem not in _FRAME


def _inside(word: Word, text: str) -> bool:
    before = text[: word.start].rstrip(" \"“‘'(")
    return bool(before) and before[-1] not in ".!?:"


def _people(reading: Reading) -> tuple[Word, ...]:
    return tuple(word for person in reading.document.people for word in words(person.name))


def _further(among: Sequence[Place], picked: Sequence[Place]) -> list[Place]:
    """The sentences not picked yet; a headline says nothing that others do not."""
    titled = (p for p in among if not picked or p.sentence.text != p.given.reading.document.title)
    return [place for place in titled if place not in picked]


class Bearing:
    """Compares texts with sentences; keeps what it has compared, so one serves one answer."""

    def __init__(self, lexicon: Words) -> None:
        self._lexicon = lexicon
        self._known: dict[tuple[str, str, int], np.ndarray] = {}

    def hits(self, text: str, place: Place) -> np.ndarray:
        """Return for each content word of a text, 0..1, how well a sentence bears it."""
        key = text, place.given.reading.document.document_id, place.position
        if key not in self._known:
            self._known[key] = self._compare(content(text), place)
        return self._known[key]

    def cover(self, text: str, place: Place) -> float:
        """Return the share of a text's content words that a sentence bears."""
        return self._share(text, self.hits(text, place))

    def cover_without(self, text: str, place: Place, stems: Collection[str]) -> float:
        """Return the share that a sentence bears of a text's content words but these."""
        kept = np.array([term.stem not in stems for term in content(text)], float)
        return self._share(text, self.hits(text, place), kept)

    def bear(self, text: str, among: Sequence[Place], needed: Sequence[frozenset[Place]] = ()) -> Borne:
        """Return what bears a text best; of each of the `needed` groups of sentences at least one is taken."""
        picked: list[Place] = []
        best = np.zeros(len(content(text)))
        for group in needed:
            if not group.intersection(picked):
                picked.append(max(group, key=lambda place: (self.cover(text, place), -place.position)))
                best = np.maximum(best, self.hits(text, picked[-1]))
        most = _MOST + len(picked)
        while len(picked) < most and (further := _further(among, picked)):
            gained = [self._share(text, np.maximum(best, self.hits(text, place))) for place in further]
            place = further[int(np.argmax(gained))]
            if picked and max(gained) - self._share(text, best) < _ADDS:
                break
            picked.append(place)
            best = np.maximum(best, self.hits(text, place))
        return Borne(tuple(picked), self._share(text, best))

    def share(self, text: str, among: Sequence[Place], picked: Sequence[Place], *, plain: bool = False) -> float:
        """Return the share of a text in the picked sentences, `plain`: without its names.

        What only others bear, or a title, counts less.
        """
        named = {part.stem for place in picked for part in _people(place.given.reading)} if plain else ()
        kept = np.array([not plain or not (t.name or t.stem in named) for t in content(text)], float)
        return self._share(text, self._around(text, among, picked), kept)

    def _around(self, text: str, among: Sequence[Place], picked: Sequence[Place]) -> np.ndarray:
        none = np.zeros(len(content(text)))
        inside = np.max([none, *(self.hits(text, place) for place in picked)], axis=0)
        around = np.max([none, *(self.hits(text, place) for place in among)], axis=0)
        titled = np.array([any(t.stem in p.given.reading.context for p in picked) for t in content(text)], float)
        borne: np.ndarray = np.maximum(inside, _NEARBY * np.maximum(around, titled))
        return borne

    def is_far(self, text: str, held: Collection[Place], among: Sequence[Place]) -> bool:
        """Whether another sentence says far more of a text than those that hold one of its figures."""
        best = max(among, key=lambda place: self.cover(text, place))
        return best not in held and self.cover(text, best) - max(self.cover(text, p) for p in held) > _FARTHER

    def size(self, text: str) -> int:
        """Return how many content words a text has."""
        return len(content(text))

    def _share(self, text: str, hits: np.ndarray, kept: np.ndarray | None = None) -> float:
        weights = np.array([self._lexicon.weight(term.text.lower()) for term in content(text)])
        weights = weights if kept is None else weights * kept
        return float(weights @ hits / weights.sum()) if weights.sum() else 1.0

    def _compare(self, terms: Sequence[Term], place: Place) -> np.ndarray:
        found = [w for w in place.sentence.words if not w.stop]
        if not terms or not found:
            return np.zeros(len(terms))
        near = self._lexicon.similarity([t.text.lower() for t in terms], [w.text.lower() for w in found])
        short = place.given.reading.short_forms
        forms = {lemma(w.text) for w in found}
        hits = [hit(t, found, row, short, rare=False) for t, row in zip(terms, near, strict=True)]
        own = [lemma(term.text) for term in terms]
        same = [1.0 if one in forms else _SYNONYM * any(are_synonyms(one, form) for form in forms) for one in own]
        return np.array([max(pair) for pair in zip(hits, same, strict=True)])
