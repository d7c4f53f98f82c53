"""Who may ask where, which outlets are seen there, and what is told to channels unasked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, tzinfo

_DIRECT = "D"  # begins the id of a conversation between one person and the bot

NOT_HERE = "I may not answer in this channel. Whoever runs Readout here can allow it in its access file."
NOT_YOU = "You are not among those who may ask here. Whoever runs Readout here can allow it in its access file."
NOT_ALONE = "I may not answer direct messages. Ask me in a channel that I am a member of."


@dataclass(frozen=True, slots=True)
class People:
    """Who may ask: those who are allowed, without those who are denied."""

    allowed: frozenset[str] | None = None  # ids; None: everybody
    denied: frozenset[str] = frozenset()

    def has(self, user: str) -> bool:
        """Tell whether someone is among them."""
        return user not in self.denied and (self.allowed is None or user in self.allowed)


EVERYBODY = People()


@dataclass(frozen=True, slots=True)
class Place:
    """What holds in a channel, or in direct messages."""

    ask: bool = True  # whether questions are answered there
    outlets: tuple[str, ...] | None = None  # that are seen there; None: all
    follow_ups: bool = True  # whether a question in a thread of the bot's needs no mention
    people: People = EVERYBODY


OPEN = Place()
CLOSED = Place(ask=False, outlets=(), follow_ups=False)


@dataclass(frozen=True, slots=True)
class Quiet:
    """Hours in which nothing is told unasked; they may go over midnight."""

    start: time
    end: time

    def holds(self, at: time) -> bool:
        """Tell whether it is quiet at a time of day: from the start on, and no more at the end."""
        if self.start < self.end:
            return self.start <= at < self.end
        return at >= self.start or at < self.end


@dataclass(frozen=True, slots=True)
class Subscription:
    """A channel that is told of new discrepancies."""

    channel: str
    outlets: tuple[str, ...] | None = None  # of which it is told; None: all
    quiet: Quiet | None = None
    digest: time | None = None  # once a day at this time; None: at once
    zone: tzinfo = UTC  # of the times

    def is_quiet(self, at: datetime) -> bool:
        """Tell whether it is quiet there at a moment; `at` has a time zone."""
        return self.quiet is not None and self.quiet.holds(at.astimezone(self.zone).time())


@dataclass(frozen=True, slots=True)
class Rules:
    """All that the access file says; without one, everybody may ask everywhere."""

    channels: Mapping[str, Place] = field(default_factory=dict)  # by id
    others: Place = OPEN  # every other channel
    direct: Place = OPEN
    people: People = EVERYBODY
    alerts: tuple[Subscription, ...] = ()

    def may_ask(self, channel: str, user: str, *, direct: bool) -> str | None:
        """Return None where someone may ask, else one sentence for them."""
        place = self.direct if direct else self._place(channel)
        if not place.ask:
            return NOT_ALONE if direct else NOT_HERE
        return None if self.people.has(user) and place.people.has(user) else NOT_YOU

    def outlets(self, channel: str) -> tuple[str, ...] | None:
        """Return the outlets that a channel sees; None: all."""
        return self._place(channel).outlets

    def follow_ups(self, channel: str) -> bool:
        """Tell whether a follow-up in a thread of the bot's needs no mention there."""
        return self._place(channel).follow_ups

    def subscriptions(self) -> tuple[Subscription, ...]:
        """Return the channels that are told of new discrepancies."""
        return self.alerts

    def _place(self, channel: str) -> Place:
        known = self.channels.get(channel)
        return known or (self.direct if channel.startswith(_DIRECT) else self.others)
