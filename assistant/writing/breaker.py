"""Lets a service that fails again and again alone for a while, so that nobody waits for it in vain."""

from __future__ import annotations

import time
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Breaker:
    """Opens after `failures` in a row, for `seconds`; then one try decides. Safe for threads."""

    def __init__(self, failures: int = 3, seconds: float = 30.0, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = failures
        self._seconds = seconds
        self._clock = clock
        self._failed = 0
        self._closed_from = 0.0
        self._lock = Lock()

    def lets_through(self) -> bool:
        """Whether to try; while it is open, nobody does, and then one at a time."""
        with self._lock:
            if self._failed < self._most:
                return True
            if self._clock() < self._closed_from:
                return False
            self._closed_from = self._clock() + self._seconds
            return True

    def failed(self) -> None:
        """Count a failure."""
        with self._lock:
            self._failed += 1
            self._closed_from = self._clock() + self._seconds

    def succeeded(self) -> None:
        """Forget what failed."""
        with self._lock:
            self._failed = 0
