"""Several things at once, their results in order."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Coroutine, Iterable

Item = TypeVar("Item")
Result = TypeVar("Result")


async def in_order(
    items: Iterable[Item], work: Callable[[Item], Coroutine[object, object, Result]], at_once: int
) -> AsyncGenerator[Result]:
    """Yield the result of each item, in the items' order, with at most so many under way.

    Items are taken as they are needed. When the caller stops, what is under way is brought to its end.
    """
    running: deque[asyncio.Task[Result]] = deque()
    try:
        for item in items:
            running.append(asyncio.create_task(work(item)))
            if len(running) >= at_once:
                yield await asyncio.shield(running[0])
                running.popleft()
        while running:
            yield await asyncio.shield(running[0])
            running.popleft()
    finally:
        await asyncio.gather(*running, return_exceptions=True)
