"""Buckets of tokens, by a clock that the test turns: 60 a minute are one a second."""

from __future__ import annotations

from assistant.surfaces.guard.rates import Rates


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_so_many_may_come_at_once_and_then_one_at_a_time() -> None:
    clock = Clock()
    rates = Rates(60, clock)
    assert [rates.take("ada") for _ in range(60)] == [0.0] * 60
    assert rates.take("ada") == 1.0
    clock.now += 0.75
    assert rates.take("ada") == 0.25
    clock.now += 0.25
    assert rates.take("ada") == 0.0
    assert rates.take("ada") == 1.0


def test_a_rest_fills_the_bucket_and_no_more() -> None:
    clock = Clock()
    rates = Rates(2, clock)
    assert [rates.take("ada") for _ in range(2)] == [0.0, 0.0]
    clock.now += 3600
    assert [rates.take("ada") for _ in range(3)] == [0.0, 0.0, 30.0]


def test_nobody_pays_for_another() -> None:
    rates = Rates(1, Clock())
    assert [rates.take(who) for who in ("ada", "bo", "ada", "bo")] == [0.0, 0.0, 60.0, 60.0]


def test_no_limit_is_none() -> None:
    rates = Rates(0, Clock())
    assert {rates.take("ada") for _ in range(1000)} == {0.0}


def test_what_is_remembered_of_visitors_does_not_grow_without_end() -> None:
    rates = Rates(1, Clock())
    rates.take("first")
    for number in range(10_000):
        rates.take(f"visitor {number}")
    assert rates.take("first") == 0.0  # forgotten: a new bucket
    assert rates.take("visitor 9999") == 60.0
