"""What makes a verb less than a plain fact: denied, to come, expected, possible, wanted, or under a condition."""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.verified.lemmas import is_past
from assistant.verified.shallow import Token, tokens
from assistant.verified.thesaurus import are_synonyms
from index.speech import FINITES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.verified.bearing import Place


class Mood(IntEnum):
    """How a verb is meant; of several the last counts."""

    FACT = 0
    TO_COME = 1
    EXPECTED = 2
    POSSIBLE = 3
    WANTED = 4
    CONDITIONAL = 5


# What a statement may make of what the passages say in each mood, beside the same.
_MAY_BECOME = {
    Mood.FACT: frozenset[Mood](),
    Mood.TO_COME: frozenset({Mood.EXPECTED, Mood.WANTED}),
    Mood.EXPECTED: frozenset({Mood.POSSIBLE}),
    Mood.POSSIBLE: frozenset({Mood.EXPECTED, Mood.CONDITIONAL}),
    Mood.WANTED: frozenset({Mood.POSSIBLE, Mood.EXPECTED, Mood.CONDITIONAL}),
    Mood.CONDITIONAL: frozenset({Mood.POSSIBLE, Mood.EXPECTED}),
}
_SAID = {
    Mood.FACT: "as a fact",
    Mood.TO_COME: "as to come",
    Mood.EXPECTED: "as expected",
    Mood.POSSIBLE: "as possible",
    Mood.WANTED: "as wanted or proposed",
    Mood.CONDITIONAL: "under a condition",
}
# Each cue gives its mood to what stands behind it in its clause, those of `_OF_ALL` to the whole of it.
_CUES = (
    (Mood.TO_COME, r"will|shall|would|[’']ll|wo(?=n[’']t)"),
    (
        Mood.TO_COME,
        (
            r"(?:is|are|was|were|be|been|due|set|going|about|scheduled|plan(?:s|ned|ning)?|intend(?:s|ed)?|agree[ds]?"
            r"|promis(?:e|es|ed)|pledg(?:e|es|ed)|vow(?:s|ed)?|undertook|decid(?:e|es|ed)|resolved"
            r"|prepar(?:es|ed|ing)) to"
        ),
    ),
    (
        Mood.EXPECTED,
        (
            r"should|ought|likely|expect(?:s|ed)?|(?<!its )(?<!the )forecasts?|predict(?:s|ed)?|probabl[ey]"
            r"|anticipat(?:es|ed)|hop(?:e|es|ed)"
        ),
    ),
    (Mood.POSSIBLE, r"may|might|could|appear(?:s|ed)? to|seem(?:s|ed)? to|risk(?:s|ed)?|whether"),
    (
        Mood.WANTED,
        (
            r"want(?:s|ed)?|wish(?:es|ed)?|ask(?:s|ed)?|call(?:s|ed|ing)? (?:for|on)|demand(?:s|ed)?|request(?:s|ed)?"
            r"|urg(?:e|es|ed|ing)|propos(?:e|es|ed|ing|al)|suggest(?:s|ed|ing)?|offer(?:s|ed|ing)?|ready|willing"
            r"|invit(?:e|es|ed|ing|ation)|recommend(?:s|ed|ing)?|consider(?:s|ed|ing)?|seek(?:s|ing)?|sought"
            r"|tr(?:y|ies|ied|ying) to|attempt(?:s|ed|ing)? to|aim(?:s|ed)? to|advis(?:e|es|ed)"
            r"|appeal(?:s|ed|ing)? (?:for|to)|would like|must|needs?|requires?|subject to|pending|await(?:s|ing)?"
        ),
    ),
    (Mood.CONDITIONAL, r"if|unless|once|provided|as soon as"),
)
_OF_ALL = (
    Mood.POSSIBLE,
    (
        r"reportedly|allegedly|alleged|apparently|supposedly|presumably|possibly|perhaps|maybe|potentially"
        r"|(?:is|are|was|were) (?:believed|thought|reported|said|rumoured|suspected|accused)|suspected|accused of"
    ),
)
_FIND = tuple((mood, re.compile(rf"\b(?:{cues})\b", re.IGNORECASE)) for mood, cues in _CUES)
_FIND_ALL = re.compile(rf"\b(?:{_OF_ALL[1]})\b", re.IGNORECASE)
_ABLE = re.compile(r"\b(?:can|could|able to)\b")
_PRESENT = re.compile(r"\b(?:is|are|being)\b")
_COMPLEMENTS = frozenset({"that", "whether"})


def faults(text: str, places: Sequence[Place]) -> Iterator[str]:
    """Yield the first verb of a text that its sentences mean in another mood than it does."""
    mine = moods(text)
    read = tokens(text)
    for i, token in enumerate(read):
        if not _predicates(token) or _is_reduced(read, i):
            continue
        its = [(mood, other) for place in places for mood, other in _counterparts(token, text, place.sentence.text)]
        if its and not any(_may_be(mine[i], token, mood, other, text) for mood, other in its):
            yield f"it gives {token.word.text!r} {_SAID[mine[i]]}, and the passages {_SAID[its[0][0]]}"
            return


@lru_cache(maxsize=8192)
def moods(text: str) -> tuple[Mood, ...]:
    """Return the mood of each word of a sentence."""
    read = tokens(text)
    found = [Mood.FACT] * len(read)
    for mood, pattern in _FIND:
        for match in pattern.finditer(text):
            if match.group() == "May":
                continue
            for i in _scope(read, match.end()):
                found[i] = max(found[i], mood)
            if mood is Mood.CONDITIONAL:
                _mark_main(read, found, match.start())
    for match in _FIND_ALL.finditer(text):
        clause = next((t.clause for t in read if t.word.end > match.start()), -1)
        for i, token in enumerate(read):
            if token.clause == clause:
                found[i] = max(found[i], _OF_ALL[0])
    return tuple(found)


def _scope(read: Sequence[Token], end: int) -> Iterator[int]:
    """The words behind a cue in its clause, and those of a "that" clause that follows it at once."""
    own = next((t.clause for t in reversed(read) if t.word.end <= end), 0)
    reach = own
    for i, token in enumerate(read):
        if token.word.start < end:
            continue
        if token.clause == reach + 1 and token.lower in _COMPLEMENTS and read[i - 1].clause == own:
            reach += 1
        if token.clause > reach:
            return
        yield i


def _mark_main(read: Sequence[Token], found: list[Mood], start: int) -> None:
    """Give what an "if" clause stands beside its mood, too: the clause before it, or behind where it comes first."""
    own = next((t.clause for t in read if t.word.end > start), 0)
    ahead = [i for i, token in enumerate(read) if found[i] is Mood.TO_COME and token.clause > own]
    beside = own - 1 if own else next((read[i].clause for i in ahead), own)
    for i, token in enumerate(read):
        if token.clause == beside and found[i] is Mood.TO_COME:
            found[i] = Mood.CONDITIONAL


def _predicates(token: Token) -> bool:
    return token.verb and token.telling and token.lower not in FINITES


def _is_reduced(read: Sequence[Token], i: int) -> bool:
    """Whether a past only describes the noun before it: "asked economists polled by the paper"."""
    before = [token for token in read[:i] if token.clause == read[i].clause]
    if not is_past(read[i].word.text) or not before:
        return False
    return before[-1].telling and not before[-1].verb and any(token.verb for token in before)


def _counterparts(token: Token, text: str, told: str) -> list[tuple[Mood, Token]]:
    """Return where a sentence has a verb of a text, with its mood: the clauses that share most with the text's."""
    mine = {t.lemma for t in tokens(text) if t.clause == token.clause and t.telling}
    its = tokens(told)
    same = [i for i, other in enumerate(its) if other.telling and are_synonyms(token.lemma, other.lemma)]
    same = [i for i in same if not _is_reduced(its, i)]
    if not same:
        return []
    shared = {i: sum(1 for t in its if t.clause == its[i].clause and t.lemma in mine) for i in same}
    most = max(shared.values())
    meant = moods(told)
    return [(meant[i], its[i]) for i in same if shared[i] == most]


def _may_be(mine: Mood, token: Token, its: Mood, other: Token, text: str) -> bool:
    if mine is its or mine in _MAY_BECOME[its]:
        return True
    if _ABLE.search(text) and {mine, its} <= {Mood.FACT, Mood.POSSIBLE, Mood.CONDITIONAL}:
        return True
    if mine is Mood.TO_COME and its is Mood.FACT:
        return not is_past(other.word.text)  # "opens in May" will open
    if mine is Mood.FACT and its is Mood.TO_COME:
        return token.lower.endswith("s") or _PRESENT.search(text) is not None
    return not (token.verb and other.verb) and its is Mood.FACT


def is_cue(word: str) -> bool:
    """Whether a word by itself gives what stands behind it a mood: "expects", "wants"."""
    return any(pattern.fullmatch(word) for _, pattern in _FIND)
