from __future__ import annotations

from eval.metrics.passing import measure
from eval.score import Failure
from tests.eval.metrics.harbour import abstained, expecting, seen, values


def test_a_case_passes_where_nothing_failed() -> None:
    assert values(measure, seen(expecting(), abstained())) == {"passed": 1.0}


def test_an_error_in_place_of_an_answer_is_a_failure() -> None:
    error = Failure("error", "an answer", "The question is empty; ask something.")
    assert values(measure, seen(expecting(), None, failures=(error,))) == {"passed": 0.0}
