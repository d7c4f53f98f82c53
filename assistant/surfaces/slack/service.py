"""The bot whole, but for the way in which Slack reaches it: its listeners, its workers, and what it tells unasked."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from assistant.inbox import Inbox
from assistant.surfaces.slack.access.access import Access
from assistant.surfaces.slack.alerts.watching import Watch
from assistant.surfaces.slack.app import create_bot
from assistant.surfaces.slack.delivery.answering import open_workers
from assistant.surfaces.slack.ways.desk import Desk
from assistant.surfaces.slack.web import open_web

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from assistant.assistant import Assistant
    from assistant.surfaces.settings import SlackSettings


class Service:
    """The bot over an open assistant, which stays its opener's to close. Raises `SettingsError`."""

    def __init__(self, assistant: Assistant, settings: SlackSettings) -> None:
        self.web = open_web(settings.bot_token, settings.api_url)
        inbox = Inbox(assistant.archive.engine)
        self._access = Access.load(settings.access, named=settings.access_named)
        self._workers = open_workers(assistant, inbox, self._access, self.web, settings)
        self._desk = Desk(assistant, self._workers, self._access, self.web, settings.page_url)
        self.watch = Watch(assistant, self._access, self.web.patient, settings.page_url)
        self.bot = create_bot(self._desk, self.web.hasty, settings.signing_secret)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Answer what comes and what was left unanswered, and tell what is new, for as long as this is entered."""
        working = asyncio.create_task(self._workers.run())
        try:
            async with self.watch.running():
                yield
        finally:
            self._workers.stop()
            await self._desk.errands.close()
            await working
