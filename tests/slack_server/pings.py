"""Whom a message notifies."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.slack_server.workspace import Message

_CONTROL = re.compile(r"<(!(?:channel|here|everyone|subteam\^\w+)|@[UW]\w+)(?:\|[^>]*)?>")


def of(message: Message) -> list[str]:
    """Return what a message mentions, in its text or its blocks; plain text mentions nobody."""
    return [match[1] for text in [message.text, *_marked_up(message.blocks)] for match in _CONTROL.finditer(text)]


def _marked_up(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for one in value:
            yield from _marked_up(one)
    elif isinstance(value, dict):
        if value.get("type") in ("mrkdwn", "markdown"):
            yield value.get("text", "")
        elif value.get("type") in ("broadcast", "user", "usergroup"):
            yield f"<!{value.get('range')}>" if value["type"] == "broadcast" else f"<@{value.get('user_id', 'U0')}>"
        elif value.get("type") != "plain_text":
            for one in value.values():
                yield from _marked_up(one)
