"""As much of a Slack workspace as a burst of events needs: it takes what a bot says in threads, and holds nothing else.

It checks nothing of what is said; that is not what is measured.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import parse_qsl

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType

TEAM, CHANNEL, USER, BOT = "T0BENCH", "C0BENCH", "U0ASKER", "U0READOUT"
TOKEN = "xoxb-bench"  # noqa: S105 - of nobody
_POSTS = ("chat.postMessage", "chat.startStream")
_CHANGES = ("chat.appendStream", "chat.stopStream", "chat.update")
_QUIET = 3.0  # seconds
_ME = {"user_id": BOT, "team_id": TEAM, "bot_id": "B0READOUT", "team": "Bench", "user": "readout"}


@dataclass(slots=True)
class Workspace:
    """Listens on the loopback while it is entered. `ended`: when the message of a thread was last changed."""

    ended: dict[str, float] = field(default_factory=dict)
    _posted: dict[str, str] = field(default_factory=dict)  # message: its thread
    _growing: set[str] = field(default_factory=set)
    _numbers: count[int] = field(default_factory=count)
    _written: asyncio.Event = field(default_factory=asyncio.Event)
    _server: asyncio.Server | None = None

    @property
    def url(self) -> str:
        """Where the Web API is reached."""
        assert self._server is not None
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}/api/"

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._server is not None
        self._server.close()

    def forget(self) -> None:
        """Begin anew."""
        self.ended.clear()
        self._posted.clear()

    def threads(self) -> Counter[str]:
        """Return how many messages each thread has of the bot."""
        return Counter(self._posted.values())

    async def settled(self, threads: int, within: float) -> None:
        """Wait until so many threads are answered and nothing more is said for a while, or for so many seconds."""
        with suppress(TimeoutError):
            async with asyncio.timeout(within):
                while await self._spoken() or len(self.ended) < threads:
                    pass

    async def _spoken(self) -> bool:
        self._written.clear()
        try:
            await asyncio.wait_for(self._written.wait(), _QUIET)
        except TimeoutError:
            return False
        return True

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
                headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in head[1:])}
                body = await reader.readexactly(int(headers.get("content-length", 0)))
                method, _, query = head[0].split()[1].rpartition("/")[2].partition("?")
                said = json.dumps(self._answer(method, _arguments(headers, body, query))).encode()
                writer.write(
                    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nx-oauth-scopes: chat:write\r\n"
                    b"Content-Length: %d\r\n\r\n%s" % (len(said), said)
                )
                await writer.drain()
        writer.close()

    def _answer(self, method: str, given: Mapping[str, Any]) -> dict[str, Any]:
        if method in _POSTS:
            ts = f"1900000000.{next(self._numbers):06}"
            self._posted[ts] = given["thread_ts"]
            self._seen(ts, method)
            return {"ok": True, "channel": CHANNEL, "ts": ts}
        if method in _CHANGES:
            self._seen(given["ts"], method)
            return {"ok": True, "channel": CHANNEL, "ts": given["ts"]}
        return {"ok": True, "messages": [], **(_ME if method == "auth.test" else {})}

    def _seen(self, ts: str, method: str) -> None:
        """Note that a message was written; while it streams it has no end."""
        self._written.set()
        if method == "chat.startStream":
            self._growing.add(ts)
        elif method == "chat.stopStream":
            self._growing.discard(ts)
        if ts not in self._growing:
            self.ended[self._posted[ts]] = time.perf_counter()


def _arguments(headers: Mapping[str, str], body: bytes, query: str) -> dict[str, Any]:
    if headers.get("content-type", "").startswith("application/json"):
        given: dict[str, Any] = json.loads(body)
        return given
    return dict(parse_qsl(query) + parse_qsl(body.decode()))
