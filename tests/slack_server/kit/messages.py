"""What a message may hold: its text, its blocks, its metadata."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from tests.slack_server.calls import Problem
from tests.slack_server.kit.blocks import MARKDOWN_MOST, message_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator

_METADATA_BYTES = 8_000  # Slack has a limit that it does not publish; this is well within what it takes
_SIMPLE = (str, int, float, bool)


def content_problems(values: dict[str, Any], *, longest: int = 40_000, refuses: str | None = None) -> list[Problem]:
    """Say what is wrong with a message; `refuses`: the error for a text that is too long, or none if it is cut."""
    return [
        *_text_problems(values, longest, refuses),
        *block_problems(values.get("blocks"), "/blocks"),
        *metadata_problems(values.get("metadata")),
        *(problem for n, one in enumerate(values.get("attachments") or ()) for problem in _attached(one, n)),
    ]


def block_problems(blocks: Any, where: str, *, too_many: str = "invalid_blocks") -> list[Problem]:
    """Say what is wrong with the blocks of a message, if it has any."""
    if blocks is None:
        return []
    if not isinstance(blocks, list):
        return [Problem(where, "must be an array", "invalid_blocks_format")]
    if len(blocks) > 50:
        return [Problem(where, "no more than 50 items allowed", too_many)]
    return list(message_blocks(blocks, where))


def metadata_problems(metadata: Any) -> list[Problem]:
    """Say what is wrong with a message's metadata, if it has any."""
    if metadata in (None, {}):
        return []
    if not isinstance(metadata, dict) or not isinstance(metadata.get("event_payload"), dict):
        return [Problem("/metadata", "has an event_type and an event_payload", "invalid_metadata_format")]
    if not re.fullmatch(r"[\w.:-]{1,255}", str(metadata.get("event_type") or "")):
        return [Problem("/metadata/event_type", "must be an alphanumeric string", "invalid_metadata_format")]
    if len(json.dumps(metadata).encode()) > _METADATA_BYTES:
        return [Problem("/metadata", f"more than {_METADATA_BYTES} bytes", "metadata_too_large")]
    return list(_payload(metadata["event_payload"], "/metadata/event_payload", 2))


def _text_problems(values: dict[str, Any], longest: int, refuses: str | None) -> Iterator[Problem]:
    text, markdown, blocks = values.get("text"), values.get("markdown_text"), values.get("blocks")
    if not text and not markdown and not blocks and not values.get("attachments"):
        yield Problem("/text", "no text", "no_text")
    if markdown is not None and (text or blocks):
        yield Problem("/markdown_text", "not together with text or blocks", "markdown_text_conflict")
    if isinstance(markdown, str) and len(markdown) > MARKDOWN_MOST:
        yield Problem("/markdown_text", f"must be less than {MARKDOWN_MOST + 1} characters", "msg_too_long")
    if text is not None and not isinstance(text, str):
        yield Problem("/text", "must be a string", "invalid_arguments")
    elif text and len(text) > longest:
        yield Problem("/text", f"must be less than {longest + 1} characters", refuses)
    if blocks and not text:
        yield Problem("/text", "no text for notifications and screen readers", None)


def _attached(attachment: Any, number: int) -> Iterator[Problem]:
    if isinstance(attachment, dict) and "blocks" in attachment:
        yield from message_blocks(attachment["blocks"], f"/attachments/{number}/blocks")


def _payload(value: Any, where: str, depth: int) -> Iterator[Problem]:
    if isinstance(value, dict) and depth:
        for name, one in value.items():
            yield from _payload(one, f"{where}/{name}", depth - 1)
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from _payload(one, f"{where}/{number}", depth)
    elif not isinstance(value, _SIMPLE):
        yield Problem(where, "must be a string, a number or a boolean", "invalid_metadata_schema")
