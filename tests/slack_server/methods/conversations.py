"""Reading channels and threads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.slack_server.methods.found import channel_of, timestamp_of
from tests.slack_server.methods.shape import as_slack
from tests.slack_server.names import BOT

if TYPE_CHECKING:
    from tests.slack_server.calls import Arguments
    from tests.slack_server.server import Slack
    from tests.slack_server.workspace import Message

_MOST = 1_000


async def replies(slack: Slack, given: Arguments) -> dict[str, Any]:
    channel = channel_of(slack, given)
    given.need("ts", "thread_not_found")
    ts = timestamp_of(given, "ts")
    parent = slack.workspace.messages.get((channel.id, str(ts)))
    if parent is None:
        raise given.refuse("/ts", f"no such message: {ts}", "thread_not_found")
    return _page(given, slack.workspace.seen(channel.id, parent.root))


async def history(slack: Slack, given: Arguments) -> dict[str, Any]:
    channel = channel_of(slack, given)
    shown = slack.workspace.seen(channel.id)
    return _page(given, [one for one in reversed(shown) if one.thread_ts is None or one.broadcast])


async def info(slack: Slack, given: Arguments) -> dict[str, Any]:
    said = given.need("channel", "channel_not_found")
    channel = slack.workspace.channels.get(said)
    if channel is None:
        raise given.refuse("/channel", f"no such channel: {said}", "channel_not_found")
    kinds = {"is_channel": "channel", "is_group": "group", "is_im": "im"}
    shown = {
        "id": channel.id,
        "name": channel.name,
        "is_archived": channel.archived,
        "is_member": BOT in channel.members,
    }
    return {"channel": {**shown, **{key: channel.kind == kind for key, kind in kinds.items()}}}


async def open_(slack: Slack, given: Arguments) -> dict[str, Any]:
    user = given.need("users", "users_list_not_supplied")
    for channel in slack.workspace.channels.values():
        if channel.kind == "im" and user in channel.members:
            return {"channel": {"id": channel.id}}
    raise given.refuse("/users", f"no such user: {user}", "user_not_found")


def _page(given: Arguments, found: list[Message]) -> dict[str, Any]:
    limit, start = int(given.get("limit") or _MOST), int(given.get("cursor") or 0)
    if not 1 <= limit <= _MOST:
        raise given.refuse("/limit", f"a page holds 1 to {_MOST} messages", "invalid_limit")
    oldest, latest = float(given.get("oldest") or 0), float(given.get("latest") or "inf")
    inclusive = str(given.get("inclusive")).lower() in ("1", "true")
    within = [
        one
        for one in found
        if oldest < float(one.ts) < latest or (inclusive and float(one.ts) in (oldest, latest)) or one.thread_ts is None
    ]
    more = len(within) > start + limit
    with_metadata = str(given.get("include_all_metadata")).lower() in ("1", "true")
    return {
        "messages": [as_slack(one, with_metadata=with_metadata) for one in within[start : start + limit]],
        "has_more": more,
        "response_metadata": {"next_cursor": str(start + limit) if more else ""},
    }
