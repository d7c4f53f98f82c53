from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from eval.metrics.conversation import measure
from tests.eval.metrics.harbour import abstained, answered, cite, expecting, paper, seen, values

if TYPE_CHECKING:
    from assistant.types import Answer

MAY = paper("may", "Some 212 boats left Norhavn.", "It rained.")
TURNS = ("Did boats leave Norhavn?", "How many?")
BOATS, RAIN = cite(MAY, "212 boats"), cite(MAY, "It rained", 2)
ALONE = answered("Some 212 boats left.", "It rained.", citations=(BOATS, RAIN))


def conversation(answer: Answer | None, alone: Answer | None = None, **expected: object) -> dict[str, float]:
    return values(measure, seen(expecting(turns=TURNS, **expected), answer, MAY, alone=alone))


@pytest.mark.parametrize(
    ("answer", "same"),
    [
        (ALONE, 1.0),
        (replace(ALONE, question="How many?", conversation_id="c", score=0.1), 1.0),
        (replace(ALONE, citations=(RAIN, BOATS), statements=ALONE.statements[::-1]), 1.0),
        (replace(ALONE, citations=(BOATS,)), 0.0),
        (replace(ALONE, citations=(BOATS, replace(RAIN, start=RAIN.start + 1))), 0.0),
        (replace(ALONE, citations=(BOATS, replace(RAIN, document_id="june"))), 0.0),
        (replace(ALONE, statements=ALONE.statements[:1]), 0.0),
        (replace(ALONE, status="abstained"), 0.0),
        (None, 0.0),
    ],
)
def test_a_follow_up_is_answered_as_alone_with_the_same_status_quotes_and_statements(
    answer: Answer | None, same: float
) -> None:
    assert conversation(answer, ALONE) == {"same_as_alone": same}


def test_two_abstentions_are_the_same_whatever_they_offer() -> None:
    assert conversation(abstained(related=(BOATS,)), abstained()) == {"same_as_alone": 1.0}


@pytest.mark.parametrize(
    ("resolved", "f1", "exact"),
    [
        ("How many boats left Norhavn?", 1.0, 1.0),
        ("How many boats left the Norhavn", 1.0, 1.0),
        # all three of its words are among the five: 2 * 3 / (3 + 5)
        ("How many boats?", 3 / 4, 0.0),
        ("How many?", 4 / 7, 0.0),
    ],
)
def test_the_resolved_question_is_held_against_a_persons(resolved: str, f1: float, exact: float) -> None:
    measured = conversation(replace(ALONE, standalone_question=resolved), standalone="How many boats left Norhavn?")
    assert measured == {"rewrite_f1": pytest.approx(f1), "rewrite_exact": exact}


def test_nothing_is_measured_of_a_single_question_or_of_what_is_not_known() -> None:
    assert values(measure, seen(expecting(standalone="How many boats?"), ALONE, alone=ALONE)) == {}
    assert conversation(ALONE) == {}
    assert conversation(None, standalone="How many boats?") == {}
