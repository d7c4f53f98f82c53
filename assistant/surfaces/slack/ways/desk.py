"""What the ways in share: where questions are put down, the archive as a channel sees it, and who may ask."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant.assistant import Assistant
from assistant.surfaces.slack.access.access import Access
from assistant.surfaces.slack.delivery.worker import Workers
from assistant.surfaces.slack.shown.links import asked_at, linked_to
from assistant.surfaces.slack.types import OWNER
from assistant.surfaces.slack.ways.errands import Errands
from assistant.surfaces.slack.web import Web

if TYPE_CHECKING:
    from assistant.feedback import Feedback
    from assistant.surfaces.slack.shown.links import Link
    from assistant.surfaces.slack.types import Asking
    from assistant.types import Answer


@dataclass(frozen=True, slots=True)
class Desk:
    """What listeners need. They put a question down, or open a modal, and no more: Slack waits for them."""

    assistant: Assistant
    workers: Workers
    access: Access
    web: Web
    page_url: str | None = None
    errands: Errands = field(default_factory=Errands)

    async def take(self, asking: Asking) -> bool:
        """Keep a question; once this returns it is answered, whatever happens. False: it was there already."""
        return await self.workers.put(asking)

    async def was_asked(self, asking: Asking) -> bool:
        """Tell whether the bot was asked before in the thread of a message, lately or as long as it is remembered."""
        if await self.workers.asked_in(asking.thread):
            return True
        conversations = self.assistant.of(OWNER).conversations
        return bool(await asyncio.to_thread(conversations.turns, asking.conversation_id))

    def seen_from(self, channel: str) -> Assistant:
        """Return the assistant with the outlets that a channel sees."""
        return self.assistant.of(OWNER, self.access.rules().outlets(channel))

    async def answer(self, answer_id: str) -> Answer:
        """Return an answer that was given in Slack. Raises `FeedbackError` where it is not kept any more."""
        return (await asyncio.to_thread(self.feedback.get, answer_id)).answer

    @property
    def feedback(self) -> Feedback:
        """The answers that were given in Slack."""
        return self.assistant.of(OWNER).feedback

    @property
    def link(self) -> Link:
        """What links a citation to its passage."""
        return linked_to(self.page_url)

    def rest(self, answer: Answer) -> str | None:
        """Return where an answer is read in full."""
        return asked_at(self.page_url, answer.question)
