"""The stand-in for Slack, with the real clients of Slack's SDK and Bolt."""

from __future__ import annotations

import asyncio
import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import ClientSession, ServerDisconnectedError
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from tests.slack_server import (
    APP_TOKEN,
    BOT,
    BOT_TOKEN,
    CHANNEL,
    COLLEAGUE,
    DIRECT,
    SIGNING_SECRET,
    TEAM,
    USER,
    Slack,
    events,
    interactions,
)
from tests.slack_server.delivery import Patience

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

BUTTON = {"type": "button", "action_id": "press", "text": {"type": "plain_text", "text": "Press"}}
ACTIONS = {"type": "actions", "block_id": "below", "elements": [BUTTON]}
MODAL = {
    "type": "modal",
    "callback_id": "why",
    "title": {"type": "plain_text", "text": "Why?"},
    "blocks": [{"type": "divider"}],
}


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    async with Slack(patience=Patience(wait=0.3, pauses=(0.0, 0.05, 0.05))) as slack:
        yield slack


@pytest.fixture
def client(slack: Slack) -> AsyncWebClient:
    return AsyncWebClient(BOT_TOKEN, base_url=slack.api_url)


@pytest.fixture
async def app(client: AsyncWebClient) -> AsyncIterator[AsyncApp]:
    async with connected(client) as app:
        yield app


@asynccontextmanager
async def connected(client: AsyncWebClient) -> AsyncIterator[AsyncApp]:
    app = AsyncApp(client=client, signing_secret=SIGNING_SECRET, process_before_response=True)
    handler = AsyncSocketModeHandler(app, APP_TOKEN, ping_interval=0.1)
    await handler.connect_async()  # type: ignore[no-untyped-call]
    try:
        yield app
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]


async def refused(call: Any) -> str:
    with pytest.raises(SlackApiError) as refusal:
        await call
    return str(refusal.value.response["error"])


def asked(slack: Slack, text: str = "hello") -> str:
    """Have someone mention the bot, and return the ts."""
    mention = events.app_mention(text)
    slack.signed(mention)
    return str(mention["event"]["ts"])


# Calls


async def test_a_bot_learns_who_it_is_and_which_scopes_it_has(client: AsyncWebClient) -> None:
    said = await client.auth_test()
    assert (said["user_id"], said["team_id"]) == (BOT, TEAM)
    assert "chat:write" in said.headers["x-oauth-scopes"].split(",")


async def test_a_wrong_token_is_refused(slack: Slack) -> None:
    assert await refused(AsyncWebClient("xoxb-other", base_url=slack.api_url).auth_test()) == "invalid_auth"


async def test_a_scope_that_is_missing_is_named() -> None:
    async with Slack(scopes=frozenset({"chat:write"})) as slack:
        client = AsyncWebClient(BOT_TOKEN, base_url=slack.api_url)
        with pytest.raises(SlackApiError) as refusal:
            await client.users_info(user=USER)
        assert refusal.value.response["needed"] == "users:read"


async def test_a_limit_is_told_with_the_seconds_to_wait_and_then_over(slack: Slack, client: AsyncWebClient) -> None:
    slack.rate_limit("chat.postMessage", times=1, seconds=7)
    with pytest.raises(SlackApiError) as refusal:
        await client.chat_postMessage(channel=CHANNEL, text="hello")
    assert (refusal.value.response.status_code, refusal.value.response.headers["Retry-After"]) == (429, "7")
    await client.chat_postMessage(channel=CHANNEL, text="hello")
    assert [call.error for call in slack.calls] == ["ratelimited", None]


async def test_the_sdk_waits_as_it_is_told(slack: Slack, client: AsyncWebClient) -> None:
    client.retry_handlers.append(AsyncRateLimitErrorRetryHandler(max_retry_count=1))
    slack.rate_limit("chat.postMessage", times=1, seconds=1)
    began = time.monotonic()
    await client.chat_postMessage(channel=CHANNEL, text="hello")
    assert time.monotonic() - began >= 1
    assert len(slack.messages(CHANNEL)) == 1


async def test_an_answer_that_is_lost_was_given_all_the_same(slack: Slack) -> None:
    client = AsyncWebClient(BOT_TOKEN, base_url=slack.api_url, retry_handlers=[])
    slack.faults.lose("chat.postMessage")
    with pytest.raises(ServerDisconnectedError):
        await client.chat_postMessage(channel=CHANNEL, text="hello")
    assert [message.text for message in slack.messages(CHANNEL)] == ["hello"]


async def test_a_message_is_changed_in_its_place_and_keeps_its_metadata(slack: Slack, client: AsyncWebClient) -> None:
    ts, metadata = asked(slack), {"event_type": "answer", "event_payload": {"event_id": "Ev1"}}
    reply = await client.chat_postMessage(channel=CHANNEL, thread_ts=ts, text="…", metadata=metadata)
    await client.chat_update(channel=CHANNEL, ts=str(reply["ts"]), text="done")
    found = (await client.conversations_replies(channel=CHANNEL, ts=ts, include_all_metadata=True))["messages"]
    assert [(one["text"], one.get("metadata")) for one in found[1:]] == [("done", metadata)]
    without = (await client.conversations_replies(channel=CHANNEL, ts=ts))["messages"]
    assert "metadata" not in without[1]


async def test_a_reader_sees_only_what_is_for_everybody_or_for_them(slack: Slack, client: AsyncWebClient) -> None:
    await client.chat_postEphemeral(channel=CHANNEL, user=USER, text="psst")
    await client.chat_postMessage(channel=CHANNEL, text="hello")
    assert [one.text for one in slack.messages(CHANNEL)] == ["hello"]
    assert [one.text for one in slack.messages(CHANNEL, by=USER)] == ["psst", "hello"]
    assert [one.text for one in slack.messages(CHANNEL, by=COLLEAGUE)] == ["hello"]


async def test_only_what_the_bot_wrote_can_be_changed_by_it(slack: Slack, client: AsyncWebClient) -> None:
    ts = asked(slack)
    assert await refused(client.chat_update(channel=CHANNEL, ts=ts, text="mine")) == "cant_update_message"


@pytest.mark.parametrize("text", ["<!channel> look", "<@U0BOMELBY> look", "<!subteam^S1|desk> look"])
async def test_whom_a_message_notifies_is_known(slack: Slack, client: AsyncWebClient, text: str) -> None:
    escaped = text.replace("<", "&lt;")
    plain = {"type": "header", "text": {"type": "plain_text", "text": text}}
    await client.chat_postMessage(channel=CHANNEL, text=escaped, blocks=[plain])
    assert slack.pings == []
    block = {"type": "section", "text": {"type": "mrkdwn", "text": text}}
    await client.chat_postMessage(channel=CHANNEL, text=escaped, blocks=[block])
    assert len(slack.pings) == 1


# Streams


async def test_a_stream_is_one_message_that_grew(slack: Slack, client: AsyncWebClient) -> None:
    ts = asked(slack)
    stream = await client.chat_stream(
        channel=CHANNEL, thread_ts=ts, recipient_team_id=TEAM, recipient_user_id=USER, buffer_size=1
    )
    for word in ("The ", "harbour ", "is open."):
        await stream.append(markdown_text=word)
    await stream.stop(blocks=[{"type": "divider"}])
    [reply] = slack.replies(CHANNEL, ts)
    assert (reply.text, reply.streaming) == ("The harbour is open.", "completed")
    assert slack.violations == []


async def streaming(slack: Slack, client: AsyncWebClient) -> dict[str, Any]:
    started = await client.chat_startStream(
        channel=CHANNEL,
        thread_ts=asked(slack),
        recipient_team_id=TEAM,
        recipient_user_id=USER,
        markdown_text="The harbour",
    )
    return {"channel": CHANNEL, "ts": str(started["ts"])}


async def test_a_stream_that_was_stopped_takes_no_more(slack: Slack, client: AsyncWebClient) -> None:
    at = await streaming(slack, client)
    await client.chat_stopStream(**at)
    assert await refused(client.chat_appendStream(**at, markdown_text="x")) == "message_not_in_streaming_state"
    assert await refused(client.chat_stopStream(**at)) == "message_not_in_streaming_state"
    await client.chat_update(**at, text="another")


async def test_a_stream_cannot_be_changed_before_it_is_stopped(slack: Slack, client: AsyncWebClient) -> None:
    at = await streaming(slack, client)
    assert await refused(client.chat_update(**at, text="another")) == "streaming_state_conflict"


async def test_a_stream_stays_with_how_it_began(slack: Slack, client: AsyncWebClient) -> None:
    at, chunk = await streaming(slack, client), {"type": "markdown_text", "text": "x"}
    assert await refused(client.chat_appendStream(**at, chunks=[chunk])) == "streaming_mode_mismatch"
    both = client.chat_appendStream(**at, markdown_text="x", chunks=[chunk])
    assert await refused(both) == "cannot_provide_both_markdown_text_and_chunks"


async def test_slack_ends_a_stream_that_goes_on_for_too_long() -> None:
    async with Slack(stream_seconds=0.05) as slack:
        client = AsyncWebClient(BOT_TOKEN, base_url=slack.api_url)
        at = await streaming(slack, client)
        await asyncio.sleep(0.1)
        assert await refused(client.chat_appendStream(**at, markdown_text="x")) == "message_not_in_streaming_state"
        await client.chat_update(**at, text="in its place")


# Events


async def test_an_event_reaches_an_app_and_its_answer_the_channel(slack: Slack, app: AsyncApp) -> None:
    @app.event("app_mention")
    async def answer(event: dict[str, Any], say: Any) -> None:
        await say(f"You said: {event['text']}", thread_ts=event["ts"])

    mention = events.app_mention("hello")
    delivery = await slack.send_event(mention)
    assert delivery.acked
    assert delivery.seconds < 0.3
    ts = mention["event"]["ts"]
    assert [one.text for one in slack.messages(CHANNEL)] == [f"<@{BOT}> hello", f"You said: <@{BOT}> hello"]
    assert [one.thread_ts for one in slack.replies(CHANNEL, ts)] == [ts]
    assert slack.violations == []


async def test_an_event_that_nobody_acknowledges_comes_three_times_more(slack: Slack, app: AsyncApp) -> None:
    heard: list[tuple[Any, Any]] = []

    @app.event("app_mention")
    async def fail(body: dict[str, Any], request: AsyncBoltRequest) -> None:
        heard.append((body["event_id"], request.headers.get("x-slack-retry-num")))
        raise RuntimeError("not now")

    delivery = await slack.send_event(events.app_mention("hello", event_id="Ev1"))
    assert not delivery.acked
    assert [one.retry for one in delivery.sent] == [0, 1, 2, 3]
    assert [event_id for event_id, _ in heard] == ["Ev1"] * 4


async def test_a_retry_comes_even_where_the_event_was_acknowledged(slack: Slack, app: AsyncApp) -> None:
    heard: list[str] = []

    @app.event("app_mention")
    async def hear(body: dict[str, Any]) -> None:
        heard.append(body["event_id"])

    mention = events.app_mention("hello")
    for retry in range(4):
        assert (await slack.send_event(mention, retry=retry)).acked
    assert heard == [mention["event_id"]] * 4
    assert len(slack.messages(CHANNEL)) == 1


@pytest.mark.parametrize("how", ["cut", "asked"])
async def test_an_app_connects_anew_when_its_socket_ends_and_gets_what_came_meanwhile(
    slack: Slack, app: AsyncApp, how: str
) -> None:
    @app.event("app_mention")
    async def hear() -> None: ...

    slack.patience = Patience()
    if how == "cut":
        slack.close_socket()
    else:
        await slack.sockets.ask_to_reconnect()
    delivery = await slack.send_event(events.app_mention("hello"))
    assert delivery.acked
    await slack.sockets.connected_anew(after=1)
    assert slack.sockets.opened == 2


async def test_two_sockets_take_turns(slack: Slack, client: AsyncWebClient) -> None:
    heard: list[str] = []
    async with connected(client) as one, connected(AsyncWebClient(BOT_TOKEN, base_url=slack.api_url)) as other:

        @one.event("app_mention")
        async def left() -> None:
            heard.append("one")

        @other.event("app_mention")
        async def right() -> None:
            heard.append("other")

        for _ in range(4):
            await slack.send_event(events.app_mention("hello"))
    assert sorted(heard) == ["one", "one", "other", "other"]


async def test_a_ticket_opens_one_socket(slack: Slack) -> None:
    async with ClientSession() as session:
        address = slack.sockets.ticket().replace("ws:", "http:")
        first, second = [await session.get(address) for _ in range(2)]
        assert (first.status, second.status) == (400, 404)  # neither is a WebSocket; the second has no ticket left


# Interactions


async def test_a_command_is_answered_to_one_person_and_shared_when_told(slack: Slack, app: AsyncApp) -> None:
    @app.command("/readout")
    async def hear(ack: Any, respond: Any) -> None:
        await ack()
        await respond("psst", blocks=[{"type": "section", "text": {"type": "mrkdwn", "text": "psst"}}, ACTIONS])

    @app.action("press")
    async def press(ack: Any, respond: Any) -> None:
        await ack()
        await respond("hear, hear", response_type="in_channel", replace_original=False)

    assert (await slack.send_event(interactions.slash_command(slack, "hello"))).acked
    assert slack.messages(CHANNEL) == []
    [psst] = slack.messages(CHANNEL, by=USER)
    action = {"action_id": "press", "type": "button"}
    assert (await slack.send_event(interactions.block_actions(slack, psst, action))).acked
    assert [one.text for one in slack.messages(CHANNEL)] == ["hear, hear"]
    assert slack.violations == []


async def test_a_sixth_reply_to_one_interaction_is_refused(slack: Slack, app: AsyncApp) -> None:
    said: list[int] = []

    @app.command("/readout")
    async def hear(ack: Any, respond: Any) -> None:
        await ack()
        said.extend([(await respond(f"{number}")).status_code for number in range(6)])

    await slack.send_event(interactions.slash_command(slack, "hello"))
    await slack.until(lambda: len(slack.calls) > 6)
    assert said == [200] * 5 + [400]


async def test_a_shortcut_opens_a_modal_whose_answer_comes_back(slack: Slack, app: AsyncApp) -> None:
    submitted: list[str] = []

    @app.shortcut("check")
    async def check(ack: Any, client: AsyncWebClient, shortcut: dict[str, Any]) -> None:
        await ack()
        view = {**MODAL, "private_metadata": shortcut["message"]["text"]}
        await client.views_open(trigger_id=shortcut["trigger_id"], view=view)

    @app.view("why")
    async def submit(ack: Any, view: dict[str, Any]) -> None:
        await ack(response_action="clear")
        submitted.append(view["private_metadata"])

    told = events.message("the harbour is closed")
    assert (await slack.send_event(told)).acked is False  # nobody listens
    await slack.send_event(interactions.message_shortcut(slack, "check", told))
    [view] = slack.workspace.views.values()
    delivery = await slack.send_event(interactions.view_submission(slack, view, {}))
    assert submitted == ["the harbour is closed"]
    assert delivery.response == {"response_action": "clear"}
    assert slack.violations == []


async def test_an_agent_sets_its_prompts_without_a_thread_and_an_assistant_with_one() -> None:
    prompts = [{"title": "The harbour", "message": "What of the harbour?"}]
    for view, right in (("agent", None), ("assistant", True)):
        async with Slack(view=view) as slack:
            client = AsyncWebClient(BOT_TOKEN, base_url=slack.api_url)
            opened = interactions.assistant_thread_started()
            slack.signed(opened)
            thread_ts = opened["event"]["assistant_thread"]["thread_ts"] if right else None
            await client.assistant_threads_setSuggestedPrompts(
                channel_id=DIRECT, prompts=prompts, **({"thread_ts": thread_ts} if thread_ts else {})
            )
            assert slack.workspace.prompts == {(DIRECT, thread_ts): prompts}
            assert slack.violations == []


# Signatures


async def over_http(app: AsyncApp, slack: Slack, payload: dict[str, Any], **how: Any) -> int:
    request = slack.signed(payload, **how)
    headers: Any = request.headers
    return (await app.async_dispatch(AsyncBoltRequest(body=request.body.decode(), headers=headers))).status


async def test_bolt_takes_our_signatures_for_slacks_until_they_are_five_minutes_old(
    slack: Slack, client: AsyncWebClient
) -> None:
    app = AsyncApp(client=client, signing_secret=SIGNING_SECRET, process_before_response=True)
    other = AsyncApp(client=client, signing_secret="another", process_before_response=True)

    @app.event("app_mention")
    @app.command("/readout")
    async def hear(ack: Any) -> None:
        await ack()

    mention, command = events.app_mention("hello"), interactions.slash_command(slack, "hello")
    assert await over_http(app, slack, mention) == 200
    assert await over_http(app, slack, command) == 200
    assert await over_http(app, slack, mention, at=time.time() - 360) == 401
    assert await over_http(other, slack, mention) == 401
