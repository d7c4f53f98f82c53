"""A sentence as words and marks."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from index.dateline import find_dateline

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.types import Sentence

_UPPER = "".join(c for c in map(chr, range(0x590)) if c.isupper())
# Space and what it is before: matches follow each other without a gap.
_TOKEN = re.compile(
    rf"\s*+(?:(?=[{_UPPER}])(?:(?:[{_UPPER}]\.){{2,}}(?:[’']s)?"
    rf"|(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Sgt|Capt|Maj|Adm|Sen|Rep|Gov|Prof|Rev|Jr|Sr|St)\.(?=\s)"
    rf"|[{_UPPER}]\.(?=\s?[{_UPPER}])|[{_UPPER}][^\W\d_]+s[’'](?=\s[{_UPPER}]))|\w+(?:[-’'`&]\w+)*|[^\w\s])"
)
_KNOWN_WORDS = 1 << 14


class Token(NamedTuple):
    """A word or a mark. `word` is lower-cased, without a possessive ending; `space`: characters of it before."""

    text: str
    word: str
    capital: bool
    possessive: bool
    space: int


def sentence_words(text: str, sentence: Sentence) -> tuple[Token, ...]:
    """The words of a sentence, its dateline left out."""
    written = text[sentence.start : sentence.end]
    return tuple(map(_token, _TOKEN.findall(written, dateline_length(written))))


def starts(words: Sequence[Token], end: int) -> Iterator[int]:
    """Where each word starts in the text in which the last one ends at `end`."""
    at = end - sum(token.space + len(token.text) for token in words)
    for token in words:
        at += token.space
        yield at
        at += len(token.text)


def dateline_length(sentence: str) -> int:
    """How many characters of a sentence are a dateline; 0 where it has none."""
    found = find_dateline(sentence)
    return found.length if found and found.length < len(sentence) else 0


@lru_cache(_KNOWN_WORDS)
def _token(written: str) -> Token:
    text = written.lstrip()
    space = len(written) - len(text)
    if text.isalpha():
        return Token(text, text.lower(), text[0].isupper(), False, space)  # noqa: FBT003
    word = text.lower()
    possessive = False
    if "'" in word or "’" in word or "`" in word:
        word = word.replace("’", "'").replace("`", "'")
        possessive = len(word) > 2 and word.endswith(("'s", "s'"))
        word = word.removesuffix("'s").removesuffix("'") if possessive else word
    return Token(text, word, text[0].isupper(), possessive, space)
