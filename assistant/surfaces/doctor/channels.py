"""The access file, and whether the channels that it names are there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.errors import SettingsError
from assistant.surfaces.doctor.finding import Case, Finding, failed, ok, warning
from assistant.surfaces.doctor.tokens import client, is_set_up, meaning
from assistant.surfaces.slack.access.access import Access
from index.health import index_health

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from slack_sdk import WebClient

    from assistant.surfaces.slack.access.rules import Rules

_INVITE = "Invite the bot there (/invite @Readout), or correct the id in the access file."


def access(case: Case) -> Finding | None:
    """Read the access file, and look whether the archive has the outlets that it names."""
    file = _file(case)
    if file is None:
        return ok("There is no access file: everybody may ask in every channel.") if is_set_up(case) else None
    rules = Access.load(file).rules()
    if unknown := _unknown_outlets(case, rules):
        return warning(
            f"{file} names {', '.join(unknown)}, and the archive has no such outlet.",
            "Compare it with the outlets of `readout documents`.",
        )
    return ok(f"{file} names {len(rules.channels)} channels, of which {len(rules.alerts)} get alerts.")


def channels(case: Case) -> Finding | None:
    """Ask Slack for each channel of the access file."""
    file = _file(case)
    if file is None or not is_set_up(case):
        return None
    try:
        named = Access.load(file).rules().channels
    except SettingsError:
        return None  # said already
    asked = client(case, patient=True)
    wrong = [said for said in (_wrong_with(asked, channel) for channel in named) if said]
    if wrong:
        return failed(f"{'; '.join(wrong)}.", _INVITE)
    return ok(f"The bot is a member of all {len(named)} channels of the access file.") if named else None


def _file(case: Case) -> Path | None:
    told = case.settings.for_slack()
    return told.access if told.access and (told.access_named or told.access.exists()) else None


def _wrong_with(asked: WebClient, channel: str) -> str:
    """What is wrong with a channel; nothing where the bot can answer there."""
    from slack_sdk.errors import SlackApiError

    try:
        told = asked.conversations_info(channel=channel)["channel"]
    except SlackApiError as error:
        if error.response.get("error") == "channel_not_found":
            return f"{channel} is not there, or is a private channel without the bot"
        return f"{channel} cannot be looked at: {meaning(error)}"
    if told.get("is_archived"):
        return f"{channel} (#{told.get('name')}) is archived"
    return "" if told.get("is_member") else f"{channel} (#{told.get('name')}) has no bot in it"


def _unknown_outlets(case: Case, rules: Rules) -> list[str]:
    health = index_health(case.settings.for_index())
    if health is None:
        return []
    known = {outlet.casefold() for outlet in health.outlets}
    return sorted({outlet for outlet in _outlets(rules) if outlet.casefold() not in known})


def _outlets(rules: Rules) -> Iterable[str]:
    for place in (*rules.channels.values(), rules.others, rules.direct):
        yield from place.outlets or ()
    for told in rules.alerts:
        yield from told.outlets or ()
