"""The button "Share in channel": shows all of a channel what one person was answered."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any

from slack_sdk.errors import SlackApiError

from assistant.errors import FeedbackError
from assistant.surfaces.slack import ids
from assistant.surfaces.slack.blocks import answer_message, error_message
from assistant.surfaces.slack.message import POSTED
from assistant.surfaces.slack.types import OWNER
from assistant.types import Turn

if TYPE_CHECKING:
    from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
    from slack_sdk.web.async_client import AsyncWebClient

    from assistant.surfaces.slack.desk import Desk
    from assistant.surfaces.slack.incoming import Body
    from assistant.surfaces.slack.message import Message
    from assistant.types import Answer

_SHARED = "This answer is shared in the channel."
_NOT_A_MEMBER = {"not_in_channel", "channel_not_found"}  # of a channel where it was only called with a command

logger = logging.getLogger(__name__)


def listen(bot: AsyncApp, desk: Desk) -> None:
    """Have an answer shown to all; a second press of the same button does nothing."""
    pressed_before: set[tuple[str, str]] = set()

    async def pressed(ack: AsyncAck, action: Body, body: Body, client: AsyncWebClient, respond: AsyncRespond) -> None:
        await ack()
        button = (body["container"]["message_ts"], action["value"])
        if button in pressed_before:
            return
        pressed_before.add(button)
        desk.errands.run(_share(desk, action["value"], body, client, respond))

    bot.action(ids.SHARE)(pressed)


async def _share(desk: Desk, answer_id: str, body: Body, client: AsyncWebClient, respond: AsyncRespond) -> None:
    try:
        answer = await desk.answer(answer_id)
    except FeedbackError as error:
        await _replace(respond, error_message(f"{error} Ask again."))
        return
    shown = answer_message(answer, desk.link, rest=desk.rest(answer), asked=True)
    try:
        posted = await client.chat_postMessage(
            channel=body["channel"]["id"], text=shown.text, blocks=shown.blocks, **POSTED
        )
        await asyncio.to_thread(_begin, desk, _conversation(body, posted["ts"]), answer)
    except SlackApiError as error:
        if error.response["error"] not in _NOT_A_MEMBER:
            raise
        await respond(text=shown.text, blocks=shown.blocks, response_type="in_channel", replace_original=False)
    await _replace(respond, error_message(_SHARED))


async def _replace(respond: AsyncRespond, shown: Message) -> None:
    await respond(text=shown.text, blocks=shown.blocks, response_type="ephemeral", replace_original=True)


def _conversation(body: Body, ts: Any) -> str:
    return f"{OWNER}.{body['team']['id']}.{body['channel']['id']}.{ts}"


def _begin(desk: Desk, conversation_id: str, answer: Answer) -> None:
    """Have the thread of a shared answer go on from it."""
    desk.assistant.of(OWNER).conversations.append(conversation_id, Turn(answer.question, answer))
