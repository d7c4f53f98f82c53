"""What a payload leaves in the workspace: what people wrote, and the triggers that they pulled."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tests.slack_server.names import BOT
from tests.slack_server.workspace import Message

if TYPE_CHECKING:
    from tests.slack_server.server import Slack

_SAID = ("app_mention", "message")
_WRITTEN = (None, "bot_message", "channel_join", "file_share", "thread_broadcast", "me_message")


def receive(slack: Slack, payload: dict[str, Any]) -> None:
    """Take in what a payload tells of, once."""
    event = payload.get("event", {})
    if event.get("type") in _SAID and event.get("subtype") in _WRITTEN and "ts" in event:
        _written(slack, event)
    if event.get("subtype") == "message_changed":
        _changed(slack, event)
    if event.get("type") == "assistant_thread_started":
        thread = event["assistant_thread"]
        ts = thread["thread_ts"]
        root = Message(thread["channel_id"], ts, BOT, by_bot=True, subtype="assistant_app_thread")
        slack.workspace.messages.setdefault((root.channel, ts), root)  # Slack begins it in the app's name
    if "trigger_id" in payload:
        slack.triggers.issue(payload["trigger_id"])


def _written(slack: Slack, event: dict[str, Any]) -> None:
    channel, ts = event["channel"], event["ts"]
    thread_ts = event.get("thread_ts")
    if thread_ts == ts:
        thread_ts = None
    user = event.get("user") or event.get("bot_id", "")
    message = Message(channel, ts, user, event.get("text", ""), event.get("blocks") or [], thread_ts)
    slack.workspace.messages.setdefault((channel, ts), message)
    for mentioned in re.findall(r"<@(U\w+)>", message.text):
        slack.workspace.users.setdefault(mentioned, mentioned.lower())


def _changed(slack: Slack, event: dict[str, Any]) -> None:
    message = slack.workspace.messages.get((event["channel"], event["message"]["ts"]))
    if message is not None:
        message.text = event["message"]["text"]
