"""Which clauses of a sentence are somebody's words, and which the report's own."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.verified.shallow import Token, tokens
from index.speech import FINITES

if TYPE_CHECKING:
    from collections.abc import Sequence

_OWN = re.compile(r";|\b(?:but|whereas)\b")  # behind it the report speaks again
_MOSTLY = 0.8  # share of what a statement has of a sentence
_TRAILING = 3  # words behind a verb that ends what it reports: "he said on Monday"


def is_own(text: str, told: str) -> bool:
    """Whether most of what a statement has of a sentence stands where the report speaks itself."""
    mine = {token.lemma for token in tokens(text) if token.telling and token.lower not in FINITES}
    theirs = reported(told)
    shared = [token for token in tokens(told) if token.telling and token.lemma in mine]
    own = [token for token in shared if token.clause not in theirs]
    return bool(theirs) and bool(shared) and len(own) >= _MOSTLY * len(shared)


@lru_cache(maxsize=4096)
def reported(text: str) -> frozenset[int]:
    """Return the clauses that a verb of saying has before or behind it; none where the sentence has no such verb."""
    read = tokens(text)
    saying = next((i for i, token in enumerate(read) if token.verb and token.lower in FINITES), None)
    if saying is None:
        return frozenset()
    clause = read[saying].clause
    last = max(token.clause for token in read)
    if clause > 0 and _trails(read, saying):
        return frozenset(range(clause + 1))
    ends = (_clause_at(read, match.start()) for match in _OWN.finditer(text, read[saying].word.end))
    return frozenset(range(clause, next(ends, last + 1)))


def _trails(read: Sequence[Token], saying: int) -> bool:
    """Whether a verb of saying ends its clause: what it reports stands before it."""
    behind = [token for token in read[saying + 1 :] if token.clause == read[saying].clause]
    following = [token for token in read if token.clause == read[saying].clause + 1]
    return len(behind) <= _TRAILING and not (following and following[0].lower in {"that", "whether"})


def _clause_at(read: Sequence[Token], start: int) -> int:
    return next((token.clause for token in read if token.word.start >= start), read[-1].clause + 1)
