"""One question out of the inbox: asked as its channel may ask, and answered in one place, or said why not."""

from __future__ import annotations

import asyncio
import logging
from contextlib import aclosing
from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeAlias

from assistant.errors import AssistantError
from assistant.surfaces.slack.delivery.held import LostError
from assistant.surfaces.slack.delivery.hook import HookReply
from assistant.surfaces.slack.delivery.reply import ThreadReply, Ways
from assistant.surfaces.slack.delivery.stream import Gate
from assistant.surfaces.slack.delivery.worker import Workers
from assistant.surfaces.slack.shown.blocks import error_message
from assistant.surfaces.slack.shown.greeting import help_message
from assistant.surfaces.slack.shown.links import asked_at, linked_to
from assistant.surfaces.slack.types import OWNER, Asking
from assistant.surfaces.slack.ways.shortcut import NOT_AS_CLAIMED, questions
from assistant.surfaces.slack.web import FAILURES, reason
from assistant.types import Answer
from index.errors import CorpusError

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from assistant.assistant import Assistant
    from assistant.inbox import Inbox
    from assistant.surfaces.settings import SlackSettings
    from assistant.surfaces.slack.access.access import Access
    from assistant.surfaces.slack.delivery.held import Held
    from assistant.surfaces.slack.web import Web
    from assistant.types import StreamEvent

Reply: TypeAlias = "ThreadReply | HookReply"

TOO_LONG: Final = "This took too long, so I stopped. Please ask again, perhaps for less at once."
DEFECT: Final = "Something went wrong here, and was noted for whoever runs Readout. Please ask again later."
SPENT: Final = "I tried to answer this several times and was stopped each time. Please ask again later."
DEADLINE: Final = 120.0
# Slack will say the same however often it is asked.
_FINAL: Final = frozenset(
    "account_inactive cannot_reply_to_message channel_not_found invalid_thread_ts is_archived message_not_found "
    "not_in_channel restricted_action restricted_action_read_only_channel restricted_action_thread_locked "
    "restricted_action_thread_only_channel thread_not_found user_not_found user_not_in_channel".split()
)

logger = logging.getLogger(__name__)


def open_workers(assistant: Assistant, inbox: Inbox, access: Access, web: Web, settings: SlackSettings) -> Workers:
    """Return those who answer what stands in the inbox; they begin with `run`."""
    return Workers(inbox, Answering(assistant, access, web, settings.page_url, settings.deadline), settings.workers)


class Answering:
    """Answers one item after the other, any number at once. What it raises is worth another attempt later.

    `deadline` is in seconds; what Slack takes to show the answer is not counted.
    """

    def __init__(
        self, assistant: Assistant, access: Access, web: Web, page_url: str | None = None, deadline: float = DEADLINE
    ) -> None:
        self._assistant = assistant
        self._access = access
        self._page_url = page_url
        self._ways = Ways(web, Gate())
        self._deadline = deadline

    async def __call__(self, held: Held) -> None:
        """Answer an item, and say in the inbox what came of it."""
        asking = Asking.loaded(held.item.payload)
        reply = self._reply(asking, held)
        try:
            why = await self._said(asking, held, reply)
        except FAILURES as error:
            if not (held.item.spent or reason(error) in _FINAL):
                raise
            why = f"nothing can be said there: {reason(error)}"
            logger.error("%s could not be answered: %s.", asking.event_id, why)  # noqa: TRY400 - no defect of ours
        finally:
            await reply.close()
        await (held.give_up(why) if why else held.finish())

    def _reply(self, asking: Asking, held: Held) -> Reply:
        link = linked_to(self._page_url)
        if asking.response_url:
            return HookReply(self._ways.web.patient, asking, held, link)
        return ThreadReply(self._ways, asking, held, link)

    def _seen_from(self, channel: str) -> Assistant:
        return self._assistant.of(OWNER, self._access.rules().outlets(channel))

    async def _said(self, asking: Asking, held: Held, reply: Reply) -> str | None:
        """Say what there is to say; return why it is no answer, where it is none."""
        rules = self._access.rules()
        refusal = rules.may_ask(asking.channel, asking.user, direct=asking.way in ("direct", "pane"))
        if refusal and asking.way == "thread":
            return refusal  # who only talks there was not talking to the bot
        await reply.begin()
        before = await self._before(asking, held)
        if refusal or (held.item.spent and before is None):
            await reply.say(error_message(refusal or SPENT))
            return refusal or SPENT
        if not asking.text:
            await reply.say(help_message())
            return None
        return await self._answered(asking, before, reply)

    async def _answered(self, asking: Asking, before: Answer | None, reply: Reply) -> str | None:
        try:
            answer = before or await self._asked(asking, reply)
        except (AssistantError, CorpusError) as error:
            why = str(error)
        except _DeadlineError:
            why = TOO_LONG
        except (LostError, *FAILURES):
            raise
        except Exception:
            logger.exception("%s met a defect.", asking.event_id)
            why = DEFECT
        else:
            await reply.answer(answer, rest=asked_at(self._page_url, answer.question))
            return None
        await reply.say(error_message(why))
        return why

    async def _before(self, asking: Asking, held: Held) -> Answer | None:
        """Return the answer that an earlier attempt came to, as its conversation has it: it is not asked twice."""
        if held.item.attempts == 1 or asking.response_url:
            return None
        conversations = self._seen_from(asking.channel).conversations
        turns = await asyncio.to_thread(conversations.turns, asking.conversation_id)
        return turns[-1].answer if turns and turns[-1].question == asking.text else None

    async def _asked(self, asking: Asking, reply: Reply) -> Answer:
        seen = self._seen_from(asking.channel)
        if asking.way != "shortcut":
            conversation_id = None if asking.response_url else asking.conversation_id
            return await self._read(seen, asking.text, conversation_id, reply)
        closest, *others = questions(asking.text)
        first = await self._read(seen, closest, None, reply)
        if first.status == "answered":
            return first
        for question in others:
            answer = await self._read(seen, question, None, reply)
            if answer.status == "answered":
                return replace(answer, notes=(NOT_AS_CLAIMED, *answer.notes))
        return first

    async def _read(self, seen: Assistant, question: str, conversation_id: str | None, reply: Reply) -> Answer:
        asking = seen.stream(question, conversation_id=conversation_id)
        answer: Answer | None = None
        async with aclosing(_within(asking, self._deadline)) as events:
            async for event in events:
                if isinstance(event, Answer):
                    answer = event
                else:
                    await reply.tell(event)
        assert answer is not None, "a stream ends with its answer"
        return answer


class _DeadlineError(Exception):
    """Nothing came in time."""


async def _within(events: AsyncGenerator[StreamEvent], seconds: float) -> AsyncGenerator[StreamEvent]:
    """Hand events on while all that is waited for them stays within some seconds."""
    clock = asyncio.get_running_loop().time
    async with aclosing(events):
        while True:
            asked_at = clock()
            try:
                async with asyncio.timeout(seconds):
                    event = await anext(events, None)
            except TimeoutError as error:
                raise _DeadlineError from error
            seconds -= clock() - asked_at
            if event is None:
                return
            yield event
