"""Changes of the archive while it is asked: one at a time, each to its end, whoever waits for it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from assistant.surfaces.sse import Event
from index.progress import Progress, silent

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable

    from index.types import SyncReport

    Work = Callable[[Progress], SyncReport]


class Indexing:
    """Runs what changes the archive, in the order in which it comes.

    A client that goes away stops nothing: what was sent is taken whole. Only one thread is ever held, so that
    questions have the others. `changed` is told what came of each change.
    """

    def __init__(self, changed: Callable[[SyncReport], None]) -> None:
        self._changed = changed
        self._turn = asyncio.Lock()
        self._running: set[asyncio.Task[SyncReport]] = set()

    async def run(self, work: Work, progress: Progress = silent) -> SyncReport:
        """Do the work, and return what came of it."""
        running = asyncio.create_task(self._in_turn(work, progress))
        self._running.add(running)
        running.add_done_callback(self._running.discard)
        return await asyncio.shield(running)

    async def told(self, work: Work) -> AsyncGenerator[Event]:
        """Do the work and tell how far it is: `progress` events, and what came of it as the last, `report`."""
        loop, events = asyncio.get_running_loop(), asyncio.Queue[Event | None]()

        def progress(stage: str, done: int, total: int) -> None:
            loop.call_soon_threadsafe(events.put_nowait, _progress(stage, done, total))

        yield _progress("wait", 0, 1)
        running = asyncio.create_task(self.run(work, progress))
        running.add_done_callback(lambda _: events.put_nowait(None))
        while (event := await events.get()) is not None:
            yield event
        yield Event("report", await running)

    async def _in_turn(self, work: Work, progress: Progress) -> SyncReport:
        async with self._turn:
            report = await asyncio.to_thread(work, progress)
        self._changed(report)
        return report


def _progress(stage: str, done: int, total: int) -> Event:
    return Event("progress", {"stage": stage, "done": done, "total": total})
