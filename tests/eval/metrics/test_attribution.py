from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assistant.types import Answer, Statement
from eval.metrics.attribution import measure
from tests.eval.metrics.harbour import abstained, answered, cite, expecting, paper, seen, values

DAY = date(2024, 5, 3)
MAY = paper("may", "Some 212 boats left Norhavn.")
RIGHT = answered(
    Statement("Boats left.", (1,), speaker="Ada Holm", as_of=DAY),
    Statement("Others stayed.", (1,)),
    citations=(cite(MAY, "212 boats", event_on=DAY),),
)
NAMED = {"speaker": "Holm", "as_of": DAY, "event_on": DAY}
OTHER = Statement("It rained.", (1,), speaker="Jens Dahl", as_of=date(2024, 6, 9))


def attribution(answer: Answer | None, **expected: object) -> dict[str, float]:
    return values(measure, seen(expecting(**expected), answer, MAY))


def test_an_answer_that_names_them_right_has_all_three() -> None:
    assert attribution(RIGHT, **NAMED) == {"speaker": 1.0, "as_of": 1.0, "event_on": 1.0}


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (replace(RIGHT, statements=(*RIGHT.statements, OTHER)), {"speaker": 0.0, "as_of": 0.0, "event_on": 1.0}),
        (replace(RIGHT, statements=()), {"speaker": 0.0, "as_of": 0.0, "event_on": 1.0}),
        (replace(RIGHT, citations=()), {"speaker": 1.0, "as_of": 1.0, "event_on": 0.0}),
        (
            replace(RIGHT, citations=(replace(RIGHT.citations[0], event_on=date(2024, 5, 4)),)),
            {"speaker": 1.0, "as_of": 1.0, "event_on": 0.0},
        ),
    ],
)
def test_another_speaker_or_day_or_none_is_wrong(answer: Answer, expected: dict[str, float]) -> None:
    assert attribution(answer, **NAMED) == expected


def test_an_event_of_the_right_day_but_the_wrong_precision_has_its_right_day() -> None:
    assert attribution(RIGHT, event_on=DAY, event_on_precision="stated") == {"event_on": 1.0}


def test_only_what_the_case_names_is_measured_and_only_of_answers() -> None:
    assert attribution(RIGHT, as_of=DAY) == {"as_of": 1.0}
    assert attribution(RIGHT) == {}
    assert attribution(abstained(), **NAMED) == {}
    assert attribution(None, **NAMED) == {}
