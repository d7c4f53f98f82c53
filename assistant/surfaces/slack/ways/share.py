"""The button "Share in channel": shows all of a channel what one person was answered."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from typing import TYPE_CHECKING

from slack_sdk.errors import SlackApiError

from assistant.errors import FeedbackError
from assistant.surfaces.slack import ids
from assistant.surfaces.slack.shown.blocks import answer_message, error_message
from assistant.surfaces.slack.shown.message import POSTED
from assistant.surfaces.slack.types import OWNER
from assistant.surfaces.slack.web import FAILURES, reason
from assistant.types import Turn

if TYPE_CHECKING:
    from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond

    from assistant.surfaces.slack.ways.desk import Desk
    from assistant.surfaces.slack.ways.incoming import Body
    from assistant.types import Answer

_SHARED = "This answer is shared in the channel."
_NOT_A_MEMBER = {"not_in_channel", "channel_not_found"}  # of a channel where it was only called with a command
_REMEMBERED = 1_000  # presses, so that a second one does nothing

logger = logging.getLogger(__name__)


def listen(bot: AsyncApp, desk: Desk) -> None:
    """Have an answer shown to all; a second press of the same button does nothing."""
    presses: deque[tuple[str, str]] = deque(maxlen=_REMEMBERED)

    async def pressed(ack: AsyncAck, action: Body, body: Body, respond: AsyncRespond) -> None:
        await ack()
        press = (body["container"]["message_ts"], action["value"])
        if press not in presses:
            presses.append(press)
            desk.errands.run(_share(desk, action["value"], body, respond))

    bot.action(ids.SHARE)(pressed)


async def _share(desk: Desk, answer_id: str, body: Body, respond: AsyncRespond) -> None:
    """Share an answer, and put a word on what came of it in its place: to try again one asks again."""
    try:
        await _post(desk, await desk.answer(answer_id), body, respond)
    except FeedbackError as error:
        said = f"{error} Ask again."
    except FAILURES as error:
        logger.warning("An answer could not be shared (%s).", reason(error))
        said = f"The answer could not be shared ({reason(error)}). Ask again."
    else:
        said = _SHARED
    shown = error_message(said)
    await respond(text=shown.text, blocks=shown.blocks, response_type="ephemeral", replace_original=True)


async def _post(desk: Desk, answer: Answer, body: Body, respond: AsyncRespond) -> None:
    shown = answer_message(answer, desk.link, rest=desk.rest(answer), asked=answer.question)
    client, channel = desk.web.patient, body["channel"]["id"]
    try:
        posted = await client.chat_postMessage(channel=channel, text=shown.text, blocks=shown.blocks, **POSTED)
    except SlackApiError as error:
        if reason(error) not in _NOT_A_MEMBER:
            raise
        await respond(text=shown.text, blocks=shown.blocks, response_type="in_channel", replace_original=False)
        return
    conversation_id = f"{OWNER}.{channel}.{posted['ts']}"
    await asyncio.to_thread(_begin, desk, conversation_id, answer)


def _begin(desk: Desk, conversation_id: str, answer: Answer) -> None:
    """Have the thread of a shared answer go on from it."""
    desk.assistant.of(OWNER).conversations.append(conversation_id, Turn(answer.question, answer))
