"""Takes what waits in the inbox and has it answered: some at once, in order within a thread, again after a crash."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, TypeVar
from uuid import uuid4

from assistant.surfaces.slack.delivery.held import Held, LostError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from assistant.inbox import Inbox, Item
    from assistant.surfaces.slack.types import Asking

    Answer = Callable[[Held], Awaitable[None]]

T = TypeVar("T")

LEASE = 30.0  # seconds after which what a dead worker held is another's
_POLL = 1.0  # seconds between looks for what other processes put or left
_GRACE = 10.0  # seconds that answers have to come to their end when the worker is stopped
_RENEWALS = 3  # within a lease
_DELAYS = (5.0, 20.0, 80.0)  # seconds until what failed is tried again
_EARLY = 0.01  # seconds by which a clock may be behind
_THREADS = (
    4  # that wait for the database; of their own, so that whatever else is done, events are kept and leases renewed
)

logger = logging.getLogger(__name__)


class Workers:
    """Answers what stands in the inbox, so many items at once, until it is stopped.

    `answer` is handed each item, and says what came of it. Where it raises, the item is tried again later.
    """

    def __init__(
        self, inbox: Inbox, answer: Answer, at_once: int = 2, *, lease: float = LEASE, poll: float = _POLL
    ) -> None:
        self._inbox = inbox
        self._answer = answer
        self._lease = lease
        self._poll = poll
        self._name = f"{socket.gethostname()[:64]}:{os.getpid()}:{uuid4().hex[:8]}"
        self._free = asyncio.Semaphore(at_once)
        self._woken = asyncio.Event()
        self._stopping = False
        self._working: set[asyncio.Task[None]] = set()
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="inbox")

    async def put(self, asking: Asking) -> bool:
        """Keep a question until it is answered; only then may it be acknowledged. False: it is known already."""
        put = partial(self._inbox.put, asking.event_id, asking.thread, asking.ts, asking.dumped())
        return await self._call(put)

    async def asked_in(self, thread: str) -> bool:
        """Whether the bot was asked in a thread."""
        return await self._call(partial(self._inbox.asked_in, thread))

    async def run(self) -> None:
        """Work until `stop` is called, or this is cancelled; what was left behind is taken up first."""
        loop = asyncio.get_running_loop()

        def wake() -> None:
            loop.call_soon_threadsafe(self._woken.set)

        try:
            with self._inbox.heard_by(wake):
                while (item := await self._next()) is not None:
                    self._begin(item)
                await self._end(_GRACE)
        finally:
            await self._end(0)
            self._threads.shutdown(wait=False)

    def stop(self) -> None:
        """Take nothing more, and have `run` return once what was begun is at its end, or given back."""
        self._stopping = True
        self._woken.set()
        self._free.release()  # whoever waits for someone to be free looks up

    async def _next(self) -> Item | None:
        """Return the next item once there is one and someone is free for it; none: it is time to stop."""
        await self._free.acquire()
        while not self._stopping:
            self._woken.clear()
            wait = self._poll
            try:
                if item := await self._call(partial(self._inbox.claim, self._name, self._lease)):
                    return item
                settling = await self._call(self._inbox.next_in)
                wait = min(wait, settling + _EARLY if settling is not None else wait)
            except Exception:
                logger.exception("The inbox cannot be read; it is tried again.")
            with suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), wait)
        return None

    def _begin(self, item: Item) -> None:
        task = asyncio.create_task(self._work(Held(item, self._inbox, self._call)))
        self._working.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._working.discard(task)
        self._free.release()
        self._woken.set()  # what waited for it in its thread may be taken now
        if not task.cancelled() and (error := task.exception()):
            logger.error("An item of the inbox was left as it is.", exc_info=error)

    async def _end(self, grace: float) -> None:
        """Wait for what was begun; what is not at its end by then is given back."""
        if self._working:
            _, late = await asyncio.wait(self._working, timeout=grace)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _work(self, held: Held) -> None:
        answering = asyncio.create_task(self._answered(held))
        renewing = asyncio.create_task(self._renew(held))
        try:
            await asyncio.wait((answering, renewing), return_when=asyncio.FIRST_COMPLETED)
            if not answering.done():  # it is another's by now
                logger.warning("%s took too long, and is another worker's.", held.item.event_id)
        finally:
            over = answering.done()
            for task in (answering, renewing):
                task.cancel()
            await asyncio.gather(answering, renewing, return_exceptions=True)
            if not over:
                with suppress(LostError):
                    await held.release()

    async def _answered(self, held: Held) -> None:
        try:
            await self._answer(held)
        except LostError:
            logger.warning("%s is another worker's by now.", held.item.event_id)
        except Exception:
            logger.exception("%s could not be answered; it is tried again.", held.item.event_id)
            with suppress(LostError):
                await held.release(_DELAYS[min(held.item.attempts, len(_DELAYS)) - 1])

    async def _renew(self, held: Held) -> None:
        """Renew the lease while the work goes on; return once it is lost."""
        clock = asyncio.get_running_loop().time
        until = clock() + self._lease
        while clock() < until:
            await asyncio.sleep(self._lease / _RENEWALS)
            asked_at = clock()
            try:
                await held.renew(self._lease)
            except LostError:
                return
            except Exception:
                logger.exception("A lease could not be renewed; it is tried again.")
            else:
                until = asked_at + self._lease

    async def _call(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)
