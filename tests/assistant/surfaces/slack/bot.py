"""The bot whole, reached as Slack reaches it: through its socket, or over signed HTTP. Against the stand-in."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import httpx

from assistant.surfaces.http import create_app
from assistant.surfaces.settings import HttpSettings, SlackSettings
from assistant.surfaces.slack.service import Service
from assistant.surfaces.slack.socket import connected
from tests.assistant.surfaces.served import served
from tests.slack_server import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET, USER, Message, Slack

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from assistant.assistant import Assistant

PAGE = "https://readout.norhavn.example"


class Deliver(Protocol):
    """Brings a payload to the bot, and returns what it is answered at once; it must be acknowledged."""

    async def __call__(self, payload: dict[str, Any]) -> dict[str, Any]: ...


@dataclass(frozen=True, slots=True)
class Bot:
    """A bot that runs, and the workspace in which it does."""

    slack: Slack
    deliver: Deliver

    async def replies(self, payload: dict[str, Any], count: int = 1, *, by: str | None = None) -> list[Message]:
        """Deliver a message, and return what stands in its thread once so much does."""
        await self.deliver(payload)
        event = payload["event"]
        root = event.get("thread_ts") or event["ts"]
        return await self.seen(lambda: self.slack.replies(event["channel"], root, by=by), count)

    async def whispers(self, payload: dict[str, Any], channel: str) -> list[Message]:
        """Deliver an interaction, and return what only its person sees, once there is something new."""
        before = len(self.whispered(channel))
        await self.deliver(payload)
        return (await self.seen(lambda: self.whispered(channel), before + 1))[before:]

    def whispered(self, channel: str) -> list[Message]:
        return [one for one in self.slack.messages(channel, by=USER) if one.only_to == USER]

    async def seen(self, look: Callable[[], list[Message]], count: int) -> list[Message]:
        """Return what is seen once there is so much of it and none of it grows, and a moment later nothing more."""
        await self.slack.until(lambda: len(look()) >= count and all(is_whole(one) for one in look()))
        await asyncio.sleep(0.2)
        found = look()
        assert len(found) == count, [one.shown for one in found]
        return found


def settings(slack: Slack, access: Path | None = None) -> SlackSettings:
    """What a bot is told that is to find the stand-in."""
    return SlackSettings(
        bot_token=BOT_TOKEN,
        signing_secret=SIGNING_SECRET,
        app_token=APP_TOKEN,
        access=access,
        page_url=PAGE,
        api_url=slack.api_url,
    )


@asynccontextmanager
async def over_socket(
    assistant: Assistant, access: Path | None = None, refused: tuple[str, ...] = ()
) -> AsyncIterator[Bot]:
    """A bot with a socket; `refused` is what the stand-in is expected to refuse."""
    async with Slack() as slack:
        told = settings(slack, access)
        service = Service(assistant, told)

        async def deliver(payload: dict[str, Any]) -> dict[str, Any]:
            delivery = await slack.send_event(payload)
            assert delivery.acked
            assert delivery.seconds < 3
            return delivery.response

        async with service.running(), connected(service, told, ping=1.0):
            await slack.sockets.connected()
            yield Bot(slack, deliver)
        assert tuple(map(str, slack.violations)) == refused


@asynccontextmanager
async def over_http(assistant: Assistant, access: Path | None = None) -> AsyncIterator[Bot]:
    """A bot in the server of the HTTP API."""
    async with Slack() as slack:
        app = create_app(assistant, HttpSettings(), None, settings(slack, access))
        with served(app) as url:
            async with httpx.AsyncClient(base_url=url) as client:

                async def deliver(payload: dict[str, Any]) -> dict[str, Any]:
                    request = slack.signed(payload)
                    response = await client.post("/slack/events", content=request.body, headers=request.headers)
                    assert response.status_code == 200, response.text
                    return response.json() if response.content else {}

                yield Bot(slack, deliver)
        assert slack.violations == []


WAYS: dict[str, Callable[..., AbstractAsyncContextManager[Bot]]] = {"socket": over_socket, "http": over_http}


def is_whole(message: Message) -> bool:
    """Whether a message is an answer that grows no more."""
    return message.streaming != "in_progress" and "searching the archive" not in message.shown
