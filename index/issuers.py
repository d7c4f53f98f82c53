"""Whose statement it is that a report calls "the statement"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.roles import DOCUMENTS, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.words import Token

_INSIDE = vocabulary("the office ministry department council of and")
_MONTHS = vocabulary("january february march april may june july august september october november december")
_REACH = 8  # words between "statement" and "by"


class Issuers:
    """The issuers of one document's statements, releases, reports: by the noun each is called by."""

    def __init__(self, sentences: Iterable[Sequence[Token]]) -> None:
        self._by_noun: dict[str, str] = {}
        for words in sentences:
            for i, token in enumerate(words):
                if token.word in DOCUMENTS and (issuer := _named_after(words, i)):
                    self._by_noun.setdefault(token.word, issuer)

    def of(self, noun: str) -> str | None:
        """Who issued what is called so."""
        return self._by_noun.get(noun)

    def hear(self, words: Sequence[Token], speaker: str | None) -> None:
        """Learns from "X said in a statement" that the next statement is by X."""
        for i in range(2, len(words)):
            noun = words[i].word
            if speaker and noun in DOCUMENTS and words[i - 1].word == "a" and words[i - 2].word == "in":
                self._by_noun[noun] = speaker


def _named_after(words: Sequence[Token], noun: int) -> str | None:
    """The names behind "by" or "from": "a statement released on Monday by X's office"."""
    for by in range(noun + 1, min(noun + _REACH, len(words))):
        if words[by].word in ("by", "from"):
            return _phrase(words, by + 1)
        if words[by].text in (",", ";", ":"):
            return None
    return None


def _phrase(words: Sequence[Token], first: int) -> str | None:
    last = first
    while last < min(first + 7, len(words)) and (words[last].capital or words[last].word in _INSIDE):
        last += 1
    while last > first and words[last - 1].word in ("of", "and", "the"):
        last -= 1
    run = words[first:last]
    return " ".join(token.text for token in run) if _is_issuer(run) else None


def _is_issuer(run: Sequence[Token]) -> bool:
    return any(token.capital for token in run) and run[0].word not in _MONTHS
