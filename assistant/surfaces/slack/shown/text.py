"""Text of others, made harmless: it reads as it is written, and pings, links and formats nothing."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_ENDS_A_LINE = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
# Controls, marks of direction, spaces without width, tags, and what else shows nothing.
_HIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U000e0000-\U000e0fff]"
)
# Joiners shape letters of some scripts, and emoji; between others they only hide something.
_IDLE_JOINER = re.compile("(?<![^\x00-\x7f\u200c\u200d])[\u200c\u200d]+|[\u200c\u200d]+(?![^\x00-\x7f\u200c\u200d])")
_HALF = re.compile("[\ud800-\udfff]")

_BROADCAST = re.compile(r"@(?=channel|here|everyone|group)", re.IGNORECASE)
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})

# What a `markdown` block would format, link or ping by. Slack reads its own `<!channel>` there too, and turns entities
# back into their characters without reading those again (measured in github.com/PostHog/posthog/pull/95054).
_FORMATS = re.compile(r"[\\`*_~\[\]@|]|:(?=//|[+-]1:|[\w+'-]*[^\W\d][\w+'-]*:)|(?<=www)\.|^[#+=-]", re.IGNORECASE)
_NUMBERED = re.compile(r"^([0-9]{1,9})([.)])(?=\s|\Z)")

# A sentence is over: its stop, quotes and markers that belong to it, then a space or the end.
_SENTENCE_END = re.compile(r"(?:[.!?…。؟।]|\n)[\"”’»')\]]*(?:\s?\[\d+\])*[.;]?(?=\s|\Z)")
_WORD_END = re.compile(r"\S(?=\s|\Z)")
ELLIPSIS = " …"


def plain(text: str) -> str:
    """Return a text without what cannot be seen, or changes how its neighbours are seen; lines stay lines."""
    text = _ENDS_A_LINE.sub("\n", text)
    text = _HIDDEN.sub("", text.replace("\t", " "))
    return _HALF.sub("\ufffd", _IDLE_JOINER.sub("", text))


def line(text: str) -> str:
    """Return a text on one line, likewise."""
    return " ".join(plain(text).split())


def mrkdwn(text: str) -> str:
    """Escape a text for Slack's own markup, which cannot keep `*` and `_` from formatting, but links and pings."""
    return _BROADCAST.sub("@\u2060", plain(text)).translate(_ENTITIES)


def markdown(text: str) -> str:
    """Escape one line of text for a `markdown` block."""
    text = _NUMBERED.sub(r"\1\\\2", _FORMATS.sub(lambda found: "\\" + found[0], line(text)))
    return text.translate(_ENTITIES)


def size(text: str) -> int:
    """Return how long a text is to Slack: in the units of UTF-16, the most that it may count."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def shortened(text: str, limit: int) -> str:
    """Return a text on one line, cut at a word where it is too long."""
    text = line(text)
    return text if size(text) <= limit else cut(text, limit)


def cut(text: str, limit: int, render: Callable[[str], str] = str, least: float = 0.4) -> str:
    """Return as much of a text as keeps `render` of it within the limit, up to a sentence's end, or else a word's.

    Sentences may keep no less than the share `least` of the limit. What was cut ends in an ellipsis, which counts.
    """
    if size(render(text)) <= limit:
        return text
    text = text[: limit + 1]  # nothing beyond can be kept
    words = [found.end() for found in _WORD_END.finditer(text)]
    for ends, lowest in ((sentence_ends(text), least * limit), (words, 1), (range(len(text)), 0)):
        fitting = bisect_right(ends, limit, key=lambda end: size(render(text[:end] + ELLIPSIS)))
        kept = text[: ends[fitting - 1]].rstrip() if fitting else ""
        if size(render(kept)) >= lowest:
            return kept + ELLIPSIS
    return ""


def sentence_ends(text: str) -> list[int]:
    """Return where sentences end, in order, their markers with them."""
    return [found.end() for found in _SENTENCE_END.finditer(text)]
