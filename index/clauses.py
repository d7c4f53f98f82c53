"""One sentence while it is searched for who spoke."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.mentions import Mention
from index.roles import DETERMINERS, INSTITUTIONS, vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.words import Token

OPENING = frozenset(",;:()[]{}\"'“”„«»‘’—–-…|")
QUOTE_MARKS = frozenset("\"“”„«»'’‘")
SUBORDINATING = vocabulary("that when while as because after before if although though since whether where until once")
CLAUSE_WORDS = SUBORDINATING | vocabulary("and but or so then yet however meanwhile also who which whom than")
PREPOSITIONS = vocabulary(
    "of for from by with to about against between in on at into over under during without among toward "
    "towards near behind beside beyond inside outside like unlike via per amid upon following despite "
    "through"
)
TIME_WORDS = vocabulary(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december today yesterday tonight week month year morning afternoon "
    "evening night earlier later early late recently now"
)
ADVERBS = TIME_WORDS | vocabulary(
    "also again once has have had then further still even just first previously repeatedly subsequently "
    "meanwhile reportedly already always often only soon twice both all both simply instead thus therefore "
    "too"
)


@dataclass(frozen=True, slots=True)
class Subject:
    """Who spoke: a mention, or a phrase that names no person. `document`: the noun, where it is a
    statement or the like."""

    mention: Mention | None
    phrase: str
    first: int
    document: str = ""
    last: int = 0  # the index of the word after it, where it is no mention


class Clause:
    """One sentence while it is searched."""

    def __init__(self, words: Sequence[Token], named: Sequence[Mention], quoted: Sequence[bool]) -> None:
        self.words = words
        self.quoted = quoted
        self.mentions = named
        self.by_first = {m.first: m for m in self.mentions}
        self.by_last = {m.last: m for m in self.mentions}

    def word(self, i: int) -> str:
        """The word at `i`; "" beyond either end."""
        return self.words[i].word if 0 <= i < len(self.words) else ""

    def phrase(self, first: int, last: int) -> str:
        """The words as the text has them; only a first article loses its capital."""
        if first >= last:
            return ""
        text = _joined(self.words[first:last])
        head = self.words[first]
        lower = head.word in DETERMINERS or (head.word in INSTITUTIONS and first == 0)
        return text[0].lower() + text[1:] if lower else text


def _joined(run: Sequence[Token]) -> str:
    return run[0].text + "".join((" " if token.space else "") + token.text for token in run[1:])


def opens_clause(clause: Clause, first: int) -> bool:
    """Whether a clause can begin at `first`: at the start, after a mark, "and", "on Monday"."""
    before = clause.word(first - 1) if first else ""
    return first == 0 or before in OPENING or before in CLAUSE_WORDS or before in ADVERBS or before.isdigit()


def of_mention(clause: Clause, mention: Mention) -> Subject:
    """A mention as a subject."""
    return Subject(mention, clause.phrase(mention.first, mention.last), mention.first)
