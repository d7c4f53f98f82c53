"""Answers compared as words: the measures of SQuAD (Rajpurkar et al. 2016, 2018)."""

from __future__ import annotations

import string
import unicodedata
from collections import Counter

_ARTICLES = frozenset(("a", "an", "the"))


def words(text: str) -> tuple[str, ...]:
    """Return the words of a text, lower-cased, without punctuation and English articles.

    SQuAD's own script knows the punctuation of ASCII alone; here it is that of Unicode, and an em dash parts words.
    """
    plain = "".join(sign for sign in text.lower().replace("—", " ") if not _is_punctuation(sign))
    return tuple(word for word in plain.split() if word not in _ARTICLES)


def exact(said: str, known: str) -> float:
    """Return 1 where both are the same words, else 0."""
    return float(words(said) == words(known))


def f1(said: str, known: str) -> float:
    """Return the harmonic mean of the shares of words that both have; of no words at all, whether both have none."""
    ours, theirs = words(said), words(known)
    if not ours or not theirs:
        return float(ours == theirs)
    shared = (Counter(ours) & Counter(theirs)).total()
    return 2 * shared / (len(ours) + len(theirs))


def holds_words(text: str, known: str) -> bool:
    """Tell whether the words of a known answer stand in a text one after the other."""
    wanted = words(known)
    return bool(wanted) and f" {' '.join(wanted)} " in f" {' '.join(words(text))} "


def _is_punctuation(sign: str) -> bool:
    return sign in string.punctuation or unicodedata.category(sign).startswith("P")
