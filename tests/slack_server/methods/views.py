"""Modals and the home tab. A trigger opens one view, within three seconds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.slack_server import names
from tests.slack_server.kit.views import view_problems

if TYPE_CHECKING:
    from tests.slack_server.calls import Arguments
    from tests.slack_server.server import Slack


async def open_(slack: Slack, given: Arguments) -> dict[str, Any]:
    return await _show(slack, given)


async def push(slack: Slack, given: Arguments) -> dict[str, Any]:
    return await _show(slack, given)


async def update(slack: Slack, given: Arguments) -> dict[str, Any]:
    view, said = _checked(given), given.get("view_id") or given.get("external_id")
    before = slack.workspace.views.get(str(said))
    if before is None:
        raise given.refuse("/view_id", f"no such view: {said}", "not_found")
    if given.get("hash") not in (None, before["hash"]):
        raise given.refuse("/hash", "the view was changed meanwhile", "hash_conflict")
    return {"view": _kept(slack, view, before["id"])}


async def publish(slack: Slack, given: Arguments) -> dict[str, Any]:
    user = given.need("user_id")
    if user not in slack.workspace.users:
        raise given.refuse("/user_id", f"no such user: {user}", "user_not_found")
    return {"view": _kept(slack, _checked(given, kind="home"), f"V{user}")}


async def _show(slack: Slack, given: Arguments) -> dict[str, Any]:
    trigger = given.need("trigger_id", "invalid_trigger_id")
    error = slack.triggers.spend(trigger)
    if error:
        raise given.refuse("/trigger_id", f"{trigger} opens nothing", error)
    return {"view": _kept(slack, _checked(given), f"V{len(slack.workspace.views):09}")}


def _checked(given: Arguments, kind: str = "modal") -> dict[str, Any]:
    view = given.need("view")
    given.hold(view_problems(view, kind))
    assert isinstance(view, dict)
    return view


def _kept(slack: Slack, view: dict[str, Any], view_id: str) -> dict[str, Any]:
    own = {"id": view_id, "hash": slack.workspace.now(), "team_id": names.TEAM, "app_id": names.APP}
    kept = {**view, **own, "bot_id": names.BOT_ID, "root_view_id": view_id, "state": {"values": {}}}
    slack.workspace.views[view_id] = kept
    return kept
