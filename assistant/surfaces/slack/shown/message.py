"""What is sent to Slack, and the small parts that its blocks are made of. Text in `rich_text` is never parsed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from assistant.surfaces.slack.shown import limits
from assistant.surfaces.slack.shown.links import safe
from assistant.surfaces.slack.shown.text import line, shortened, size

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Block: TypeAlias = dict[str, Any]
Element: TypeAlias = dict[str, Any]

# For chat.postMessage and chat.update: nothing in a message pings by name, and no link is fetched.
UPDATED: Final[dict[str, Any]] = {"parse": "none", "link_names": False}
POSTED: Final[dict[str, Any]] = {**UPDATED, "unfurl_links": False, "unfurl_media": False}


@dataclass(frozen=True, slots=True)
class Message:
    """Blocks, and the text that stands for them where they are not shown: in notifications, and read aloud."""

    text: str
    blocks: list[Block]


def written(part: object) -> int:
    """Return how long blocks, or parts of them, are as JSON, each character of a text counted as one."""
    if isinstance(part, str):
        return size(part) + 2
    if isinstance(part, dict):
        return 2 + sum(written(key) + written(value) + 2 for key, value in part.items())
    if isinstance(part, list | tuple):
        return 2 + sum(written(one) + 1 for one in part)
    return len(json.dumps(part))


def markdown_block(text: str) -> Block:
    """Return a block of Markdown, which must be escaped."""
    return {"type": "markdown", "text": text}


def rich_text(*elements: Element) -> Block:
    """Return a block of sections and lists."""
    return {"type": "rich_text", "elements": list(elements)}


def section(*elements: Element) -> Element:
    """Return a paragraph; what says nothing is left out, since Slack takes no empty text."""
    return {"type": "rich_text_section", "elements": [one for one in elements if one["text"]] or [said("…")]}


def listed(sections: Iterable[Element]) -> Element:
    """Return paragraphs as a list."""
    return {"type": "rich_text_list", "style": "bullet", "elements": list(sections)}


def said(text: str, **style: bool) -> Element:
    """Return text as it is; a style is `bold` or `italic`."""
    return {"type": "text", "text": text, **({"style": style} if style else {})}


def link_to(url: str | None, text: str) -> Element:
    """Return a text with a link under it, or the text alone where the address is none of the web."""
    whole = safe(url)
    return {"type": "link", "url": whole, "text": text} if whole else said(text)


def plain_text(text: str, limit: int) -> Element:
    """Return a text object that is not parsed."""
    return {"type": "plain_text", "text": shortened(text, limit) or "…", "emoji": False}


def small(texts: Iterable[str], limit: int) -> Block:
    """Return small print, some texts of which each is cut at the limit."""
    shown = [plain_text(text, limit) for text in texts if line(text)]
    return {"type": "context", "elements": shown[: limits.CONTEXT_ELEMENTS]}


def button(action_id: str, text: str, value: str) -> Element:
    """Return a button."""
    label = plain_text(text, limits.BUTTON_TEXT)
    return {"type": "button", "action_id": action_id, "text": label, "value": value[: limits.BUTTON_VALUE]}


def actions(*buttons: Element) -> Block:
    """Return a row of buttons."""
    return {"type": "actions", "elements": list(buttons)}


def read_aloud(blocks: Iterable[Block]) -> str:
    """Return the text of blocks, a line for each of their lines, without buttons."""
    return "\n".join(text for block in blocks for text in _lines(block) if text.strip())


def _lines(block: Block) -> Iterator[str]:
    if block["type"] == "markdown":
        yield block["text"]
    elif block["type"] == "context":
        yield from (element["text"] for element in block["elements"])
    elif block["type"] == "rich_text":
        for part in block["elements"]:
            of_list = part["type"] == "rich_text_list"
            for one in part["elements"] if of_list else [part]:
                yield ("- " if of_list else "") + "".join(element["text"] for element in one["elements"])
