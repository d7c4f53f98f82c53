"""An answer's text as Markdown for Slack: escaped, its markers linked to their passages; whole, or as it comes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from assistant.surfaces.slack.shown.links import no_link, safe
from assistant.surfaces.slack.shown.text import ELLIPSIS, cut, markdown, plain, sentence_ends, size

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assistant.surfaces.slack.shown.links import Link
    from assistant.types import Answer, Citation

LONGEST: Final = 7_000  # characters of Markdown; what follows it needs the rest of a message
_FREELY: Final = 5_500  # of them; beyond, only whole sentences are told as they come
_LEAST = 0.8  # of `LONGEST`: where a text may be cut, so never before what was told freely

_MARKER = re.compile(r"(\[[0-9]{1,6}\])")
_ITEM = re.compile(r"[-*•] +")
_SIGNS = ("", "-", "*", "•")
_UNSETTLED = re.compile(r"(?:\s+|\A)\S*\Z")  # the last word, of which more may come


@dataclass(frozen=True, slots=True)
class Shown:
    """As much of an answer's text as fits, as it is and as Markdown."""

    text: str
    markdown: str
    whole: bool  # whether that is all of it


def shown(answer: Answer, link: Link = no_link) -> Shown:
    """Return what is shown of an answer's text, cut at a sentence where it is too long."""
    urls = {citation.number: safe(link(citation)) for citation in answer.citations}
    text = plain(answer.text)
    kept = _kept(text, urls)
    return Shown(kept, _rendered(kept, urls), kept == text)


def answer_markdown(answer: Answer, link: Link = no_link) -> str:
    """Return it as Markdown."""
    return shown(answer, link).markdown


class Prose:
    """An answer's text while it comes: what each piece returns, joined, is its Markdown. Nothing sent is taken back."""

    def __init__(self, link: Link = no_link) -> None:
        self._link = link
        self._urls: dict[int, str | None] = {}
        self._text = ""
        self._line = ""  # the end of it, of which more may come
        self._before: _Line | None = None  # the line before that
        self._done = ""  # the Markdown of all lines before it
        self._sent = ""
        self._full = False

    def cite(self, citation: Citation) -> None:
        """Know a citation, before the text that marks it."""
        self._urls[citation.number] = safe(self._link(citation))

    def feed(self, text: str) -> str:
        """Take more of the text; return what can be shown by now, maybe nothing."""
        self._text += text
        if self._full:
            return ""
        *whole, self._line = plain(self._line + text).split("\n")
        for one in whole:
            self._pass(one)
        return self._tell()

    def end(self) -> str:
        """Return what is left to show."""
        return self._more(_rendered(_kept(plain(self._text), self._urls), self._urls))

    def _pass(self, text: str) -> None:
        if line := _as_line(text, self._urls, self._before):
            self._before, self._done = line, self._done + line.text

    def _tell(self) -> str:
        shown = self._done + self._begun(_UNSETTLED.sub("", self._line))
        if size(shown) > _FREELY:
            shown = self._done + self._begun(_whole_sentences(self._line))
        self._full = size(shown + ELLIPSIS) > LONGEST
        return "" if self._full else self._more(shown)

    def _begun(self, text: str) -> str:
        """Return the Markdown of a line as far as it has come; a sign of a list is not yet one."""
        line = None if text.strip() in _SIGNS else _as_line(text, self._urls, self._before)
        return line.text if line else ""

    def _more(self, shown: str) -> str:
        if not shown.startswith(self._sent):
            return ""
        more, self._sent = shown[len(self._sent) :], shown
        return more


@dataclass(frozen=True, slots=True)
class _Line:
    """A line as Markdown, behind what parts it from the one before: items of a list stand together."""

    text: str
    item: bool


def _whole_sentences(text: str) -> str:
    """Return the sentences of a text that are over: a marker may still come to one with nothing behind it."""
    over = (end for end in sentence_ends(text) if text[end:].lstrip()[:1] not in ("", "["))
    return text[: max(over, default=0)]


def _kept(text: str, urls: Mapping[int, str | None]) -> str:
    return cut(text, LONGEST, lambda part: _rendered(part, urls), _LEAST)


def _rendered(text: str, urls: Mapping[int, str | None]) -> str:
    parts: list[_Line] = []
    for one in text.split("\n"):
        if line := _as_line(one, urls, parts[-1] if parts else None):
            parts.append(line)
    return "".join(part.text for part in parts)


def _as_line(text: str, urls: Mapping[int, str | None], before: _Line | None) -> _Line | None:
    text = text.strip()
    item = _ITEM.match(text)
    escaped = _escaped(text[item.end() :] if item else text, urls)
    if not escaped:
        return None
    parted = "" if before is None else "\n" if before.item and item else "\n\n"
    return _Line(f"{parted}{'- ' if item else ''}{escaped}", bool(item))


def _escaped(text: str, urls: Mapping[int, str | None]) -> str:
    return "".join(_marked(part, urls) if _MARKER.fullmatch(part) else _spaced(part) for part in _MARKER.split(text))


def _spaced(text: str) -> str:
    """Escape a stretch of a line, and keep the space at its ends."""
    before = " " if text[:1].isspace() else ""
    after = " " if len(text) > 1 and text[-1:].isspace() else ""
    return f"{before}{markdown(text)}{after}"


def _marked(marker: str, urls: Mapping[int, str | None]) -> str:
    url = urls.get(int(marker[1:-1]))
    escaped = f"\\[{marker[1:-1]}\\]"
    return f"[{escaped}]({url})" if url else escaped
