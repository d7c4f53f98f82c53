"""What every request passes before a route: this file reads as the list of it."""

from __future__ import annotations

import asyncio
from collections import deque
from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.datastructures import Headers

from assistant.surfaces.guard.paths import changes_documents, is_open, is_question
from assistant.surfaces.guard.record import current
from assistant.surfaces.guard.refusal import RefusalError, later
from assistant.surfaces.problems import MAX_BODY, problem, reply

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from assistant.surfaces.guard.access import Access
    from assistant.surfaces.guard.crowd import Crowd
    from assistant.surfaces.guard.hosts import Hosts


class Gate:
    """Lets requests through to the routes, with who they are from as `caller` in their state."""

    def __init__(self, app: ASGIApp, hosts: Hosts, access: Access, crowd: Crowd, seconds: float) -> None:
        self._app = app
        self._hosts = hosts
        self._access = access
        self._crowd = crowd
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or say why not."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            await self._pass(scope, receive, send)
        except RefusalError as refusal:
            if record := current():
                record.refused = refusal.reason
            refused = problem(refusal.status, str(refusal))
            await reply(refused, refusal.headers, path=scope["path"])(scope, receive, send)

    async def _pass(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        self._hosts.check(headers)
        if not is_open(scope):
            await self._let_in(scope, headers)
        if changes_documents(scope):  # which takes as long as it takes
            await self._app(scope, receive, send)
        else:
            await self._in_time(scope, receive, send)

    async def _let_in(self, scope: Scope, headers: Headers) -> None:
        scope.setdefault("state", {})["caller"] = await self._access.caller(scope, headers)

    async def _in_time(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Give up what has not begun to answer in time."""
        try:
            async with asyncio.timeout(self._seconds) as limit:

                async def begun(message: Message) -> None:
                    limit.reschedule(None)
                    await send(message)

                await self._in_turn(scope, receive, begun)
        except TimeoutError as error:
            if not limit.expired():
                raise
            sentence = f"This took longer than {self._seconds:g} seconds and was given up; try again."
            raise later(HTTPStatus.SERVICE_UNAVAILABLE, "timeout", sentence, 5) from error

    async def _in_turn(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not is_question(scope):
            await self._app(scope, receive, send)
            return
        receive = await _heard(receive)
        async with self._crowd.place():
            await self._app(scope, receive, send)


async def _heard(receive: Receive) -> Receive:
    """Read a body and return what gives it again: no place is held for someone who is slow to ask."""
    messages: deque[Message] = deque()
    size, more = 0, True
    while more and size <= MAX_BODY:
        message = await receive()
        messages.append(message)
        size += len(message.get("body", b""))
        more = message.get("more_body", False)

    async def again() -> Message:
        return messages.popleft() if messages else await receive()

    return again
