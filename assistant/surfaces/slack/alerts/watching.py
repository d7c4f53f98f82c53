"""The archive watched while a server runs: what indexing brings in is examined, and told where it is due."""

from __future__ import annotations

import asyncio
import logging
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Final

from assistant.surfaces.slack.alerts.alerts import Alerts, Clock, Told, utc_now, view_of
from assistant.surfaces.slack.shown.links import linked_to
from assistant.watching.ledger import Ledger
from assistant.watching.watcher import Watcher
from index.errors import CorpusError
from index.progress import Progress, silent

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from slack_sdk.web.async_client import AsyncWebClient

    from assistant.assistant import Assistant
    from assistant.surfaces.slack.access.access import Access
    from assistant.watching.news import News

_LOOK: Final = 60.0  # seconds between looks for what quiet hours or a digest have held back
_GRACE: Final = 5.0  # seconds to come to an end

logger = logging.getLogger(__name__)


class StoppedError(Exception):
    """The work was told to stop; what is left of it is taken up the next time."""


class Watch:
    """Finds what is new, and tells it in the channels that the access file subscribes."""

    def __init__(
        self,
        assistant: Assistant,
        access: Access,
        client: AsyncWebClient,
        page_url: str | None = None,
        clock: Clock = utc_now,
        look: float = _LOOK,
    ) -> None:
        self.ledger = Ledger(assistant.archive.engine)
        self._clock = clock
        self._look = look
        self._access = access
        self._watcher = Watcher(assistant, self.ledger, lambda: clock().timestamp())
        self._alerts = Alerts(assistant, self.ledger, client, linked_to(page_url), clock)
        self._woken = asyncio.Event()
        self._stopping = False

    def subscribe(self, progress: Progress = silent) -> bool:
        """Note who is subscribed now. False: nobody is.

        Where nobody was before, all that is there is taken as known: only what comes later is news.
        """
        channels = [one.channel for one in self._access.rules().subscriptions()]
        if self.ledger.subscribe(channels, self._clock().timestamp()):
            self._watcher.begin(progress, again=True)
        return bool(channels)

    def begin(self, progress: Progress = silent) -> None:
        """Take all that is there as known, unless that was done once."""
        self._watcher.begin(progress)

    def examine(self, progress: Progress = silent) -> tuple[News, ...]:
        """Examine what came since the last time, as each subscribed channel sees it."""
        rules = self._access.rules()
        views = [view_of(rules, one) for one in rules.subscriptions()]
        return self._watcher.examine(progress, views or [None])

    async def tell(self) -> tuple[Told, ...]:
        """Tell what is due."""
        return await self._alerts.tell(self._access.rules())

    def changed(self) -> None:
        """Take note that the archive may have changed; to be called in the loop that it runs in."""
        self._woken.set()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Examine and tell for as long as this is entered; what is left then is taken up the next time."""
        running = asyncio.create_task(self._run())
        try:
            yield
        finally:
            self._stopping = True
            self._woken.set()
            await asyncio.wait([running], timeout=_GRACE)
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)

    async def _run(self) -> None:
        """Examine and tell until it is time to stop; what goes wrong is logged, and tried again."""
        while not self._stopping:
            self._woken.clear()
            try:
                if await asyncio.to_thread(self.subscribe, self._go_on):
                    await asyncio.to_thread(self.examine, self._go_on)
                    await self.tell()
            except StoppedError:
                return
            except CorpusError as error:
                logger.info("There is nothing to watch yet (%s)", error)
            except Exception:
                logger.exception("The archive could not be watched; it is tried again.")
            with suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), self._look)

    def _go_on(self, _stage: str, _done: int, _total: int) -> None:
        if self._stopping:
            raise StoppedError
