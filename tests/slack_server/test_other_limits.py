"""The limits of panes, modals and streams: what just fits passes, and one more is refused with Slack's own error."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.slack_server import BOT_TOKEN, CHANNEL, DIRECT, TEAM, USER, Slack, events, interactions

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    async with Slack() as slack:
        yield slack


@pytest.fixture
def client(slack: Slack) -> AsyncWebClient:
    return AsyncWebClient(BOT_TOKEN, base_url=slack.api_url)


DIVIDER = {"type": "divider"}


def plain(size: int) -> dict[str, Any]:
    return {"type": "plain_text", "text": "x" * size}


async def test_four_prompts_fit_and_five_do_not(slack: Slack, client: AsyncWebClient) -> None:
    prompt = {"title": "The harbour", "message": "What of the harbour?"}
    await client.assistant_threads_setSuggestedPrompts(channel_id=DIRECT, prompts=[prompt] * 4)
    call = client.assistant_threads_setSuggestedPrompts(channel_id=DIRECT, prompts=[prompt] * 5)
    assert await refused(call) == "invalid_arguments"
    assert len(slack.workspace.prompts[DIRECT, None]) == 4


async def test_ten_loading_messages_fit_and_eleven_do_not(slack: Slack, client: AsyncWebClient) -> None:
    asked = events.direct_message("hello")
    slack.signed(asked)
    where = {"channel_id": DIRECT, "thread_ts": asked["event"]["ts"], "status": "reads"}
    await client.assistant_threads_setStatus(**where, loading_messages=["x"] * 10)
    assert (
        await refused(client.assistant_threads_setStatus(**where, loading_messages=["x"] * 11)) == "invalid_arguments"
    )


def modal(**changes: Any) -> dict[str, Any]:
    return {"type": "modal", "callback_id": "c", "title": plain(24), "blocks": [DIVIDER], **changes}


def question(**changes: Any) -> dict[str, Any]:
    asked = {"type": "plain_text_input", "action_id": "a", "max_length": 3_000, **changes}
    return {"type": "input", "block_id": "q", "label": plain(2_000), "element": asked}


@pytest.mark.parametrize(
    "view",
    [
        modal(submit=plain(24), close=plain(24), private_metadata="x" * 3_000, callback_id="x" * 255),
        modal(blocks=[DIVIDER] * 100),
        modal(blocks=[question()], submit=plain(4)),
    ],
)
async def test_a_modal_that_just_fits_opens_once(slack: Slack, client: AsyncWebClient, view: dict[str, Any]) -> None:
    command = interactions.slash_command(slack, "hello")
    slack.signed(command)
    opened = await client.views_open(trigger_id=command["trigger_id"], view=view)
    assert opened["view"]["id"] in slack.workspace.views
    assert await refused(client.views_open(trigger_id=command["trigger_id"], view=view)) == "exchanged_trigger_id"


@pytest.mark.parametrize(
    ("view", "where"),
    [
        (modal(title=plain(25)), "/view/title/text"),
        (modal(submit=plain(25)), "/view/submit/text"),
        (modal(close=plain(25)), "/view/close/text"),
        (modal(private_metadata="x" * 3_001), "/view/private_metadata"),
        (modal(callback_id="x" * 256), "/view/callback_id"),
        (modal(blocks=[DIVIDER] * 101), "/view/blocks"),
        (modal(blocks=[]), "/view/blocks"),
        (modal(blocks=[{"type": "markdown", "text": "x"}]), "/view/blocks/0/type"),
        (modal(blocks=[question()]), "/view/submit"),
        (modal(blocks=[question(max_length=3_001)], submit=plain(4)), "/view/blocks/0/element/max_length"),
        (modal(blocks=[question(placeholder=plain(151))], submit=plain(4)), "/view/blocks/0/element/placeholder/text"),
    ],
)
async def test_a_modal_with_one_more_is_refused(
    slack: Slack, client: AsyncWebClient, view: dict[str, Any], where: str
) -> None:
    command = interactions.slash_command(slack, "hello")
    slack.signed(command)
    assert await refused(client.views_open(trigger_id=command["trigger_id"], view=view)) == "invalid_arguments"
    assert where in [violation.problem.where for violation in slack.violations]


async def test_a_trigger_that_nobody_pulled_opens_nothing(client: AsyncWebClient) -> None:
    assert await refused(client.views_open(trigger_id="1.2.x", view=modal())) == "invalid_trigger_id"


async def test_a_stream_takes_12000_at_once_and_40000_in_all(slack: Slack, client: AsyncWebClient) -> None:
    asked = events.direct_message("hello")
    slack.signed(asked)
    started = await client.chat_startStream(channel=DIRECT, thread_ts=asked["event"]["ts"])
    at: dict[str, Any] = {"channel": DIRECT, "ts": str(started["ts"])}
    for _ in range(3):
        await client.chat_appendStream(**at, markdown_text="x" * 12_000)
    assert await refused(client.chat_appendStream(**at, markdown_text="x" * 12_001)) == "msg_too_long"
    assert await refused(client.chat_appendStream(**at, markdown_text="x" * 4_001)) == "msg_too_long"
    await client.chat_stopStream(**at, markdown_text="x" * 4_000, blocks=[DIVIDER] * 50)


async def test_a_stream_ends_with_no_more_than_50_blocks(slack: Slack, client: AsyncWebClient) -> None:
    asked = events.direct_message("hello")
    slack.signed(asked)
    started = await client.chat_startStream(channel=DIRECT, thread_ts=asked["event"]["ts"], markdown_text="x")
    call = client.chat_stopStream(channel=DIRECT, ts=str(started["ts"]), blocks=[DIVIDER] * 51)
    assert await refused(call) == "msg_blocks_too_many"


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"thread_ts": None}, "invalid_thread_ts"),
        ({"recipient_team_id": None}, "missing_recipient_team_id"),
        ({"recipient_user_id": None}, "missing_recipient_user_id"),
        ({"recipient_user_id": "U0NOBODY"}, "user_not_found"),
    ],
)
async def test_a_stream_in_a_channel_needs_a_thread_and_whom_it_is_for(
    slack: Slack, client: AsyncWebClient, changes: dict[str, Any], error: str
) -> None:
    mention = events.app_mention("hello")
    slack.signed(mention)
    whole = {"thread_ts": mention["event"]["ts"], "recipient_team_id": TEAM, "recipient_user_id": USER}
    assert await refused(client.chat_startStream(channel=CHANNEL, **{**whole, **changes})) == error


async def refused(call: Any) -> str:
    with pytest.raises(SlackApiError) as refusal:
        await call
    return str(refusal.value.response["error"])
