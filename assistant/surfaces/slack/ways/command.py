"""`/readout QUESTION`, or whatever the app's manifest calls it: an answer for one, who can share it."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Final

from assistant.surfaces.slack.shown.greeting import help_message
from assistant.surfaces.slack.types import Asking
from assistant.surfaces.slack.ways.heard import words

if TYPE_CHECKING:
    from slack_bolt.async_app import AsyncAck, AsyncApp

    from assistant.surfaces.slack.ways.desk import Desk
    from assistant.surfaces.slack.ways.incoming import Body

_ANY: Final = re.compile("^/")


def listen(bot: AsyncApp, desk: Desk) -> None:
    """Have the command's questions put into the inbox."""

    async def asked(ack: AsyncAck, command: Body) -> None:
        asking = read_command(command, time.time())
        if asking is None:
            shown = help_message()
            await ack(text=shown.text, blocks=shown.blocks, response_type="ephemeral")
        else:
            await desk.take(asking)
            await ack()

    bot.command(_ANY)(asked)


def read_command(command: Body, now: float) -> Asking | None:
    """Return who asks what at this moment; nothing where there is no question, or help is asked for."""
    text = words(command.get("text") or "")
    if not text or text.casefold() == "help":
        return None
    return Asking(
        event_id=command["trigger_id"],
        way="command",
        team=command["team_id"],
        channel=command["channel_id"],
        user=command["user_id"],
        ts=f"{now:.6f}",  # it stands in no thread, so it is one of its own
        thread_ts=None,
        text=text,
        response_url=command["response_url"],
    )
