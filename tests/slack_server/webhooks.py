"""The addresses that an interaction hands out for replies: each takes five, as JSON, within half an hour."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.slack_server.calls import Arguments, Call, Refusal
from tests.slack_server.kit.messages import content_problems
from tests.slack_server.methods.shape import with_block_ids
from tests.slack_server.names import BOT
from tests.slack_server.workspace import Message

if TYPE_CHECKING:
    from tests.slack_server.server import Slack

NAME = "response_url"
_USES, _SECONDS = 5, 1_800.0
_TAKES = frozenset(
    "text blocks attachments response_type replace_original delete_original thread_ts mrkdwn unfurl_links "
    "unfurl_media metadata".split()
)


@dataclass(slots=True)
class Hook:
    """Where replies to one interaction go."""

    channel: str
    user: str
    at: float
    original: str | None = None  # the ts of the message that was acted on
    uses: int = 0


async def answer(slack: Slack, request: web.Request) -> web.Response:
    """Take one reply."""
    at, given = time.monotonic(), Arguments(NAME, {})
    try:
        given.values = json.loads(await request.text())
        await slack.faults.act(NAME)
        _take(slack, given, slack.hooks.get(request.match_info["hook"]))
    except Refusal as refusal:
        status = refusal.status if refusal.status != 200 else 400
        slack.record(Call(NAME, given.values, at, status, refusal.error), given)
        return web.Response(text=refusal.error, status=status, headers=refusal.headers)
    slack.record(Call(NAME, given.values, at), given)
    return web.Response(text="ok")


def show(slack: Slack, hook: Hook, said: dict[str, Any]) -> None:
    """Show a reply to an interaction in its channel, to one person unless it says otherwise."""
    original = slack.workspace.messages.get((hook.channel, hook.original or ""))
    if original and said.get("delete_original"):
        del slack.workspace.messages[hook.channel, original.ts]
        return
    text, blocks = said.get("text") or "", with_block_ids(said.get("blocks"))
    if original and said.get("replace_original"):
        original.text, original.blocks = text, blocks
        original.versions += 1
        return
    hidden = said.get("response_type", "ephemeral") == "ephemeral"
    ts = slack.workspace.now()
    message = Message(hook.channel, ts, BOT, text, blocks, said.get("thread_ts"), said.get("metadata"), by_bot=True)
    message.only_to = hook.user if hidden else None
    slack.workspace.put(message)
    hook.original = hook.original or ts


def _take(slack: Slack, given: Arguments, hook: Hook | None) -> None:
    if hook is None:
        raise given.refuse("/", "no such address", "no_service")
    hook.uses += 1
    if hook.uses > _USES:
        raise given.refuse("/", f"more than {_USES} replies", "used_url")
    if time.monotonic() - hook.at > _SECONDS:
        raise given.refuse("/", "half an hour is over", "expired_url")
    for unknown in sorted(set(given.values) - _TAKES):
        given.note(f"/{unknown}", "a reply has no such field")
    if given.get("response_type") not in (None, "ephemeral", "in_channel"):
        raise given.refuse("/response_type", "neither ephemeral nor in_channel", "invalid_payload")
    if not given.get("delete_original"):
        given.hold(content_problems(given.values))
    show(slack, hook, given.values)
