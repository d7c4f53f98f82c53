"""Messages that grow while they are read."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from tests.slack_server.calls import Problem, Refusal
from tests.slack_server.kit.blocks import MARKDOWN_MOST
from tests.slack_server.kit.chunks import chunk_problems, said_in
from tests.slack_server.kit.messages import block_problems, metadata_problems
from tests.slack_server.methods.found import channel_of, own_message, thread_of
from tests.slack_server.methods.shape import as_slack, with_block_ids
from tests.slack_server.names import BOT, TEAM
from tests.slack_server.workspace import Channel, Message

if TYPE_CHECKING:
    from tests.slack_server.calls import Arguments
    from tests.slack_server.server import Slack

_MOST = 40_000  # characters of a message in all


async def start(slack: Slack, given: Arguments) -> dict[str, Any]:
    channel = channel_of(slack, given)
    given.need("thread_ts", "invalid_thread_ts")
    thread_ts = thread_of(slack, given, channel)
    if channel.kind != "im":
        _recipient(given, channel)
    _check(given)
    message = Message(channel.id, slack.workspace.now(), BOT, "", [], thread_ts, by_bot=True, streaming="in_progress")
    message.began = time.monotonic()
    _add(given, message)
    slack.workspace.put(message)
    return {"channel": channel.id, "ts": message.ts}


async def append(slack: Slack, given: Arguments) -> dict[str, Any]:
    channel, message = _streamed(slack, given)
    if not given.get("markdown_text") and not given.get("chunks"):
        raise given.refuse("/", "neither markdown_text nor chunks", "markdown_text_or_chunks_required")
    _check(given)
    _add(given, message)
    return {"channel": channel.id, "ts": message.ts}


async def stop(slack: Slack, given: Arguments) -> dict[str, Any]:
    channel, message = _streamed(slack, given)
    _check(given)
    given.hold(block_problems(given.get("blocks") or [], "/blocks", too_many="msg_blocks_too_many"))
    given.hold(metadata_problems(given.get("metadata")))
    _add(given, message)
    if not message.text and not message.blocks and not given.get("blocks"):
        raise given.refuse("/", "the message is empty", "no_text")
    message.blocks += with_block_ids(given.get("blocks"))
    message.metadata = given.get("metadata") or message.metadata
    message.streaming = "completed"
    return {"channel": channel.id, "ts": message.ts, "message": as_slack(message)}


def _recipient(given: Arguments, channel: Channel) -> None:
    for name in ("recipient_team_id", "recipient_user_id"):
        given.need(name, f"missing_{name}")
    if given.get("recipient_team_id") != TEAM:
        raise given.refuse("/recipient_team_id", "no such team", "team_not_found")
    if given.get("recipient_user_id") not in channel.members:
        raise given.refuse("/recipient_user_id", "no such user in the channel", "user_not_found")


def _streamed(slack: Slack, given: Arguments) -> tuple[Channel, Message]:
    channel = channel_of(slack, given)
    given.need("ts", "message_not_found")
    message = own_message(slack, given, channel, "message_not_owned_by_app")
    if message.streaming == "in_progress" and slack.expired(message):
        raise Refusal("message_not_in_streaming_state")  # Slack ended it, not the app
    if message.streaming != "in_progress":
        raise given.refuse("/ts", "the message is not being streamed", "message_not_in_streaming_state")
    return channel, message


def _check(given: Arguments) -> None:
    text, chunks = given.get("markdown_text"), given.get("chunks")
    if text and chunks:
        raise given.refuse("/", "markdown_text and chunks at once", "cannot_provide_both_markdown_text_and_chunks")
    if text and len(text) > MARKDOWN_MOST:
        said = f"must be less than {MARKDOWN_MOST + 1} characters"
        given.hold([Problem("/markdown_text", said, "msg_too_long")])
    given.hold(chunk_problems(chunks or []))


def _add(given: Arguments, message: Message) -> None:
    mode = "chunks" if given.get("chunks") else "markdown_text" if given.get("markdown_text") else None
    if mode and message.mode not in (None, mode):
        raise given.refuse(f"/{mode}", f"the stream began with {message.mode}", "streaming_mode_mismatch")
    text, blocks = said_in(given.get("chunks") or [])
    added = (given.get("markdown_text") or "") + text
    if len(message.text) + len(added) > _MOST:
        raise given.refuse("/", f"more than {_MOST} characters in all", "msg_too_long")
    message.mode = mode or message.mode
    message.text += added
    message.blocks += with_block_ids(blocks)
