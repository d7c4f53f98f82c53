"""How Slack's readers see what is sent: Markdown as CommonMark has it, and all that pings or links in blocks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

_READER = MarkdownIt("commonmark").enable(["strikethrough", "table"])
# What GitHub's Markdown links without being asked.
_BARE = re.compile(r"https?://|www\.\w|(?<!\\)@", re.IGNORECASE)


def seen(markdown: str) -> list[str]:
    """The lines that a reader sees."""
    return [_text(token) for token in _READER.parse(markdown) if token.type == "inline" and _text(token)]


def formats(markdown: str) -> set[str]:
    """The kinds of formatting that stand in it, paragraphs and lists aside."""
    plain = {"paragraph", "bullet_list", "list_item", "inline", "text", "softbreak", "text_special"}
    return {token.type.removesuffix("_open").removesuffix("_close") for token in _tokens(markdown)} - plain


def links(markdown: str) -> list[str]:
    """Where its links lead."""
    return [str(token.attrs["href"]) for token in _tokens(markdown) if token.type == "link_open"]


def bare_links(markdown: str, ours: list[str]) -> list[str]:
    """What would be linked or found by name where it stands, beside the links that were written."""
    for url in sorted(ours, key=len, reverse=True):
        markdown = markdown.replace(f"]({url})", "]")
    return _BARE.findall(markdown)


def elements(part: Any) -> Iterator[dict[str, Any]]:
    """All objects of blocks, however deep."""
    if isinstance(part, dict):
        yield part
    for one in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from elements(one)


def _tokens(markdown: str) -> Iterator[Token]:
    for token in _READER.parse(markdown):
        yield token
        yield from token.children or ()


def _text(token: Token) -> str:
    breaks = {"softbreak": "\n", "hardbreak": "\n"}
    return "".join(breaks.get(one.type, one.content) for one in token.children or ()).strip()
