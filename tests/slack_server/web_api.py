"""The Web API: reads a call, lets the orders for misbehaviour act, has the method answer, and records it all."""

from __future__ import annotations

import asyncio
import json
import time
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.slack_server.calls import Arguments, Call, Refusal, Violation
from tests.slack_server.methods import METHODS
from tests.slack_server.names import APP_TOKEN, BOT_TOKEN

if TYPE_CHECKING:
    from tests.slack_server.methods.method import Method
    from tests.slack_server.server import Slack

_STRUCTURED = ("blocks", "metadata", "attachments", "chunks", "prompts", "view", "loading_messages")


async def answer(slack: Slack, request: web.Request) -> web.StreamResponse:
    """Answer one call."""
    name, at = request.match_info["method"], time.monotonic()
    given = Arguments(name, {})
    try:
        given.values, body = await _read(request), None
        order = await slack.faults.act(name)
        body = await _run(slack, request, given)
        await asyncio.sleep(order.lingers)
        if order.loses:
            slack.record(Call(name, given.values, at, 200, "lost"), given)
            assert request.transport is not None
            request.transport.abort()
            return web.Response()
    except Refusal as refusal:
        body = {"ok": False, "error": refusal.error, **refusal.extra}
        slack.record(Call(name, given.values, at, refusal.status, refusal.error), given)
        headers = {**_scopes(slack, name), **refusal.headers}
        return web.json_response(body, status=refusal.status, headers=headers)
    slack.record(Call(name, given.values, at), given)
    return web.json_response({"ok": True, **body}, headers=_scopes(slack, name))


def violations(given: Arguments) -> list[Violation]:
    """Return what was found wrong with a call."""
    return [Violation(given.method, problem) for problem in given.problems]


async def _run(slack: Slack, request: web.Request, given: Arguments) -> dict[str, Any]:
    method = METHODS.get(given.method)
    if method is None:
        raise given.refuse("/method", f"the stand-in does not know {given.method}", "unknown_method")
    for common in ("token", "team_id"):  # Slack's SDK adds them to any call
        given.values.pop(common, None)
    _authorise(slack, request, method, given)
    for unknown in sorted(set(given.values) - method.arguments):
        given.note(f"/{unknown}", f"{given.method} has no such argument")
    if method.form_only and given.values and request.content_type == "application/json":
        given.note("/", f"{given.method} does not read JSON")
    return await method.run(slack, given)


def _authorise(slack: Slack, request: web.Request, method: Method, given: Arguments) -> None:
    said = request.headers.get("Authorization", "")
    if not said.startswith("Bearer "):
        raise given.refuse("/token", "no token in the Authorization header", "not_authed")
    token = said.removeprefix("Bearer ")
    if token not in slack.tokens:
        raise Refusal("invalid_auth")
    if (token == APP_TOKEN) != method.for_app:
        raise given.refuse("/token", "the wrong kind of token", "not_allowed_token_type")
    needed = method.scopes_for(slack.workspace.channels.get(given.get("channel") or given.get("channel_id") or ""))
    if token == BOT_TOKEN and needed and not needed & slack.scopes:
        given.note("/token", f"missing scope: {' or '.join(sorted(needed))}")
        raise Refusal("missing_scope", needed=",".join(sorted(needed)), provided=",".join(sorted(slack.scopes)))


def _scopes(slack: Slack, name: str) -> dict[str, str]:
    method = METHODS.get(name)
    scopes = "connections:write" if method and method.for_app else ",".join(sorted(slack.scopes))
    return {"x-oauth-scopes": scopes, "x-slack-req-id": f"req-{time.monotonic_ns()}"}


async def _read(request: web.Request) -> dict[str, Any]:
    if request.content_type == "application/json":
        body = json.loads(await request.text() or "{}")  # the SDK may send nothing, and Slack takes it
        if not isinstance(body, dict):
            raise Refusal("invalid_json")
        return body
    form = {**request.query, **(await request.post())}
    return {key: _decoded(key, value) for key, value in form.items()}


def _decoded(key: str, value: Any) -> Any:
    try:
        return json.loads(value) if key in _STRUCTURED else value
    except ValueError:
        return value
