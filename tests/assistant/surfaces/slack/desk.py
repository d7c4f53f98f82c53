"""What answers in tests: real workers over the newsroom, against the stand-in for Slack."""

from __future__ import annotations

import asyncio
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.inbox import Inbox
from assistant.surfaces.slack.access.access import Access
from assistant.surfaces.slack.delivery.answering import Answering
from assistant.surfaces.slack.delivery.worker import Workers
from assistant.surfaces.slack.types import Asking
from assistant.surfaces.slack.ways.incoming import Me, read_event
from assistant.surfaces.slack.web import open_web
from tests.slack_server import BOT, BOT_TOKEN, Message, Slack
from tests.slack_server.received import receive

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from assistant.assistant import Assistant

PAGE = "https://readout.norhavn.example"
HOW_MANY = "How many barges passed the Tessel lock in the February call?"
NOWHERE = "How many tons of herring did the fleet of Norhavn land?"


@dataclass(frozen=True, slots=True)
class Bureau:
    """Workers, and what is put before them."""

    slack: Slack
    inbox: Inbox
    workers: Workers
    answering: Answering

    async def hear(self, payload: dict[str, Any]) -> Asking:
        """Have a payload come in, and return what is asked by it."""
        receive(self.slack, payload)
        asking = read_event(payload, Me(BOT))
        assert isinstance(asking, Asking), asking
        await self.put(asking)
        return asking

    async def put(self, asking: Asking) -> None:
        await self.workers.put(asking)

    async def reply(self, asking: Asking, *, by: str | None = None) -> Message:
        """Wait until all is answered, and return the one message that answers."""
        await self.done()
        (reply,) = self.replies(asking, by=by)
        return reply

    def replies(self, asking: Asking, *, by: str | None = None) -> list[Message]:
        return self.slack.replies(asking.channel, asking.thread_ts or asking.ts, by=by)

    async def done(self, within: float = 30.0) -> None:
        ends_at = time.monotonic() + within
        while await asyncio.to_thread(self.inbox.waiting):
            assert time.monotonic() < ends_at, "something is left unanswered"
            await asyncio.sleep(0.02)


@asynccontextmanager
async def at_work(
    slack: Slack,
    assistant: Assistant,
    inbox: Inbox,
    *,
    access: Access | None = None,
    deadline: float = 60.0,
    lease: float = 30.0,
    at_once: int = 2,
) -> AsyncIterator[Bureau]:
    """Workers that work, until the test is over."""
    rules = access or Access.load(None)
    answering = Answering(assistant, rules, open_web(BOT_TOKEN, slack.api_url), PAGE, deadline)
    workers = Workers(inbox, answering, at_once, lease=lease, poll=0.2)
    running = asyncio.create_task(workers.run())
    try:
        yield Bureau(slack, inbox, workers, answering)
        assert [str(one) for one in slack.violations] == []
        assert slack.pings == []
    finally:
        workers.stop()
        await running
