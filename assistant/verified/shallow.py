"""A sentence as clauses of tagged words: no grammar, but enough to see what a "not", a "may" or a name belongs to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING

from assistant.sentences.quantities import NUMERALS
from assistant.sentences.words import Word, words
from assistant.verified.lemmas import is_past, lemma
from index.speech import FINITES

if TYPE_CHECKING:
    from collections.abc import Sequence

AUXILIARIES = frozenset(
    """is are was were be been being am has have had having do does did will would shall should may might can could
    must cannot isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't wouldn't can't couldn't
    shouldn't""".split()
)
PREPOSITIONS = frozenset(
    """by from to in of with for at against near into on under over between than since until after before during about
    through across around behind beyond without within towards toward among despite""".split()
)
_OPENERS = frozenset(
    "that which who whom whose because while whereas but although though where when unless if whether".split()
)
_BE = frozenset("is are was were be been being".split())
_ADVERBS = frozenset("now today tomorrow yesterday still already soon later earlier often always never".split())
_RELATIVE = frozenset({"which", "who", "whose"})
_JOINING = frozenset("and or nor yet since after before until as so once despite".split())  # where a verb follows
_STOPS = re.compile(r"[;:—–()]|[.!?](?=\s|$)|[\"“”]")
_COMMA = re.compile(r",(?!\d)")
_NOT_VERBS = frozenset("hundred speed need indeed red bed shed seed feed weed breed deed".split())
_DETERMINERS = frozenset("the a an his her its their this these that no not it him them us".split())
_ED = 4  # letters of the shortest past in -ed


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a sentence: its lemma, and the clause that it stands in, from 0."""

    word: Word
    lemma: str
    clause: int
    verb: bool

    @property
    def lower(self) -> str:
        """As it is looked up in lists of words."""
        return self.word.text.lower().replace("’", "'")

    @property
    def telling(self) -> bool:
        """Whether it says something of its own."""
        return not (self.word.stop or self.lower in AUXILIARIES)


@lru_cache(maxsize=8192)
def tokens(text: str) -> tuple[Token, ...]:
    """Return the words of a sentence, each in its clause."""
    found = words(text)
    verbs = [_is_verb(word, found, i) for i, word in enumerate(found)]
    clause, last, whole, read = 0, 0, False, list[Token]()
    for i, word in enumerate(found):
        lower, gap = word.text.lower(), text[last : word.start]
        parted = _STOPS.search(gap) or (whole and _COMMA.search(gap))
        opens = lower in _OPENERS and not (lower == "because" and _follows(found, i, "of"))
        if i and (parted or opens or (lower in _JOINING and _joins_clauses(verbs, found, text, i))):
            clause, whole = clause + 1, False
        whole = whole or verbs[i]
        read.append(Token(word, lemma(word.text), clause, verbs[i]))
        last = word.end
    return tuple(read)


@lru_cache(maxsize=8192)
def subject(text: str, clause: int) -> tuple[Token, ...]:
    """Return the telling words of what a clause is said of, that of an earlier one where it has none of its own."""
    read = tokens(text)
    own = [token for token in read if token.clause == clause]
    if not own:
        return ()
    if own[0].lower in _RELATIVE or (own[0].lower == "that" and len(own) > 1 and own[1].verb):
        return _last_noun([token for token in read if token.clause == clause - 1])
    found = _before_verb(text, own)
    if found or clause == 0 or not _leaves_out(own):
        return found
    earlier = (c for c in range(clause - 1, -1, -1) if not _is_relative(read, c))
    return next((named for c in earlier if (named := _before_verb(text, [t for t in read if t.clause == c]))), ())


def _leaves_out(own: Sequence[Token]) -> bool:
    """Whether a clause begins with its verb, behind an "and" or a "that" or not."""
    joined = own[0].lower in _OPENERS | _JOINING and len(own) > 1 and own[1].verb
    return own[0].verb or joined


def _before_verb(text: str, own: Sequence[Token]) -> tuple[Token, ...]:
    before = list(takewhile(lambda token: not token.verb, own))
    if len(before) == len(own) and own[0].clause:
        return ()
    if before and before[0].lower in PREPOSITIONS:
        behind = [i for i in range(1, len(before)) if "," in text[before[i - 1].word.end : before[i].word.start]]
        before = before[behind[-1] :] if behind else []
    part = takewhile(lambda token: token.lower not in PREPOSITIONS, before)
    return tuple(token for token in part if _names(token))


def _last_noun(before: Sequence[Token]) -> tuple[Token, ...]:
    run = list(takewhile(lambda token: _names(token) and not token.verb, reversed(before)))
    return tuple(reversed(run))


def _names(token: Token) -> bool:
    adverb = token.lower.endswith("ly") or token.lower in _ADVERBS
    return token.telling and not (adverb or token.word.number or token.lower in NUMERALS)


def _is_relative(read: Sequence[Token], clause: int) -> bool:
    return next(token for token in read if token.clause == clause).lower in _RELATIVE


def _is_verb(word: Word, found: tuple[Word, ...], i: int) -> bool:
    """Whether a word may be a verb: an auxiliary, a past, what follows "to" or an auxiliary, or reports speech."""
    lower = word.text.lower().replace("’", "'")
    if lower in AUXILIARIES:
        return not (i and word.text == "May")
    if word.stop or word.number or (word.capital and i):
        return False
    before = found[i - 1].text.lower() if i else ""
    if (before in AUXILIARIES - _BE) or before in {"to", "not", "never"} or lower in FINITES:
        return True
    if lower.endswith("s") and i and i + 1 < len(found) and _stands_as_verb(found[i - 1], found[i + 1]):
        return True
    if before in _BE and not (is_past(lower) or lower.endswith("ing")):
        return False
    if lower in _NOT_VERBS or len(lower) < _ED - 1 or before in _DETERMINERS:
        return False
    return is_past(lower) and not _describes(found, i)


def _follows(found: Sequence[Word], i: int, text: str) -> bool:
    return i + 1 < len(found) and found[i + 1].text.lower() == text


def _describes(found: Sequence[Word], i: int) -> bool:
    """Whether a past stands before a noun as an adjective does: "the revised figures"."""
    following = i + 1 < len(found) and not (found[i + 1].stop or found[i + 1].number or found[i + 1].capital)
    before = found[i - 1].text.lower() if i else ""
    return following and (before in _DETERMINERS or before in {"of", "with", "for", "publish", "present"})


def _stands_as_verb(before: Word, behind: Word) -> bool:
    """Whether what ends in -s between two words is a verb: "Holm owes the town", "which weighs 84 tonnes"."""
    if before.text.lower() in {"it", "he", "she", "which", "who", "that"}:
        return True
    determined = behind.number or behind.text.lower() in _DETERMINERS
    counted = before.number or before.text.lower() in NUMERALS
    return determined and not (before.stop or counted) and (before.capital or not before.text.endswith("s"))


def _joins_clauses(verbs: list[bool], found: tuple[Word, ...], text: str, i: int) -> bool:
    """Whether an "and" has a verb behind it before the next stop: it does not join two nouns."""
    end = _STOPS.search(text, found[i].end)
    stop = end.start() if end else len(text)
    return any(verbs[j] for j in range(i + 1, len(found)) if found[j].start < stop)
