"""How often someone may come: so many times a minute, as many at once after a rest."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_REMEMBERED = 10_000


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: float


class Rates:
    """A bucket of tokens for each visitor, filled at an even pace; 0 a minute: no limit."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = monotonic) -> None:
        self._most = per_minute
        self._clock = clock
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def take(self, visitor: str) -> float:
        """Take a token; return how many seconds there is none, or 0."""
        if not self._most:
            return 0.0
        now = self._clock()
        bucket = self._buckets.setdefault(visitor, _Bucket(self._most, now))
        self._buckets.move_to_end(visitor)
        if len(self._buckets) > _REMEMBERED:
            self._buckets.popitem(last=False)
        pace = self._most / 60
        bucket.tokens = min(self._most, bucket.tokens + (now - bucket.at) * pace)
        bucket.at = now
        if bucket.tokens < 1:
            return (1 - bucket.tokens) / pace
        bucket.tokens -= 1
        return 0.0
