"""What people do with an app beside writing to it: its pane, its home, its command, its buttons and modals."""

from __future__ import annotations

import time
from itertools import count
from typing import TYPE_CHECKING, Any

from tests.slack_server import names
from tests.slack_server.events import callback, timestamp

if TYPE_CHECKING:
    from tests.slack_server.server import Slack
    from tests.slack_server.workspace import Message

_numbers = count(1)


def assistant_thread_started(*, channel: str = names.DIRECT, in_channel: str | None = names.CHANNEL) -> dict[str, Any]:
    """Someone opens the assistant's pane (`assistant_view`); `in_channel`: what they look at."""
    return callback(_thread_event("assistant_thread_started", channel, timestamp(), in_channel))


def assistant_thread_context_changed(thread_ts: str, *, in_channel: str = names.OTHER_CHANNEL) -> dict[str, Any]:
    """Someone looks at another channel with the pane open."""
    return callback(_thread_event("assistant_thread_context_changed", names.DIRECT, thread_ts, in_channel))


def app_home_opened(*, tab: str = "messages", channel: str = names.DIRECT) -> dict[str, Any]:
    """Someone opens the app (with `agent_view`, its conversations)."""
    now = timestamp()
    return callback({"type": "app_home_opened", "user": names.USER, "channel": channel, "tab": tab, "event_ts": now})


def slash_command(
    slack: Slack, text: str, *, command: str = "/readout", channel: str = names.CHANNEL, user: str = names.USER
) -> dict[str, Any]:
    """Someone gives a command."""
    return {
        "token": "verification",
        "team_id": names.TEAM,
        "team_domain": "norhavn",
        "channel_id": channel,
        "channel_name": slack.workspace.channels[channel].name or "directmessage",
        "user_id": user,
        "user_name": slack.workspace.users[user],
        "command": command,
        "text": text,
        "api_app_id": names.APP,
        "is_enterprise_install": "false",
        "response_url": slack.response_url(channel, user),
        "trigger_id": trigger_id(),
    }


def message_shortcut(
    slack: Slack, callback_id: str, message: dict[str, Any], *, user: str = names.USER
) -> dict[str, Any]:
    """Someone picks a shortcut from the menu of a message; `message` is the event that told of it."""
    event = message["event"]
    return {
        **_interaction(slack, "message_action", event["channel"], user),
        "callback_id": callback_id,
        "message_ts": event["ts"],
        "message": {key: event[key] for key in ("type", "user", "ts", "text", "thread_ts", "blocks") if key in event},
        "response_url": slack.response_url(event["channel"], user),
    }


def block_actions(slack: Slack, message: Message, action: dict[str, Any], *, user: str = names.USER) -> dict[str, Any]:
    """Someone presses a button of a message; `action` has action_id, type, and value or what was selected."""
    container = {"type": "message", "message_ts": message.ts, "channel_id": message.channel}
    hidden = message.only_to is not None
    shown = {"type": "message", "user": names.BOT, "bot_id": names.BOT_ID, "ts": message.ts, "text": message.text}
    if message.thread_ts:
        shown["thread_ts"] = container["thread_ts"] = message.thread_ts
    told = _interaction(slack, "block_actions", message.channel, user)
    return {
        **told,
        "container": {**container, "is_ephemeral": hidden},
        "response_url": slack.response_url(message.channel, user, message.ts),
        "actions": [{"block_id": block_of(message, action["action_id"]), "action_ts": timestamp(), **action}],
        **({} if hidden else {"message": {**shown, "blocks": message.blocks, "metadata": message.metadata}}),
        "state": {"values": {}},
    }


def view_submission(slack: Slack, view: dict[str, Any], values: dict[str, Any], *, user: str = names.USER) -> Any:
    """Someone sends a modal off; `values`: by block_id and action_id."""
    told = _interaction(slack, "view_submission", None, user)
    return {**told, "view": {**view, "state": {"values": values}}, "response_urls": []}


def view_closed(slack: Slack, view: dict[str, Any], *, user: str = names.USER) -> dict[str, Any]:
    """Someone closes a modal."""
    told = _interaction(slack, "view_closed", None, user)
    return {**told, "view": view, "is_cleared": False}


def block_of(message: Message, action_id: str) -> str:
    """Return the id of the block that an action stands in."""
    for block in message.blocks:
        elements = [*block.get("elements", ()), block.get("accessory") or {}]
        if any(element.get("action_id") == action_id for element in elements):
            return str(block["block_id"])
    raise AssertionError(f"no block of the message has the action {action_id}")


def trigger_id() -> str:
    """Return a trigger that was not handed out before."""
    return f"{next(_numbers)}.{time.time_ns()}.norhavn"


def _interaction(slack: Slack, kind: str, channel: str | None, user: str) -> dict[str, Any]:
    name = slack.workspace.users[user]
    told: dict[str, Any] = {
        "type": kind,
        "token": "verification",
        "team": {"id": names.TEAM, "domain": "norhavn"},
        "enterprise": None,
        "is_enterprise_install": False,
        "user": {"id": user, "username": name, "name": name, "team_id": names.TEAM},
        "api_app_id": names.APP,
        "trigger_id": trigger_id(),
        "action_ts": timestamp(),
    }
    if channel:
        told["channel"] = {"id": channel, "name": slack.workspace.channels[channel].name or "directmessage"}
    return told


def _thread_event(kind: str, channel: str, thread_ts: str, in_channel: str | None) -> dict[str, Any]:
    looks_at = {"channel_id": in_channel, "team_id": names.TEAM, "enterprise_id": None} if in_channel else {}
    thread = {"user_id": names.USER, "context": looks_at, "channel_id": channel, "thread_ts": thread_ts}
    return {"type": kind, "assistant_thread": thread, "event_ts": timestamp()}
