"""A sentence as a language model wrote it: its words, its markers, and what has no place in an answer."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_OPEN, _CLOSE = "[［【〔〖⟦", "]］】〕〗⟧"
_WORD = r"(?:passages?|sources?|doc(?:ument)?s?|ref(?:erence)?s?|citations?|nos?\.?)"
_BETWEEN = rf"\s*(?:[,;、，；&/]|and|[-–—])\s*(?:{_WORD}\s*)?[#^]?\s*"
MARKERS = re.compile(
    rf"[{re.escape(_OPEN)}]\s*(?:{_WORD}\s*)?[#^]?\s*(?P<numbers>\d{{1,3}}(?:{_BETWEEN}\d{{1,3}})*)"
    rf"\s*(?:[:†][^{re.escape(_CLOSE)}]{{0,40}})?[{re.escape(_CLOSE)}]",
    re.IGNORECASE,
)
_IN_PARENTHESES = re.compile(r"\s*[(（](?P<numbers>\d{1,3}(?:\s*,\s*\d{1,3})*)[)）](?=[\s.!?]*$)")
_LINK = re.compile(r"[\s,;.&]*(?:and|or)?[\s,;.&]*")  # between two groups of markers
_RANGE = re.compile(r"(\d{1,3})\s*[-–—]\s*(\d{1,3})")
_LONGEST_RANGE = 10
_BULLET = re.compile(r"^\s*(?:[-*•–—▪●‣]|\(?\d{1,2}[.)])\s+")
_EMPHASIS = re.compile(r"\*\*|__|`+|(?<![\w*])\*(?=\S)|(?<=\S)\*(?![\w*])")
_BLANKS = frozenset("\u115f\u1160\u2800\u3164\uffa0")  # letters and signs that show nothing
_FORBIDDEN = (
    (re.compile(r"[\]］】]\s*[(（]|!\s*[\[［]"), "it holds a link"),
    (re.compile(r"[<>|\\{}]|&(?:#\w+|[a-z]{2,8});|```|~~~"), "it holds markup"),
    (re.compile(rf"[{re.escape(_OPEN + _CLOSE)}]"), "it holds brackets that are no marker"),
    (re.compile(r"^\W*(?:system|assistant|user|human|developer|tool|ai)\s*:", re.IGNORECASE), "it plays a role"),
    (re.compile(r"^\W*#{1,6}\s"), "it is a heading"),
)
_ADDRESS = re.compile(
    r"\b[a-z][a-z0-9+.-]{1,15}:(?://|[^\s\d])\S*|\bwww\.\S+|\S+@[\w-]+\.\w+|\b[a-z0-9-]{2,}(?:\.[a-z0-9-]+)*\.[a-z]{2,}\b(?:/\S*)?"
)


@dataclass(frozen=True, slots=True)
class Segment:
    """What stands before a group of markers, and the passages they name."""

    text: str
    cited: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence: its segments, and what follows the last of its markers."""

    segments: tuple[Segment, ...]
    tail: str
    faults: tuple[str, ...] = ()  # what rules it out before any passage is looked at

    @property
    def text(self) -> str:
        """The sentence without its markers."""
        return _joined([*(segment.text for segment in self.segments), self.tail])

    @property
    def cited(self) -> tuple[int, ...]:
        """All passages that it names, in order of first use."""
        return tuple(dict.fromkeys(number for segment in self.segments for number in segment.cited))

    def shown(self, numbers: tuple[tuple[int, ...], ...]) -> str:
        """Return the sentence with these numbers for the markers of each segment."""
        parts = []
        for segment, group in zip(self.segments, numbers, strict=True):
            parts += [segment.text, "".join(f"[{number}]" for number in group)]
        return _joined([*parts, self.tail])


def read_claim(written: str) -> Claim:
    """Read a sentence; markers of any fashion become the numbers of passages."""
    text = _BULLET.sub("", plain(written))
    text = _EMPHASIS.sub("", text).strip()
    found = list(MARKERS.finditer(text)) or list(_IN_PARENTHESES.finditer(text))
    segments: list[Segment] = []
    last = 0
    for match in found:
        before, numbers = text[last : match.start()].strip(), _numbers(match["numbers"])
        if segments and _LINK.fullmatch(before):
            segments[-1] = Segment(segments[-1].text, tuple(dict.fromkeys((*segments[-1].cited, *numbers))))
        else:
            segments.append(Segment(before, numbers))
        last = match.end()
    tail = text[last:].strip()
    return Claim(tuple(segments), tail, _faults(text, [*(s.text for s in segments), tail]))


def plain(text: str) -> str:
    """Return the text without what nobody sees: control and format characters, tags, variation selectors, fillers."""
    composed = unicodedata.normalize("NFC", text)
    shown = (" " if unicodedata.category(c) in {"Zs", "Zl", "Zp"} or c in "\t\n\r" else c for c in composed)
    return "".join(c for c in shown if not _hidden(c))


def addresses(text: str) -> tuple[str, ...]:
    """Return what a reader, or a page, could take for a link."""
    return tuple(match.group().rstrip(".,;:!?)\"'") for match in _ADDRESS.finditer(text))


def _hidden(character: str) -> bool:
    if character in _BLANKS or "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef":
        return True
    return unicodedata.category(character) in {"Cc", "Cf", "Co", "Cs", "Cn"}


def _numbers(written: str) -> tuple[int, ...]:
    spelled = _RANGE.sub(_spelled_out, written)
    return tuple(dict.fromkeys(int(number) for number in re.findall(r"\d+", spelled)))


def _spelled_out(match: re.Match[str]) -> str:
    first, last = int(match[1]), int(match[2])
    return " ".join(map(str, range(first, min(last, first + _LONGEST_RANGE) + 1)))


def _faults(whole: str, parts: list[str]) -> tuple[str, ...]:
    link, *others = _FORBIDDEN
    found = [link[1]] if link[0].search(whole) else []
    found += [what for pattern, what in others if any(pattern.search(part) for part in parts)]
    if not any(segment_words(part) for part in parts):
        found.append("it says nothing")
    return tuple(found)


def segment_words(text: str) -> bool:
    """Whether a stretch holds any word."""
    return any(character.isalnum() for character in text)


def _joined(parts: list[str]) -> str:
    text = " ".join(part for part in parts if part)
    return re.sub(r"\s+(?=[.,;:!?…](?:\s|$))", "", text)
