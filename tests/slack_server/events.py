"""What Slack tells an app: payloads as it builds them, each with what is not told about set to something true."""

from __future__ import annotations

import time
from itertools import count
from typing import Any

from tests.slack_server import names

_numbers = count(1)
_clock = count(1)


def timestamp(after: float = 0.0) -> str:
    """Return a ts that is later than every one that this gave before; `after`: seconds from now."""
    return f"{int(time.time() + after)}.{next(_clock):06}"


def callback(event: dict[str, Any], event_id: str | None = None) -> dict[str, Any]:
    """Wrap an event as the Events API does."""
    bot = {"team_id": names.TEAM, "user_id": names.BOT, "is_bot": True, "is_enterprise_install": False}
    return {
        "token": "verification",
        "team_id": names.TEAM,
        "api_app_id": names.APP,
        "event": event,
        "type": "event_callback",
        "event_id": event_id or f"Ev{next(_numbers):09}",
        "event_time": int(time.time()),
        "authorizations": [{"enterprise_id": None, **bot}],
        "is_ext_shared_channel": False,
        "event_context": "4-norhavn",
    }


def app_mention(
    text: str,
    *,
    user: str = names.USER,
    channel: str = names.CHANNEL,
    thread_ts: str | None = None,
    ts: str | None = None,
    event_id: str | None = None,
) -> dict[str, Any]:
    """Someone mentions the bot; the mention is put before the text."""
    return callback(_said("app_mention", f"<@{names.BOT}> {text}", user, channel, thread_ts, ts), event_id)


def twin(mention: dict[str, Any]) -> dict[str, Any]:
    """Return the `message` event that comes with a mention: the same words, under another event_id."""
    event = mention["event"]
    return callback({**event, "type": "message", "channel_type": channel_type(event["channel"])})


def message(
    text: str,
    *,
    user: str = names.USER,
    channel: str = names.CHANNEL,
    thread_ts: str | None = None,
    ts: str | None = None,
    event_id: str | None = None,
) -> dict[str, Any]:
    """Someone writes in a channel, or in a thread of it."""
    said = _said("message", text, user, channel, thread_ts, ts)
    return callback({**said, "channel_type": channel_type(channel)}, event_id)


def direct_message(text: str, *, thread_ts: str | None = None, ts: str | None = None) -> dict[str, Any]:
    """Someone writes to the bot alone."""
    return message(text, channel=names.DIRECT, thread_ts=thread_ts, ts=ts)


def message_changed(before: dict[str, Any], text: str) -> dict[str, Any]:
    """Someone edits what they wrote."""
    told = before["event"]
    kept = {key: value for key, value in told.items() if key not in ("channel", "channel_type", "event_ts")}
    now = timestamp()
    event = {
        "type": "message",
        "subtype": "message_changed",
        "channel": told["channel"],
        "channel_type": channel_type(told["channel"]),
        "ts": now,
        "event_ts": now,
        "hidden": True,
        "message": {**kept, "type": "message", "text": text, "edited": {"user": told["user"], "ts": now}},
        "previous_message": {**kept, "type": "message"},
    }
    return callback(event)


def message_deleted(before: dict[str, Any]) -> dict[str, Any]:
    """Someone deletes what they wrote."""
    told, now = before["event"], timestamp()
    return callback(
        {
            "type": "message",
            "subtype": "message_deleted",
            "channel": told["channel"],
            "channel_type": channel_type(told["channel"]),
            "ts": now,
            "event_ts": now,
            "deleted_ts": told["ts"],
            "hidden": True,
            "previous_message": {"type": "message", "user": told["user"], "text": told["text"], "ts": told["ts"]},
        }
    )


def channel_join(*, channel: str = names.CHANNEL, user: str = names.COLLEAGUE) -> dict[str, Any]:
    """Someone joins a channel."""
    told = message(f"<@{user}> has joined the channel", user=user, channel=channel)
    told["event"]["subtype"] = "channel_join"
    return told


def bot_message(text: str, *, channel: str = names.CHANNEL, thread_ts: str | None = None) -> dict[str, Any]:
    """Another app writes."""
    told = message(text, channel=channel, thread_ts=thread_ts)
    del told["event"]["user"]
    told["event"] |= {"subtype": "bot_message", "bot_id": names.OTHER_BOT, "username": "weather"}
    return told


def own_message(text: str, *, channel: str = names.CHANNEL, thread_ts: str | None = None) -> dict[str, Any]:
    """The bot hears what it wrote itself."""
    told = message(text, channel=channel, thread_ts=thread_ts, user=names.BOT)
    told["event"] |= {"bot_id": names.BOT_ID, "app_id": names.APP}
    return told


def channel_type(channel: str) -> str:
    """Return the kind of a conversation as events name it."""
    return {"C": "channel", "G": "group", "D": "im"}[channel[0]]


def _said(kind: str, text: str, user: str, channel: str, thread_ts: str | None, ts: str | None) -> dict[str, Any]:
    ts = ts or timestamp()
    words = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    event = {
        "type": kind,
        "user": user,
        "ts": ts,
        "client_msg_id": f"00000000-0000-4000-8000-{next(_numbers):012}",
        "text": text,
        "team": names.TEAM,
        "blocks": [{"type": "rich_text", "block_id": "told", "elements": [words]}],
        "channel": channel,
        "event_ts": ts,
    }
    return {**event, "thread_ts": thread_ts, "parent_user_id": names.USER} if thread_ts else event
