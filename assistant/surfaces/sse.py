"""Server-Sent Events: a reply that is told piece by piece, written as the HTML standard has it."""

from __future__ import annotations

import asyncio
import json
import logging
from contextlib import aclosing, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starlette.responses import StreamingResponse

from assistant.errors import AssistantError
from assistant.serialise import to_json
from assistant.surfaces.presence import ClientGoneError, while_there
from assistant.surfaces.problems import defect, problem_of
from index.errors import CorpusError

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable

    from starlette.requests import Request
    from starlette.types import Receive, Scope, Send

    from assistant.surfaces.problems import Problem

MEDIA_TYPE = "text/event-stream"
# For the description of a route that may answer so.
CONTENT: dict[str, Any] = {MEDIA_TYPE: {"schema": {"type": "object", "properties": {"data": {"type": "string"}}}}}
_HEARTBEAT = b": still here\n\n"  # a comment, so that nothing on the way takes silence for the end

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Event:
    """One event: its name, and what becomes its data as JSON."""

    name: str
    data: object


def events_of(*names: str) -> dict[str, Any]:
    """Return the description of a reply as events of these names; `error` may always come."""
    event = {"type": "string", "enum": [*names, "error"]}
    schema = {"type": "object", "properties": {"event": event, "data": {"type": "string"}}}
    return {MEDIA_TYPE: {"schema": schema}}


def wants_events(request: Request) -> bool:
    """Whether a client asks for events by its Accept header, and not for JSON as well."""
    accepted = request.headers.get("accept", "")
    return MEDIA_TYPE in accepted and "application/json" not in accepted


def _error(problem: Problem) -> Event:
    return Event("error", problem)


class EventStream(StreamingResponse):
    """Sends events as they come, and heartbeats while none does; closes them when the client goes.

    An event may come as the bytes that are sent. `heartbeat` is in seconds. What goes wrong on the way is the last
    event, as `broken` tells it: unless it is given, `error` with the problem's details.
    """

    media_type = MEDIA_TYPE

    def __init__(
        self,
        events: AsyncGenerator[Event | bytes],
        heartbeat: float,
        broken: Callable[[Problem], Event | bytes] = _error,
    ) -> None:
        self._told = _told(events, broken)
        self._heartbeat = heartbeat
        self._sending = asyncio.Lock()
        self._sent_at = 0.0
        super().__init__(self._told, headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - ASGI's signature
        """Send the response."""
        with suppress(ClientGoneError, OSError):  # OSError: what servers may raise for a client that is gone
            await while_there(receive, self._send_all(send))

    async def _send_all(self, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        self._sent_at = _now()
        beating = asyncio.create_task(self._beat(send))
        try:
            async with aclosing(self._told) as events:
                async for event in events:
                    await self._send(send, event)
        finally:
            beating.cancel()
            await asyncio.gather(beating, return_exceptions=True)
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _beat(self, send: Send) -> None:
        while True:
            rest = self._sent_at + self._heartbeat - _now()
            if rest > 0:
                await asyncio.sleep(rest)
            else:
                await self._send(send, _HEARTBEAT)

    async def _send(self, send: Send, event: bytes) -> None:
        async with self._sending:
            await send({"type": "http.response.body", "body": event, "more_body": True})
            self._sent_at = _now()


async def _told(
    events: AsyncGenerator[Event | bytes], broken: Callable[[Problem], Event | bytes]
) -> AsyncGenerator[bytes]:
    async with aclosing(events):
        try:
            async for event in events:
                yield _written(event)
        except (AssistantError, CorpusError) as error:
            yield _written(broken(problem_of(error)))
        except Exception:
            logger.exception("A reply broke off.")
            yield _written(broken(defect()))


def _written(event: Event | bytes) -> bytes:
    if isinstance(event, bytes):
        return event
    # In ASCII: some clients take more for the end of a line than the standard does.
    return f"event: {event.name}\ndata: {json.dumps(to_json(event.data))}\n\n".encode("ascii")


def _now() -> float:
    return asyncio.get_running_loop().time()
