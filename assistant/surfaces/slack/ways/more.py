"""The button "More sources": opens what an answer had no place for, for whoever presses it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assistant.errors import FeedbackError
from assistant.surfaces.slack import ids
from assistant.surfaces.slack.shown import limits
from assistant.surfaces.slack.shown.blocks import error_message, sources_message
from assistant.surfaces.slack.shown.message import plain_text

if TYPE_CHECKING:
    from slack_bolt.async_app import AsyncAck, AsyncApp
    from slack_sdk.web.async_client import AsyncWebClient

    from assistant.surfaces.slack.shown.message import Message
    from assistant.surfaces.slack.ways.desk import Desk
    from assistant.surfaces.slack.ways.incoming import Body


def listen(bot: AsyncApp, desk: Desk) -> None:
    """Have the sources of an answer opened in a modal."""

    async def pressed(ack: AsyncAck, action: Body, body: Body, client: AsyncWebClient) -> None:
        await ack()
        shown = await _sources(desk, action.get("value") or "")
        await client.views_open(trigger_id=body["trigger_id"], view=_modal(shown))

    bot.action(ids.SOURCES)(pressed)


async def _sources(desk: Desk, answer_id: str) -> Message:
    try:
        answer = await desk.answer(answer_id)
    except FeedbackError as error:
        return error_message(f"{error} It may be too old.")
    return sources_message(answer, desk.link, rest=desk.rest(answer))


def _modal(shown: Message) -> dict[str, Any]:
    return {
        "type": "modal",
        "title": plain_text("Sources", limits.MODAL_TITLE),
        "close": plain_text("Close", limits.MODAL_BUTTON),
        "blocks": shown.blocks,
    }
