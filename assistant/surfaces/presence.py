"""Work for a client that may go away: then nobody needs it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from starlette.types import Receive

Done = TypeVar("Done")


class ClientGoneError(Exception):
    """The client closed its connection before its work was done."""


async def while_there(receive: Receive, work: Coroutine[object, object, Done]) -> Done:
    """Do work, all of it in one task; it is cancelled when the client goes, and `ClientGoneError` raised.

    The request's body must have been read.
    """
    working, leaving = asyncio.create_task(work), asyncio.create_task(_gone(receive))
    try:
        await asyncio.wait((working, leaving), return_when=asyncio.FIRST_COMPLETED)
    finally:
        working.cancel()
        leaving.cancel()
        await asyncio.gather(working, leaving, return_exceptions=True)
    if working.cancelled():
        raise ClientGoneError
    return working.result()


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
