"""What the bot is doing, as Slack shows it beside its name until it says something."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from assistant.surfaces.slack.web import FAILURES, reason

if TYPE_CHECKING:
    from slack_sdk.web.async_client import AsyncWebClient

    from assistant.surfaces.slack.types import Asking
    from assistant.types import Stage

_DOING: dict[Stage, str] = {
    "retrieve": "is searching the archive…",
    "answer": "is writing the answer…",
    "verify": "is checking the quotes…",
}
_PAUSE = 1.0  # seconds for which each can be read

logger = logging.getLogger(__name__)


class Status:
    """Shows what is being done while that takes long enough to be read; a comfort, which may fail."""

    def __init__(self, client: AsyncWebClient, asking: Asking) -> None:
        self._client = client
        self._asking = asking
        self._doing: Stage = "retrieve"
        self._changed = asyncio.Event()
        self._stopping = asyncio.Event()
        self._telling: asyncio.Task[None] | None = None

    def tell(self, stage: Stage) -> None:
        """Show that this is being done now."""
        self._doing = stage
        self._changed.set()
        if self._telling is None:
            self._telling = asyncio.create_task(self._tell())

    async def stop(self) -> None:
        """Show nothing more: from now on, what is said takes its place."""
        self._stopping.set()
        if self._telling is not None:
            await self._telling  # what is on its way must be there before what takes its place

    async def _tell(self) -> None:
        while not self._stopping.is_set():
            self._changed.clear()
            try:
                await self._client.assistant_threads_setStatus(
                    channel_id=self._asking.channel,
                    thread_ts=self._asking.thread_ts or self._asking.ts,
                    status=_DOING[self._doing],
                )
            except FAILURES as error:
                logger.info("Slack shows no status (%s).", reason(error))
                return
            await self._pause()

    async def _pause(self) -> None:
        """Wait until there is something else to show, or nothing any more."""
        stopping = asyncio.create_task(self._stopping.wait())
        await asyncio.wait((stopping,), timeout=_PAUSE)
        changed = asyncio.create_task(self._changed.wait())
        await asyncio.wait((stopping, changed), return_when=asyncio.FIRST_COMPLETED)
        for task in (stopping, changed):
            task.cancel()
