"""The stand-in itself: `async with Slack() as slack`, and point the real clients at `slack.api_url`."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any, Self
from uuid import uuid4

from aiohttp import web

from tests.slack_server import names, pings, web_api, webhooks
from tests.slack_server.delivery import Delivery, Patience, deliver
from tests.slack_server.faults import Faults
from tests.slack_server.received import receive
from tests.slack_server.signed import Signed, signed
from tests.slack_server.sockets import Sockets
from tests.slack_server.triggers import Triggers
from tests.slack_server.workspace import Message, Workspace, norhavn

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from tests.slack_server.calls import Arguments, Call, Violation

_STREAM_SECONDS = 300.0  # Slack ends a stream by itself after five minutes


class Slack:
    """A workspace, its Web API and its sockets on loopback, and the record of all that was called.

    `scopes` are what the bot's token has; `view` is the pane that the app has in its manifest: "agent" or "assistant".
    """

    def __init__(
        self,
        *,
        scopes: frozenset[str] = names.SCOPES,
        view: str = "agent",
        patience: Patience | None = None,
        stream_seconds: float = _STREAM_SECONDS,
    ) -> None:
        self.scopes = scopes
        self.view = view
        self.patience = patience or Patience()
        self.stream_seconds = stream_seconds
        self.tokens = {names.BOT_TOKEN, names.APP_TOKEN}
        self.workspace: Workspace = norhavn()
        self.calls: list[Call] = []
        self.violations: list[Violation] = []
        self.faults = Faults()
        self.triggers = Triggers()
        self.hooks: dict[str, webhooks.Hook] = {}
        self.sockets = Sockets(self.violations.append)
        self.port = 0
        self._changed = asyncio.Event()
        self._tasks: set[asyncio.Task[Delivery]] = set()
        self._runner: web.AppRunner | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def api_url(self) -> str:
        """Where clients are to be pointed: their `base_url`."""
        return f"{self.url}/api/"

    @property
    def environment(self) -> dict[str, str]:
        """What a process needs to find the stand-in."""
        return {
            "SLACK_BOT_TOKEN": names.BOT_TOKEN,
            "SLACK_APP_TOKEN": names.APP_TOKEN,
            "SLACK_SIGNING_SECRET": names.SIGNING_SECRET,
            "READOUT_SLACK_API_URL": self.api_url,
        }

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=8 * 2**20)
        app.router.add_route("*", "/api/{method}", self._called)
        app.router.add_post("/hooks/{hook}", self._replied)
        app.router.add_get("/link/", self.sockets.serve)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.port = self._runner.addresses[0][1]
        self.sockets.base = f"ws://127.0.0.1:{self.port}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.sockets.close()
        assert self._runner is not None
        await self._runner.cleanup()

    async def _called(self, request: web.Request) -> web.StreamResponse:
        return await web_api.answer(self, request)

    async def _replied(self, request: web.Request) -> web.StreamResponse:
        return await webhooks.answer(self, request)

    # What an app sees.

    async def send_event(self, payload: dict[str, Any], *, retry: int = 0) -> Delivery:
        """Deliver a payload over Socket Mode, and return once it is acknowledged, or given up.

        What people wrote stands in its channel before the app hears of it. With `retry`, it is sent as that retry of
        one that was sent before, acknowledged or not.
        """
        receive(self, payload)
        return await deliver(self.sockets, payload, self.patience, retry)

    def send_soon(self, payload: dict[str, Any], *, retry: int = 0) -> asyncio.Task[Delivery]:
        """Deliver a payload over Socket Mode without waiting for it."""
        task = asyncio.create_task(self.send_event(payload, retry=retry))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def signed(self, payload: dict[str, Any], *, at: float | None = None, retry: int = 0) -> Signed:
        """Return the request that would bring a payload over HTTP, signed at a time (now where none is given)."""
        receive(self, payload)
        return signed(payload, at, retry)

    def response_url(self, channel: str, user: str, original: str | None = None) -> str:
        """Hand out an address for replies to an interaction."""
        hook = uuid4().hex
        self.hooks[hook] = webhooks.Hook(channel, user, time.monotonic(), original)
        return f"{self.url}/hooks/{hook}"

    # What it is ordered to do.

    def rate_limit(self, method: str, times: int = 1, seconds: int = 1) -> None:
        """Refuse the next calls of a method with 429, and ask to come again in so many seconds."""
        self.faults.rate_limit(method, times, seconds)

    def fail(self, method: str, error: str = "internal_error", times: int = 1, status: int = 200) -> None:
        """Refuse the next calls of a method with an error."""
        self.faults.fail(method, error, times, status)

    def close_socket(self) -> None:
        """Close every socket without a word."""
        self.sockets.cut()

    # What came of it.

    def messages(self, channel: str, thread: str | None = None, *, by: str | None = None) -> list[Message]:
        """Return what a reader of a channel sees, oldest first; with `by`, also what only that person sees."""
        return self.workspace.seen(channel, thread, by=by)

    def replies(self, channel: str, thread: str, *, by: str | None = None) -> list[Message]:
        """Return what the bot says in a thread, as it stands now."""
        return [one for one in self.messages(channel, thread, by=by) if one.by_bot and not one.subtype]

    def called(self, method: str) -> list[Call]:
        """Return the calls of a method that were answered well."""
        return [call for call in self.calls if call.method == method and call.ok]

    @property
    def pings(self) -> list[str]:
        """Whom the bot's messages notify: "!channel", "@U…" and the like, as they stand now."""
        return [one for message in self.workspace.messages.values() if message.by_bot for one in pings.of(message)]

    def expired(self, message: Message) -> bool:
        """Whether a stream went on for longer than Slack lets it."""
        return time.monotonic() - message.began > self.stream_seconds

    def record(self, call: Call, given: Arguments) -> None:
        """Keep a call, and what is wrong with it."""
        self.calls.append(call)
        self.violations += web_api.violations(given)
        self._changed.set()

    async def until(self, holds: Callable[[], object], within: float = 20.0) -> None:
        """Wait until something holds; it is looked at after every call."""
        async with asyncio.timeout(within):
            while not holds():
                self._changed.clear()
                await self._changed.wait()
