"""The pane beside Slack's messages, new (`agent_view`) and old (`assistant_view`): a greeting, and where to begin."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from slack_sdk.errors import SlackApiError

from assistant.surfaces.slack.shown.blocks import error_message
from assistant.surfaces.slack.shown.greeting import PROMPTS_TITLE, greeting_message
from assistant.surfaces.slack.shown.message import POSTED
from assistant.surfaces.slack.shown.prompts import suggested_prompts
from assistant.surfaces.slack.shown.text import shortened
from index.errors import CorpusError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slack_bolt.async_app import AsyncApp
    from slack_sdk.web.async_client import AsyncWebClient

    from assistant.surfaces.slack.types import Asking
    from assistant.surfaces.slack.ways.desk import Desk
    from assistant.surfaces.slack.ways.incoming import Body

_LONGEST_TITLE: Final = 60  # characters
_LOOKED_AT: Final = 15  # messages, among which there may be one of the bot's

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Pane:
    """Where somebody stands before the bot."""

    channel: str
    user: str
    thread_ts: str | None  # in the older pane each talk is a thread from the start

    @property
    def thread(self) -> dict[str, Any]:
        """Return what names the thread in a call, where there is one: in the new pane a call must not name any."""
        return {"thread_ts": self.thread_ts} if self.thread_ts else {}


def listen(bot: AsyncApp, desk: Desk) -> None:
    """Have people greeted when they come."""

    async def opened(event: Body) -> None:
        if event.get("tab") == "messages":
            desk.errands.run(_greet(desk, Pane(event["channel"], event["user"], None)))

    async def started(event: Body) -> None:
        thread = event["assistant_thread"]
        pane = Pane(thread["channel_id"], thread["user_id"], thread["thread_ts"])
        desk.errands.run(_greet(desk, pane))

    bot.event("app_home_opened")(opened)
    bot.event("assistant_thread_started")(started)


async def entitle(client: AsyncWebClient, asking: Asking) -> None:
    """Name a talk in the older pane after its question, for the pane's history; elsewhere Slack knows no titles."""
    try:
        await client.assistant_threads_setTitle(
            channel_id=asking.channel,
            thread_ts=asking.thread_ts or asking.ts,
            title=shortened(asking.text, _LONGEST_TITLE),
        )
    except SlackApiError as error:
        logger.debug("A talk was not named: %s.", error.response["error"])


async def _greet(desk: Desk, pane: Pane) -> None:
    """Greet somebody once, and offer questions to begin with each time they come."""
    client = desk.web.patient
    refused = desk.access.rules().may_ask(pane.channel, pane.user, direct=True)
    prompts = [] if refused else await _prompts(desk, pane.channel)
    if not await _was_greeted(client, pane):
        shown = error_message(refused) if refused else greeting_message(prompts)
        await client.chat_postMessage(
            channel=pane.channel, text=shown.text, blocks=shown.blocks, **pane.thread, **POSTED
        )
    if prompts:
        await client.assistant_threads_setSuggestedPrompts(
            channel_id=pane.channel, title=PROMPTS_TITLE, prompts=prompts, **pane.thread
        )


async def _prompts(desk: Desk, channel: str) -> list[dict[str, str]]:
    archive = desk.seen_from(channel).archive
    try:
        return suggested_prompts(await asyncio.to_thread(archive.events))
    except CorpusError:  # there is no archive yet
        return []


async def _was_greeted(client: AsyncWebClient, pane: Pane) -> bool:
    """Look whether the bot said anything there before: that outlives a restart, and needs no memory."""
    if pane.thread_ts:
        found = await client.conversations_replies(channel=pane.channel, ts=pane.thread_ts, limit=_LOOKED_AT)
    else:
        found = await client.conversations_history(channel=pane.channel, limit=_LOOKED_AT)
    messages: list[Mapping[str, Any]] = found.get("messages") or []
    # In the older pane Slack itself begins each talk in the bot's name, with a message of a kind of its own.
    return any(message.get("bot_id") and not message.get("subtype") for message in messages)
