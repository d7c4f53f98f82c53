"""Workers on real inboxes; what they answer is a line in a list."""

from __future__ import annotations

import asyncio
import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine

from assistant.inbox import ATTEMPTS, Inbox
from assistant.surfaces.slack.delivery.worker import Workers
from assistant.surfaces.slack.types import Asking

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from sqlalchemy import Engine

    from assistant.surfaces.slack.delivery.held import Held


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    made = create_engine(f"sqlite:///{tmp_path / 'inbox.sqlite'}", connect_args={"timeout": 30})
    yield made
    made.dispose()


@pytest.fixture
def inbox(engine: Engine) -> Inbox:
    return Inbox(engine, settling=0)


@asynccontextmanager
async def working(workers: Workers) -> AsyncIterator[Workers]:
    running = asyncio.create_task(workers.run())
    try:
        yield workers
    finally:
        workers.stop()
        await running


async def answered(inbox: Inbox, within: float = 10.0) -> None:
    ends_at = time.monotonic() + within
    while await asyncio.to_thread(inbox.waiting):
        assert time.monotonic() < ends_at, "something is left unanswered"
        await asyncio.sleep(0.01)


class Book:
    """Notes what is begun and what is done; takes so many seconds for each."""

    def __init__(self, seconds: float = 0.0) -> None:
        self.seconds = seconds
        self.lines: list[str] = []
        self.begun = asyncio.Event()
        self.at_once = self.most_at_once = 0

    async def __call__(self, held: Held) -> None:
        self.lines.append(held.item.event_id)
        self.begun.set()
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            await asyncio.sleep(self.seconds)
        finally:
            self.at_once -= 1
        await held.finish()


def put(inbox: Inbox, *events: str, thread: str | None = None) -> None:
    for event in events:
        inbox.put(event, thread or event, event, "{}")


async def test_what_was_left_behind_is_taken_up_at_the_start(inbox) -> None:
    put(inbox, "1", "2", "3")
    book = Book()
    async with working(Workers(inbox, book)):
        await answered(inbox)
    assert sorted(book.lines) == ["1", "2", "3"]


async def test_what_is_put_here_is_taken_at_once_and_settled_first(engine) -> None:
    inbox, book = Inbox(engine), Book()
    async with working(Workers(inbox, book, poll=30)) as workers:
        await asyncio.sleep(0.1)
        began = time.monotonic()
        assert await workers.put(Asking("Ev1", "mention", "T", "C", "U", "1.0", None, "How many?"))
        assert not await workers.put(Asking("Ev1", "mention", "T", "C", "U", "1.0", None, "How many?"))
        await answered(inbox)
        assert 0.3 <= time.monotonic() - began < 20  # it looks by itself after 30
        assert await workers.asked_in("C.1.0")
    assert book.lines == ["Ev1"]


async def test_what_another_process_puts_is_found_by_looking(inbox, engine) -> None:
    book = Book()
    async with working(Workers(inbox, book, poll=0.1)):
        put(Inbox(engine, settling=0), "1")
        await answered(inbox, 2)
    assert book.lines == ["1"]


async def test_no_more_are_answered_at_once_than_may_be(inbox) -> None:
    put(inbox, *map(str, range(9)))
    book = Book(0.05)
    async with working(Workers(inbox, book, at_once=3)):
        await answered(inbox)
    assert book.most_at_once == 3


async def test_a_thread_is_answered_in_order_and_one_by_one(inbox) -> None:
    put(inbox, "3", "1", "2", thread="T.C.1")
    book = Book(0.05)
    async with working(Workers(inbox, book, at_once=3, poll=30)):
        await answered(inbox)
    assert book.lines == ["1", "2", "3"]
    assert book.most_at_once == 1


async def test_work_that_outlasts_its_lease_stays_with_its_worker(inbox, engine) -> None:
    put(inbox, "1")
    one, two = Book(1.5), Book(1.5)
    first = Workers(inbox, one, lease=0.5, poll=0.05)
    second = Workers(Inbox(engine, settling=0), two, lease=0.5, poll=0.05)
    async with working(first), working(second):
        await answered(inbox)
    assert one.lines + two.lines == ["1"]


async def test_several_workers_on_one_inbox_answer_each_item_once(inbox, engine) -> None:
    put(inbox, *(f"{number:02}" for number in range(40)))
    one, two = Book(0.01), Book(0.01)
    async with working(Workers(inbox, one, poll=0.02)), working(Workers(Inbox(engine), two, poll=0.02)):
        await answered(inbox)
    assert sorted(one.lines + two.lines) == [f"{number:02}" for number in range(40)]
    assert one.lines
    assert two.lines


async def test_an_item_that_became_anothers_is_let_go_of(inbox, engine) -> None:
    """As where a machine slept: its lease ran out, and another took it up."""
    put(inbox, "1")
    let_go = asyncio.Event()

    async def answer(held: Held) -> None:
        taken = Inbox(engine, clock=lambda: time.time() + 60).claim("another", 60)
        assert taken is not None
        assert taken.attempts == held.item.attempts + 1
        try:
            await asyncio.sleep(30)
        except asyncio.CancelledError:
            let_go.set()
            raise

    async with working(Workers(inbox, answer, lease=0.6, poll=0.1)), asyncio.timeout(5):
        await let_go.wait()
    assert inbox.waiting() == 1  # it is the other's
    assert inbox.claim("a third", 60) is None


async def test_what_fails_is_tried_again_later_and_a_bounded_number_of_times(inbox, engine, caplog) -> None:
    put(inbox, "1")
    began = time.time()
    hasty = Inbox(engine, clock=lambda: began + 100 * (time.time() - began))
    attempts: list[int] = []

    async def answer(held: Held) -> None:
        attempts.append(held.item.attempts)
        if held.item.spent:
            await held.give_up("spent")
        raise RuntimeError("It went wrong.")

    async with working(Workers(hasty, answer, poll=0.01)):
        await answered(inbox)
    assert attempts == list(range(1, ATTEMPTS + 2))
    assert "It went wrong." in caplog.text


async def test_one_that_fails_is_not_taken_again_at_once(inbox) -> None:
    put(inbox, "1")
    attempts: list[int] = []

    async def answer(held: Held) -> None:
        attempts.append(held.item.attempts)
        raise RuntimeError("It went wrong.")

    async with working(Workers(inbox, answer, poll=0.01)):
        await asyncio.sleep(0.3)
    assert attempts == [1]
    assert inbox.waiting() == 1


async def test_stopping_lets_what_was_begun_come_to_its_end(inbox) -> None:
    put(inbox, "1", "2", "3")
    book = Book(0.4)
    async with working(Workers(inbox, book, at_once=2)):
        await asyncio.sleep(0.2)
    assert len(book.lines) == 2
    assert inbox.waiting() == 1


async def test_stopping_with_force_gives_back_what_was_begun(inbox) -> None:
    put(inbox, "1")
    book = Book(60)
    running = asyncio.create_task(Workers(inbox, book).run())
    await asyncio.wait_for(book.begun.wait(), 5)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    item = inbox.claim("another", 30)
    assert item is not None
    assert item.attempts == 2


async def test_workers_that_are_all_busy_stop_when_they_are_told_to(inbox) -> None:
    put(inbox, "1", "2")
    began = time.monotonic()
    async with working(Workers(inbox, Book(0.5), at_once=1)):
        await asyncio.sleep(0.2)
    assert time.monotonic() - began < 2
    assert inbox.waiting() == 1


async def test_a_database_that_fails_for_a_while_is_looked_at_again(inbox, engine, caplog) -> None:
    put(inbox, "1")

    class Failing(Inbox):
        failures = 3

        def claim(self, worker: str, lease: float):
            if self.failures:
                self.failures -= 1
                raise OSError("The disk is away.")
            return super().claim(worker, lease)

    book = Book()
    async with working(Workers(Failing(engine, settling=0), book, poll=0.05)):
        await answered(inbox)
    assert book.lines == ["1"]
    assert caplog.text.count("The inbox cannot be read") == 3
