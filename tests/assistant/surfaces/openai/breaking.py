"""Assistants that fail, or never come to an end, after they have begun."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

from assistant.errors import AssistantError
from assistant.types import Delta, StatusEvent

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from assistant.assistant import Assistant


class BusyError(AssistantError):
    """Trying again helps."""

    retryable = True


FAILURES = [(BusyError("Too much at once."), "Too much at once."), (KeyError("secret"), "should not have")]


class Endless:
    """Tells words without end; `left` is set when it is stopped."""

    def __init__(self, whole: Assistant) -> None:
        self.archive = whole.archive
        self.left = threading.Event()

    async def stream(self, *_: object, **__: object) -> AsyncIterator[Delta]:
        try:
            while True:
                yield Delta("and so on ")
                await asyncio.sleep(0.01)
        finally:
            self.left.set()


class Breaking:
    """Fails as told."""

    def __init__(self, whole: Assistant, failure: Exception) -> None:
        self.archive = whole.archive
        self._failure = failure

    async def stream(self, *_: object, **__: object) -> AsyncIterator[StatusEvent]:
        yield StatusEvent("retrieve")
        raise self._failure

    async def ask(self, *_: object, **__: object) -> None:
        raise self._failure
