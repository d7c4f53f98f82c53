"""A burst that is small enough to be counted, on a bot that does as it is told."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

import pytest
from fastapi import FastAPI, Request, Response
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

from eval.bench_slack import Burst, burst, mention, signed
from eval.bench_workspace import BOT, CHANNEL, TOKEN, Workspace
from tests.assistant.surfaces.served import served

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@pytest.fixture
async def workspace() -> AsyncIterator[Workspace]:
    async with Workspace() as workspace:
        yield workspace


def bot(workspace: Workspace) -> FastAPI:
    """Answers once, twice or never, or takes nothing, as the question tells it."""
    app, client = FastAPI(), AsyncWebClient(TOKEN, base_url=workspace.url)

    @app.post("/slack/events")
    async def take(request: Request) -> Response:
        event: dict[str, Any] = json.loads(await request.body())["event"]
        words = event["text"].split()
        if words[-1] == "refused":
            return Response(status_code=500)
        for _ in range({"once": 1, "twice": 2}.get(words[-1], 0)):
            at = {"channel": CHANNEL, "thread_ts": event["ts"]}
            started = await client.chat_startStream(**at, markdown_text="The ")
            await client.chat_stopStream(channel=CHANNEL, ts=str(started["ts"]), markdown_text="harbour")
        return Response()

    return app


async def test_what_came_of_each_event_is_counted(workspace: Workspace) -> None:
    with served(bot(workspace)) as url:
        seen = await burst(url, workspace, ["once", "twice", "refused"], events=6, seconds=0.2)
    assert (len(seen.acknowledged), seen.refused) == (4, 2)
    assert (seen.once, len(seen.replies), len(seen.answered)) == (2, 4, 4)
    assert sorted(seen.replies.values()) == [1, 1, 2, 2]


async def test_an_event_that_is_never_answered_is_not_waited_for_for_ever(workspace: Workspace) -> None:
    with served(bot(workspace)) as url:
        seen = await burst(url, workspace, ["never"], events=2, seconds=0.1, patience=0.5)
    assert (len(seen.acknowledged), seen.once, seen.answered) == (2, 0, [])


async def test_a_message_that_grows_has_no_end_before_it_is_stopped(workspace: Workspace) -> None:
    client = AsyncWebClient(TOKEN, base_url=workspace.url)
    started = await client.chat_startStream(channel=CHANNEL, thread_ts="1.2", markdown_text="The ")
    assert workspace.ended == {}
    await client.chat_stopStream(channel=CHANNEL, ts=str(started["ts"]))
    assert list(workspace.ended) == ["1.2"]
    assert (await client.auth_test())["user_id"] == BOT


def test_requests_are_signed_as_slack_does() -> None:
    body = json.dumps(mention("How many?")).encode()
    assert SignatureVerifier("quay").is_valid_request(body, signed(body, time.time(), "quay"))
    assert not SignatureVerifier("quay").is_valid_request(body, signed(body, time.time(), "pier"))


def test_the_figures_are_told_with_their_bars() -> None:
    seen = Burst([10.0, 20.0, 4_000.0], refused=1, answered=[100.0])
    seen.replies.update({"a": 1, "b": 2})
    assert seen.lines(4) == (
        "4 events: 3 acknowledged, p50 20 ms, p99 3920 ms, max 4000 ms",
        "not within 3 s: 2 (bar: 0); p99 bar: 500 ms",
        "answered once: 1, more than once: 1; an answer takes p50 100 ms, p99 100 ms, max 100 ms",
    )
