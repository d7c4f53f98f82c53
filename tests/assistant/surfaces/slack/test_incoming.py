from dataclasses import replace
from typing import Any

import pytest

from assistant.surfaces.slack.types import Asking
from assistant.surfaces.slack.ways.incoming import Ignored, Me, read_event

ME = Me("U0READOUT", "B0READOUT")
TS, ROOT = "1790000000.000200", "1790000000.000100"


def body(**event: Any) -> dict[str, Any]:
    """An event as Slack sends it; a field that is None is not there."""
    whole = {"type": "message", "user": "U1ADA", "channel": "C1NEWS", "channel_type": "channel", "ts": TS} | event
    return {
        "type": "event_callback",
        "team_id": "T1NORHAVN",
        "event_id": "Ev1",
        "event": {name: value for name, value in whole.items() if value is not None},
    }


def mention(**event: Any) -> dict[str, Any]:
    return body(**({"type": "app_mention", "channel_type": None, "text": "<@U0READOUT> how many?"} | event))


def direct(**event: Any) -> dict[str, Any]:
    return body(**({"channel": "D1ADA", "channel_type": "im", "text": "how many?"} | event))


def reply(**event: Any) -> dict[str, Any]:
    return body(**({"thread_ts": ROOT, "text": "and in May?"} | event))


@pytest.mark.parametrize(
    ("event", "way", "thread", "text"),
    [
        (mention(), "mention", None, "how many?"),
        (mention(thread_ts=ROOT), "mention", ROOT, "how many?"),
        (mention(text="hey <@U0READOUT> how many?"), "mention", None, "hey how many?"),
        (mention(text="<@U2PAVEL> see: <@U0READOUT> how many?"), "mention", None, "@U2PAVEL see: how many?"),
        (mention(text="<@U0READOUT>"), "mention", None, ""),
        (mention(subtype="file_share", text="<@U0READOUT> how many?"), "mention", None, "how many?"),
        (body(text="<@U0READOUT> how many?"), "mention", None, "how many?"),
        (body(text="<@U0READOUT> how many?", subtype="file_share"), "mention", None, "how many?"),
        (body(text="<@U0READOUT> how many?", channel_type="mpim", channel="G1"), "mention", None, "how many?"),
        (body(text="<@U2PAVEL> see: <@U0READOUT> how many?"), "mention", None, "@U2PAVEL see: how many?"),
        (reply(text="<@U0READOUT|readout> and in May?"), "mention", ROOT, "and in May?"),
        (direct(), "direct", None, "how many?"),
        (mention(channel="D1ADA"), "direct", None, "how many?"),
        (direct(channel_type=None), "direct", None, "how many?"),
        (direct(text="<@U0READOUT> how many?"), "direct", None, "how many?"),
        (direct(text="<@U2PAVEL> said how many?"), "direct", None, "@U2PAVEL said how many?"),
        (direct(text="thanks"), "direct", None, "thanks"),
        (direct(text=None, subtype="file_share"), "direct", None, ""),
        (direct(thread_ts=ROOT), "pane", ROOT, "how many?"),
        (reply(), "thread", ROOT, "and in May?"),
        (reply(channel_type="group", channel="G1"), "thread", ROOT, "and in May?"),
        (reply(channel_type="mpim", channel="G1"), "thread", ROOT, "and in May?"),
        (reply(subtype="thread_broadcast"), "thread", ROOT, "and in May?"),
        (reply(text="what did <@U2PAVEL> say?"), "thread", ROOT, "what did @U2PAVEL say?"),
    ],
)
def test_a_question_is_read_with_the_way_it_came(event: Any, way: str, thread: str | None, text: str) -> None:
    asked = event["event"]
    expected = Asking(
        event_id=f"{asked['channel']}.{TS}",
        way=way,
        team="T1NORHAVN",
        channel=asked["channel"],
        user="U1ADA",
        ts=TS,
        thread_ts=thread,
        text=text,
    )
    assert read_event(event, ME) == expected


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        (body(type="reaction_added"), "no message"),
        (mention(user=None), "no message"),
        (mention(channel=None), "no message"),
        (mention(ts=None), "no message"),
        ({"event_id": "Ev1"}, "no message"),
        (mention(user="U0READOUT"), "own"),
        (direct(user=None, bot_id="B0READOUT", subtype="bot_message"), "own"),
        (direct(user="U0READOUT", bot_id="B0READOUT", thread_ts=ROOT), "own"),
        (mention(bot_id="B2OTHER"), "bot"),
        (mention(bot_profile={"id": "B2OTHER"}), "bot"),
        (mention(subtype="bot_message", user=None), "bot"),
        (direct(user="USLACKBOT", text="Reminder: ask."), "bot"),
        (direct(subtype="message_changed", user=None, message={"text": "x"}, hidden=True), "edit"),
        (mention(edited={"user": "U1ADA", "ts": TS}), "edit"),
        (direct(edited={"user": "U1ADA", "ts": TS}), "edit"),
        (direct(subtype="message_deleted", user=None, hidden=True), "subtype"),
        (body(subtype="channel_join", text="<@U1ADA> has joined the channel"), "subtype"),
        (body(subtype="channel_leave"), "subtype"),
        (body(subtype="channel_topic"), "subtype"),
        (body(subtype="message_replied", hidden=True), "subtype"),
        (body(subtype="pinned_item"), "subtype"),
        (direct(subtype="assistant_app_thread"), "subtype"),
        (body(subtype="a_kind_that_is_not_known_yet"), "subtype"),
        (reply(hidden=True), "subtype"),
        (body(text="how many?"), "not called"),
        (body(text="how many?", thread_ts=TS), "not called"),
        (reply(text="<@U2PAVEL> do you know?"), "other called"),
        (reply(text="<!here> do you know?"), "other called"),
        (reply(text="thanks!"), "courtesy"),
        (reply(text=":tada:"), "courtesy"),
        (reply(text=None, subtype="file_share"), "courtesy"),
    ],
)
def test_what_is_no_question_is_ignored_for_a_reason(event: Any, reason: str) -> None:
    assert read_event(event, ME) == Ignored(reason)


def test_a_mention_and_its_twin_are_one_question() -> None:
    twins = [mention(), {**body(text="<@U0READOUT> how many?", subtype="file_share"), "event_id": "Ev2"}]
    assert read_event(twins[0], ME) == read_event(twins[1], ME)


def test_whoever_asks_from_another_organisation_is_known_by_theirs() -> None:
    asked = read_event(mention(team="T1NORHAVN", user_team="T2ISLANDS"), ME)
    assert isinstance(asked, Asking)
    assert asked.team == "T2ISLANDS"
    assert read_event(mention(), ME) == replace(asked, team="T1NORHAVN")


def test_a_question_is_the_same_once_it_was_kept() -> None:
    asked = read_event(mention(thread_ts=ROOT), ME)
    assert isinstance(asked, Asking)
    assert Asking.loaded(asked.dumped()) == asked


@pytest.mark.parametrize(("event", "root"), [(mention(), TS), (mention(thread_ts=ROOT), ROOT), (direct(), TS)])
def test_a_thread_is_one_conversation(event: Any, root: str) -> None:
    asked = read_event(event, ME)
    assert isinstance(asked, Asking)
    assert asked.thread == f"{asked.channel}.{root}"
    assert asked.conversation_id == f"slack.{asked.thread}"
