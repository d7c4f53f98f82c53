"""Assistants that fail, or never come to an end, after they have begun."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, Self

from assistant.errors import AssistantError
from assistant.types import Delta, StatusEvent

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from assistant.assistant import Assistant


class BusyError(AssistantError):
    """Trying again helps."""

    retryable = True


FAILURES = [(BusyError("Too much at once."), "Too much at once."), (KeyError("secret"), "should not have")]


class Standing:
    """What a server needs of an assistant beside its answers."""

    def __init__(self, whole: Assistant) -> None:
        self.archive = whole.archive

    def of(self, *_: object) -> Self:
        return self


class Endless(Standing):
    """Tells words without end; `left` is set when it is stopped."""

    def __init__(self, whole: Assistant) -> None:
        super().__init__(whole)
        self.left = threading.Event()

    async def stream(self, *_: object, **__: object) -> AsyncIterator[Delta]:
        try:
            while True:
                yield Delta("and so on ")
                await asyncio.sleep(0.01)
        finally:
            self.left.set()


class Breaking(Standing):
    """Fails as told."""

    def __init__(self, whole: Assistant, failure: Exception) -> None:
        super().__init__(whole)
        self._failure = failure

    async def stream(self, *_: object, **__: object) -> AsyncIterator[StatusEvent]:
        yield StatusEvent("retrieve")
        raise self._failure

    async def ask(self, *_: object, **__: object) -> None:
        raise self._failure
