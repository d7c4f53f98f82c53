"""The real commands as processes of their own, with the stand-in for Slack around them."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from sqlalchemy import create_engine

from assistant.inbox import Inbox
from tests.assistant.surfaces.commands import program

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping
    from pathlib import Path

    from tests.slack_server import Slack

_QUIET = 1.2  # seconds after the last answer, for one too many to show


@asynccontextmanager
async def listening(home: Path, slack: Slack, also: Mapping[str, str] | None = None) -> AsyncIterator[Process]:
    """Run `readout slack` until it is left, from when its socket is open."""
    opened = slack.sockets.opened
    async with _run(home, slack, also, "slack") as process:
        await asyncio.wait_for(slack.sockets.connected_anew(opened), 60)
        yield process


@asynccontextmanager
async def serving(home: Path, slack: Slack) -> AsyncIterator[str]:
    """Run `readout serve` until it is left, and give its URL."""
    async with _run(home, slack, None, "serve", "--port", "0", "--json") as process:
        yield str(json.loads(await process.said("}\n"))["url"])


@asynccontextmanager
async def watching(home: Path, slack: Slack, *arguments: str) -> AsyncIterator[Process]:
    """Run `readout slack watch` until it is left."""
    async with _run(home, slack, None, "slack", "watch", "--json", *arguments) as process:
        yield process


class Process:
    """A command that runs."""

    def __init__(self, popen: subprocess.Popen[str], log: Path) -> None:
        self._popen = popen
        self._log = log

    def kill(self) -> None:
        """End it without a word, as the kernel does."""
        self._popen.send_signal(signal.SIGKILL)
        self._popen.wait()

    async def said(self, last: str) -> str:
        """Return what it writes, up to a line."""
        assert self._popen.stdout is not None
        lines = iter(self._popen.stdout.readline, "")
        said = ""
        while not said.endswith(last):
            said += await asyncio.to_thread(next, lines)
        return said

    async def stop(self) -> None:
        """Ask it to end, and wait until it has."""
        if self._popen.poll() is None:
            self._popen.terminate()
        code = await asyncio.to_thread(self._popen.wait, 30)
        assert code in (0, -signal.SIGTERM, -signal.SIGKILL), self._log.read_text()


@asynccontextmanager
async def _run(home: Path, slack: Slack, also: Mapping[str, str] | None, *arguments: str) -> AsyncIterator[Process]:
    log = home / "log"
    popen = _popen(home, log, {**os.environ, **slack.environment, "READOUT_HOME": str(home), **(also or {})}, arguments)
    process = Process(popen, log)
    try:
        yield process
    finally:
        await process.stop()
        assert popen.stdout is not None
        popen.stdout.close()


def _popen(home: Path, log: Path, environment: dict[str, str], arguments: tuple[str, ...]) -> subprocess.Popen[str]:
    with log.open("a") as errors:
        return subprocess.Popen(
            program(*arguments), stdout=subprocess.PIPE, stderr=errors, text=True, cwd=home, env=environment
        )


async def answered(home: Path, within: float = 60.0) -> None:
    """Wait until nothing in the inbox waits for its answer, and a while for what should not come."""
    engine = create_engine(f"sqlite:///{home / 'catalog.sqlite'}")
    try:
        inbox = Inbox(engine)
        ends = time.monotonic() + within
        while await asyncio.to_thread(inbox.waiting):
            assert time.monotonic() < ends, "something is never answered"
            await asyncio.sleep(0.1)
    finally:
        engine.dispose()
    await asyncio.sleep(_QUIET)
