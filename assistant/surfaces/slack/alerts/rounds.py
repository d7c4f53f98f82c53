"""`readout slack watch`: rounds of indexing, examining and telling, without a server."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from assistant.errors import SettingsError
from assistant.surfaces.slack.access.access import Access
from assistant.surfaces.slack.alerts.alerts import Told
from assistant.surfaces.slack.alerts.watching import Watch
from assistant.surfaces.slack.web import open_web
from assistant.watching.news import News
from index.types import SyncReport

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from assistant.assistant import Assistant
    from assistant.surfaces.settings import SlackSettings
    from index.progress import Progress

_TOLD_EVERY: Final = 60.0  # seconds between looks for what quiet hours or a digest have held back


@dataclass(frozen=True, slots=True)
class Found:
    """What came of one round."""

    indexed: SyncReport | None
    news: tuple[News, ...]
    posted: tuple[Told, ...]
    channels: int  # that are subscribed

    def lines(self) -> Iterator[str]:
        """Show it to a person."""
        if self.indexed is not None:
            done = (len(part) for part in (self.indexed.added, self.indexed.updated, self.indexed.removed))
            yield "Indexed: {} added, {} updated, {} removed.".format(*done)
            yield from (f"Rejected: {one.origin}: {one.reason}" for one in self.indexed.rejected)
        for one in self.news:
            yield one.headline
            yield from (f'  "{c.quote}" ({c.outlet or c.title})' for c in one.told.citations)
        if not self.news:
            yield "Nothing is new."
        yield from (f"Posted in {one.channel}." for one in self.posted)
        if not self.channels:
            yield "No channel is subscribed: the access file says who is told."


class Rounds:
    """Indexes files where there are any, examines, and tells. Raises `SettingsError`, `CorpusError`."""

    def __init__(
        self, assistant: Assistant, settings: SlackSettings, paths: tuple[Path, ...], progress: Progress
    ) -> None:
        self._assistant = assistant
        self._settings = settings
        self._paths = paths
        self._progress = progress
        self._access = Access.load(settings.access, named=settings.access_named)
        client = open_web(settings.bot_token, settings.api_url).patient
        self._watch = Watch(assistant, self._access, client, settings.page_url)

    def go(self, every: float | None, show: Callable[[Found], None]) -> None:
        """Do one round, or one every so many minutes until the process is interrupted."""
        show(self._round())
        while every is not None:
            self._wait(60 * every)
            show(self._round())

    # Only telling runs in a loop: elsewhere, Ctrl-C ends what is done at once, and not after the last document.
    def _round(self) -> Found:
        subscribed = len(self._access.rules().subscriptions())
        if subscribed and not self._settings.bot_token:
            raise SettingsError("SLACK_BOT_TOKEN is not set, and channels are subscribed; set it to tell them.")
        self._watch.subscribe(self._progress)
        indexed = self._indexed()
        news = self._watch.examine(self._progress)
        return Found(indexed, news, asyncio.run(self._watch.tell()) if subscribed else (), subscribed)

    def _indexed(self) -> SyncReport | None:
        if not self._paths:
            return None
        archive = self._assistant.archive
        self._watch.begin(self._progress)
        return archive.sync([*self._paths, *archive.uploads.paths()], progress=self._progress)

    def _wait(self, seconds: float) -> None:
        """Let time pass, and tell meanwhile what is due by then."""
        ends = time.monotonic() + seconds
        while (left := ends - time.monotonic()) > 0:
            time.sleep(min(left, _TOLD_EVERY))
            if self._settings.bot_token:
                asyncio.run(self._watch.tell())
