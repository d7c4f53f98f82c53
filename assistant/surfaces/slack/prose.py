"""An answer's text as Markdown for Slack: escaped, its markers linked to their passages; whole, or as it comes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from assistant.surfaces.slack.links import no_link, safe
from assistant.surfaces.slack.text import ELLIPSIS, cut, markdown, plain, sentence_ends, size

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from assistant.surfaces.slack.links import Link
    from assistant.types import Answer, Citation

LONGEST: Final = 7_000  # characters of Markdown; what follows it needs the rest of a message
_FREELY: Final = 5_500  # of them; beyond, only whole sentences are told as they come
_LEAST = 0.8  # of `LONGEST`: where a text may be cut, so never before what was told freely

_MARKER = re.compile(r"(\[[0-9]{1,6}\])")
_ITEM = re.compile(r"[-*•] +")
# What may still become part of something else: the last word, and a line that may become an item of a list.
_UNSETTLED = re.compile(r"(?:\n[\s*•-]*|\s+|\A)\S*\Z")


def answer_markdown(answer: Answer, link: Link = no_link) -> str:
    """Return an answer's text as Markdown, cut at a sentence where it is too long."""
    return _fitting(plain(answer.text), _urls(answer, link))


def shown_text(answer: Answer, link: Link = no_link) -> str:
    """Return the part of an answer's text that is shown, as it is."""
    urls = _urls(answer, link)
    return cut(plain(answer.text), LONGEST, lambda part: _rendered(part, urls), _LEAST)


def is_cut(answer: Answer, link: Link = no_link) -> bool:
    """Whether an answer's text is too long to be shown whole."""
    return size(_rendered(plain(answer.text), _urls(answer, link))) > LONGEST


class Prose:
    """An answer's text while it comes: what each piece returns, joined, is its Markdown. Nothing sent is taken back."""

    def __init__(self, link: Link = no_link) -> None:
        self._link = link
        self._urls: dict[int, str | None] = {}
        self._text = ""
        self._sent = ""

    def cite(self, citation: Citation) -> None:
        """Know a citation, before the text that marks it."""
        self._urls[citation.number] = safe(self._link(citation))

    def feed(self, text: str) -> str:
        """Take more of the text; return what can be shown by now, maybe nothing."""
        self._text += text
        settled = _UNSETTLED.sub("", plain(self._text))
        shown = _rendered(settled, self._urls)
        if size(shown) > _FREELY:
            shown = _rendered(_whole_sentences(settled), self._urls)
        return self._more(shown) if size(shown + ELLIPSIS) <= LONGEST else ""

    def end(self) -> str:
        """Return what is left to show."""
        return self._more(_fitting(plain(self._text), self._urls))

    def _more(self, shown: str) -> str:
        if not shown.startswith(self._sent):
            return ""
        more, self._sent = shown[len(self._sent) :], shown
        return more


def _whole_sentences(text: str) -> str:
    return text[: max(sentence_ends(text), default=0)]


def _fitting(text: str, urls: Mapping[int, str | None]) -> str:
    def render(part: str) -> str:
        return _rendered(part, urls)

    return render(cut(text, LONGEST, render, _LEAST))


def _urls(answer: Answer, link: Link) -> dict[int, str | None]:
    return {citation.number: safe(link(citation)) for citation in answer.citations}


def _rendered(text: str, urls: Mapping[int, str | None]) -> str:
    return "".join(_blocks(text, urls))


def _blocks(text: str, urls: Mapping[int, str | None]) -> Iterator[str]:
    """Yield each line behind what parts it from the one before: items of a list stand together."""
    listed_before: bool | None = None
    for part in (one.strip() for one in text.split("\n")):
        item = _ITEM.match(part)
        shown = _line(part[item.end() :] if item else part, urls)
        if not shown:
            continue
        if listed_before is not None:
            yield "\n" if listed_before and item else "\n\n"
        yield f"- {shown}" if item else shown
        listed_before = bool(item)


def _line(text: str, urls: Mapping[int, str | None]) -> str:
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
