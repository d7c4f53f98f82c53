"""A reply that grows while it is read, where Slack lets it."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any, Final

from assistant.surfaces.slack.web import FAILURES, again_in, is_uncertain, reason

if TYPE_CHECKING:
    from assistant.surfaces.slack.delivery.thread import Thread
    from assistant.surfaces.slack.types import Asking
    from assistant.surfaces.slack.web import Web

_LONGEST = 240.0  # seconds; after about five minutes Slack ends a stream by itself
_EACH = 0.75  # seconds between two appends: Slack takes about a hundred a minute
_STOPPED: Final = "stopped_by_user"
_LOOK = 1.0  # seconds until a stream whose beginning was lost is looked for

logger = logging.getLogger(__name__)


class Gate:
    """What this process knows of where it may stream: not where it was refused, and not before Slack's time."""

    def __init__(self) -> None:
        self._refused: set[str] = set()
        self._closed_until = 0.0

    def lets(self, asking: Asking) -> bool:
        """Whether Slack may take a stream there: the thread and its reader must be known."""
        known = asking.team and asking.user and (asking.thread_ts or asking.ts)
        return bool(known) and asking.response_url is None and asking.channel not in self._refused

    def is_open(self) -> bool:
        """Whether Slack takes one at this moment."""
        return _now() >= self._closed_until

    def learn(self, asking: Asking, error: BaseException) -> None:
        """Take a refusal to heart."""
        if (seconds := again_in(error)) is not None:
            self._closed_until = _now() + seconds
        elif not is_uncertain(error):
            self._refused.add(asking.channel)
        logger.info("Slack takes no stream in %s (%s).", asking.channel, reason(error))


class Stream:
    """One message through chat.startStream, chat.appendStream, chat.stopStream.

    It is open from its first piece until it was ended, here or by Slack. What goes wrong with it is never raised: it
    is not open any more, and the whole is to be put in its place.
    """

    def __init__(self, web: Web, thread: Thread, asking: Asking, gate: Gate) -> None:
        self._web = web
        self._thread = thread
        self._asking = asking
        self._gate = gate
        self._ts = ""
        self._pending = ""
        self._next_at = 0.0
        self._ends_at = 0.0
        self.open = False
        self.grows = False  # to Slack, as far as is known here
        self.unwanted = False  # whoever reads it had it stopped

    async def start(self, text: str) -> str | None:
        """Begin with a piece of text; return the ts. None: nothing stands there."""
        if not (self._gate.lets(self._asking) and self._gate.is_open()):
            return None
        asking = self._asking
        try:
            started = await self._web.hasty.chat_startStream(
                channel=asking.channel,
                thread_ts=asking.thread_ts or asking.ts,
                recipient_team_id=asking.team,
                recipient_user_id=asking.user,
                markdown_text=text,
            )
        except FAILURES as error:
            self._gate.learn(asking, error)
            return await self._found() if is_uncertain(error) else None
        self._ts, self.open, self.grows = str(started["ts"]), True, True
        self._ends_at, self._next_at = _now() + _LONGEST, _now() + _EACH
        return self._ts

    async def append(self, text: str) -> None:
        """Say more, now or with what comes next."""
        self._pending += text
        if not self.open or not self._pending or _now() < self._next_at:
            return
        if _now() > self._ends_at:
            self.open = False
            return
        try:
            await self._web.hasty.chat_appendStream(markdown_text=self._pending, **self._where)
        except FAILURES as error:
            self._failed(error)
        else:
            self._pending, self._next_at = "", _now() + _EACH

    async def end(self, text: str, blocks: list[dict[str, Any]]) -> bool:
        """Say the rest, with blocks below it. False: it stands there, but not whole."""
        if not self.open:
            return False
        self.open = self.grows = False
        rest = self._pending + text
        said: dict[str, Any] = {"markdown_text": rest} if rest else {}
        try:
            await self._web.patient.chat_stopStream(
                **said, **self._where, blocks=blocks, metadata=self._thread.metadata
            )
        except FAILURES as error:
            self._failed(error)
            return False
        return True

    @property
    def _where(self) -> dict[str, Any]:
        return {"channel": self._asking.channel, "ts": self._ts}

    async def _found(self) -> str | None:
        await asyncio.sleep(_LOOK)
        found = await self._thread.find()
        self.grows = found is not None and found.grows
        return found.ts if found else None

    def _failed(self, error: BaseException) -> None:
        if (seconds := again_in(error)) is not None:
            self._next_at = _now() + seconds
            return
        self.open = False
        self.grows = self.grows and is_uncertain(error)
        self.unwanted = reason(error) == _STOPPED
        logger.info("A stream ended early (%s).", reason(error))


def _now() -> float:
    return asyncio.get_running_loop().time()
