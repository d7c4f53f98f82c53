"""Lets a step work ahead of the one that takes its values, each in a thread of its own."""

from __future__ import annotations

from dataclasses import dataclass
from queue import Empty, Full, Queue
from threading import Event, Thread
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

T = TypeVar("T")
_POLL = 0.1  # seconds


@dataclass(frozen=True, slots=True)
class _End:
    """No more values, or why."""

    error: BaseException | None = None


class _Ahead(Generic[T]):
    def __init__(self, values: Iterable[T], size: int) -> None:
        self._values = values
        self._queue: Queue[T | _End] = Queue(size)
        self._stopped = Event()
        self._thread = Thread(target=self._work, daemon=True)

    def results(self) -> Generator[T, None, None]:
        self._thread.start()
        try:
            while not isinstance(value := self._next(), _End):
                yield value
            if value.error is not None:
                raise value.error
        finally:
            self._stopped.set()
            self._thread.join()

    def _next(self) -> T | _End:
        while True:  # a wait without end could not be interrupted everywhere
            try:
                return self._queue.get(timeout=_POLL)
            except Empty:
                continue

    def _work(self) -> None:
        end = _End()
        values = iter(self._values)
        try:
            for value in values:
                if not self._put(value):
                    break
        except BaseException as error:  # noqa: BLE001 - raised again in the thread that takes the values
            end = _End(error)
        finally:
            close = getattr(values, "close", None)
            if close is not None:
                close()
        self._put(end)

    def _put(self, value: T | _End) -> bool:
        while not self._stopped.is_set():
            try:
                self._queue.put(value, timeout=_POLL)
            except Full:
                continue
            return True
        return False


def ahead(values: Iterable[T], size: int = 2) -> Generator[T, None, None]:
    """Yield the values, computed in another thread, at most `size` of them before they are asked for."""
    return _Ahead(values, size).results()
