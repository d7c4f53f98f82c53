"""Who asks, and what they may see and do."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from functools import lru_cache
from time import monotonic
from typing import TYPE_CHECKING

from assistant.keys import Key, opened_by

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from starlette.datastructures import Headers

    from assistant.keys import Keys

_FRESH = 1.0  # seconds: a key that is revoked opens nothing after that


@dataclass(frozen=True, slots=True)
class Caller:
    """Someone who was let in."""

    owner: str = ""  # whose conversations and answers are theirs; "": those of nobody
    name: str | None = None  # of the key
    outlets: tuple[str, ...] | None = None  # that they may see; None: all
    admin: bool = False  # whether they may change documents


class KeyRing:
    """The keys that open this server: those that were made, as they were at most a second ago, and `others`."""

    def __init__(self, opened: Callable[[], Keys], others: Sequence[Key] = ()) -> None:
        self._made = lru_cache(1)(opened)
        self._others = tuple(others)
        self._known: tuple[Key, ...] = ()
        self._read_at = float("-inf")
        self._reading = asyncio.Lock()

    async def keys(self) -> tuple[Key, ...]:
        """Return the keys, the revoked ones too: where one was ever made, nobody comes in without."""
        async with self._reading:
            if monotonic() - self._read_at >= _FRESH:
                self._known = (*self._others, *await asyncio.to_thread(lambda: self._made().all()))
                self._read_at = monotonic()
        return self._known

    async def find(self, secret: str) -> Caller | None:
        """Return who comes with a key, or None where it opens nothing."""
        key = opened_by(secret, await self.keys())
        return Caller(key.key_id, key.name, key.outlets, key.admin) if key else None


def secret_of(headers: Headers) -> str | None:
    """Return the key that a request shows."""
    scheme, _, secret = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and secret.strip():
        return secret.strip()
    return headers.get("x-api-key") or None
