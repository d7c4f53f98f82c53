"""Mentions, direct messages, the pane's messages, and follow-ups in a thread: what people write to the bot."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from assistant.surfaces.slack.ways.incoming import Ignored, Me, read_event
from assistant.surfaces.slack.ways.pane import entitle

if TYPE_CHECKING:
    from slack_bolt.async_app import AsyncApp, AsyncBoltContext

    from assistant.surfaces.slack.types import Asking
    from assistant.surfaces.slack.ways.desk import Desk
    from assistant.surfaces.slack.ways.incoming import Body, Reason

_OVERTAKEN = 0.4  # seconds: a follow-up may have overtaken the mention that began its thread

logger = logging.getLogger(__name__)


def listen(bot: AsyncApp, desk: Desk) -> None:
    """Have questions put into the inbox."""

    async def heard(body: Body, context: AsyncBoltContext) -> None:
        read = read_event(body, Me(context.bot_user_id or "", context.bot_id or ""))
        reason = read.reason if isinstance(read, Ignored) else await _not_followed(desk, read)
        if isinstance(read, Ignored) or reason:
            logger.debug("Passed over %s: %s.", body.get("event_id"), reason)
            return
        begins = read.way == "pane" and not await desk.was_asked(read)
        if await desk.take(read) and begins:
            desk.errands.run(entitle(context.client, read))

    bot.event("app_mention")(heard)
    bot.event("message")(heard)


async def _not_followed(desk: Desk, asking: Asking) -> Reason | None:
    """Return why a message without a mention is no follow-up."""
    if asking.way != "thread":
        return None
    if not desk.access.rules().follow_ups(asking.channel):
        return "no follow-ups"
    if not await desk.was_asked(asking):
        await asyncio.sleep(_OVERTAKEN)
        return None if await desk.was_asked(asking) else "not asked here"
    return None
