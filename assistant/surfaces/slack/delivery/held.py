"""An item of the inbox in the hands of the worker that took it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from typing import Protocol, TypeVar

    from assistant.inbox import Inbox, Item

    T = TypeVar("T")

    class Caller(Protocol):
        """What runs a call that waits for the database."""

        def __call__(self, work: Callable[[], T], /) -> Awaitable[T]:
            """Run it in a thread."""


class LostError(Exception):
    """Another worker has the item by now: nothing more is to be said of it here."""


class Held:
    """An item, and what is said of it. Everything here raises `LostError` once it is another's."""

    def __init__(self, item: Item, inbox: Inbox, call: Caller) -> None:
        self.item = item
        self._inbox = inbox
        self._call = call

    async def replied(self, ts: str) -> None:
        """Note where the reply stands."""
        await self._said(partial(self._inbox.replied, self.item, ts))

    async def finish(self) -> None:
        """Say that it is answered."""
        await self._said(partial(self._inbox.finish, self.item))

    async def give_up(self, why: str) -> None:
        """Say that it is not to be answered any more."""
        await self._said(partial(self._inbox.give_up, self.item, why))

    async def release(self, delay: float = 0.0) -> None:
        """Give it back, to be taken after so many seconds."""
        await self._said(partial(self._inbox.release, self.item, delay))

    async def renew(self, lease: float) -> None:
        """Hold it for so many seconds more."""
        await self._said(partial(self._inbox.renew, self.item, lease))

    async def _said(self, work: Callable[[], bool]) -> None:
        if not await self._call(work):
            raise LostError(self.item.event_id)
