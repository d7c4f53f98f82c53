"""Triggers: what an interaction hands out to open one view with."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

_SECONDS = 3.0


@dataclass(slots=True)
class Triggers:
    """The triggers that were handed out, and when."""

    _issued: dict[str, float] = field(default_factory=dict)
    _spent: set[str] = field(default_factory=set)

    def issue(self, trigger: str) -> None:
        self._issued[trigger] = time.monotonic()

    def spend(self, trigger: str) -> str | None:
        """Use a trigger up; return the error of one that cannot be used."""
        at = self._issued.get(trigger)
        if at is None:
            return "invalid_trigger_id"
        if trigger in self._spent:
            return "exchanged_trigger_id"
        if time.monotonic() - at > _SECONDS:
            return "expired_trigger_id"
        self._spent.add(trigger)
        return None
