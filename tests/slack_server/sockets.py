"""Socket Mode: tickets, hello, envelopes and their acknowledgements, and sockets that close politely or not."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from aiohttp import WSMsgType, web

from tests.slack_server import names
from tests.slack_server.calls import Problem, Violation


@dataclass(slots=True)
class Sent:
    """One envelope, as it was sent once."""

    envelope_id: str
    takes_payload: bool
    at: float  # time.monotonic()
    retry: int
    answered: asyncio.Future[dict[str, Any]]  # the acknowledgement's payload
    acked_at: float | None = None


@dataclass(slots=True)
class Sockets:
    """The open sockets. `base` is where they are reached, `note` records what a client does wrong."""

    note: Callable[[Violation], None]
    base: str = ""
    refused: int = 0  # how many of the next connections are turned away
    opened: int = 0  # how many there were in all
    cuts: int = 0  # after how many of the next envelopes the socket is closed without a word
    _open: list[tuple[web.Request, web.WebSocketResponse]] = field(default_factory=list)
    _tickets: set[str] = field(default_factory=set)
    _waiting: dict[str, Sent] = field(default_factory=dict)
    _turn: int = 0
    _change: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def count(self) -> int:
        return len(self._open)

    def ticket(self) -> str:
        """Return the address for one connection."""
        ticket = uuid4().hex
        self._tickets.add(ticket)
        return f"{self.base}/link/?ticket={ticket}&app_id={names.APP}"

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Hold one connection until it ends."""
        if request.query.get("ticket") not in self._tickets:
            return web.Response(status=404)
        self._tickets.discard(request.query["ticket"])
        if self.refused:
            self.refused -= 1
            return web.Response(status=503)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json(_hello(len(self._open) + 1))
        self._open.append((request, socket))
        self.opened += 1
        self._change.set()
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    self._acknowledge(message.data)
        finally:
            self._open = [one for one in self._open if one[1] is not socket]
        return socket

    async def connected(self, count: int = 1, within: float = 30.0) -> None:
        """Wait until so many sockets are open."""
        await self._until(lambda: len(self._open) >= count, within)

    async def connected_anew(self, after: int, within: float = 30.0) -> None:
        """Wait until a socket was opened after so many others, ever."""
        await self._until(lambda: self.opened > after, within)

    async def _until(self, holds: Callable[[], bool], within: float) -> None:
        async with asyncio.timeout(within):
            while not holds():
                self._change.clear()
                await self._change.wait()

    async def send(self, kind: str, payload: dict[str, Any], retry: int, reason: str, *, takes_payload: bool) -> Sent:
        """Send an envelope to one of the sockets, each in its turn."""
        sent = Sent(str(uuid4()), takes_payload, time.monotonic(), retry, asyncio.get_running_loop().create_future())
        envelope = {
            "envelope_id": sent.envelope_id,
            "type": kind,
            "payload": payload,
            "accepts_response_payload": takes_payload,
        }
        if kind == "events_api":
            envelope |= {"retry_attempt": retry, "retry_reason": reason}
        self._waiting[sent.envelope_id] = sent
        self._turn += 1
        request, socket = self._open[self._turn % len(self._open)]
        await socket.send_json(envelope)
        if self.cuts and request.transport is not None:
            self.cuts -= 1
            request.transport.abort()
        return sent

    async def ask_to_reconnect(self, reason: str = "refresh_requested") -> None:
        """Tell every client to connect anew, and close the old sockets."""
        for _, socket in list(self._open):
            await socket.send_json({"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-stand-in"}})

    def cut(self) -> None:
        """Close every socket without a word."""
        for request, _ in self._open:
            if request.transport is not None:
                request.transport.abort()

    async def close(self) -> None:
        for _, socket in list(self._open):
            await socket.close()

    def _acknowledge(self, text: str) -> None:
        try:
            said = json.loads(text)
            sent = self._waiting.get(said["envelope_id"])
        except (ValueError, KeyError, TypeError):
            self.note(Violation("socket", Problem("/", f"not an acknowledgement: {text[:200]}", None)))
            return
        if sent is None:
            self.note(Violation("socket", Problem("/envelope_id", "no such envelope", None)))
            return
        if said.get("payload") and not sent.takes_payload:
            self.note(Violation("socket", Problem("/payload", "this envelope takes no payload", None)))
        if not sent.answered.done():
            sent.acked_at = time.monotonic()
            sent.answered.set_result(said.get("payload") or {})


def _hello(count: int) -> dict[str, Any]:
    return {
        "type": "hello",
        "num_connections": count,
        "debug_info": {"host": "applink-stand-in", "build_number": 1, "approximate_connection_time": 18060},
        "connection_info": {"app_id": names.APP},
    }
