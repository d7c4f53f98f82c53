"""The listeners: each event, command and press of a button is put into the inbox, or answered with a modal."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Final

from slack_bolt.async_app import AsyncApp
from slack_bolt.response import BoltResponse

from assistant.surfaces.slack.ways import command, more, pane, questions, rating, share, shortcut
from assistant.surfaces.slack.ways.whoami import introduced

if TYPE_CHECKING:
    from slack_bolt.async_app import AsyncAck
    from slack_sdk.web.async_client import AsyncWebClient

    from assistant.surfaces.slack.ways.desk import Desk
    from assistant.surfaces.slack.ways.incoming import Body

_WAYS_IN: Final = (questions, pane, command, shortcut, rating, more, share)
_ANYTHING: Final = re.compile("")
_UNHANDLED: Final = 500  # Slack sends an event again, and tells whoever pressed or asked that it failed

logger = logging.getLogger(__name__)


def create_bot(desk: Desk, client: AsyncWebClient, signing_secret: str = "") -> AsyncApp:
    """Return the listeners as an application of Bolt's, which holds signatures against the secret over HTTP.

    An event is acknowledged only once it is kept; one that cannot be kept comes again.
    """
    bots = logging.getLogger("slack_bolt.app")
    bots.setLevel(logging.ERROR)  # it warns of tokens that are given in two ways, which they are
    bot = AsyncApp(
        name="readout",
        client=client,
        authorize=introduced(client),
        signing_secret=signing_secret,
        process_before_response=True,
        logger=bots,
    )
    bot.error(_failed)
    for way_in in _WAYS_IN:
        way_in.listen(bot, desk)
    # Events that are subscribed to and mean nothing here, links that look like buttons: known, and done with.
    bot.event(_ANYTHING)(_passed_over)
    bot.action(_ANYTHING)(_acknowledged)
    return bot


async def _passed_over(body: Body) -> None:
    logger.debug("Passed over an event: %s.", body.get("event", {}).get("type"))


async def _acknowledged(ack: AsyncAck) -> None:
    await ack()


async def _failed(error: Exception, body: Body) -> BoltResponse:
    """Log what went wrong in a listener, under what Slack names it by."""
    name = body.get("event_id") or body.get("trigger_id") or "a request"
    logger.error("%s could not be taken from Slack.", name, exc_info=error)
    return BoltResponse(status=_UNHANDLED, body="")
