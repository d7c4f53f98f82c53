"""What people think of an answer: kept as it is pressed, and where it is wrong they are asked what was."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any

from assistant.errors import FeedbackError
from assistant.surfaces.slack import ids
from assistant.surfaces.slack.shown.blocks import error_message
from assistant.surfaces.slack.shown.opinion import complaint, rated, wrong_modal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
    from slack_sdk.web.async_client import AsyncWebClient

    from assistant.surfaces.slack.ways.desk import Desk
    from assistant.surfaces.slack.ways.incoming import Body

_THANKS = "Thank you. It is kept with the answer, for whoever looks after the archive."

logger = logging.getLogger(__name__)


def listen(bot: AsyncApp, desk: Desk) -> None:
    """Have ratings and complaints kept."""

    async def pressed(ack: AsyncAck, action: Body, body: Body, client: AsyncWebClient, respond: AsyncRespond) -> None:
        await ack()
        found = rated(action.get("value") or "")
        if found is None:
            logger.warning("A rating cannot be read: %r.", action.get("value"))
            return
        try:
            await asyncio.to_thread(desk.feedback.rate, found.answer_id, found.rating)
        except FeedbackError as error:
            shown = error_message(f"{error} It may be too old.")
            desk.errands.run(
                respond(text=shown.text, blocks=shown.blocks, response_type="ephemeral", replace_original=False)
            )
            return
        if found.rating == "wrong":
            await client.views_open(trigger_id=body["trigger_id"], view=wrong_modal(found.answer_id, _place(body)))

    async def explained(ack: AsyncAck, view: Body, body: Body, client: AsyncWebClient) -> None:
        told = complaint(view)
        if told.comment:
            await asyncio.to_thread(desk.feedback.rate, told.answer_id, "wrong", told.comment)
            desk.errands.run(_thank(client, told.place, body["user"]["id"]))
        await ack()

    bot.action(ids.FEEDBACK)(pressed)
    bot.view(ids.WRONG)(explained)


def _place(body: Body) -> Mapping[str, str]:
    """Return where the answer stands that was rated, as far as a word of thanks needs it."""
    container: Mapping[str, Any] = body.get("container") or {}
    known = {"channel": container.get("channel_id"), "thread": container.get("thread_ts")}
    return {name: value for name, value in known.items() if value}


async def _thank(client: AsyncWebClient, place: Mapping[str, str], user: str) -> None:
    if "channel" in place:
        thread: dict[str, Any] = {"thread_ts": place["thread"]} if "thread" in place else {}
        shown = error_message(_THANKS)
        await client.chat_postEphemeral(
            channel=place["channel"], user=user, text=shown.text, blocks=shown.blocks, **thread
        )
