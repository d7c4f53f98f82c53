from __future__ import annotations

from assistant.types import Usage
from eval.metrics.cost import measure
from tests.eval.metrics.harbour import abstained, answered, expecting, seen, values


def test_time_is_in_milliseconds_and_tokens_are_those_that_the_answer_reports() -> None:
    answer = answered("212 boats left.", usage=Usage(prompt_tokens=120, completion_tokens=7))
    measured = values(measure, seen(expecting(), answer, seconds=0.25))
    assert measured == {"ms": 250.0, "prompt_tokens": 120.0, "completion_tokens": 7.0}


def test_an_abstention_costs_too() -> None:
    measured = values(measure, seen(expecting(), abstained(), seconds=0.5))
    assert measured == {"ms": 500.0, "prompt_tokens": 0.0, "completion_tokens": 0.0}


def test_an_error_has_no_cost_that_could_be_compared() -> None:
    assert values(measure, seen(expecting(), None, seconds=0.001)) == {}
