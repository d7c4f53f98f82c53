"""Messages: posted, shown to one person, changed, deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.slack_server.calls import Refusal
from tests.slack_server.kit.messages import content_problems
from tests.slack_server.methods.found import channel_of, own_message, thread_of, timestamp_of
from tests.slack_server.methods.shape import as_slack, with_block_ids
from tests.slack_server.names import BOT
from tests.slack_server.workspace import Message

if TYPE_CHECKING:
    from tests.slack_server.calls import Arguments
    from tests.slack_server.server import Slack

_UPDATED_TEXT = 4_000


async def post_message(slack: Slack, given: Arguments) -> dict[str, Any]:
    channel = channel_of(slack, given, to_write=True)
    given.hold(content_problems(given.values))
    thread_ts = thread_of(slack, given, channel)
    message = slack.workspace.put(
        Message(
            channel.id,
            slack.workspace.now(),
            BOT,
            given.get("text") or given.get("markdown_text") or "",
            with_block_ids(given.get("blocks")),
            thread_ts,
            given.get("metadata"),
            by_bot=True,
            broadcast=bool(given.get("reply_broadcast")),
        )
    )
    return {"channel": channel.id, "ts": message.ts, "message": as_slack(message)}


async def post_ephemeral(slack: Slack, given: Arguments) -> dict[str, Any]:
    channel = channel_of(slack, given)
    user = given.need("user", "user_not_found")
    if user not in channel.members:
        raise given.refuse("/user", f"{user} is not in {channel.id}", "user_not_in_channel")
    given.hold(content_problems(given.values))
    message = slack.workspace.put(
        Message(
            channel.id,
            slack.workspace.now(),
            BOT,
            given.get("text") or given.get("markdown_text") or "",
            with_block_ids(given.get("blocks")),
            thread_of(slack, given, channel),
            by_bot=True,
            only_to=user,
        )
    )
    return {"message_ts": message.ts}


async def update(slack: Slack, given: Arguments) -> dict[str, Any]:
    channel = channel_of(slack, given)
    given.need("ts", "message_not_found")
    message = own_message(slack, given, channel, "cant_update_message")
    if message.streaming == "in_progress" and not slack.expired(message):
        raise Refusal("streaming_state_conflict")  # one way to learn that a stream was left open
    given.hold(content_problems(given.values, longest=_UPDATED_TEXT, refuses="msg_too_long"))
    text = given.get("text", given.get("markdown_text"))
    if text is not None or given.get("blocks") is not None:
        message.blocks = with_block_ids(given.get("blocks"))
        message.text = text or ""
        message.streaming = None
    message.metadata = given.get("metadata", message.metadata) or None
    message.versions += 1
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": as_slack(message)}


async def delete(slack: Slack, given: Arguments) -> dict[str, Any]:
    channel = channel_of(slack, given)
    given.need("ts", "message_not_found")
    message = own_message(slack, given, channel, "cant_delete_message")
    del slack.workspace.messages[channel.id, message.ts]
    return {"channel": channel.id, "ts": message.ts}


async def get_permalink(slack: Slack, given: Arguments) -> dict[str, Any]:
    channel = channel_of(slack, given)
    given.need("message_ts", "message_not_found")
    ts = timestamp_of(given, "message_ts")
    if (channel.id, ts) not in slack.workspace.messages:
        raise given.refuse("/message_ts", f"no such message: {ts}", "message_not_found")
    link = f"https://norhavn.slack.com/archives/{channel.id}/p{str(ts).replace('.', '')}"
    return {"channel": channel.id, "permalink": link}
