"""One answer in its thread: what is being done, the text as it comes, the whole; or one sentence that says why not.

Where Slack takes a stream, the answer is one; elsewhere it is one post, and one update where it came slowly. After a
crash what was begun is found and the whole put in its place.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from assistant.surfaces.slack.delivery.status import Status
from assistant.surfaces.slack.delivery.stream import Gate, Stream
from assistant.surfaces.slack.delivery.thread import Thread
from assistant.surfaces.slack.shown.blocks import answer_message, closing_blocks, error_message
from assistant.surfaces.slack.shown.prose import Prose, answer_markdown
from assistant.surfaces.slack.web import Web
from assistant.types import Citation, Delta, StatusEvent

if TYPE_CHECKING:
    from assistant.surfaces.slack.delivery.held import Held
    from assistant.surfaces.slack.shown.links import Link
    from assistant.surfaces.slack.shown.message import Message
    from assistant.surfaces.slack.types import Asking
    from assistant.types import Answer, StreamEvent

SEARCHING: Final = "I am searching the archive…"


@dataclass(frozen=True, slots=True)
class Ways:
    """How answers reach Slack: what every reply of a process shares."""

    web: Web
    gate: Gate


class ThreadReply:
    """Puts one answer in the thread that it was asked in. Raises what the client raises, and `LostError`."""

    def __init__(self, ways: Ways, asking: Asking, held: Held, link: Link) -> None:
        self._held = held
        self._link = link
        self._streams = ways.gate.lets(asking)
        self._thread = Thread(ways.web.patient, asking)
        self._stream = Stream(ways.web, self._thread, asking, ways.gate)
        self._status = Status(ways.web.hasty, asking)
        self._prose = Prose(link)
        self._told = ""
        self._ts: str | None = held.item.reply_ts
        self._grows = False

    async def begin(self) -> None:
        """Show that it is worked on; find what an earlier attempt has begun."""
        if self._held.item.attempts > 1 and (found := await self._thread.find(self._ts)):
            self._grows = found.grows
            await self._stands_at(found.ts)
        if self._ts is not None:
            return
        if self._streams:
            self._status.tell("retrieve")
        else:
            await self._stands_at(await self._thread.post(error_message(SEARCHING)))

    async def tell(self, event: StreamEvent) -> None:
        """Show more of the answer while it comes."""
        if isinstance(event, StatusEvent) and self._ts is None:
            self._status.tell(event.stage)
        elif isinstance(event, Citation):
            self._prose.cite(event)
        elif isinstance(event, Delta):
            await self._grow(self._prose.feed(event.text))

    async def answer(self, answer: Answer, *, rest: str | None) -> None:
        """Show the whole answer; `rest` is where it is read in full."""
        end = self._prose.end()
        await self._grow("")
        agrees = self._told + end == answer_markdown(answer, self._link)
        whole = agrees and await self._stream.end(end, closing_blocks(answer, self._link, rest=rest))
        if not (whole or self._stream.unwanted):
            await self.say(answer_message(answer, self._link, rest=rest))

    async def say(self, message: Message) -> None:
        """Show a message, in the place of what stands there."""
        await self.close()
        if self._ts is None:
            await self._stands_at(await self._thread.post(message))
            return
        ts = await self._thread.put(self._ts, message, grows=self._grows or self._stream.grows)
        await self._stands_at(ts)

    async def close(self) -> None:
        """Show no status any more."""
        await self._status.stop()

    async def _grow(self, text: str) -> None:
        self._told += text
        if self._stream.open:
            await self._stream.append(text)
        elif text and self._told == text and self._ts is None:  # the first piece
            await self.close()
            await self._stands_at(await self._stream.start(text))

    async def _stands_at(self, ts: str | None) -> None:
        if ts not in (None, self._ts):
            self._ts = ts
            await asyncio.shield(self._held.replied(ts))
