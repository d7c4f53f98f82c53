"""Answers as they arrive in threads, through the real client of Slack's SDK."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine

from assistant.inbox import ATTEMPTS, Inbox
from assistant.surfaces.slack import ids
from assistant.surfaces.slack.access.access import Access
from assistant.surfaces.slack.access.rules import NOT_HERE
from assistant.surfaces.slack.delivery.answering import DEFECT, SPENT, TOO_LONG
from assistant.surfaces.slack.delivery.held import Held
from assistant.surfaces.slack.delivery.hook import HookReply
from assistant.surfaces.slack.delivery.reply import SEARCHING
from assistant.surfaces.slack.delivery.thread import EVENT_TYPE
from assistant.surfaces.slack.shown.blocks import error_message
from assistant.surfaces.slack.shown.links import no_link
from assistant.surfaces.slack.shown.message import read_aloud
from assistant.surfaces.slack.types import OWNER, Asking
from assistant.surfaces.slack.ways.shortcut import NOT_AS_CLAIMED, read_shortcut
from assistant.surfaces.slack.web import open_web
from tests.assistant.scripted import model, replies
from tests.assistant.surfaces.slack.desk import HOW_MANY, NOWHERE, PAGE, Bureau, at_work
from tests.assistant.writing.test_writer import APRIL, COUNT, GOOD
from tests.llm_server import stalls, streams
from tests.slack_server import BOT_TOKEN, CHANNEL, COLLEAGUE, PRIVATE, TEAM, USER, Slack, events, interactions

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
    from pathlib import Path

    from sqlalchemy import Engine

    from assistant.assistant import Assistant
    from tests.slack_server import Message

LAST = f"On 20 April 2021 Pavel Ruzic said that the bridge at Korrin would reopen on 1 June 2021 {APRIL}."
QUOTE = "some 212 barges had passed the Tessel lock"


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    async with Slack() as slack:
        yield slack


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    made = create_engine(f"sqlite:///{tmp_path / 'inbox.sqlite'}", connect_args={"timeout": 30})
    yield made
    made.dispose()


@pytest.fixture
def inbox(engine: Engine) -> Inbox:
    return Inbox(engine)


@pytest.fixture
async def bureau(slack: Slack, newsroom: Assistant, inbox: Inbox) -> AsyncIterator[Bureau]:
    async with at_work(slack, newsroom, inbox) as bureau:
        yield bureau


def methods(slack: Slack) -> list[str]:
    return [call.method for call in slack.calls if call.method.startswith("chat.")]


def is_whole(message: Message, asking: Asking) -> bool:
    """Whether it is a finished answer to the question about barges, which says whose it is."""
    named = {"event_type": EVENT_TYPE, "event_payload": {"event_id": asking.event_id}}
    return QUOTE in message.shown and message.streaming != "in_progress" and message.metadata == named


async def test_a_mention_is_answered_by_one_streamed_message_in_its_thread(bureau, slack) -> None:
    asking = await bureau.hear(events.app_mention(HOW_MANY))
    reply = await bureau.reply(asking)
    assert is_whole(reply, asking)
    assert reply.streaming == "completed"
    assert reply.thread_ts == asking.ts
    assert f"{PAGE}/#document=" in reply.shown
    assert methods(slack) == ["chat.startStream", "chat.stopStream"]
    assert slack.workspace.statuses[CHANNEL, asking.ts][0] == "is searching the archive…"


async def test_what_is_not_in_the_archive_is_said_so(bureau) -> None:
    asking = await bureau.hear(events.app_mention(NOWHERE))
    reply = await bureau.reply(asking)
    assert "does not" in reply.shown or "no answer" in reply.shown.lower()


async def test_a_thread_is_one_conversation(bureau, newsroom) -> None:
    asking = await bureau.hear(events.app_mention(HOW_MANY))
    await bureau.done()
    again = await bureau.hear(events.app_mention("And in the July call?", thread_ts=asking.ts))
    await bureau.done()
    assert again.conversation_id == asking.conversation_id
    turns = newsroom.of(OWNER).conversations.turns(asking.conversation_id)
    assert [turn.question for turn in turns] == [HOW_MANY, "And in the July call?"]
    assert "1,150 barges" in bureau.replies(asking)[-1].shown


async def test_a_pair_that_overtook_each_other_is_answered_in_order(bureau) -> None:
    first = events.app_mention(HOW_MANY)
    second = events.app_mention("And in the July call?", thread_ts=first["event"]["ts"])
    bureau.slack.signed(first)  # it stands in the channel, and its event is late
    await bureau.hear(second)
    await asyncio.sleep(0.15)
    asking = await bureau.hear(first)
    await bureau.done()
    earlier, later = bureau.replies(asking)
    assert QUOTE in earlier.shown
    assert "1,150 barges" in later.shown


async def test_where_streams_are_refused_an_answer_is_one_post_and_from_then_on_one_update(bureau, slack) -> None:
    slack.fail("chat.startStream", "channel_type_not_supported")
    first = await bureau.hear(events.app_mention(HOW_MANY, channel=PRIVATE))
    assert is_whole(await bureau.reply(first), first)
    assert methods(slack) == ["chat.startStream", "chat.postMessage"]
    second = await bureau.hear(events.app_mention(HOW_MANY, channel=PRIVATE))
    reply = await bureau.reply(second)
    assert is_whole(reply, second)
    assert reply.versions == 2
    assert methods(slack)[2:] == ["chat.postMessage", "chat.update"]
    assert slack.called("chat.postMessage")[-1].arguments["text"] == SEARCHING


async def test_a_stream_that_must_wait_is_posted_at_once_instead(bureau, slack) -> None:
    slack.rate_limit("chat.startStream", seconds=30)
    for _ in range(2):
        asking = await bureau.hear(events.app_mention(HOW_MANY))
        async with asyncio.timeout(10):
            assert is_whole(await bureau.reply(asking), asking)
    assert methods(slack) == ["chat.startStream", "chat.postMessage", "chat.postMessage"]


@pytest.mark.parametrize("method", ["chat.stopStream", "chat.startStream", "chat.postMessage", "chat.update"])
async def test_an_answer_waits_as_long_as_slack_asks_and_comes_once(bureau, slack, method) -> None:
    if method in ("chat.postMessage", "chat.update"):
        slack.fail("chat.startStream", "channel_type_not_supported")
        await bureau.reply(await bureau.hear(events.app_mention(HOW_MANY)))
    slack.rate_limit(method, times=2, seconds=1)
    asking = await bureau.hear(events.app_mention(HOW_MANY))
    assert is_whole(await bureau.reply(asking), asking)


@pytest.mark.parametrize("method", ["chat.startStream", "chat.stopStream", "chat.postMessage", "chat.update"])
async def test_a_call_whose_answer_is_lost_leaves_one_message(bureau, slack, method) -> None:
    if method in ("chat.postMessage", "chat.update"):
        slack.fail("chat.startStream", "channel_type_not_supported")
        await bureau.reply(await bureau.hear(events.app_mention(HOW_MANY)))
    slack.faults.lose(method)
    asking = await bureau.hear(events.app_mention(HOW_MANY))
    assert is_whole(await bureau.reply(asking), asking)
    assert slack.faults.left == 0


@pytest.mark.parametrize("error", ["fatal_error", "internal_error"])
async def test_a_post_that_slack_breaks_at_is_posted_once_in_the_end(bureau, slack, error) -> None:
    slack.rate_limit("chat.startStream", seconds=60)
    slack.fail("chat.postMessage", error)
    asking = await bureau.hear(events.app_mention(HOW_MANY))
    assert is_whole(await bureau.reply(asking), asking)


async def test_a_stream_that_slack_ended_is_replaced_by_the_whole(newsroom, inbox) -> None:
    async with Slack(stream_seconds=0) as slack, at_work(slack, newsroom, inbox) as bureau:
        asking = await bureau.hear(events.app_mention(HOW_MANY))
        reply = await bureau.reply(asking)
        assert is_whole(reply, asking)
        assert methods(slack) == ["chat.startStream", "chat.stopStream", "chat.update"]


async def test_blocks_that_slack_refuses_leave_the_text(bureau, slack) -> None:
    slack.rate_limit("chat.startStream", seconds=60)
    slack.fail("chat.postMessage", "invalid_blocks")
    asking = await bureau.hear(events.app_mention(HOW_MANY))
    reply = await bureau.reply(asking)
    assert reply.blocks == []
    assert QUOTE in reply.text


async def test_a_status_that_slack_does_not_show_does_not_matter(bureau, slack) -> None:
    slack.fail("assistant.threads.setStatus", "missing_scope", times=5)
    asking = await bureau.hear(events.app_mention(HOW_MANY))
    assert is_whole(await bureau.reply(asking), asking)


async def crashed(slack: Slack, engine: Engine, begin: Callable[[Asking], Awaitable[object]], times: int = 1) -> Asking:
    """A question whose first workers died, one of which began a reply that it could not note any more."""
    payload = events.app_mention(HOW_MANY)
    slack.signed(payload)
    ts = payload["event"]["ts"]
    asking = Asking(f"Ev{ts}", "mention", TEAM, CHANNEL, USER, ts, None, HOW_MANY)
    inbox = Inbox(engine, settling=0)
    inbox.put(asking.event_id, asking.thread, asking.ts, asking.dumped())
    for _ in range(times):
        assert inbox.claim("dead", 0.05)
        await asyncio.sleep(0.06)
    await begin(asking)
    return asking


async def test_a_post_of_a_dead_worker_is_found_and_replaced(newsroom, inbox, engine, slack) -> None:
    client = open_web(BOT_TOKEN, slack.api_url).patient

    async def begin(asking: Asking) -> None:
        where = {"channel": asking.channel, "thread_ts": asking.ts}
        for text, event_id in (("An answer to another question", "Ev0"), (SEARCHING, asking.event_id)):
            metadata = {"event_type": EVENT_TYPE, "event_payload": {"event_id": event_id}}
            await client.chat_postMessage(text=text, metadata=metadata, **where)

    asking = await crashed(slack, engine, begin)
    async with at_work(slack, newsroom, inbox) as bureau:
        await bureau.done()
        other, reply = bureau.replies(asking)
    assert other.text == "An answer to another question"
    assert is_whole(reply, asking)


async def test_a_stream_of_a_dead_worker_is_ended_and_replaced(newsroom, inbox, engine, slack) -> None:
    client = open_web(BOT_TOKEN, slack.api_url).patient

    async def begin(asking: Asking) -> None:
        reader = {"recipient_team_id": TEAM, "recipient_user_id": USER}
        where = {"channel": asking.channel, "thread_ts": asking.ts, **reader}
        await client.chat_startStream(markdown_text="Half of an answer", **where)

    asking = await crashed(slack, engine, begin)
    async with at_work(slack, newsroom, inbox) as bureau:
        reply = await bureau.reply(asking)
    assert is_whole(reply, asking)
    assert "Half of an answer" not in reply.shown


async def test_an_answer_that_a_dead_worker_had_come_to_is_not_asked_for_again(newsroom, inbox, engine, slack) -> None:
    async def begin(asking: Asking) -> None:
        await newsroom.of(OWNER).ask(HOW_MANY, conversation_id=asking.conversation_id)

    asking = await crashed(slack, engine, begin)
    async with at_work(slack, newsroom, inbox) as bureau:
        assert is_whole(await bureau.reply(asking), asking)
    assert len(newsroom.of(OWNER).conversations.turns(asking.conversation_id)) == 1


async def test_a_question_whose_workers_all_died_is_said_to_have_failed(newsroom, inbox, engine, slack) -> None:
    async def begin(_: Asking) -> None: ...

    asking = await crashed(slack, engine, begin, times=ATTEMPTS)
    async with at_work(slack, newsroom, inbox) as bureau:
        assert (await bureau.reply(asking)).text == SPENT


async def test_what_is_wrong_with_a_question_is_said_in_its_thread_once(bureau) -> None:
    asking = await bureau.hear(events.app_mention("barges " * 2_000))
    reply = await bureau.reply(asking)
    assert reply.text == "The question has 13,999 characters; 4,000 are the limit: ask one question at a time."


async def test_a_channel_that_may_not_ask_is_told_so(slack, newsroom, inbox, tmp_path) -> None:
    rules = tmp_path / "slack.yaml"
    rules.write_text(f"channels:\n  {CHANNEL}:\n    ask: false\n")
    async with at_work(slack, newsroom, inbox, access=Access.load(rules)) as bureau:
        asking = await bureau.hear(events.app_mention(HOW_MANY))
        assert (await bureau.reply(asking)).text == NOT_HERE
        talk = await bureau.hear(events.message("How many barges?", thread_ts=asking.ts))
        await bureau.done()
        assert len(bureau.replies(talk)) == 1  # nobody called the bot there


async def test_a_channel_sees_its_outlets_only(slack, newsroom, inbox, tmp_path) -> None:
    rules = tmp_path / "slack.yaml"
    rules.write_text(f"channels:\n  {CHANNEL}:\n    outlets: [No Such Gazette]\n")
    async with at_work(slack, newsroom, inbox, access=Access.load(rules)) as bureau:
        asking = await bureau.hear(events.app_mention(HOW_MANY))
        assert QUOTE not in (await bureau.reply(asking)).shown


async def test_a_call_without_a_question_is_told_what_may_be_asked(bureau) -> None:
    asking = await bureau.hear(events.app_mention(""))
    assert "/readout" in (await bureau.reply(asking)).shown


async def test_a_channel_where_nothing_can_be_said_holds_up_nobody(bureau, slack) -> None:
    slack.fail("chat.startStream", "is_archived")
    slack.fail("chat.postMessage", "is_archived")
    gone = await bureau.hear(events.app_mention(HOW_MANY))
    await bureau.done()
    assert bureau.replies(gone) == []
    asking = await bureau.hear(events.app_mention(HOW_MANY, channel=PRIVATE))
    assert is_whole(await bureau.reply(asking), asking)


async def test_who_stops_a_stream_gets_no_more_of_it(newsroom, inbox, slack) -> None:
    slack.fail("chat.stopStream", "stopped_by_user")
    async with at_work(slack, newsroom, inbox) as bureau:
        asking = await bureau.hear(events.app_mention(HOW_MANY))
        await bureau.done()
        assert len(bureau.replies(asking)) == 1
        assert slack.called("chat.update") == []


async def test_a_command_is_answered_to_one_person_who_can_share_it(bureau, slack) -> None:
    asking = commanded(slack, HOW_MANY)
    await bureau.put(asking)
    await bureau.done()
    (reply,) = [one for one in slack.messages(CHANNEL, by=USER) if one.by_bot]
    assert QUOTE in reply.shown
    assert "Share in channel" in reply.shown
    assert slack.messages(CHANNEL) == []


def commanded(slack: Slack, text: str) -> Asking:
    given = interactions.slash_command(slack, text)
    names = (given["trigger_id"], "command", TEAM, CHANNEL, USER, events.timestamp(), None, text)
    return Asking(*names, response_url=given["response_url"])


async def test_a_command_that_may_not_be_given_is_told_so_to_its_person(slack, newsroom, inbox, tmp_path) -> None:
    rules = tmp_path / "slack.yaml"
    rules.write_text(f"channels:\n  {CHANNEL}:\n    ask: false\n")
    async with at_work(slack, newsroom, inbox, access=Access.load(rules)) as bureau:
        await bureau.put(commanded(slack, HOW_MANY))
        await bureau.done()
    (reply,) = slack.messages(CHANNEL, by=USER)
    assert (reply.text, reply.only_to) == (NOT_HERE, USER)


@pytest.mark.parametrize("noted", [True, False])
async def test_a_command_whose_worker_died_is_seen_answered_once(newsroom, inbox, engine, slack, noted) -> None:
    asking = commanded(slack, HOW_MANY)
    earlier = Inbox(engine, settling=0)
    earlier.put(asking.event_id, asking.thread, asking.ts, asking.dumped())
    held = Held(earlier.claim("dead", 0.3), earlier, asyncio.to_thread)
    reply = HookReply(open_web(BOT_TOKEN, slack.api_url).patient, asking, held, no_link)
    if noted:
        await reply.say(error_message("An answer"))
    else:
        await reply._sent(error_message("An answer"))
    async with at_work(slack, newsroom, inbox) as bureau:
        await bureau.done()
    (shown,) = slack.messages(CHANNEL, by=USER)
    assert ("An answer" in shown.shown) == noted


async def test_a_claim_that_is_checked_is_answered_with_what_the_archive_says(bureau, slack) -> None:
    said = events.message("Some 300 barges had passed the Tessel lock by February!", user=COLLEAGUE)
    slack.signed(said)
    picked = interactions.message_shortcut(slack, ids.CHECK, said)
    asking = read_shortcut(picked, time.time())
    assert asking is not None
    await bureau.put(asking)
    await bureau.done()
    (reply,) = [one for one in slack.messages(CHANNEL, by=USER) if one.by_bot]
    assert "212 barges" in reply.shown
    assert reply.only_to == USER
    assert read_aloud(reply.blocks[:2]).split("\n") == [said["event"]["text"], NOT_AS_CLAIMED]


async def test_a_command_whose_address_is_used_up_is_answered_all_the_same(bureau, slack) -> None:
    slack.fail("response_url", "used_url", status=404)
    await bureau.put(commanded(slack, HOW_MANY))
    await bureau.done()
    (reply,) = [one for one in slack.messages(CHANNEL, by=USER) if one.by_bot]
    assert reply.only_to == USER
    assert QUOTE in reply.shown


async def test_an_answer_that_a_model_writes_grows_while_it_is_written(newsroom, lexicon, inbox, slack) -> None:
    act = replies(f"{GOOD} {LAST}", lambda text: streams(text, size=9, pause=0.1))
    with model(newsroom, lexicon, act) as (writing, _):
        async with at_work(slack, writing, inbox) as bureau:
            asking = await bureau.hear(events.app_mention(COUNT))
            reply = await bureau.reply(asking)
    named = methods(slack)
    assert named[0] == "chat.startStream"
    assert named[-1] == "chat.stopStream"
    assert named.count("chat.appendStream") == len(named) - 2 >= 1
    assert "more than 1,150" in reply.text
    assert "1 June 2021" in reply.text


async def test_a_stalled_model_leaves_the_answer_that_quotes(newsroom, lexicon, inbox, slack) -> None:
    with model(newsroom, lexicon, stalls(), timeout=1.0) as (writing, _):
        async with at_work(slack, writing, inbox) as bureau:
            asking = await bureau.hear(events.app_mention(HOW_MANY))
            assert is_whole(await bureau.reply(asking), asking)


async def test_what_takes_longer_than_the_deadline_is_said_to_have(newsroom, lexicon, inbox, slack) -> None:
    with model(newsroom, lexicon, stalls(), timeout=15.0) as (writing, _):
        async with at_work(slack, writing, inbox, deadline=1.0) as bureau:
            asking = await bureau.hear(events.app_mention(HOW_MANY))
            assert TOO_LONG in (await bureau.reply(asking)).shown


async def test_a_defect_is_said_in_one_sentence_and_logged(slack, newsroom, inbox, caplog) -> None:
    broken = newsroom.of(OWNER)
    vars(broken)["_preparation"] = None
    async with at_work(slack, broken, inbox) as bureau:
        asking = await bureau.hear(events.app_mention(HOW_MANY))
        assert (await bureau.reply(asking)).text == DEFECT
    assert "met a defect" in caplog.text
