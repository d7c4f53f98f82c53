"""What an amount counts, as a noun phrase: behind it, or before it in "the number of" and "the death toll"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from assistant.sentences.words import Word, stem
from assistant.watching.verbs import IRREGULAR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.sentences.quantities import Quantity
    from assistant.watching.clauses import Clause

PEOPLE, DIE = "peopl", "die"
DEATH = frozenset({"kill", "dead", "death", "die", "perish", "live", "life", "fatal", "casualti"})
PERIODS = frozenset(
    stem(w)
    for w in "year month week day quarter half hour minute decade century season spring summer autumn winter first"
    " second third last this past morning evening night time".split()
)
_TOLL = re.compile(r"\b(?:death )?toll\b(?!\s+(?:road|booth|gate|plaza|charge|fee))", re.IGNORECASE)
_NUMBER_OF = re.compile(
    r"\b(?:number|total|count) of (?P<things>(?:[a-z]+ ){1,4}?)"
    r"(?=(?:in|at|on|from|has|have|had|is|was|rose|fell|who|that|to|by)\b)"
)
# "4,700 cars, patients and those with them had passed": what is counted together says nothing of what is done.
_TOGETHER = re.compile(
    r"(?:,\s[^,.;\d]{1,80}){0,4}?,?\s+and\s+[^,.;\d]{1,60}?(?=\s+(?:has|have|had|is|are|was|were)\b)"
)
_TIMES = frozenset(stem(w) for w in "years months weeks days hours minutes seconds decades year-old centuries".split())
# Words of quantity that are no thing by themselves: what they are of must be the same.
_VESSELS = frozenset(
    stem(w)
    for w in "tonnes tons litres liters barrels metres meters square cubic hectares acres kilos kilograms kilometres"
    " kilometers miles pieces units kinds types copies bags boxes sets crowns dollars euros pounds rubles".split()
)
_UNITS = frozenset({"%", "$", "€", "£", "per cent", "percent"})
_LONGEST = 6  # words
_PLURALS = ("s", "people", "men", "children")


@dataclass(frozen=True, slots=True)
class Counted:
    """A noun phrase: its words, their stems with the head last, and what it is of ("tonnes of wheat")."""

    phrase: tuple[Word, ...]
    things: tuple[str, ...]
    contents: frozenset[str]
    rest: tuple[Word, ...]  # the words behind it
    toll: bool = False  # it is the dead that are counted

    @property
    def written(self) -> str:
        """The phrase as it is written."""
        return "people" if self.toll else " ".join(word.text for word in self.phrase)


def counted(text: str, clause: Clause, quantity: Quantity, found: Sequence[Word]) -> Counted | None:
    """Return what an amount of a clause counts; none where it counts nothing that could be compared: "30 years"."""
    phrase, rest = _behind(text, quantity, found)
    things = tuple(w.stem for w in phrase)
    if not things and _TOLL.search(text[clause.start : quantity.start]):
        return Counted((), (PEOPLE,), frozenset(), tuple(rest), toll=True)
    if not things and (match := _NUMBER_OF.search(text, clause.start, quantity.start)):
        phrase = [w for w in found if match.start("things") <= w.start < match.end("things") and not w.stop]
        things = tuple(w.stem for w in phrase)
    if (not things and quantity.unit not in _UNITS) or {*things[:1], *things[-1:]} & _TIMES:
        return None
    if things[-1:] and things[-1] in DEATH:
        things = (PEOPLE,)
    contents = _contents(phrase, rest)
    if phrase and (listed := _TOGETHER.match(text, phrase[-1].end, clause.end)):
        rest = [w for w in rest if w.start >= listed.end()]
    return Counted(tuple(phrase), things, contents, tuple(rest))


def _behind(text: str, quantity: Quantity, found: Sequence[Word]) -> tuple[list[Word], list[Word]]:
    after = [w for w in found if w.start >= quantity.end]
    phrase: list[Word] = []
    last = quantity.end
    for word in after[:_LONGEST]:
        parted = text[last : word.start].strip(" -\n\t")
        if word.stop or word.number or parted or (phrase and _is_verb(word, phrase[-1])):
            break
        phrase.append(word)
        last = word.end
    return phrase, after[len(phrase) :]


def _is_verb(word: Word, before: Word) -> bool:
    """Whether a word behind a plural is its verb, or begins to say when, rather than another noun."""
    lower = word.text.lower()
    if not before.text.endswith(_PLURALS):
        return False
    return lower.endswith(("ed", "ing")) or lower in IRREGULAR or (word.stem in PERIODS and word.stem != "first")


def _contents(phrase: Sequence[Word], rest: Sequence[Word]) -> frozenset[str]:
    if not phrase or phrase[-1].stem not in _VESSELS or not rest or rest[0].text.lower() != "of":
        return frozenset()
    of = takewhile(lambda w: not w.stop, rest[1:])
    return frozenset(w.stem for w in of if w.stem not in PERIODS)
