"""The account of news: each is told once in each channel, whoever tells it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from assistant.types import Citation, Discrepancy, DiscrepancyValue
from assistant.watching.ledger import Examined, Ledger
from assistant.watching.news import News, Told, key_of

if TYPE_CHECKING:
    from sqlalchemy import Engine

ISLANDS = ("Island Post",)


def told(number: float, quote: str = "The ferry carried cars.") -> Told:
    value = DiscrepancyValue(f"{number:g}", number, None, None, None, (1,))
    cited = Citation(1, "may", "may:0-9", "Ferry", None, None, None, None, None, None, quote, 0, len(quote))
    return Told(Discrepancy("series", "cars", "", (value,)), (cited,))


def news(number: float, view: tuple[str, ...] | None = None) -> News:
    one = told(number)
    return News(key_of(one, view), "may", f"{number:g} cars", one, view)


@pytest.fixture
def ledger(engine: Engine) -> Ledger:
    return Ledger(engine)


def examined(text_hash: str = "a") -> list[Examined]:
    return [Examined("may", text_hash, frozenset({"1", "2"}))]


def due(ledger: Ledger, channel: str = "C1", view: tuple[str, ...] | None = None, before: float = 99.0) -> list[str]:
    return [one.news.headline for one in ledger.due(channel, view, before=before, left=0.0)]


def test_a_discrepancy_is_named_by_its_values_and_quotes_wherever_they_stand() -> None:
    assert key_of(told(5), None) == key_of(told(5, "The  FERRY carried cars."), None)
    assert (
        len({key_of(told(5), None), key_of(told(6), None), key_of(told(5, "No."), None), key_of(told(5), ISLANDS)}) == 4
    )


def test_the_same_news_is_kept_once(ledger: Ledger) -> None:
    assert ledger.keep(examined(), [news(5)], 1.0) == (news(5),)
    assert ledger.keep(examined("b"), [news(5), news(6)], 2.0) == (news(6),)
    assert ledger.examined() == {"may": "b"}
    assert ledger.marks("may") == ledger.marks_of("b") == {"1", "2"}


def test_a_channel_is_told_what_its_view_has_from_when_it_is_subscribed(ledger: Ledger) -> None:
    ledger.keep(examined(), [news(1)], 1.0)
    assert ledger.subscribe(["C1"], 2.0) is True
    ledger.keep(examined(), [news(5), news(6, ISLANDS)], 3.0)
    assert ledger.subscribe(["C1", "C2"], 4.0) is False
    ledger.keep(examined(), [news(7)], 5.0)
    assert due(ledger) == ["5 cars", "7 cars"]
    assert due(ledger, view=ISLANDS) == ["6 cars"]
    assert due(ledger, "C2") == ["7 cars"]
    assert due(ledger, before=3.0) == ["5 cars"]
    ledger.subscribe(["C2"], 6.0)
    assert due(ledger) == []


def test_one_of_many_takes_news(ledger: Ledger) -> None:
    with ThreadPoolExecutor(8) as pool:
        claims = list(pool.map(lambda _: ledger.claim("key", "C1", now=10.0, left=0.0), range(8)))
    assert [claim.attempts for claim in claims if claim] == [1]
    assert ledger.claim("key", "C2", now=10.0, left=0.0) is not None


def test_what_a_dead_one_took_is_another_s_once_its_time_is_over(ledger: Ledger) -> None:
    ledger.subscribe(["C1"], 0.0)
    ledger.keep(examined(), [news(5)], 1.0)
    key = news(5).key
    first = ledger.claim(key, "C1", now=10.0, left=0.0)
    assert ledger.claim(key, "C1", now=11.0, left=9.0) is None
    second = ledger.claim(key, "C1", now=30.0, left=20.0)
    assert first
    assert second
    assert second.attempts == 2
    ledger.posted(first, "1.0")  # too late: it says nothing any more
    assert [one.news.key for one in ledger.due("C1", None, before=99.0, left=50.0)] == [key]
    ledger.posted(second, "2.0")
    assert ledger.due("C1", None, before=99.0, left=50.0) == ()


def test_what_could_not_be_told_is_due_again_and_what_was_dropped_is_not(ledger: Ledger) -> None:
    ledger.subscribe(["C1"], 0.0)
    ledger.keep(examined(), [news(5), news(6)], 1.0)
    for number, end in ((5, ledger.released), (6, ledger.dropped)):
        claim = ledger.claim(news(number).key, "C1", now=10.0, left=0.0)
        assert claim
        end(claim)
    assert due(ledger) == ["5 cars"]


def test_two_that_open_one_database_at_once_both_can(engine: Engine) -> None:
    with ThreadPoolExecutor(4) as pool:
        ledgers = list(pool.map(lambda _: Ledger(engine), range(4)))
    assert len(ledgers) == 4
