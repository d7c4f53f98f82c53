"""Each way in, over a socket and over signed HTTP, answered in its thread over the newsroom's reports."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from assistant.surfaces.slack.types import OWNER
from tests.assistant.surfaces.slack.bot import WAYS, Bot, over_socket
from tests.slack_server import BOT, CHANNEL, COLLEAGUE, DIRECT, OTHER_CHANNEL, USER
from tests.slack_server.events import (
    app_mention,
    bot_message,
    channel_join,
    direct_message,
    message,
    message_changed,
    message_deleted,
    own_message,
    timestamp,
    twin,
)
from tests.slack_server.interactions import (
    app_home_opened,
    assistant_thread_context_changed,
    assistant_thread_started,
    block_actions,
    message_shortcut,
    slash_command,
    view_submission,
)
from tests.slack_server.names import FOREIGN_CHANNEL

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from assistant.assistant import Assistant
    from tests.slack_server import Message

HOW_MANY = "How many barges passed the Tessel lock in the February call?"


@pytest.fixture(params=WAYS)
async def bot(request: pytest.FixtureRequest, newsroom: Assistant) -> AsyncIterator[Bot]:
    async with WAYS[request.param](newsroom) as bot:
        yield bot


@pytest.fixture
async def at_socket(newsroom: Assistant) -> AsyncIterator[Bot]:
    async with over_socket(newsroom) as bot:
        yield bot


def value_of(message: Message, action_id: str) -> str:
    """The value of a button of a message."""
    elements = [one for block in message.blocks for one in block.get("elements", ())]
    return next(one["value"] for one in elements if one.get("action_id") == action_id)


def rating_of(message: Message, button: str) -> dict[str, Any]:
    """The press of one of the two buttons under an answer."""
    elements = [one for block in message.blocks for one in block.get("elements", ())]
    buttons = next(one for one in elements if one["type"] == "feedback_buttons")
    return {"type": "feedback_buttons", "action_id": buttons["action_id"], "value": buttons[button]["value"]}


async def nothing_more(bot: Bot, *payloads: dict[str, Any]) -> None:
    """Deliver what is no question, and hold that nothing is said."""
    before = len([one for one in bot.slack.workspace.messages.values() if one.by_bot])
    for payload in payloads:
        await bot.deliver(payload)
    await asyncio.sleep(1.0)
    assert len([one for one in bot.slack.workspace.messages.values() if one.by_bot]) == before


async def test_a_mention_is_answered_in_its_thread(bot: Bot) -> None:
    (reply,) = await bot.replies(app_mention(HOW_MANY))
    assert "some 212 barges had passed the Tessel lock" in reply.shown
    assert "3 February 2021" in reply.shown


async def test_a_mention_with_a_file_which_comes_as_a_message_is_answered_once(bot: Bot) -> None:
    asked = app_mention(HOW_MANY)
    told = twin(asked)
    told["event"]["subtype"] = "file_share"
    (reply,) = await bot.replies(told)
    assert "212 barges" in reply.shown
    await nothing_more(bot, asked, told)


async def test_a_direct_message_is_answered_in_its_thread(bot: Bot) -> None:
    (reply,) = await bot.replies(direct_message(HOW_MANY))
    assert "some 212 barges" in reply.shown


async def test_a_message_in_the_older_pane_is_answered_there_and_names_the_talk(bot: Bot) -> None:
    bot.slack.view = "assistant"
    opened = assistant_thread_started()
    await bot.deliver(opened)
    root = opened["event"]["assistant_thread"]["thread_ts"]
    await bot.seen(lambda: bot.slack.replies(DIRECT, root), 1)
    _, reply = await bot.replies(direct_message(HOW_MANY, thread_ts=root), 2)
    assert "some 212 barges" in reply.shown
    assert bot.slack.workspace.titles[DIRECT, root] == HOW_MANY
    await bot.deliver(assistant_thread_context_changed(root))
    *_, further = await bot.replies(direct_message("And in the July call?", thread_ts=root), 3)
    assert "1,150 barges" in further.shown
    assert bot.slack.workspace.titles[DIRECT, root] == HOW_MANY


async def test_a_talk_in_a_direct_message_goes_on_in_its_thread(bot: Bot) -> None:
    asked = direct_message(HOW_MANY)
    await bot.replies(asked)
    _, further = await bot.replies(direct_message("And in the July call?", thread_ts=asked["event"]["ts"]), 2)
    assert "1,150 barges" in further.shown
    assert not bot.slack.workspace.titles


async def test_a_follow_up_needs_no_mention_where_the_bot_was_asked(bot: Bot) -> None:
    asked = app_mention(HOW_MANY)
    await bot.replies(asked)
    root = asked["event"]["ts"]
    _, second = await bot.replies(message("And in the July call?", thread_ts=root), 2)
    assert "1,150 barges" in second.shown
    await nothing_more(
        bot,
        message("thanks!", thread_ts=root),
        message(f"<@{COLLEAGUE}> did you know?", thread_ts=root),
        message("And in April?", thread_ts=timestamp()),
        message("How many barges passed?"),
    )


async def test_a_follow_up_that_overtook_its_mention_is_answered_after_it(bot: Bot) -> None:
    asked = app_mention(HOW_MANY)
    follow_up = message("And in the July call?", thread_ts=asked["event"]["ts"])
    late = asyncio.create_task(bot.deliver(follow_up))
    await asyncio.sleep(0.1)
    first, second = await bot.replies(asked, 2)
    await late
    assert "212 barges" in first.shown
    assert "1,150 barges" in second.shown


async def test_a_command_is_answered_to_one_who_can_share_it_once(bot: Bot) -> None:
    (whisper,) = await bot.whispers(slash_command(bot.slack, HOW_MANY), CHANNEL)
    assert HOW_MANY in whisper.shown
    assert "some 212 barges" in whisper.shown
    assert not bot.slack.messages(CHANNEL)
    press = {"type": "button", "action_id": "readout_share", "value": value_of(whisper, "readout_share")}
    await bot.deliver(block_actions(bot.slack, whisper, press))
    await bot.deliver(block_actions(bot.slack, whisper, press))
    (shared,) = await bot.seen(lambda: bot.slack.messages(CHANNEL), 1)
    assert HOW_MANY in shared.shown
    assert "some 212 barges" in shared.shown
    assert "is shared" in whisper.shown
    (further,) = (await bot.replies(message("And in the July call?", thread_ts=shared.ts), 2))[1:]
    assert "1,150 barges" in further.shown


async def test_a_command_is_shared_where_the_bot_is_no_member(newsroom: Assistant) -> None:
    refused = ("chat.postMessage: the bot is not in it [json-pointer:/channel]",)
    async with over_socket(newsroom, refused=refused) as bot:
        command = slash_command(bot.slack, HOW_MANY, channel=FOREIGN_CHANNEL)
        (whisper,) = await bot.whispers(command, FOREIGN_CHANNEL)
        press = {"type": "button", "action_id": "readout_share", "value": value_of(whisper, "readout_share")}
        await bot.deliver(block_actions(bot.slack, whisper, press))
        (shared,) = await bot.seen(lambda: bot.slack.messages(FOREIGN_CHANNEL), 1)
        assert "some 212 barges" in shared.shown


@pytest.mark.parametrize("text", ["", "  ", "help", ":wave:"])
async def test_a_command_without_a_question_is_told_how_to_ask(at_socket: Bot, text: str) -> None:
    said = await at_socket.deliver(slash_command(at_socket.slack, text))
    assert said["response_type"] == "ephemeral"
    assert "Ask me what the archive says" in said["text"]


async def test_a_mention_without_a_question_is_told_how_to_ask(bot: Bot) -> None:
    (reply,) = await bot.replies(app_mention(""))
    assert "Ask me what the archive says" in reply.shown


async def test_a_claim_is_checked_for_whoever_picks_the_shortcut(bot: Bot) -> None:
    claimed = message("The bridge at Korrin will reopen on 5 June 2021, they say.", user=COLLEAGUE)
    await bot.deliver(claimed)
    (whisper,) = await bot.whispers(message_shortcut(bot.slack, "readout_check", claimed), CHANNEL)
    assert "the bridge at Korrin would reopen on 1 June 2021" in whisper.shown
    assert "does not bear out the message" in whisper.shown
    await nothing_more(bot, message("Really?", thread_ts=claimed["event"]["ts"]))


async def test_a_message_that_claims_nothing_is_said_to(at_socket: Bot) -> None:
    empty = message(":tada:", user=COLLEAGUE)
    await at_socket.deliver(empty)
    (whisper,) = await at_socket.whispers(message_shortcut(at_socket.slack, "readout_check", empty), CHANNEL)
    assert "nothing in words that could be checked" in whisper.shown


async def test_whoever_opens_the_bot_is_greeted_once_and_offered_questions(bot: Bot) -> None:
    await bot.deliver(app_home_opened())
    (greeting,) = await bot.seen(lambda: bot.slack.messages(DIRECT), 1)
    prompts = bot.slack.workspace.prompts[DIRECT, None]
    assert "Ask me what the archive says" in greeting.shown
    assert prompts[0]["message"] == "What was said in the call of 9 July 2021?"
    await nothing_more(bot, app_home_opened(), app_home_opened(tab="home"))


async def test_whoever_opens_the_older_pane_is_greeted_in_each_talk(newsroom: Assistant) -> None:
    async with over_socket(newsroom) as bot:
        bot.slack.view = "assistant"
        opened = assistant_thread_started()
        await bot.deliver(opened)
        root = opened["event"]["assistant_thread"]["thread_ts"]
        (greeting,) = await bot.seen(lambda: bot.slack.replies(DIRECT, root), 1)
        assert "Ask me what the archive says" in greeting.shown
        await bot.slack.until(lambda: bot.slack.workspace.prompts.get((DIRECT, root)))
        await nothing_more(bot, opened)


async def test_what_is_no_question_is_not_answered(bot: Bot) -> None:
    asked = app_mention(HOW_MANY, channel=OTHER_CHANNEL)
    (reply,) = await bot.replies(asked)
    await nothing_more(
        bot,
        twin(asked),
        asked,
        message_changed(asked, "How many ships?"),
        message_deleted(asked),
        channel_join(),
        bot_message(f"<@{BOT}> how many barges?"),
        bot_message("how many?", thread_ts=asked["event"]["ts"]),
        own_message(f"<@{BOT}> how many?"),
        own_message(reply.text, channel=DIRECT, thread_ts=timestamp()),
    )


async def test_a_rating_is_kept_and_one_that_is_wrong_asks_what_was(bot: Bot, newsroom: Assistant) -> None:
    (reply,) = await bot.replies(app_mention("How many kettles does the museum of Brindle show?"))
    feedback = newsroom.of(OWNER).feedback
    good = rating_of(reply, "positive_button")
    answer_id = good["value"].partition(":")[2]
    await bot.deliver(block_actions(bot.slack, reply, good))
    assert feedback.get(answer_id).rating == "good"
    await bot.deliver(block_actions(bot.slack, reply, rating_of(reply, "negative_button")))
    assert (feedback.get(answer_id).rating, feedback.get(answer_id).comment) == ("wrong", "")
    (view,) = bot.slack.workspace.views.values()
    said = {"comment": {"comment": {"type": "plain_text_input", "value": "It was 341."}}}
    await bot.deliver(view_submission(bot.slack, view, said))
    assert feedback.get(answer_id).comment == "It was 341."
    (thanks,) = await bot.seen(lambda: bot.whispered(CHANNEL), 1)
    assert thanks.thread_ts == reply.thread_ts


async def test_a_rating_of_an_answer_that_is_not_kept_is_said_to_be_too_late(at_socket: Bot) -> None:
    (reply,) = await at_socket.replies(app_mention(HOW_MANY))
    press = {**rating_of(reply, "negative_button"), "value": "wrong:nowhere"}
    (whisper,) = await at_socket.whispers(block_actions(at_socket.slack, reply, press), CHANNEL)
    assert "too old" in whisper.shown
    assert not at_socket.slack.workspace.views


async def test_more_sources_are_opened_for_whoever_wants_them(bot: Bot, newsroom: Assistant) -> None:
    answer = await newsroom.of(OWNER).ask("What did Ada Holm say about the Tessel lock?")
    (reply,) = await bot.replies(app_mention(HOW_MANY))
    press = {"type": "button", "action_id": "readout_sources", "value": answer.answer_id}
    reply.blocks.append({"type": "actions", "block_id": "row", "elements": [press]})
    await bot.deliver(block_actions(bot.slack, reply, press))
    (view,) = bot.slack.workspace.views.values()
    assert view["title"]["text"] == "Sources"


async def test_buttons_that_mean_nothing_here_are_acknowledged(bot: Bot) -> None:
    (reply,) = await bot.replies(app_mention(HOW_MANY))
    press = {"type": "button", "action_id": "of_a_link", "value": "x"}
    reply.blocks.append({"type": "actions", "block_id": "row", "elements": [press]})
    await bot.deliver(block_actions(bot.slack, reply, press))


async def test_a_channel_sees_its_outlets_and_wants_mentions_where_the_file_says_so(
    newsroom: Assistant, tmp_path: Any
) -> None:
    access = tmp_path / "slack.yaml"
    access.write_text(f"channels:\n  {CHANNEL}: {{outlets: [Brindle Post], follow_ups: no}}\n")
    async with over_socket(newsroom, access) as bot:
        asked = app_mention(HOW_MANY)
        (reply,) = await bot.replies(asked)
        assert "212" not in reply.shown
        await nothing_more(bot, message("And in the July call?", thread_ts=asked["event"]["ts"]))
        (elsewhere,) = await bot.replies(app_mention(HOW_MANY, channel=OTHER_CHANNEL))
        assert "212 barges" in elsewhere.shown


async def test_who_may_not_ask_is_told_so_in_each_way(newsroom: Assistant, tmp_path: Any) -> None:
    access = tmp_path / "slack.yaml"
    access.write_text(f"users: {{deny: [{USER}]}}\n")
    async with over_socket(newsroom, access) as bot:
        (reply,) = await bot.replies(app_mention(HOW_MANY))
        (whisper,) = await bot.whispers(slash_command(bot.slack, HOW_MANY), CHANNEL)
        await bot.deliver(app_home_opened())
        (greeting,) = await bot.seen(lambda: bot.slack.messages(DIRECT), 1)
        for told in (reply, whisper, greeting):
            assert "You are not among those who may ask here" in told.shown
        assert not bot.slack.workspace.prompts
