"""A reply, as it comes in pieces, divided into sentences; a sentence is whole once its markers are."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.verified.claim import MARKERS
from index.sentences import split_sentences

LONGEST = 2_000  # characters without an end: a model that has lost its way
_END = re.compile(r"(?:[.!?…。！？]+[\"'”’»)*_`]*|\n)")
_MARKED = re.compile(
    rf"(?:[ \t]*\n?[ \t]*(?:{MARKERS.pattern}|[(（]\d{{1,3}}(?:\s*,\s*\d{{1,3}})*[)）])[.!?…]*)*", re.IGNORECASE
)
_MAY_MARK = re.compile(r"[\[［【〔〖⟦(（][^\]］】〕〗⟧)）\n]{0,40}\Z")
_LONGEST_QUOTE = 600  # characters
_WORD = 24  # characters: no first word is longer


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence as it was written; `opens`: it begins a line."""

    text: str
    opens: bool


class Splitter:
    """Takes a reply piece by piece; not safe for threads."""

    def __init__(self) -> None:
        self._rest = ""
        self._opens = True

    @property
    def endless(self) -> bool:
        """Whether what waits is longer than any sentence."""
        return len(self._rest) > LONGEST

    def feed(self, piece: str) -> tuple[Written, ...]:
        """Add what came, and return the sentences that are whole now."""
        self._rest += piece.replace("\r", "")
        found = []
        while (end := _boundary(self._rest)) is not None:
            found += self._take(end)
        return tuple(found)

    def end(self) -> tuple[Written, ...]:
        """Return what is left: the last sentence, if nothing is missing of it."""
        return tuple(self._take(len(self._rest)))

    def _take(self, end: int) -> list[Written]:
        text, self._rest = self._rest[:end], self._rest[end:]
        opens, self._opens = self._opens or text.startswith("\n"), text.endswith("\n")
        gap = len(self._rest) - len(self._rest.lstrip())
        self._opens = self._opens or "\n" in self._rest[:gap]
        self._rest = self._rest[gap:]
        return [Written(text.strip(), opens)] if text.strip() else []


def _boundary(text: str) -> int | None:
    """Return where the first sentence ends; none while that cannot be told yet."""
    for match in _END.finditer(text):
        marked = _MARKED.match(text, match.end())
        end = marked.end() if marked else match.end()
        following = text[end:].lstrip()
        if not following or _MAY_MARK.match(following):
            return None
        if match.group() == "\n":
            if text[:end].strip():
                return end
            continue
        if not text[end].isspace() and end == match.end() and match.group()[0] not in "。！？":
            continue
        if not re.search(r"\s", following) and len(following) < _WORD:
            return None
        if _ends(text[: match.end()], following) and not _is_open(text[: match.end()]):
            return end
    return None


def _is_open(before: str) -> bool:
    """Whether a quotation goes on behind a full stop; one that is never closed ends with its line, or is too long."""
    line = before.rpartition("\n")[2]
    marks = (line.count('"') % 2, line.count("“") > line.count("”"), line.count("«") > line.count("»"))
    return any(marks) and len(line) < _LONGEST_QUOTE


def _ends(before: str, following: str) -> bool:
    """Whether a full stop is the end of a sentence, and not of "Mr."."""
    bare = MARKERS.sub("", before).strip()
    return any(sentence.end == len(bare) for sentence in split_sentences(f"{bare} {following[:_WORD]}"))
