"""What can go wrong between Slack and an answer, each made to happen to the real commands, and what came of it."""

from __future__ import annotations

import asyncio
import shutil
import time
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from aiohttp import ClientSession

from tests.assistant.surfaces.slack.running import answered, listening, serving
from tests.assistant.surfaces.slack.seen import ANSWER, SOON, acknowledged, each, replied, shown, waited
from tests.llm_server import LLMServer, stalls, stalls_after
from tests.slack_server import CHANNEL, Slack, events
from tests.slack_server.delivery import Patience

if TYPE_CHECKING:
    from tests.llm_server import Scripted

ASKED = "How many barges had passed the Tessel lock by the February call?"
FOLLOW_UP = "And by the July call?"
FOLLOW_UP_ANSWER = "1,150 barges"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What Slack was told, and what a reader of the thread sees at the end."""

    told: str
    shown: str


@dataclass(frozen=True, slots=True)
class Stage:
    """An indexed home that nobody else has, and room for more of them."""

    home: Path
    room: Path

    def another(self, name: str) -> Path:
        return shutil.copytree(self.home, self.room / name)


Scenario: TypeAlias = Callable[[Stage], Coroutine[Any, Any, Outcome]]


async def sent_four_times(stage: Stage) -> Outcome:
    async with Slack() as slack, listening(stage.home, slack):
        mention = events.app_mention(ASKED)
        deliveries = [await slack.send_event(mention, retry=retry) for retry in range(4)]
        await answered(stage.home)
        deliveries.append(await slack.send_event(mention, retry=3))  # long after it was answered
        await answered(stage.home)
        return Outcome(acknowledged(deliveries), shown(slack, mention))


async def sent_four_times_over_http(stage: Stage) -> Outcome:
    async with Slack() as slack, serving(stage.home, slack) as url:
        mention = events.app_mention(ASKED)
        statuses = [await _post(slack, url, mention, retry=retry) for retry in range(4)]
        await answered(stage.home)
        return Outcome(replied(statuses), shown(slack, mention))


async def told_of_it_in_other_ways(stage: Stage) -> Outcome:
    async with Slack() as slack, listening(stage.home, slack):
        mention = events.app_mention(ASKED)
        ts = mention["event"]["ts"]
        also = (
            events.twin(mention),
            events.message_changed(mention, f"{mention['event']['text']} Please."),
            events.bot_message("It rains.", thread_ts=ts),
            events.own_message("I am here.", thread_ts=ts),
            events.channel_join(),
        )
        deliveries = [await slack.send_event(one) for one in (mention, *also)]
        await answered(stage.home)
        return Outcome(acknowledged(deliveries), shown(slack, mention))


async def killed_after_it_acknowledged(stage: Stage) -> Outcome:
    async with Slack() as slack:
        mention = events.app_mention(ASKED)
        async with listening(stage.home, slack) as process:
            delivery = await slack.send_event(mention)
            process.kill()
        assert slack.replies(CHANNEL, mention["event"]["ts"]) == []
        async with listening(stage.home, slack):
            await answered(stage.home)
        return Outcome(acknowledged([delivery]), shown(slack, mention))


async def killed_while_it_answered(stage: Stage) -> Outcome:
    """One answer has begun; the other stands there too, but the process never heard that it does."""
    async with Slack() as slack:
        first, second = mentions = [events.app_mention(ASKED) for _ in range(2)]
        slack.faults.stall("chat.stopStream", 60.0)
        async with listening(stage.home, slack) as process:
            deliveries = [await slack.send_event(first)]
            await slack.until(lambda: slack.called("chat.startStream"))
            slack.faults.linger("chat.startStream", 60.0)
            deliveries.append(await slack.send_event(second))
            await _until(lambda: slack.replies(CHANNEL, second["event"]["ts"]))
            process.kill()
        async with listening(stage.home, slack):
            await answered(stage.home, within=90)
        return Outcome(acknowledged(deliveries), each(slack, mentions))


async def two_processes(stage: Stage) -> Outcome:
    other = stage.another("other")
    shared = {"READOUT_DATABASE_URL": f"sqlite:///{stage.home / 'catalog.sqlite'}"}
    async with Slack() as slack, AsyncExitStack() as running:
        for home in (stage.home, other):
            await running.enter_async_context(listening(home, slack, shared))
        await slack.sockets.connected(2)
        mentions = [events.app_mention(ASKED) for _ in range(4)]
        # A socket each in its turn, so that both processes hear of each.
        sent = (slack.send_soon(one, retry=retry) for one in mentions for retry in (0, 1))
        deliveries = await asyncio.gather(*sent)
        await answered(stage.home)
        return Outcome(acknowledged(deliveries), each(slack, mentions))


async def overtaken(stage: Stage) -> Outcome:
    """In one thread by a follow-up that mentions the bot again, in the other by one that does not."""
    async with Slack() as slack, listening(stage.home, slack):
        mentions, deliveries = [events.app_mention(ASKED) for _ in range(2)], []
        for mention, follow in zip(mentions, (events.app_mention, events.message), strict=True):
            slack.signed(mention)  # it stands in the channel: only what tells of it is late
            late = slack.send_soon(follow(FOLLOW_UP, thread_ts=mention["event"]["ts"]))
            await asyncio.sleep(0.1)
            deliveries += [await slack.send_event(mention), await late]
        await answered(stage.home)
        [both] = {shown(slack, one, ANSWER, FOLLOW_UP_ANSWER) for one in mentions}
        return Outcome(acknowledged(deliveries), both)


async def forged_or_stale(stage: Stage) -> Outcome:
    async with Slack() as slack, serving(stage.home, slack) as url:
        mention = events.app_mention(ASKED)
        forged = await _post(slack, url, mention, signature="v0=" + "0" * 64)
        stale = await _post(slack, url, mention, at=time.time() - 360)
        await answered(stage.home)
        assert slack.replies(CHANNEL, mention["event"]["ts"]) == []
        sound = await _post(slack, url, mention)
        await answered(stage.home)
        return Outcome(replied([forged, stale, sound]), shown(slack, mention))


async def told_to_come_again_later(stage: Stage) -> Outcome:
    """In the place of a stream, at the end of one, and where the whole is put in the place of one."""
    async with Slack() as slack, listening(stage.home, slack):
        mentions, deliveries = [events.app_mention(ASKED) for _ in range(3)], []
        limited = (("chat.startStream", "chat.postMessage"), ("chat.stopStream",), ("chat.update",))
        for mention, methods in zip(mentions, limited, strict=True):
            for method in methods:
                slack.rate_limit(method, times=1 if method == "chat.startStream" else 2, seconds=1)
            if methods == ("chat.update",):
                slack.stream_seconds = 0.0
            deliveries.append(await slack.send_event(mention))
            await answered(stage.home)
        assert slack.faults.left == 0
        waited(slack)
        return Outcome(acknowledged(deliveries), each(slack, mentions))


async def never_hears_that_it_posted(stage: Stage) -> Outcome:
    """Of a stream, of a post in its place, and of a post and its change where Slack takes no stream."""
    async with Slack() as slack, listening(stage.home, slack):
        mentions, deliveries = [events.app_mention(ASKED) for _ in range(3)], []
        lost = (("chat.startStream", "chat.stopStream"), ("chat.postMessage",), ("chat.postMessage", "chat.update"))
        for mention, methods in zip(mentions, lost, strict=True):
            for method in methods:
                slack.faults.lose(method)
            if methods == ("chat.postMessage",):
                slack.fail("chat.startStream", "channel_type_not_supported")
            deliveries.append(await slack.send_event(mention))
            await answered(stage.home)
        assert slack.faults.left == 0
        return Outcome(acknowledged(deliveries), each(slack, mentions))


async def socket_closed(stage: Stage) -> Outcome:
    async with Slack(patience=Patience(wait=12.0, pauses=(0.0, 1.0, 1.0))) as slack, listening(stage.home, slack):
        slack.sockets.cuts = 1
        mention = events.app_mention(ASKED)
        delivery = await slack.send_event(mention)
        assert slack.sockets.opened == 2
        await answered(stage.home)
        told = "acknowledged on the next socket" if delivery.acked else "not acknowledged"
        return Outcome(told, shown(slack, mention))


async def asked_to_reconnect(stage: Stage) -> Outcome:
    async with Slack() as slack, listening(stage.home, slack):
        mentions = [events.app_mention(ASKED) for _ in range(3)]
        deliveries = [slack.send_soon(mentions[0])]
        await slack.sockets.ask_to_reconnect()
        deliveries += [slack.send_soon(one) for one in mentions[1:]]
        await slack.sockets.connected_anew(1)
        done = await asyncio.gather(*deliveries)
        await answered(stage.home)
        assert all(one.acked for one in done)
        return Outcome("acknowledged", each(slack, mentions))


async def model_is_silent(stage: Stage) -> Outcome:
    return await _with_model(stage, stalls())


async def model_stops_in_the_middle(stage: Stage) -> Outcome:
    return await _with_model(stage, stalls_after(f"Ada Holm said that some {ANSWER} "))


async def not_to_be_answered(stage: Stage) -> Outcome:
    async with Slack() as slack, listening(stage.home, slack):
        mention = events.app_mention("What of the lock? " * 250)
        delivery = await slack.send_event(mention)
        await answered(stage.home)
        [reply] = slack.replies(CHANNEL, mention["event"]["ts"])
        assert slack.violations == []
        sentence = reply.text.split(": ")[0].removeprefix(":warning: ")
        return Outcome(acknowledged([delivery]), f"one error: “{sentence}”")


SCENARIOS: dict[str, Scenario] = {
    "Slack sends an event four times, and once more when it is answered": sent_four_times,
    "Slack sends an event four times over HTTP": sent_four_times_over_http,
    "A mention comes as a message too, is edited, and bots write in its thread": told_of_it_in_other_ways,
    "The process is killed (SIGKILL) once it has acknowledged": killed_after_it_acknowledged,
    "The process is killed (SIGKILL) while it writes two answers": killed_while_it_answered,
    "Two processes share one inbox, and both hear of four events": two_processes,
    "A follow-up overtakes the question that it follows": overtaken,
    "A request is forged, then one is six minutes old, then one is sound": forged_or_stale,
    "Slack answers 429 where a reply begins, where it ends and where it is changed": told_to_come_again_later,
    "Slack takes a post or a change, and the connection breaks before it says so": never_hears_that_it_posted,
    "The socket is closed on an event that was just sent": socket_closed,
    "Slack asks for another socket while events come": asked_to_reconnect,
    "The language model says nothing": model_is_silent,
    "The language model stops in the middle of its answer": model_stops_in_the_middle,
    "A question cannot be answered at all": not_to_be_answered,
}


async def _with_model(stage: Stage, script: Scripted) -> Outcome:
    with LLMServer(script) as model:
        llm = {"READOUT_LLM": f"openai-like:quay@{model.url}", "READOUT_LLM_TIMEOUT": "2"}
        async with Slack() as slack, listening(stage.home, slack, llm):
            mention = events.app_mention(ASKED)
            delivery = await slack.send_event(mention)
            await answered(stage.home)
            assert model.requests
            return Outcome(acknowledged([delivery]), shown(slack, mention))


async def _post(slack: Slack, url: str, payload: dict[str, Any], *, signature: str | None = None, **how: Any) -> int:
    request = slack.signed(payload, **how)
    headers = {**request.headers, **({"X-Slack-Signature": signature} if signature else {})}
    began = time.monotonic()
    async with (
        ClientSession() as session,
        session.post(f"{url}/slack/events", data=request.body, headers=headers) as response,
    ):
        await response.read()
    assert time.monotonic() - began < SOON
    return response.status


async def _until(holds: Callable[[], object]) -> None:
    async with asyncio.timeout(20):
        while not holds():  # noqa: ASYNC110 - what it looks at tells nobody
            await asyncio.sleep(0.02)
