"""A message that tells news in a channel, posted once even where Slack's answer is lost."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Any, Final

from assistant.surfaces.slack.shown.message import POSTED
from assistant.surfaces.slack.web import FAILURES, messages, post_once, reason

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from slack_sdk.web.async_client import AsyncWebClient

    from assistant.surfaces.slack.shown.message import Message

EVENT_TYPE: Final = "readout_alert"
_BEHIND: Final = 60.0  # seconds by which Slack's clock may be behind

logger = logging.getLogger(__name__)


async def post_news(client: AsyncWebClient, channel: str, message: Message, keys: Sequence[str]) -> str:
    """Post a message that tells the news of these keys, and return its ts. Raises what the client raises."""
    began = time.time()

    async def found() -> str | None:
        return (await told_since(client, channel, began)).get(keys[0])

    return await post_once(lambda: _post(client, channel, message, keys), found)


async def told_since(client: AsyncWebClient, channel: str, since: float) -> dict[str, str]:
    """Return by key the ts of each message that tells news, from a moment on, in seconds since 1970."""
    oldest = f"{max(0.0, since - _BEHIND):.6f}"
    found: dict[str, str] = {}
    try:
        async for said in messages(client.conversations_history, channel=channel, oldest=oldest):
            found |= dict.fromkeys(_keys(said), str(said["ts"]))
    except FAILURES as error:
        logger.warning("Whether news were posted in %s cannot be seen (%s).", channel, reason(error))
    return found


async def _post(client: AsyncWebClient, channel: str, message: Message, keys: Sequence[str]) -> str:
    metadata = {"event_type": EVENT_TYPE, "event_payload": {"news": ",".join(keys)}}
    shown: dict[str, Any] = {"text": message.text, "blocks": message.blocks, "metadata": metadata, **POSTED}
    return str((await client.chat_postMessage(channel=channel, **shown))["ts"])


def _keys(said: Mapping[str, Any]) -> list[str]:
    metadata = said.get("metadata") or {}
    if metadata.get("event_type") != EVENT_TYPE:
        return []
    return str((metadata.get("event_payload") or {}).get("news", "")).split(",")
