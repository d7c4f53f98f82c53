from __future__ import annotations

import asyncio
from contextlib import aclosing

import pytest

from eval.parallel import in_order


async def test_results_come_in_the_order_of_the_items_whoever_is_done_first() -> None:
    async def wait(item: int) -> int:
        await asyncio.sleep(0.02 if item == 0 else 0)
        return item

    assert [one async for one in in_order(range(5), wait, 3)] == [0, 1, 2, 3, 4]


async def test_never_more_than_so_many_are_under_way_and_items_are_taken_when_needed() -> None:
    under_way, most, taken = 0, 0, []

    async def work(item: int) -> int:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await asyncio.sleep(0.001)
        under_way -= 1
        return item

    def items() -> object:
        for item in range(20):
            taken.append(item)
            yield item

    async with aclosing(in_order(items(), work, 4)) as results:
        async for one in results:
            if one == 5:
                break
    assert most == 4
    assert len(taken) <= 5 + 1 + 4


async def test_an_error_reaches_the_caller_and_what_is_under_way_comes_to_its_end() -> None:
    ended = []

    async def work(item: int) -> int:
        if item == 1:
            raise ValueError("one")
        await asyncio.sleep(0.01)
        ended.append(item)
        return item

    with pytest.raises(ValueError, match="one"):
        _ = [one async for one in in_order(range(4), work, 4)]
    assert ended == [0, 2, 3]
