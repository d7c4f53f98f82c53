"""News as they arrive in channels: the real client of Slack's SDK, a real archive, a clock that stands."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from assistant.surfaces.slack.access.access import Access
from assistant.surfaces.slack.access.rules import Place, Quiet, Rules, Subscription
from assistant.surfaces.slack.alerts.alerts import view_of
from assistant.surfaces.slack.alerts.watching import Watch
from assistant.surfaces.slack.web import open_web
from tests.assistant.watching.desk import (
    EARLIER,
    FERRY,
    FIRE,
    FIRE_ELSEWHERE,
    MORE,
    MUSEUM,
    Desk,
    opened,
)
from tests.slack_server import BOT_TOKEN, CHANNEL, OTHER_CHANNEL, Slack
from tests.slack_server.names import FOREIGN_CHANNEL

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

NOON = datetime(2026, 9, 21, 12, 0, tzinfo=UTC)
GAZETTE, HERALD = "Norhavn Gazette", "Coast Herald"
PAGE = "https://readout.example.org"


class Newsroom:
    """An archive, a workspace, the channels that are told, and the time."""

    def __init__(self, desk: Desk, slack: Slack) -> None:
        self.desk = desk
        self.slack = slack
        self.now = NOON
        self.access = Access(None, Rules(alerts=(Subscription(CHANNEL),)), None)
        self.watch = self.another()

    def another(self) -> Watch:
        """Another who watches the same archive: after a restart, or at the same time."""
        client = open_web(BOT_TOKEN, self.slack.api_url).patient
        return Watch(self.desk.assistant, self.access, client, PAGE, lambda: self.now, look=0.05)

    def subscribe(self, *subscriptions: Subscription, channels: dict[str, Place] | None = None) -> None:
        """Say who is told, and take what is there as known."""
        vars(self.access)["_rules"] = Rules(channels or {}, alerts=subscriptions)
        self.watch.subscribe()

    async def comes(self, *papers: dict[str, str]) -> None:
        """Have papers come in, and look at them."""
        self.desk.index(*papers)
        self.watch.examine()
        await self.watch.tell()

    def told(self, channel: str = CHANNEL) -> list[str]:
        """Return what a reader of a channel sees."""
        return [message.shown for message in self.slack.messages(channel)]


@pytest.fixture
def desk(tmp_path: Path, cache: Path) -> Iterator[Desk]:
    with opened(tmp_path, cache) as desk:
        desk.index(FERRY, MUSEUM)
        yield desk


@pytest.fixture
async def newsroom(desk: Desk) -> AsyncIterator[Newsroom]:
    async with Slack() as slack:
        newsroom = Newsroom(desk, slack)
        newsroom.watch.subscribe()
        yield newsroom
        assert slack.violations == []
        assert slack.pings == []


async def test_a_new_figure_is_posted_once_with_both_quotes_and_where_they_stand(newsroom: Newsroom) -> None:
    await newsroom.comes(MORE)
    (shown,) = newsroom.told()
    assert "There is a new figure for cars: 31,900 (14 May 2024); before: 12,400 (6 February 2024)." in shown
    assert "Since it opened in November, the ferry over the Vik Sund has carried \n31,900\n cars" in shown
    assert "The new ferry over the Vik Sund has carried \n12,400\n cars" in shown
    assert GAZETTE in shown
    assert HERALD in shown
    assert f"{PAGE}/#document=ferry-may&start=" in shown
    await newsroom.watch.tell()
    newsroom.watch.examine()
    await newsroom.another().tell()
    assert len(newsroom.told()) == 1


async def test_two_that_watch_at_once_tell_it_once(newsroom: Newsroom) -> None:
    newsroom.desk.index(MORE)
    newsroom.watch.examine()
    newsroom.slack.faults.stall("chat.postMessage", 0.2)
    await asyncio.gather(*(one.tell() for one in (newsroom.watch, newsroom.another(), newsroom.another())))
    assert len(newsroom.told()) == 1


async def test_what_was_there_when_the_first_channel_is_subscribed_is_not_told(newsroom: Newsroom) -> None:
    newsroom.subscribe()
    newsroom.desk.index(MORE)
    newsroom.subscribe(Subscription(OTHER_CHANNEL))
    newsroom.watch.examine()
    await newsroom.watch.tell()
    assert newsroom.told(OTHER_CHANNEL) == []
    await newsroom.comes(FIRE, FIRE_ELSEWHERE)
    assert len(newsroom.told(OTHER_CHANNEL)) == 1
    assert newsroom.told(CHANNEL) == []


async def test_a_channel_is_never_told_from_an_outlet_that_it_does_not_see(newsroom: Newsroom) -> None:
    channels = {OTHER_CHANNEL: Place(outlets=("norhavn gazette", "Island Post"))}
    # What is written for the alerts cannot widen what the channel sees.
    wide = Subscription(OTHER_CHANNEL, outlets=(GAZETTE, HERALD, "Island Post"))
    newsroom.subscribe(Subscription(CHANNEL), wide, channels=channels)
    await newsroom.comes(MORE, FIRE, FIRE_ELSEWHERE)
    assert len(newsroom.told(CHANNEL)) == 2
    assert newsroom.told(OTHER_CHANNEL) == []
    await newsroom.comes(EARLIER)
    (shown,) = newsroom.told(OTHER_CHANNEL)
    assert "5,100" in shown
    assert "12,400" in shown
    assert HERALD not in shown
    assert "31,900" not in shown


@pytest.mark.parametrize(
    ("seen", "wanted", "view"),
    [
        (None, None, None),
        (None, ("B", "A"), ("A", "B")),
        (("A",), None, ("A",)),
        (("A", "B"), ("b", "C"), ("b",)),
        (("A",), ("B",), ()),
    ],
)
def test_a_view_is_what_is_wanted_of_what_is_seen(
    seen: tuple[str, ...] | None, wanted: tuple[str, ...] | None, view: tuple[str, ...] | None
) -> None:
    rules = Rules({CHANNEL: Place(outlets=seen)})
    assert view_of(rules, Subscription(CHANNEL, outlets=wanted)) == view


async def test_quiet_hours_hold_news_back_until_they_end(newsroom: Newsroom) -> None:
    oslo = ZoneInfo("Europe/Oslo")  # two hours before UTC in September
    night = Subscription(CHANNEL, quiet=Quiet(time(22), time(7)), zone=oslo)
    newsroom.subscribe(night, Subscription(OTHER_CHANNEL))
    newsroom.now = datetime(2026, 9, 21, 20, 30, tzinfo=UTC)
    await newsroom.comes(MORE)
    assert newsroom.told() == []
    assert len(newsroom.told(OTHER_CHANNEL)) == 1
    newsroom.now = datetime(2026, 9, 22, 4, 59, tzinfo=UTC)
    await newsroom.watch.tell()
    assert newsroom.told() == []
    newsroom.now = datetime(2026, 9, 22, 5, 0, tzinfo=UTC)
    await newsroom.watch.tell()
    assert len(newsroom.told()) == 1


async def test_a_digest_tells_once_a_day_what_came_before_its_hour(newsroom: Newsroom) -> None:
    newsroom.subscribe(Subscription(CHANNEL, digest=time(18)))
    await newsroom.comes(MORE)
    newsroom.now = NOON + timedelta(hours=5)
    await newsroom.comes(FIRE, FIRE_ELSEWHERE)
    assert newsroom.told() == []
    newsroom.now = NOON + timedelta(hours=7)
    await newsroom.comes(EARLIER)  # after the hour: for the next day
    (shown,) = newsroom.told()
    assert "2 new differences in the archive" in shown
    assert "31,900" in shown
    assert "17" in shown
    assert "5,100" not in shown
    newsroom.now = NOON + timedelta(hours=29)
    await newsroom.watch.tell()
    assert len(newsroom.told()) == 1
    newsroom.now = NOON + timedelta(hours=30)
    await newsroom.watch.tell()
    assert len(newsroom.told()) == 2
    assert "5,100" in newsroom.told()[1]


async def test_a_limit_of_slack_is_waited_for(newsroom: Newsroom) -> None:
    newsroom.slack.rate_limit("chat.postMessage", times=2, seconds=1)
    await newsroom.comes(MORE)
    assert len(newsroom.told()) == 1


async def test_a_post_whose_answer_is_lost_is_not_made_again(newsroom: Newsroom) -> None:
    newsroom.slack.faults.lose("chat.postMessage")
    newsroom.slack.fail("conversations.history", status=503)
    await newsroom.comes(MORE)
    await newsroom.watch.tell()
    assert len(newsroom.told()) == 1


async def test_news_that_one_posted_and_died_is_found_by_the_next(newsroom: Newsroom) -> None:
    newsroom.desk.index(MORE)
    (news,) = newsroom.watch.examine()
    ledger, now = newsroom.watch.ledger, newsroom.now.timestamp()
    await newsroom.watch.tell()
    # As it was just before the post was noted: somebody took the news, and nothing more is known.
    with newsroom.desk.assistant.archive.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE news_posts SET state = 'taken', ts = NULL")
    newsroom.now += timedelta(minutes=20)
    await newsroom.another().tell()
    assert len(newsroom.told()) == 1
    assert ledger.claim(news.key, CHANNEL, now=now, left=now * 2) is None  # it is told


async def test_a_channel_that_cannot_be_written_to_keeps_no_other_from_its_news(newsroom: Newsroom) -> None:
    newsroom.subscribe(Subscription(FOREIGN_CHANNEL), Subscription(CHANNEL))
    await newsroom.comes(MORE)
    assert len(newsroom.told()) == 1
    assert newsroom.told(FOREIGN_CHANNEL) == []
    assert [one.problem.error for one in newsroom.slack.violations] == ["not_in_channel"]
    newsroom.slack.violations.clear()
    # Once the bot is let in, it is told there as well.
    there = newsroom.slack.workspace.channels
    there[FOREIGN_CHANNEL] = there[CHANNEL].__class__(FOREIGN_CHANNEL, "channel", "islands", there[CHANNEL].members)
    await newsroom.watch.tell()
    assert len(newsroom.told(FOREIGN_CHANNEL)) == 1
    assert len(newsroom.told()) == 1


async def test_news_whose_document_is_gone_by_then_are_dropped(newsroom: Newsroom) -> None:
    newsroom.subscribe(Subscription(CHANNEL, digest=time(18)))
    await newsroom.comes(MORE)
    newsroom.desk.index(without=("ferry-may",))
    newsroom.now = NOON + timedelta(hours=7)
    await newsroom.watch.tell()
    assert newsroom.told() == []


async def test_many_news_at_once_come_in_one_message(newsroom: Newsroom) -> None:
    totals = [FERRY, *({**FERRY, "doc_id": f"old-{n}", **ferry(n, 1_000)} for n in range(4))]
    newsroom.subscribe()
    newsroom.desk.index(*totals)
    newsroom.subscribe(Subscription(CHANNEL))
    await newsroom.comes(*({**MORE, "doc_id": f"new-{n}", **ferry(n, 7_000)} for n in range(4)))
    (shown,) = newsroom.told()
    assert "4 new differences in the archive" in shown


def ferry(number: int, cars: int) -> dict[str, str]:
    place = ("Korrin", "Maren", "Tessel", "Arlo")[number]
    text = f"The bus to {place} has carried {cars + number} children since it began in November, {place} said."
    return {"title": f"The bus to {place}", "text": text}


async def test_text_of_a_document_neither_pings_nor_forges_a_link(newsroom: Newsroom) -> None:
    forged = (
        "<!channel> <https://evil.example|click> the ferry over the Vik Sund has carried 52,000 cars since November."
    )
    await newsroom.comes({**MORE, "title": "<!here> *Half*", "source": "<@U0ADAHOLM>", "text": forged})
    assert len(newsroom.told()) == 1  # and the fixture sees that nobody is pinged


async def test_while_a_server_runs_what_is_uploaded_is_told(newsroom: Newsroom) -> None:
    async with newsroom.watch.running():
        await asyncio.to_thread(newsroom.desk.index, MORE)
        newsroom.watch.changed()
        await newsroom.slack.until(newsroom.told)
    assert len(newsroom.told()) == 1


async def test_a_server_with_nothing_to_watch_and_nobody_to_tell_waits(tmp_path: Path, cache: Path) -> None:
    with opened(tmp_path / "empty", cache) as desk:
        async with Slack() as slack:
            newsroom = Newsroom(desk, slack)
            async with newsroom.watch.running():
                await asyncio.sleep(0.2)
            assert slack.calls == []
