"""What the arguments of a call point at; a call that points at nothing is refused as Slack does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.slack_server.names import BOT
from tests.slack_server.workspace import TIMESTAMP, Channel, Message

if TYPE_CHECKING:
    from tests.slack_server.calls import Arguments
    from tests.slack_server.server import Slack


def channel_of(slack: Slack, given: Arguments, name: str = "channel", *, to_write: bool = False) -> Channel:
    """Return the channel of a call, which the bot must be in."""
    said = given.need(name, "channel_not_found")
    channels = slack.workspace.channels
    if to_write and said in slack.workspace.users:  # a direct message may be named by its person
        said = next((one.id for one in channels.values() if one.kind == "im" and said in one.members), said)
    channel = channels.get(said)
    if channel is None:
        raise given.refuse(f"/{name}", f"no such channel: {said}", "channel_not_found")
    if channel.archived:
        raise given.refuse(f"/{name}", "the channel is archived", "is_archived")
    if BOT not in channel.members:
        hidden = channel.kind != "channel"
        raise given.refuse(f"/{name}", "the bot is not in it", "channel_not_found" if hidden else "not_in_channel")
    return channel


def message_of(slack: Slack, given: Arguments, channel: Channel, name: str = "ts") -> Message:
    """Return the message that a call names by its ts."""
    ts = timestamp_of(given, name)
    message = slack.workspace.messages.get((channel.id, ts)) if ts else None
    if message is None or message.only_to:
        raise given.refuse(f"/{name}", f"no such message: {ts}", "message_not_found")
    return message


def own_message(slack: Slack, given: Arguments, channel: Channel, error: str) -> Message:
    """Return the message that a call names, which must be the bot's."""
    message = message_of(slack, given, channel)
    if not message.by_bot:
        raise given.refuse("/ts", "the message is not the bot's", error)
    return message


def thread_of(slack: Slack, given: Arguments, channel: Channel, name: str = "thread_ts") -> str | None:
    """Return the thread that a call writes in, if any; it must be there."""
    ts = timestamp_of(given, name)
    if ts is None:
        return None
    parent = slack.workspace.messages.get((channel.id, ts))
    if parent is None:
        raise given.refuse(f"/{name}", f"no message begins this thread: {ts}", "thread_not_found")
    if parent.root != parent.ts:
        given.note(f"/{name}", "a reply's ts, not that of the message that begins the thread")
    return parent.root


def timestamp_of(given: Arguments, name: str) -> str | None:
    """Return a ts of a call, if it has one."""
    ts = given.get(name)
    if ts is None:
        return None
    if not isinstance(ts, str) or not TIMESTAMP.fullmatch(ts):
        raise given.refuse(f"/{name}", f"not a ts: {ts!r}", f"invalid_{name}")
    return ts
