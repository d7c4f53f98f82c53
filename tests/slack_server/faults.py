"""Orders to misbehave: each stands for the next calls of one method."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from dataclasses import dataclass, field

from tests.slack_server.calls import Refusal


@dataclass(frozen=True, slots=True)
class Order:
    """What is to happen to a call."""

    error: str | None = None
    status: int = 200
    seconds: int = 0  # of Retry-After
    stalls: float = 0.0  # seconds before anything happens
    lingers: float = 0.0  # seconds after it was done, until that is said
    loses: bool = False  # the call is done, and its answer never arrives


@dataclass(slots=True)
class Faults:
    """The orders that are left, by method."""

    _left: defaultdict[str, list[Order]] = field(default_factory=lambda: defaultdict(list))

    def rate_limit(self, method: str, times: int = 1, seconds: int = 1) -> None:
        """Refuse the next calls with 429, and ask to come again in so many seconds."""
        self._left[method] += [Order("ratelimited", 429, seconds)] * times

    def fail(self, method: str, error: str = "internal_error", times: int = 1, status: int = 200) -> None:
        """Refuse the next calls with an error."""
        self._left[method] += [Order(error, status)] * times

    def stall(self, method: str, seconds: float, times: int = 1) -> None:
        """Take so long for the next calls."""
        self._left[method] += [Order(stalls=seconds)] * times

    def linger(self, method: str, seconds: float, times: int = 1) -> None:
        """Do what the next calls ask for, and take so long to say so."""
        self._left[method] += [Order(lingers=seconds)] * times

    def lose(self, method: str, times: int = 1) -> None:
        """Do what the next calls ask for, and break the connection instead of saying so."""
        self._left[method] += [Order(loses=True)] * times

    async def act(self, method: str) -> Order:
        """Do as ordered for a call of a method: wait, or raise the `Refusal`."""
        order = self._left[method].pop(0) if self._left[method] else Order()
        await asyncio.sleep(order.stalls)
        if order.error:
            headers = {"Retry-After": str(order.seconds)} if order.status == 429 else {}
            raise Refusal(order.error, status=order.status, headers=headers)
        return order

    @property
    def left(self) -> int:
        """How many calls are still to be misbehaved at."""
        return sum(map(len, self._left.values()))
