"""What an amount in a sentence measures: the thing, what is done with it, whose, when; told by the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.sentences.quantities import NUMERALS, Quantity
from assistant.sentences.words import stem
from assistant.watching.clauses import Clause, clause_of
from assistant.watching.counted import DEATH, DIE, PEOPLE, PERIODS, Counted, counted
from assistant.watching.named import named
from assistant.watching.periods import Period, period
from assistant.watching.verbs import AUXILIARIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assistant.sentences.reading import Reading, ReadSentence
    from assistant.sentences.words import Word

_FURTHER = re.compile(
    r"\b(?:another|additional|further|extra|every|each|between(?: [\w,.]+){1,2} and|between|from|than|versus"
    r"|against)\s*\Z",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"\s*(?:more\b(?! than)|others?\b|additional\b|further\b|to \d|[-–]\s?\d|(?:out )?of \d|and \d)", re.IGNORECASE
)
_LIGHT = frozenset(stem(w) for w in "also now already together still just only total number some more".split())
# Words of one meaning, as far as what befell people is counted.
_ALIKE = {**dict.fromkeys(DEATH, DIE), "wound": "injur", "hurt": "injur", "arrest": "detain"}
_MOVES = frozenset(
    stem(w)
    for w in "rose risen rise fell fallen fall grew grown grow drop dropped slow slowed climb climbed hit reach reached"
    " exceed exceeded surpass stood stand increase increased decrease decreased decline declined jump jumped".split()
)
_MOST = 5  # amounts of a sentence that tells of something: more are a table, or a list of shares
_BEFORE = 3  # content words before an amount that may say what is done


@dataclass(frozen=True, slots=True)
class Measure:
    """What an amount measures. Words are stems, names as they are written, lower-cased."""

    quantity: Quantity
    clause: Clause
    written: str  # the noun phrase that is counted, as it is written
    things: tuple[str, ...]  # its words, the head last
    contents: frozenset[str]  # what it is of: "tonnes of wheat"
    doing: frozenset[str]  # the words around it that may say what was done
    verb: frozenset[str]  # those next to it, which do where it counts things
    words: frozenset[str]  # the content words of its clause, names and times aside
    names: frozenset[str]
    pairs: frozenset[tuple[str, str]]  # words right before others: "rail museum"
    period: Period

    @property
    def head(self) -> str:
        """The word for what is counted."""
        return self.things[-1] if self.things else ""


def measures(reading: Reading, position: int) -> tuple[Measure, ...]:
    """Return what the amounts of a sentence measure, those aside that measure nothing which could be compared."""
    sentence = reading.sentences[position]
    if len(sentence.quantities) > _MOST:
        return ()
    found = (_measure(reading, sentence, quantity) for quantity in sentence.quantities)
    return tuple(one for one in found if one is not None)


def _measure(reading: Reading, sentence: ReadSentence, quantity: Quantity) -> Measure | None:
    text = reading.document.text
    clause = clause_of(text, sentence, quantity)
    if quantity.number in {0.0, 1.0} or _FURTHER.search(text[clause.start : quantity.start]):
        return None
    found = [w for w in sentence.words if clause.start <= w.start < clause.end]
    things = counted(text, clause, quantity, found)
    if things is None or _MORE.match(text[quantity.end : sentence.sentence.end]):
        return None
    runs = named(reading, sentence, found)
    told = [w for w in found if w.start < quantity.end or w in things.phrase or w in things.rest]
    plain = _plain(sentence, told, {w.start for run in runs for w in run})
    toll = {PEOPLE, DIE} if things.toll else set()
    before, after = [w.stem for w in plain if w.end <= quantity.start][-_BEFORE:], _verb(things)
    pairs = ((a, b) for a, b in pairwise(plain) if text[a.end : b.start] == " ")
    return Measure(
        quantity=quantity,
        clause=clause,
        written=things.written,
        things=things.things,
        contents=things.contents,
        doing=_alike([*before, *after]) | toll - {PEOPLE},
        verb=_alike([*_nearest(before), *after]) | toll - {PEOPLE},
        words=_alike(w.stem for w in plain) | toll,
        names=frozenset(w.text.lower() for run in runs for w in run if w.capital),
        pairs=frozenset((a.stem, b.stem) for a, b in pairs if a.stem not in DEATH),
        period=period([d for d in sentence.dates if clause.start <= d.start < clause.end], found),
    )


def _plain(sentence: ReadSentence, found: Sequence[Word], in_names: set[int]) -> list[Word]:
    """Return the content words that are neither names nor times nor numbers."""
    in_dates = {w.start for w in found for d in sentence.dates if d.start <= w.start < d.end}
    content = (w for w in found if not w.stop and not w.number and w.start not in in_dates | in_names)
    return [w for w in content if w.stem not in PERIODS | _LIGHT and w.text.lower() not in NUMERALS]


def _alike(stems: Iterable[str]) -> frozenset[str]:
    return frozenset(_ALIKE.get(one, one) for one in stems)


def _nearest(before: Sequence[str]) -> list[str]:
    """Return the last word before an amount; "rose to" says nothing without the word before it."""
    telling = [one for one in before if one not in _MOVES]
    return telling[-1:]


def _verb(things: Counted) -> list[str]:
    """Return the verb behind what is counted, where it can be told: the next word, or what follows "have been"."""
    after = [*things.phrase[-1:], *things.rest]
    for place, (one, other) in enumerate(pairwise(after)):
        helped = AUXILIARIES & {one.text.lower(), other.text.lower()}
        if not other.stop and (helped or place == 0):
            return [other.stem]
    return []
