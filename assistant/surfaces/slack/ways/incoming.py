"""Which events of Slack are questions, and why the others are not. Nothing here asks Slack or the archive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from assistant.surfaces.slack.types import Asking
from assistant.surfaces.slack.ways.heard import calls_another, is_courtesy, mentions, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assistant.surfaces.slack.types import Way

Body: TypeAlias = "Mapping[str, Any]"
Reason: TypeAlias = Literal[
    "no message",  # an event of another kind, or one without a sender, a place or a time
    "own",  # the bot's own words
    "bot",  # an application's words, or Slackbot's
    "subtype",  # joins, topics, deletions, reminders: messages that nobody wrote
    "edit",  # it was answered, or not, as it was first written
    "not called",  # talk in a channel
    "other called",  # begins with a mention of somebody else
    "courtesy",  # thanks and nods
    "not asked here",  # talk in a thread of others
    "no follow-ups",  # the channel wants a mention each time
]

_WRITTEN: Final = {None, "file_share", "thread_broadcast"}  # subtypes of what a person wrote, just now
_SLACKBOT = "USLACKBOT"
_BOT_MARKS = ("bot_id", "bot_profile")
_DIRECT = "D"  # begins the id of a conversation between one person and the bot


@dataclass(frozen=True, slots=True)
class Me:
    """Who the bot is, in its workspace."""

    user: str
    bot: str = ""


@dataclass(frozen=True, slots=True)
class Ignored:
    """An event that is no question, and why."""

    reason: Reason


def read_event(body: Body, me: Me) -> Asking | Ignored:
    """Return who asks what by an `app_mention` or a `message`, or why nobody does.

    A mention without words is a question without text, to be answered with what may be asked. A message "thread"
    is one only where the bot was asked before, which whoever calls this must look up. A mention comes as both events,
    in any order, and with a file or from another organisation as a `message` only: both are one question.
    """
    event = body.get("event", {})
    if reason := _no_question(event, me):
        return Ignored(reason)
    way = _way(event, me)
    if way is None:
        return Ignored("not called")
    text = words(event.get("text") or "", me.user)
    if way == "thread" and (not text or is_courtesy(text)):
        return Ignored("courtesy")
    return Asking(
        event_id=f"{event['channel']}.{event['ts']}",
        way=way,
        team=event.get("user_team") or event.get("team") or body.get("team_id") or "",
        channel=event["channel"],
        user=event["user"],
        ts=event["ts"],
        thread_ts=event.get("thread_ts"),
        text=text,
    )


def _no_question(event: Mapping[str, Any], me: Me) -> Reason | None:
    """Return why it is nothing that a person wrote to the bot. The first line that is true decides."""
    called = _is_direct(event) or _is_mention(event, me)
    reasons: tuple[tuple[bool, Reason], ...] = (
        (event.get("type") not in {"message", "app_mention"}, "no message"),
        (event.get("user") == me.user or _is(me.bot, event.get("bot_id")), "own"),
        (event.get("subtype") == "message_changed", "edit"),
        (event.get("subtype") == "bot_message" or any(event.get(mark) for mark in _BOT_MARKS), "bot"),
        (event.get("user") == _SLACKBOT, "bot"),
        (event.get("subtype") not in _WRITTEN or bool(event.get("hidden")), "subtype"),
        (not all(event.get(name) for name in ("user", "channel", "ts")), "no message"),
        ("edited" in event, "edit"),
        (not called and calls_another(event.get("text") or "", me.user), "other called"),
    )
    return next((reason for holds, reason in reasons if holds), None)


def _way(event: Mapping[str, Any], me: Me) -> Way | None:
    if _is_direct(event):
        return "pane" if event.get("thread_ts") else "direct"
    if _is_mention(event, me):
        return "mention"
    return "thread" if event.get("thread_ts") not in (None, event["ts"]) else None


def _is_direct(event: Mapping[str, Any]) -> bool:
    return event.get("channel_type") == "im" or str(event.get("channel", "")).startswith(_DIRECT)


def _is_mention(event: Mapping[str, Any], me: Me) -> bool:
    return event.get("type") == "app_mention" or mentions(event.get("text") or "", me.user)


def _is(known: str, given: object) -> bool:
    return bool(known) and known == given
