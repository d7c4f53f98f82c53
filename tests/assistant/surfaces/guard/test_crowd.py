"""Questions that come at once, as tasks that wait for each other."""

from __future__ import annotations

import asyncio

import pytest

from assistant.surfaces.guard.crowd import Crowd
from assistant.surfaces.guard.refusal import RefusalError


class Work:
    """Questions that take as long as the test says, and who began in which order."""

    def __init__(self, crowd: Crowd) -> None:
        self.crowd = crowd
        self.began: list[int] = []
        self.done = asyncio.Event()

    async def __call__(self, number: int) -> int:
        async with self.crowd.place():
            self.began.append(number)
            await self.done.wait()
            return number


async def settled() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


async def test_so_many_are_answered_at_once_and_the_others_in_their_order() -> None:
    work = Work(Crowd(2, 3))
    tasks = [asyncio.create_task(work(number)) for number in range(5)]
    await settled()
    assert work.began == [0, 1]
    work.done.set()
    assert await asyncio.gather(*tasks) == [0, 1, 2, 3, 4]
    assert work.began == [0, 1, 2, 3, 4]


async def test_those_for_whom_there_is_no_room_are_told_so_at_once() -> None:
    work = Work(Crowd(1, 1))
    tasks = [asyncio.create_task(work(number)) for number in range(2)]
    await settled()
    with pytest.raises(RefusalError) as refused:
        await work(2)
    assert (refused.value.status, refused.value.reason) == (503, "overload")
    assert int(refused.value.headers["Retry-After"]) >= 1
    work.done.set()
    assert await asyncio.gather(*tasks) == [0, 1]
    assert await work(3) == 3


async def test_nobody_waits_longer_than_there_is_patience() -> None:
    work = Work(Crowd(1, 5, patience=0.05))
    task = asyncio.create_task(work(0))
    await settled()
    with pytest.raises(RefusalError):
        await work(1)
    work.done.set()
    await task
    assert await work(2) == 2


async def test_one_who_leaves_while_waiting_gives_the_place_to_the_next() -> None:
    work = Work(Crowd(1, 2))
    first, leaver, last = (asyncio.create_task(work(number)) for number in range(3))
    await settled()
    leaver.cancel()
    await settled()
    work.done.set()
    assert await asyncio.gather(first, last) == [0, 2]
    assert await asyncio.gather(*(work(number) for number in (3, 4, 5))) == [3, 4, 5]


async def test_a_question_that_fails_gives_its_place_back() -> None:
    crowd = Crowd(1, 0)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            async with crowd.place():
                raise ZeroDivisionError


async def test_how_long_to_stay_away_follows_from_how_long_questions_take() -> None:
    crowd = Crowd(1, 20)
    for _ in range(30):
        async with crowd.place():
            await asyncio.sleep(0.02)
    work = Work(crowd)
    tasks = [asyncio.create_task(work(number)) for number in range(21)]
    await settled()
    with pytest.raises(RefusalError) as quick:
        await work(21)
    assert quick.value.headers["Retry-After"] == "1"  # 20 questions of some 20 ms
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
