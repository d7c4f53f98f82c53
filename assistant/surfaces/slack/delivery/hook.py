"""One answer for whoever gave a command or picked the shortcut: nobody else sees it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Final

from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.webhook.async_client import AsyncWebhookClient

from assistant.surfaces.slack.shown.blocks import answer_message

if TYPE_CHECKING:
    from slack_sdk.web.async_client import AsyncWebClient

    from assistant.surfaces.slack.delivery.held import Held
    from assistant.surfaces.slack.shown.links import Link
    from assistant.surfaces.slack.shown.message import Message
    from assistant.surfaces.slack.types import Asking
    from assistant.types import Answer, StreamEvent

_TOLD: Final = "told"  # in place of a ts, which Slack does not give
_OK = 200

logger = logging.getLogger(__name__)


class HookReply:
    """Sends one answer to the address that came with the asking, or to its person where that is used up."""

    def __init__(self, client: AsyncWebClient, asking: Asking, held: Held, link: Link) -> None:
        self._client = client
        self._asking = asking
        self._held = held
        self._link = link

    async def begin(self) -> None:
        """Show nothing: Slack itself shows that a command was given."""

    async def tell(self, event: StreamEvent) -> None:
        """Show nothing before the whole."""

    async def answer(self, answer: Answer, *, rest: str | None) -> None:
        """Show the whole answer; `rest` is where it is read in full."""
        asked = self._asking.text if self._asking.way == "shortcut" else answer.question
        await self.say(answer_message(answer, self._link, rest=rest, share=True, asked=asked))

    async def say(self, message: Message) -> None:
        """Show a message, unless an earlier attempt has shown one."""
        if self._held.item.reply_ts:
            return
        if not await self._sent(message):
            await self._client.chat_postEphemeral(
                channel=self._asking.channel, user=self._asking.user, text=message.text, blocks=message.blocks
            )
        await self._held.replied(_TOLD)

    async def close(self) -> None:
        """Nothing is left open."""

    async def _sent(self, message: Message) -> bool:
        """Send to the address, which lives half an hour."""
        body: dict[str, Any] = {"response_type": "ephemeral", "text": message.text, "blocks": message.blocks}
        # One who died between sending and noting so may have sent it.
        body["replace_original"] = self._asking.way == "command" and self._held.item.attempts > 1
        later = AsyncRateLimitErrorRetryHandler(max_retry_count=3)
        hook = AsyncWebhookClient(self._asking.response_url or "", retry_handlers=[later])
        sent = await hook.send_dict(body)
        if sent.status_code != _OK:
            logger.warning("An answer's address takes it no more (%s).", sent.body)
        return sent.status_code == _OK
