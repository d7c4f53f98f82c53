"""Who one is, who others are, and the address of the socket."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.slack_server import names
from tests.slack_server.methods.found import channel_of, message_of

if TYPE_CHECKING:
    from tests.slack_server.calls import Arguments
    from tests.slack_server.server import Slack


async def auth_test(_slack: Slack, _given: Arguments) -> dict[str, Any]:
    return {
        "url": "https://norhavn.slack.com/",
        "team": "Norhavn",
        "user": "readout",
        "team_id": names.TEAM,
        "user_id": names.BOT,
        "bot_id": names.BOT_ID,
        "is_enterprise_install": False,
    }


async def connections_open(slack: Slack, _given: Arguments) -> dict[str, Any]:
    return {"url": slack.sockets.ticket()}


async def users_info(slack: Slack, given: Arguments) -> dict[str, Any]:
    user = given.need("user", "user_not_found")
    name = slack.workspace.users.get(user)
    if name is None:
        raise given.refuse("/user", f"no such user: {user}", "user_not_found")
    profile = {"real_name": name.title(), "display_name": name}
    return {"user": {"id": user, "team_id": names.TEAM, "name": name, "is_bot": user == names.BOT, "profile": profile}}


async def reactions_add(slack: Slack, given: Arguments) -> dict[str, Any]:
    channel = channel_of(slack, given)
    message = message_of(slack, given, channel, "timestamp")
    reaction = (channel.id, message.ts, str(given.need("name", "invalid_name")).strip(":"))
    if reaction in slack.workspace.reactions:
        raise given.refuse("/name", "that reaction is there already", "already_reacted")
    slack.workspace.reactions.append(reaction)
    return {}
