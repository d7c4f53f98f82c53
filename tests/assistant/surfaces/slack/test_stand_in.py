"""The stand-in for Slack, with the real clients of Slack's SDK and Bolt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.slack_server import APP_TOKEN, BOT, BOT_TOKEN, CHANNEL, SIGNING_SECRET, TEAM, USER, Slack, events

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    async with Slack() as slack:
        yield slack


@pytest.fixture
def client(slack: Slack) -> AsyncWebClient:
    return AsyncWebClient(BOT_TOKEN, base_url=slack.api_url)


@pytest.fixture
async def app(client: AsyncWebClient) -> AsyncIterator[AsyncApp]:
    app = AsyncApp(client=client, signing_secret=SIGNING_SECRET, process_before_response=True)
    handler = AsyncSocketModeHandler(app, APP_TOKEN, ping_interval=0.1)
    await handler.connect_async()
    yield app
    await handler.close_async()


async def refused(call: Any) -> str:
    with pytest.raises(SlackApiError) as refusal:
        await call
    return str(refusal.value.response["error"])


async def test_a_bot_learns_who_it_is_and_which_scopes_it_has(client: AsyncWebClient) -> None:
    said = await client.auth_test()
    assert (said["user_id"], said["team_id"]) == (BOT, TEAM)
    assert "chat:write" in said.headers["x-oauth-scopes"].split(",")


async def test_a_wrong_token_is_refused(slack: Slack) -> None:
    assert await refused(AsyncWebClient("xoxb-other", base_url=slack.api_url).auth_test()) == "invalid_auth"


async def test_an_event_reaches_an_app_and_its_answer_the_channel(slack: Slack, app: AsyncApp) -> None:
    @app.event("app_mention")
    async def answer(event: dict[str, Any], say: Any) -> None:
        await say(f"You said: {event['text']}", thread_ts=event["ts"])

    mention = events.app_mention("hello")
    delivery = await slack.send_event(mention)
    assert delivery.acked
    assert delivery.seconds < 3
    ts = mention["event"]["ts"]
    assert [one.text for one in slack.messages(CHANNEL)] == [f"<@{BOT}> hello", f"You said: <@{BOT}> hello"]
    assert [one.thread_ts for one in slack.replies(CHANNEL, ts)] == [ts]
    assert slack.violations == []


async def test_a_stream_is_one_message_that_grew(slack: Slack, client: AsyncWebClient) -> None:
    mention = events.app_mention("hello")
    slack.signed(mention)
    ts = mention["event"]["ts"]
    stream = await client.chat_stream(
        channel=CHANNEL, thread_ts=ts, recipient_team_id=TEAM, recipient_user_id=USER, buffer_size=1
    )
    for word in ("The ", "harbour ", "is open."):
        await stream.append(markdown_text=word)
    await stream.stop(blocks=[{"type": "divider"}])
    [reply] = slack.replies(CHANNEL, ts)
    assert reply.text == "The harbour is open."
    assert reply.streaming == "completed"
    assert slack.violations == []
