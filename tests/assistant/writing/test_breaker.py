from __future__ import annotations

from assistant.writing.breaker import Breaker


class Clock:
    """Stands still until it is set."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_after_some_failures_in_a_row_nobody_tries_for_a_while() -> None:
    clock = Clock()
    breaker = Breaker(2, 30, clock)
    breaker.failed()
    assert breaker.lets_through()
    breaker.failed()
    assert not breaker.lets_through()
    clock.now = 31
    assert breaker.lets_through(), "one tries"
    assert not breaker.lets_through(), "the others wait for what comes of it"


def test_a_success_makes_good_for_what_failed() -> None:
    clock = Clock()
    breaker = Breaker(2, 30, clock)
    breaker.failed()
    breaker.succeeded()
    breaker.failed()
    assert breaker.lets_through()


def test_a_failure_after_the_pause_begins_another() -> None:
    clock = Clock()
    breaker = Breaker(1, 30, clock)
    breaker.failed()
    clock.now = 31
    assert breaker.lets_through()
    breaker.failed()
    clock.now = 60
    assert not breaker.lets_through()
    clock.now = 62
    assert breaker.lets_through()
