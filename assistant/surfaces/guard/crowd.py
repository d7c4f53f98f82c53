"""How many questions are answered at once, and how many wait: beyond that it is better to say so at once."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import TYPE_CHECKING

from assistant.surfaces.guard.refusal import later

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

PATIENCE = 20.0  # seconds that a question waits at most
_OLD = 0.9  # weight of what was known of how long questions take


class Crowd:
    """Lets `at_once` questions through at a time, in the order in which they come; `waiting` others may wait."""

    def __init__(self, at_once: int, waiting: int, patience: float = PATIENCE) -> None:
        self._at_once = at_once
        self._most = waiting
        self._patience = patience
        self._places = asyncio.Semaphore(at_once)
        self._waiting = 0
        self._seconds = 0.1  # that a question takes

    @asynccontextmanager
    async def place(self) -> AsyncIterator[None]:
        """Hold a place while a question is answered. Raises `RefusalError` where there is none soon."""
        await self._wait()
        loop = asyncio.get_running_loop()
        began = loop.time()
        try:
            yield
        finally:
            self._seconds = _OLD * self._seconds + (1 - _OLD) * (loop.time() - began)
            self._places.release()

    async def _wait(self) -> None:
        if self._places.locked() and self._waiting >= self._most:
            raise self._full()
        self._waiting += 1
        try:
            async with asyncio.timeout(self._patience):
                await self._places.acquire()
        except TimeoutError as error:
            raise self._full() from error
        finally:
            self._waiting -= 1

    def _full(self) -> Exception:
        sentence = "More questions are waiting than can be answered soon; ask again in a moment."
        seconds = min(60.0, self._waiting * self._seconds / self._at_once)
        return later(HTTPStatus.SERVICE_UNAVAILABLE, "overload", sentence, seconds)
