"""A reply in its thread: posted once, found again, put in the place of what stood there."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from slack_sdk.errors import SlackApiError

from assistant.surfaces.slack.shown.message import POSTED, UPDATED, Message
from assistant.surfaces.slack.web import FAILURES, messages, post_once, reason

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slack_sdk.web.async_client import AsyncWebClient

    from assistant.surfaces.slack.types import Asking

EVENT_TYPE: Final = "readout_answer"
_BLOCKS_REFUSED: Final = {"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_blocks_too_many"}
_GONE: Final = {"message_not_found", "cant_update_message", "edit_window_closed"}
_STREAMED: Final = "streaming_state_conflict"
_GROWS: Final = "in_progress"

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Found:
    """A reply that was begun; `grows`: it is a stream that nobody has ended."""

    ts: str
    grows: bool


class Thread:
    """Where the answer to a question stands. Raises what the client raises."""

    def __init__(self, client: AsyncWebClient, asking: Asking) -> None:
        self._client = client
        self._channel = asking.channel
        self._asked_at = asking.ts
        self._root = asking.thread_ts or asking.ts
        self.metadata = {"event_type": EVENT_TYPE, "event_payload": {"event_id": asking.event_id}}

    async def post(self, message: Message) -> str:
        """Post a message, once even where Slack's answer is lost; return its ts."""

        async def found() -> str | None:
            reply = await self.find()
            return reply.ts if reply else None

        return await post_once(lambda: self._post(message), found)

    async def put(self, ts: str, message: Message, *, grows: bool = False) -> str:
        """Put a message in the place of the one at `ts`, or post it where that is gone; return its ts.

        `grows`: it is a stream that nobody has ended.
        """
        if grows:
            await self._end_stream(ts)
        try:
            await self._update(ts, message)
        except SlackApiError as error:
            if reason(error) in _GONE:
                return await self.post(message)
            if reason(error) != _STREAMED:
                raise
            await self._end_stream(ts)
            await self._update(ts, message)
        return ts

    async def find(self, known: str | None = None) -> Found | None:
        """Return the reply that was begun earlier, at `known` where that was noted; none: it cannot be seen."""
        me: str | None = None
        try:
            async for said in messages(self._client.conversations_replies, **self._where):
                grows = said.get("streaming_state") == _GROWS
                if said["ts"] == known or _is_reply(said, self.metadata):
                    return Found(said["ts"], grows)
                # A stream has no metadata before its end. Of ours, no other one grows in this thread now.
                if grows and not said.get("metadata"):
                    me = me or await self._me()
                    if said.get("user") == me:
                        return Found(said["ts"], grows)
        except FAILURES as error:
            logger.warning("Whether a reply was begun cannot be seen (%s).", reason(error))
        return None

    @property
    def _where(self) -> dict[str, Any]:
        return {"channel": self._channel, "ts": self._root, "oldest": self._asked_at}

    async def _me(self) -> str:
        return str((await self._client.auth_test()).get("user_id"))

    async def _post(self, message: Message) -> str:
        where = {"channel": self._channel, "thread_ts": self._root, "metadata": self.metadata, **POSTED}
        try:
            posted = await self._client.chat_postMessage(text=message.text, blocks=message.blocks, **where)
        except SlackApiError as error:
            if not _refuses_blocks(error):
                raise
            posted = await self._client.chat_postMessage(text=message.text, **where)
        return str(posted["ts"])

    async def _update(self, ts: str, message: Message) -> None:
        where = {"channel": self._channel, "ts": ts, "metadata": self.metadata, **UPDATED}
        try:
            await self._client.chat_update(text=message.text, blocks=message.blocks, **where)
        except SlackApiError as error:
            if not _refuses_blocks(error):
                raise
            await self._client.chat_update(text=message.text, blocks=[], **where)

    async def _end_stream(self, ts: str) -> None:
        try:
            await self._client.chat_stopStream(channel=self._channel, ts=ts, metadata=self.metadata)
        except FAILURES as error:
            logger.warning("A stream could not be ended (%s).", reason(error))


def _is_reply(said: Mapping[str, Any], metadata: Mapping[str, Any]) -> bool:
    known = said.get("metadata") or {}
    return known.get("event_type") == EVENT_TYPE and known.get("event_payload") == metadata["event_payload"]


def _refuses_blocks(error: SlackApiError) -> bool:
    """Whether the text alone may still be taken: better read without its blocks than not at all."""
    if reason(error) not in _BLOCKS_REFUSED:
        return False
    logger.error("Slack refuses blocks (%s); the text is sent alone.", error.response.get("response_metadata"))
    return True
