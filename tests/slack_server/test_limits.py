"""Each limit that Slack documents: what just fits passes, and one more is refused with Slack's own error."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.slack_server import BOT_TOKEN, CHANNEL, USER, Slack

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    async with Slack() as slack:
        yield slack


@pytest.fixture
def client(slack: Slack) -> AsyncWebClient:
    return AsyncWebClient(BOT_TOKEN, base_url=slack.api_url)


def plain(size: int) -> dict[str, Any]:
    return {"type": "plain_text", "text": "x" * size}


def marked(size: int) -> dict[str, Any]:
    return {"type": "mrkdwn", "text": "x" * size}


def button(**changes: Any) -> dict[str, Any]:
    return {"type": "button", "action_id": "a", "text": plain(4), **changes}


def rating(text: int = 4, value: int = 4) -> dict[str, Any]:
    return {"text": plain(text), "value": "x" * value}


def actions(*elements: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {"type": "actions", "elements": list(elements), **changes}


def context(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "context", "elements": list(elements)}


def section(**changes: Any) -> dict[str, Any]:
    return {"type": "section", **changes}


def menu(options: int, text: int = 4, value: int = 4) -> dict[str, Any]:
    made = [{"text": plain(text), "value": f"{number:03}" + "x" * (value - 3)} for number in range(options)]
    return {"type": "static_select", "action_id": "m", "options": made}


def feedback(positive: dict[str, Any], negative: dict[str, Any]) -> dict[str, Any]:
    buttons = {"type": "feedback_buttons", "action_id": "f", "positive_button": positive, "negative_button": negative}
    return {"type": "context_actions", "elements": [buttons]}


def table(rows: int, columns: int) -> dict[str, Any]:
    return {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * columns] * rows}


def words(*pieces: dict[str, Any]) -> dict[str, Any]:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(pieces)}]}


DIVIDER = {"type": "divider"}

FITS = {
    "50 blocks": [DIVIDER] * 50,
    "a section of 3,000": [section(text=marked(3_000))],
    "10 fields of 2,000": [section(fields=[marked(2_000)] * 10)],
    "a header of 150": [{"type": "header", "text": plain(150)}],
    "10 in a context": [context(*[marked(3_000)] * 10)],
    "12,000 of markdown in all": [{"type": "markdown", "text": "x" * 6_000}] * 2,
    "25 buttons": [actions(*(button(action_id=str(number)) for number in range(25)))],
    "a button's text of 75": [actions(button(text=plain(75)))],
    "a value of 2,000": [actions(button(value="x" * 2_000))],
    "an action_id of 255": [actions(button(action_id="x" * 255))],
    "a block_id of 255": [actions(button(), block_id="x" * 255)],
    "100 options": [actions(menu(100))],
    "an option of 75 and 150": [actions(menu(1, 75, 150))],
    "feedback of 75 and 2,000": [feedback(rating(75, 2_000), rating())],
    "a table of 100 by 20": [table(100, 20)],
    "a link of 3,000": [words({"type": "link", "url": "https://a.example/" + "x" * 2_982})],
    "words": [words({"type": "text", "text": "yes", "style": {"bold": True}}, {"type": "emoji", "name": "wave"})],
}

TOO_MUCH: dict[str, tuple[list[Any], str, str]] = {
    "51 blocks": ([DIVIDER] * 51, "/blocks", "invalid_blocks"),
    "a section of 3,001": ([section(text=marked(3_001))], "/blocks/0/text/text", "invalid_blocks"),
    "an empty section": ([section(text=marked(0))], "/blocks/0/text/text", "invalid_blocks"),
    "a section of nothing": ([section()], "/blocks/0", "invalid_blocks"),
    "11 fields": ([section(fields=[marked(1)] * 11)], "/blocks/0/fields", "invalid_blocks"),
    "a field of 2,001": ([section(fields=[marked(2_001)])], "/blocks/0/fields/0/text", "invalid_blocks"),
    "a header of 151": ([{"type": "header", "text": plain(151)}], "/blocks/0/text/text", "invalid_blocks"),
    "a header with markup": ([{"type": "header", "text": marked(5)}], "/blocks/0/text/type", "invalid_blocks"),
    "11 in a context": ([context(*[marked(1)] * 11)], "/blocks/0/elements", "invalid_blocks"),
    "an empty context": ([context()], "/blocks/0/elements", "invalid_blocks"),
    "12,001 of markdown": ([{"type": "markdown", "text": "x" * 12_001}], "/blocks/0/text", "invalid_blocks"),
    "12,001 of markdown in all": (
        [{"type": "markdown", "text": "x" * 6_000}, {"type": "markdown", "text": "x" * 6_001}],
        "/blocks",
        "msg_blocks_too_long",
    ),
    "26 buttons": (
        [actions(*(button(action_id=str(number)) for number in range(26)))],
        "/blocks/0/elements",
        "invalid_blocks",
    ),
    "a button's text of 76": ([actions(button(text=plain(76)))], "/blocks/0/elements/0/text/text", "invalid_blocks"),
    "a button with markup": ([actions(button(text=marked(4)))], "/blocks/0/elements/0/text/type", "invalid_blocks"),
    "a value of 2,001": ([actions(button(value="x" * 2_001))], "/blocks/0/elements/0/value", "invalid_blocks"),
    "an action_id of 256": ([actions(button(action_id="x" * 256))], "/blocks/0/elements/0/action_id", "invalid_blocks"),
    "an action_id twice": ([actions(button(), button())], "/blocks/0/elements", "invalid_blocks"),
    "a style that is none": ([actions(button(style="red"))], "/blocks/0/elements/0/style", "invalid_blocks"),
    "an address that is none": ([actions(button(url="javascript:x"))], "/blocks/0/elements/0/url", "invalid_blocks"),
    "a block_id of 256": ([actions(button(), block_id="x" * 256)], "/blocks/0/block_id", "invalid_blocks"),
    "a block_id twice": (
        [{**DIVIDER, "block_id": "same"}, {**DIVIDER, "block_id": "same"}],
        "/blocks/1/block_id",
        "invalid_blocks",
    ),
    "101 options": ([actions(menu(101))], "/blocks/0/elements/0/options", "invalid_blocks"),
    "no option": ([actions(menu(0))], "/blocks/0/elements/0/options", "invalid_blocks"),
    "an option of 76": ([actions(menu(1, 76))], "/blocks/0/elements/0/options/0/text/text", "invalid_blocks"),
    "an option's value of 151": (
        [actions(menu(1, 4, 151))],
        "/blocks/0/elements/0/options/0/value",
        "invalid_blocks",
    ),
    "feedback of 76": (
        [feedback(rating(76), rating())],
        "/blocks/0/elements/0/positive_button/text/text",
        "invalid_blocks",
    ),
    "feedback without a value": (
        [feedback(rating(), {"text": plain(3)})],
        "/blocks/0/elements/0/negative_button",
        "invalid_blocks",
    ),
    "a button in context_actions": (
        [{"type": "context_actions", "elements": [button()]}],
        "/blocks/0/elements/0/type",
        "invalid_blocks",
    ),
    "feedback in actions": (
        [actions(feedback(rating(), rating())["elements"][0])],
        "/blocks/0/elements/0/type",
        "invalid_blocks",
    ),
    "a table of 101 rows": ([table(101, 1)], "/blocks/0/rows", "invalid_blocks"),
    "a table of 21 columns": ([table(1, 21)], "/blocks/0/rows/0", "invalid_blocks"),
    "two tables": ([table(1, 1), table(1, 1)], "/blocks", "invalid_attachments"),
    "empty words": (
        [words({"type": "text", "text": ""})],
        "/blocks/0/elements/0/elements/0/text",
        "invalid_blocks",
    ),
    "a block that there is not": ([{"type": "quote", "text": "x"}], "/blocks/0/type", "invalid_blocks"),
    "a field that there is not": ([{**DIVIDER, "colour": "red"}], "/blocks/0", "invalid_blocks"),
}


@pytest.mark.parametrize("blocks", FITS.values(), ids=FITS)
async def test_what_just_fits_is_posted(slack: Slack, client: AsyncWebClient, blocks: list[Any]) -> None:
    posted = await client.chat_postMessage(channel=CHANNEL, text="x", blocks=blocks)
    await client.chat_update(channel=CHANNEL, ts=str(posted["ts"]), text="y", blocks=blocks)
    assert slack.violations == []


@pytest.mark.parametrize(("blocks", "where", "error"), TOO_MUCH.values(), ids=TOO_MUCH)
@pytest.mark.parametrize("method", ["chat_postMessage", "chat_update", "chat_postEphemeral"])
async def test_one_more_is_refused_and_said(
    slack: Slack, client: AsyncWebClient, method: str, blocks: list[Any], where: str, error: str
) -> None:
    posted = await client.chat_postMessage(channel=CHANNEL, text="before")
    extra = {"chat_update": {"ts": posted["ts"]}, "chat_postEphemeral": {"user": USER}}.get(method, {})
    call = getattr(client, method)(channel=CHANNEL, text="after", blocks=blocks, **extra)
    assert await refused(call) == error
    assert where in [violation.problem.where for violation in slack.violations]
    assert [message.text for message in slack.messages(CHANNEL, by=USER)] == ["before"]


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"text": ""}, "no_text"),
        ({"markdown_text": "x" * 12_001}, "msg_too_long"),
        ({"markdown_text": "x", "text": "x"}, "markdown_text_conflict"),
        ({"text": "x", "thread_ts": "yesterday"}, "invalid_thread_ts"),
        ({"text": "x", "thread_ts": "1700000000.000001"}, "thread_not_found"),
        ({"text": "x", "metadata": {"event_payload": {}}}, "invalid_metadata_format"),
        ({"text": "x", "metadata": {"event_type": "a b", "event_payload": {}}}, "invalid_metadata_format"),
        ({"text": "x", "metadata": {"event_type": "a", "event_payload": {"a": None}}}, "invalid_metadata_schema"),
        ({"text": "x", "metadata": {"event_type": "a", "event_payload": {"a": "x" * 8_000}}}, "metadata_too_large"),
        ({"text": "x", "channel": "harbour"}, "channel_not_found"),
        ({"text": "x", "channel": "C0ISLANDS"}, "not_in_channel"),
    ],
)
async def test_a_message_that_is_none_is_refused(
    slack: Slack, client: AsyncWebClient, given: dict[str, Any], error: str
) -> None:
    call = client.api_call("chat.postMessage", json={"channel": CHANNEL, **given})  # the method itself warns of some
    assert await refused(call) == error
    assert slack.messages(CHANNEL) == []
    assert slack.violations


async def test_slack_would_cut_a_text_of_more_than_40000_so_it_is_held_against_the_sender(
    slack: Slack, client: AsyncWebClient
) -> None:
    await client.chat_postMessage(channel=CHANNEL, text="x" * 40_000)
    assert slack.violations == []
    await client.chat_postMessage(channel=CHANNEL, text="x" * 40_001)
    assert [str(one.problem) for one in slack.violations] == ["must be less than 40001 characters [json-pointer:/text]"]


async def test_an_update_takes_no_more_than_4000(slack: Slack, client: AsyncWebClient) -> None:
    ts = str((await client.chat_postMessage(channel=CHANNEL, text="x"))["ts"])
    await client.chat_update(channel=CHANNEL, ts=ts, text="x" * 4_000)
    assert await refused(client.chat_update(channel=CHANNEL, ts=ts, text="x" * 4_001)) == "msg_too_long"
    assert len(slack.messages(CHANNEL)[0].text) == 4_000


async def test_an_argument_that_a_method_has_not_is_held_against_the_sender(
    slack: Slack, client: AsyncWebClient
) -> None:
    await client.chat_postMessage(channel=CHANNEL, text="x", colour="red")
    assert [one.problem.where for one in slack.violations] == ["/colour"]


async def refused(call: Any) -> str:
    with pytest.raises(SlackApiError) as refusal:
        await call
    return str(refusal.value.response["error"])
