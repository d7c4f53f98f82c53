from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from index.ahead import ahead

if TYPE_CHECKING:
    from collections.abc import Iterator


def test_values_come_in_order_from_another_thread() -> None:
    here = threading.current_thread()
    seen = list(ahead((n, threading.current_thread()) for n in range(50)))
    assert [n for n, _ in seen] == list(range(50))
    assert all(thread is not here for _, thread in seen)


def test_no_more_are_made_than_fit_before_they_are_asked_for() -> None:
    made: list[int] = []

    def numbers() -> Iterator[int]:
        for n in range(100):
            made.append(n)
            yield n

    values = ahead(numbers(), 3)
    assert next(values) == 0
    assert len(made) <= 5
    values.close()
    assert len(made) <= 6


def test_an_error_reaches_the_one_who_asks_after_the_values_before_it() -> None:
    def failing() -> Iterator[int]:
        yield 1
        raise ZeroDivisionError

    values = ahead(failing())
    assert next(values) == 1
    with pytest.raises(ZeroDivisionError):
        next(values)


def test_closing_ends_the_thread_and_closes_what_it_reads() -> None:
    closed = threading.Event()

    def endless() -> Iterator[int]:
        try:
            while True:
                yield 1
        finally:
            closed.set()

    before = threading.active_count()
    values = ahead(ahead(endless()))
    next(values)
    values.close()
    assert closed.wait(5)
    assert threading.active_count() == before
