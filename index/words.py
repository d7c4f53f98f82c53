"""A sentence as words and marks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from index.dateline import find_dateline

if TYPE_CHECKING:
    from index.types import Sentence

_UPPER = "".join(c for c in map(chr, range(0x590)) if c.isupper())
_TOKEN = re.compile(
    rf"(?:[{_UPPER}]\.){{2,}}(?:[’']s)?|(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Sgt|Capt|Maj|Adm|Sen|Rep|Gov|Prof|Rev|Jr|Sr|St)\.(?=\s)"
    rf"|[{_UPPER}]\.(?=\s?[{_UPPER}])|[{_UPPER}][^\W\d_]+s[’'](?=\s[{_UPPER}])|\w+(?:[-’'`&]\w+)*|[^\w\s]"
)


class Token(NamedTuple):
    """A word or a mark, at code-point offsets. `word` is lower-cased, without a possessive ending."""

    text: str
    start: int
    end: int
    word: str
    capital: bool
    possessive: bool


def sentence_words(text: str, sentence: Sentence) -> tuple[Token, ...]:
    """The words of a sentence, its dateline left out."""
    start = sentence.start + dateline_length(text[sentence.start : sentence.end])
    return tuple(tokens(text, start, sentence.end))


def dateline_length(sentence: str) -> int:
    """How many characters of a sentence are a dateline; 0 where it has none."""
    found = find_dateline(sentence)
    return found.length if found and found.length < len(sentence) else 0


def tokens(text: str, start: int, end: int) -> list[Token]:
    """The words and marks of `text[start:end]`."""
    return [_token(match) for match in _TOKEN.finditer(text, start, end)]


def _token(match: re.Match[str]) -> Token:
    text = match.group()
    if text.isalpha():
        return Token(text, match.start(), match.end(), text.lower(), text[0].isupper(), False)  # noqa: FBT003
    word = text.lower()
    possessive = False
    if "'" in word or "’" in word or "`" in word:
        word = word.replace("’", "'").replace("`", "'")
        possessive = len(word) > 2 and word.endswith(("'s", "s'"))
        word = word.removesuffix("'s").removesuffix("'") if possessive else word
    return Token(text, match.start(), match.end(), word, text[0].isupper(), possessive)
