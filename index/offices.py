"""Offices as texts name them: with modifiers before and what they are of behind."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from index.countries import is_place
from index.names import NOT_NAMES, could_be_name
from index.roles import (
    DETERMINERS,
    INSTITUTIONS,
    OFFICE_STARTS,
    OFFICES,
    ORGANISATION_WORDS,
    STATUS,
    TOPICS,
    Role,
    office_at,
    role_of,
    vocabulary,
)
from index.speech import base

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.words import Token

_LINKS = vocabulary("of for at to in")
_LINKS_TO = frozenset(("ambassador", "envoy", "adviser", "advisor", "aide", "assistant", "representative", "nominee"))


_OPENERS = DETERMINERS | TOPICS | STATUS | OFFICES | vocabulary("he she")


class Held(NamedTuple):
    """A role and the index of the word after it."""

    role: Role
    last: int


def may_open(token: Token) -> bool:
    """Whether a role can begin with this word."""
    return token.capital or token.word in _OPENERS


def read_role(words: Sequence[Token], i: int, *, named: bool = False) -> Held | None:
    """The office named at `i`, with an article or without. `named`: its holder's name went before."""
    start = i + 1 if words[i].word in DETERMINERS else i
    j = start
    while j < len(words) and j - start <= 7:
        length = _office_at(words, j)
        if length and not _goes_on(words, j + length):
            end = _complement(words, j + length, named=named)
            return Held(_role(tuple(token.text.lower() for token in words[start:end])), end)
        if not (_is_modifier(words[j]) or (start > i and j - start < 2 and _may_describe(words[j]))):
            return None
        j += 1
    return None


@lru_cache(maxsize=4096)
def _role(words: tuple[str, ...]) -> Role:
    return role_of(words)


def _office_at(words: Sequence[Token], i: int) -> int:
    if i >= len(words) or words[i].word not in OFFICE_STARTS:
        return 0
    return office_at([token.word for token in words[i : i + 4]], 0)


def _goes_on(words: Sequence[Token], i: int) -> bool:
    """Whether the office was only a modifier: "deputy" of "deputy prime minister"."""
    if words[i - 1].possessive or i >= len(words):
        return False
    for k in range(i, min(i + 3, len(words))):
        if _office_at(words, k):
            return True
        if words[k].word not in TOPICS or words[k].possessive:
            return words[k].word in INSTITUTIONS and k == i and not words[k].capital
    return False


def _is_modifier(token: Token) -> bool:
    if token.capital:
        return token.word not in NOT_NAMES
    return token.word in TOPICS or token.word in STATUS or token.word.startswith(("pro-", "ex-", "vice-", "deputy-"))


def _may_describe(token: Token) -> bool:
    """Whether a word after an article may lead to an office: "the country director", "the club's owner"."""
    if token.possessive:
        return True
    plain = token.text.isalpha() and token.word not in NOT_NAMES and base(token.word) is None
    return plain and not token.word.endswith(("ed", "ing", "s", "ly"))


def _complement(words: Sequence[Token], i: int, *, named: bool) -> int:
    """Where "of the Republic of X" ends; `i` where nothing of the kind follows."""
    if i < len(words) and words[i].word == "and" and not words[i - 1].possessive:
        length = _office_at(words, i + 1)
        i = i + 1 + length if length else i
    while i + 1 < len(words) and words[i].word in _LINKS and not words[i - 1].possessive:
        if words[i].word == "to" and words[i - 1].word not in _LINKS_TO:
            break
        end = _complement_end(words, i + 1, named=named)
        if end is None:
            break
        i = end
    return i


def _complement_end(words: Sequence[Token], i: int, *, named: bool) -> int | None:
    start = i + 1 if words[i].word in DETERMINERS else i
    j = start
    while j < len(words) and _in_complement(words, j):
        j += 1
        if words[j - 1].possessive and words[j - 1].capital and not _is_plural(words, j - 1):
            break
    if j == start:
        return None
    return _before_name(words, start, j, named=named)


def _is_plural(words: Sequence[Token], i: int) -> bool:
    """ "The Teachers' Union": the possessive is part of the name."""
    return words[i].text[-1] in "'’" and i + 1 < len(words) and words[i + 1].capital


def _in_complement(words: Sequence[Token], j: int) -> bool:
    token = words[j]
    if token.capital:
        return token.word not in NOT_NAMES
    if token.possessive and j > 0 and words[j - 1].word in DETERMINERS:
        return True  # "of the state's largest union"
    if token.word == "and":
        return j + 1 < len(words) and words[j + 1].capital and words[j + 1].word in ORGANISATION_WORDS
    return token.word in TOPICS or token.word in INSTITUTIONS


def _before_name(words: Sequence[Token], start: int, end: int, *, named: bool) -> int:
    """Where the place ends and a name begins: "Republic of France Emmanuel Macron", "New York Eric Adams"."""
    run = words[start:end]
    if not run[-1].capital or run[-1].word in ORGANISATION_WORDS:
        return end
    for size in range(min(3, len(run) - 1), 0, -1):
        if is_place(" ".join(token.word for token in run[:size])) and could_be_name(run[size:]):
            return start + size
    capitals = next(
        (k for k in range(len(run), 0, -1) if not run[k - 1].capital or run[k - 1].word in ORGANISATION_WORDS),
        0,
    )
    if 0 < capitals < len(run):
        return start + capitals
    if named and not any(_office_at(words, k) for k in range(start, end)):
        return end  # "Ann Lee, head of West Coast Trading Standards"
    return end - 2 if len(run) >= 3 and could_be_name(run[-2:]) else end
