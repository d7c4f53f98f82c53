"""A message as the Web API shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.slack_server import names

if TYPE_CHECKING:
    from tests.slack_server.workspace import Message


def with_block_ids(blocks: list[dict[str, Any]] | None) -> list[dict[str, Any]]:
    """Return blocks as they are kept: each with an id."""
    return [{"block_id": f"b{number}", **block} for number, block in enumerate(blocks or ())]


def as_slack(message: Message, *, with_metadata: bool = True) -> dict[str, Any]:
    """Return a message as `conversations.history` gives it."""
    shown: dict[str, Any] = {"type": "message", "user": message.user, "ts": message.ts, "text": message.text}
    if message.by_bot:
        profile = {"id": names.BOT_ID, "app_id": names.APP, "name": "readout", "user_id": names.BOT}
        shown |= {"bot_id": names.BOT_ID, "app_id": names.APP, "team": names.TEAM, "bot_profile": profile}
    if message.subtype:
        shown["subtype"] = message.subtype
    if message.blocks:
        shown["blocks"] = message.blocks
    if message.thread_ts:
        shown["thread_ts"] = message.thread_ts
    if message.streaming:
        shown["streaming_state"] = message.streaming
    if message.metadata and with_metadata:
        shown["metadata"] = message.metadata
    if message.versions > 1 and not message.streaming:
        shown["edited"] = {"user": message.user, "ts": message.ts}
    return shown
