"""A message that tells news in a channel, posted once even where Slack's answer is lost."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING, Any, Final

from assistant.surfaces.slack.shown.message import POSTED
from assistant.surfaces.slack.web import FAILURES, is_uncertain, reason

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from slack_sdk.web.async_client import AsyncWebClient

    from assistant.surfaces.slack.shown.message import Message

EVENT_TYPE: Final = "readout_alert"
_PAGE: Final = 200  # messages
_PAUSES: Final = (1.0, 3.0)  # seconds until what may have been lost is looked for
_BEHIND: Final = 60.0  # seconds by which Slack's clock may be behind

logger = logging.getLogger(__name__)


async def post_once(client: AsyncWebClient, channel: str, message: Message, keys: Sequence[str]) -> str:
    """Post a message that tells the news of these keys, and return its ts. Raises what the client raises."""
    began = time.time()
    for pause in _PAUSES:
        try:
            return await _post(client, channel, message, keys)
        except FAILURES as error:
            if not is_uncertain(error):
                raise
            logger.warning("It is not known whether news were posted (%s); they are looked for.", reason(error))
        await asyncio.sleep(pause)
        if found := (await told_since(client, channel, began)).get(keys[0]):
            return found
    return await _post(client, channel, message, keys)


async def told_since(client: AsyncWebClient, channel: str, since: float) -> dict[str, str]:
    """Return by key the ts of each message that tells news, from a moment on, in seconds since 1970."""
    where: dict[str, Any] = {"channel": channel, "oldest": f"{max(0.0, since - _BEHIND):.6f}", "limit": _PAGE}
    found: dict[str, str] = {}
    cursor: str | None = None
    try:
        while cursor != "":
            page = await client.conversations_history(**where, cursor=cursor, include_all_metadata=True)
            found |= {key: str(said["ts"]) for said in page.get("messages") or () for key in _keys(said)}
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
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
