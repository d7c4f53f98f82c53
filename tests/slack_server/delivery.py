"""How Slack delivers an event: sent, waited for, and sent again up to three times where nobody acknowledges."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.slack_server.sockets import Sent

if TYPE_CHECKING:
    from tests.slack_server.sockets import Sockets

REASONS = ("", "timeout", "timeout", "timeout")


@dataclass(slots=True)
class Delivery:
    """An event, each time it was sent, and what the app said to it."""

    payload: dict[str, Any]
    sent: list[Sent] = field(default_factory=list)
    response: dict[str, Any] = field(default_factory=dict)

    @property
    def acked(self) -> bool:
        return any(one.acked_at is not None for one in self.sent)

    @property
    def seconds(self) -> float:
        """How long the first acknowledgement took from when its envelope was sent."""
        return min(one.acked_at - one.at for one in self.sent if one.acked_at is not None)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long Slack waits, and when it tries again; in seconds. The real pauses are 0, 60 and 300."""

    wait: float = 3.0
    pauses: tuple[float, ...] = (0.0, 0.2, 0.4)


async def deliver(sockets: Sockets, payload: dict[str, Any], patience: Patience, first: int = 0) -> Delivery:
    """Send a payload until it is acknowledged or was tried often enough; only events are sent again."""
    delivery, kind = Delivery(payload), kind_of(payload)
    pauses = patience.pauses[first:] if kind == "events_api" else ()
    for retry, pause in enumerate((0.0, *pauses), first):
        await asyncio.sleep(pause)
        if await _once(sockets, delivery, kind, retry, patience.wait):
            break
    return delivery


async def _once(sockets: Sockets, delivery: Delivery, kind: str, retry: int, wait: float) -> bool:
    try:
        async with asyncio.timeout(wait):
            await sockets.connected(within=wait)
            sent = await sockets.send(kind, delivery.payload, retry, REASONS[retry], takes_payload=kind != "events_api")
            delivery.sent.append(sent)
            delivery.response = await sent.answered
    except (TimeoutError, ConnectionError):
        return False
    return True


def kind_of(payload: dict[str, Any]) -> str:
    """Return the type of the envelope that carries a payload."""
    if payload.get("type") == "event_callback":
        return "events_api"
    return "slash_commands" if "command" in payload else "interactive"
