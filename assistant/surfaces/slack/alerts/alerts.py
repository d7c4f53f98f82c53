"""What is new in the archive, told in the channels that are subscribed: once in each, and never in its quiet hours."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final, TypeAlias

from assistant.surfaces.slack.alerts.posting import post_news, told_since
from assistant.surfaces.slack.shown.alert_blocks import DIGEST, Alert, digest_message
from assistant.surfaces.slack.web import FAILURES, is_uncertain, reason
from index.errors import InputError

if TYPE_CHECKING:
    from slack_sdk.web.async_client import AsyncWebClient

    from assistant.assistant import Assistant
    from assistant.surfaces.slack.access.rules import Rules, Subscription
    from assistant.surfaces.slack.shown.links import Link
    from assistant.watching.ledger import Claim, Due, Ledger
    from assistant.watching.news import News

Clock: TypeAlias = Callable[[], datetime]

_LEASE: Final = timedelta(
    minutes=15
)  # after which what a dead worker took is another's: longer than Slack delays calls
_APART: Final = 3  # news that are told in messages of their own; more come together

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Told:
    """A message that tells news in a channel."""

    channel: str
    ts: str
    keys: tuple[str, ...]


def view_of(rules: Rules, subscription: Subscription) -> tuple[str, ...] | None:
    """Return the outlets of which a channel is told: none but those that it sees; None: all."""
    seen, wanted = rules.outlets(subscription.channel), subscription.outlets
    if seen is None or wanted is None:
        chosen = wanted if seen is None else seen
    else:
        visible = {outlet.strip().casefold() for outlet in seen}
        chosen = tuple(outlet for outlet in wanted if outlet.strip().casefold() in visible)
    return None if chosen is None else tuple(sorted(set(chosen)))


def utc_now() -> datetime:
    """Return the moment that it is."""
    return datetime.now(UTC)


class Alerts:
    """Tells what a ledger holds. Several may share one: whoever takes news tells it."""

    def __init__(
        self, assistant: Assistant, ledger: Ledger, client: AsyncWebClient, link: Link, clock: Clock = utc_now
    ) -> None:
        self._assistant = assistant
        self._ledger = ledger
        self._client = client
        self._link = link
        self._clock = clock

    async def tell(self, rules: Rules) -> tuple[Told, ...]:
        """Tell each subscribed channel what is due there; what cannot be told is due again the next time."""
        told: list[Told] = []
        for subscription in rules.subscriptions():
            view = view_of(rules, subscription)
            for news in await asyncio.to_thread(self._due, subscription, view):
                claims = await asyncio.to_thread(self._claimed, subscription.channel, news, view)
                if message := await self._post(subscription.channel, news, claims):
                    told.append(message)
        return tuple(told)

    def _due(self, subscription: Subscription, view: tuple[str, ...] | None) -> list[Sequence[Due]]:
        """Return what is to be told in a channel now, a message for each part."""
        now = self._clock()
        if subscription.is_quiet(now):
            return []
        before = _last_digest(subscription, now)
        left = (now - _LEASE).timestamp()
        due = self._ledger.due(subscription.channel, view, before=before.timestamp(), left=left)
        size = 1 if subscription.digest is None and len(due) <= _APART else DIGEST
        return [due[start : start + size] for start in range(0, len(due), size)]

    def _claimed(self, channel: str, due: Sequence[Due], view: tuple[str, ...] | None) -> dict[str, Claim]:
        """Take news by key; what its documents do not say any more is told no more."""
        now = self._clock()
        claims = {}
        for one in due:
            times = {"now": now.timestamp(), "left": (now - _LEASE).timestamp()}
            claim = self._ledger.claim(one.news.key, channel, **times)
            if claim and self._holds(one.news, view):
                claims[one.news.key] = claim
            elif claim:
                self._ledger.dropped(claim)
        return claims

    def _holds(self, news: News, view: tuple[str, ...] | None) -> bool:
        """Whether every quote still stands where it is said to, in a document that the channel sees."""
        archive = self._assistant.of("", view).archive
        try:
            texts = {c.document_id: archive.document(c.document_id).text for c in news.told.citations}
        except InputError:
            return False
        return all(texts[c.document_id][c.start : c.end] == c.quote for c in news.told.citations)

    async def _post(self, channel: str, due: Sequence[Due], claims: dict[str, Claim]) -> Told | None:
        await self._find(channel, due, claims)
        mine = [one.news for one in due if one.news.key in claims]
        if not mine:
            return None
        alerts = [Alert(news.told.discrepancy, news.told.citations, news.headline) for news in mine]
        keys = tuple(news.key for news in mine)
        try:
            ts = await post_news(self._client, channel, digest_message(alerts, self._link), keys)
        except FAILURES as error:
            logger.warning("What is new could not be told in %s (%s); it is tried again.", channel, reason(error))
            if not is_uncertain(error):
                await asyncio.to_thread(self._release, claims.values())
            return None
        await asyncio.shield(asyncio.to_thread(self._posted, claims.values(), ts))
        return Told(channel, ts, keys)

    async def _find(self, channel: str, due: Sequence[Due], claims: dict[str, Claim]) -> None:
        """Take from the claims what another has told, and died before it was noted."""
        left = [one for one in due if one.news.key in claims and claims[one.news.key].attempts > 1]
        if not left:
            return
        there = await told_since(self._client, channel, min(one.found_at for one in left))
        for key in [one.news.key for one in left if one.news.key in there]:
            await asyncio.to_thread(self._ledger.posted, claims.pop(key), there[key])

    def _posted(self, claims: Iterable[Claim], ts: str) -> None:
        for claim in claims:
            self._ledger.posted(claim, ts)

    def _release(self, claims: Iterable[Claim]) -> None:
        for claim in claims:
            self._ledger.released(claim)


def _last_digest(subscription: Subscription, now: datetime) -> datetime:
    """Return the moment up to which news are told: that of the last digest, or now where there is none."""
    if subscription.digest is None:
        return now
    here = now.astimezone(subscription.zone)
    today = datetime.combine(here.date(), subscription.digest, here.tzinfo)
    return (
        today if today <= here else datetime.combine(here.date() - timedelta(days=1), subscription.digest, here.tzinfo)
    )
