"""Cases and answers that between them bear on every figure; the table of figures is held against them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from assistant.types import Discrepancy, Statement
from eval.metrics.measures import measures
from eval.metrics.table import BY_NAME, FIGURES
from eval.observed import Verdict
from tests.eval.metrics.harbour import abstained, answered, cite, expecting, found, paper, seen

if TYPE_CHECKING:
    from eval.observed import Observed

DAY = date(2024, 5, 3)
MAY = paper("may", "Some 212 boats left Norhavn.")
ANSWER = answered(
    Statement("Some 212 boats left Norhavn.", (1,), "Ada Holm", DAY, "212"),
    citations=(cite(MAY, "212 boats", event_on=DAY),),
    discrepancies=(Discrepancy("series", "boats", "", ()),),
    answerer="scripted",
)
FULL = expecting(
    turns=["Did boats leave Norhavn?", "How many?"],
    standalone="How many boats left Norhavn?",
    status="answered",
    reply="Some 212 boats left Norhavn [#may].",
    must_include=["212"],
    must_not_include=["340"],
    evidence=[{"document": "may", "quote": "212 boats"}],
    answers=["212"],
    wrong_answers=["340"],
    discrepancies=[{"kind": "series"}],
    no_discrepancies=["conflict"],
    speaker="Ada Holm",
    as_of=DAY,
    event_on=DAY,
)
ELSEWHERE = ("ablation",)  # filled by asking again


def observed() -> tuple[Observed, ...]:
    good = seen(FULL, ANSWER, MAY, found=(found(MAY, 0),), alone=ANSWER)
    silent = seen(expecting(status="abstained"), abstained())
    return replace(good, verdict=Verdict(faithful=True, responsive=True, reason="")), silent


def emitted() -> set[str]:
    return {name for one in observed() for name in measures(one)}


def read(*, elsewhere: bool) -> set[str]:
    return {name for one in FIGURES if elsewhere or one.family not in ELSEWHERE for name in one.inputs}


def test_every_value_that_a_family_gives_is_read_by_a_figure() -> None:
    assert emitted() <= read(elsewhere=True)


def test_every_figure_of_an_answer_is_filled_by_a_family() -> None:
    assert read(elsewhere=False) <= emitted()


def test_a_good_answer_is_good_by_every_measure() -> None:
    measured = measures(observed()[0])
    figures = [BY_NAME[name] for name in measured if name in BY_NAME and BY_NAME[name].family != "cost"]
    assert len(figures) > 30
    worse = [one.name for one in figures if measured[one.name] != (one.better == "higher")]
    assert worse == []


def test_an_error_fails_and_is_measured_for_what_it_is() -> None:
    assert measures(seen(expecting(status="answered"), None)) == {
        "suite.passed": 1.0,  # what failed is said by whoever asked: here nobody
        "abstention.outcome": 0.0,
        "abstention.answered": 0.0,
        "abstention.answered_correctly": 0.0,
    }


def test_figures_have_names_of_their_own_and_say_what_they_are_about() -> None:
    assert len(BY_NAME) == len(FIGURES)
    assert all(one.about and one.family and one.name.count(".") >= 1 for one in FIGURES)


def test_only_figures_of_time_differ_between_two_runs() -> None:
    wandering = {one.name for one in FIGURES if not one.steady and one.family != "judge"}
    assert wandering == {"cost.p50_ms", "cost.p95_ms", "cost.p99_ms"}


def test_what_a_judge_thinks_is_no_part_of_a_baseline() -> None:
    assert not any(one.steady for one in FIGURES if one.family == "judge")
