from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from assistant.types import Statement
from eval.case import Case
from eval.score import holds, part, score

if TYPE_CHECKING:
    from collections.abc import Callable

    from assistant.types import Answer

    Defect = Callable[[Answer], Answer]


def checks(case: Case, answer: Answer) -> list[str]:
    return [failure.check for failure in score(case, answer)]


@pytest.mark.parametrize(
    ("text", "wanted", "found"),
    [
        ("some 980 boats", "980", True),
        ("1,980 boats", "980", False),
        ("980.5 boats", "980", False),
        ("980,000 boats", "980", False),
        ("In 980, boats left.", "980", True),
        ("980.", "980", True),
        ("the Boats\n  left", "boats left", True),
        ("the “boats” left", '"boats"', True),
        ("the captain’s boats", "captain's boats", True),
        ("the boat left", "boats", False),
        ("Straße", "STRASSE", True),
        ("", "boats", False),
    ],
)
def test_words_are_found_whatever_their_case_quotes_and_spacing_and_figures_whole(
    text: str, wanted: str, *, found: bool
) -> None:
    assert holds(text, wanted) is found


def test_an_answer_that_meets_every_expectation_has_no_failures(case: Case, answer: Answer) -> None:
    assert score(case, answer) == ()


def _silent(answer: Answer) -> Answer:
    return replace(answer, status="abstained", statements=(), citations=(), discrepancies=(), text="Nothing.")


def _other_figure(answer: Answer) -> Answer:
    return replace(answer, text=answer.text.replace("212", "221"))


def _forbidden_words(answer: Answer) -> Answer:
    return replace(answer, text=answer.text + " In all, 2,340.")


def _other_document(answer: Answer) -> Answer:
    first, second = answer.citations
    return replace(answer, citations=(replace(first, document_id="july"), second))


def _no_corroboration(answer: Answer) -> Answer:
    return replace(answer, citations=tuple(replace(one, also_reported_by=()) for one in answer.citations))


def _no_series(answer: Answer) -> Answer:
    return replace(answer, discrepancies=())


def _series_without_a_value(answer: Answer) -> Answer:
    series = answer.discrepancies[0]
    return replace(answer, discrepancies=(replace(series, values=series.values[:1]),))


def _called_a_conflict(answer: Answer) -> Answer:
    return replace(answer, discrepancies=(*answer.discrepancies, replace(answer.discrepancies[0], kind="conflict")))


def _other_speaker(answer: Answer) -> Answer:
    first, second = answer.statements
    return replace(answer, statements=(first, replace(second, speaker="Bo Lind")))


def _nobody_speaks(answer: Answer) -> Answer:
    return replace(answer, statements=tuple(replace(one, speaker=None) for one in answer.statements))


@pytest.mark.parametrize(
    ("defect", "failed"),
    [
        (_other_figure, ["must_include"]),
        (_forbidden_words, ["must_not_include"]),
        (_other_document, ["must_cite", "must_not_cite"]),
        (_no_corroboration, ["also_reported_by"]),
        (_no_series, ["discrepancies"]),
        (_series_without_a_value, ["discrepancies"]),
        (_called_a_conflict, ["no_discrepancies"]),
        (_other_speaker, ["speaker"]),
        (_nobody_speaks, ["speaker"]),
    ],
)
def test_each_defect_fails_its_own_check_only(case: Case, answer: Answer, defect: Defect, failed: list[str]) -> None:
    assert checks(case, defect(answer)) == failed


def test_an_abstention_where_an_answer_is_due_fails_all_that_the_answer_should_hold(case: Case, answer: Answer) -> None:
    assert set(checks(case, _silent(answer))) == {
        "status",
        "must_include",
        "must_cite",
        "also_reported_by",
        "discrepancies",
        "speaker",
    }


def test_an_answer_where_abstention_is_due_fails(answer: Answer) -> None:
    due = Case(id="due", question="How many trains?", status="abstained")
    assert checks(due, answer) == ["status"]


@pytest.mark.parametrize(
    ("dates", "fails"),
    [
        ([date(2024, 5, 3)], False),
        ([date(2024, 5, 3), None], False),
        ([date(2024, 5, 3), date(2024, 6, 9)], True),
        ([date(2024, 6, 9)], True),
        ([None], True),
        ([], True),
    ],
)
def test_a_date_must_be_carried_by_a_statement_and_no_other_date_may_be(
    answer: Answer, dates: list[date | None], *, fails: bool
) -> None:
    case = Case(id="dated", question="When?", status="answered", as_of=date(2024, 5, 3))
    statements = tuple(Statement("They left.", (1,), as_of=day) for day in dates)
    assert (checks(case, replace(answer, statements=statements)) == ["as_of"]) is fails


def test_an_events_date_and_precision_are_those_of_every_citation(answer: Answer) -> None:
    case = Case(
        id="event",
        question="When?",
        status="answered",
        event_on=date(2024, 5, 3),
        event_on_precision="inferred",
    )
    assert checks(case, replace(answer, citations=answer.citations[:1])) == []
    assert checks(case, answer) == ["event_on"]
    stated = replace(answer.citations[0], event_on_precision="stated")
    assert checks(case, replace(answer, citations=(stated,))) == ["event_on_precision"]


@pytest.mark.parametrize(
    ("wanted", "held"),
    [
        ({"number": 212}, True),
        ({"number": 213}, False),
        ({"number": 213, "tolerance": 1}, True),
        ({"number": 2340}, False),
        ({"number": 2340.5, "tolerance": 0.5}, False),
        ({"number": 340, "in": "answers"}, True),
        ({"number": 3, "in": "answers"}, False),
    ],
)
def test_a_number_is_found_within_its_tolerance(answer: Answer, wanted: dict[str, object], *, held: bool) -> None:
    case = Case.model_validate({"id": "n", "question": "How many?", "must_include": [wanted]})
    assert (checks(case, answer) == []) is held


def test_a_number_with_thousands_is_the_same_number(answer: Answer) -> None:
    case = Case.model_validate({"id": "n", "question": "How many?", "must_include": [4700], "must_not_include": [700]})
    assert checks(case, replace(answer, text="In all, 4,700 boats.")) == []


@pytest.mark.parametrize(("wanted", "failed"), [("some 212", []), ("340", ["must_lead_with"]), (212, [])])
def test_what_must_lead_stands_in_the_first_statement(answer: Answer, wanted: object, failed: list[str]) -> None:
    case = Case.model_validate({"id": "n", "question": "How many?", "must_lead_with": wanted})
    assert checks(case, answer) == failed
    assert checks(case, replace(answer, statements=())) == ["must_lead_with"]


@pytest.mark.parametrize(
    ("wanted", "cited"),
    [
        ({"quote": "212  boats\nhad left"}, True),
        (
            {"document": "may", "quote": "On 3 May, Ada Holm said that some 212 boats had left Norhavn since March."},
            True,
        ),
        ({"document": "june", "quote": "some 212 boats"}, False),
        ({"quote": "700 boats"}, False),
    ],
)
def test_a_passage_is_cited_by_its_words(answer: Answer, wanted: dict[str, str], *, cited: bool) -> None:
    must = Case.model_validate({"id": "m", "question": "How many?", "must_cite": [wanted]})
    must_not = Case.model_validate({"id": "n", "question": "How many?", "must_not_cite": [wanted]})
    assert checks(must, answer) == ([] if cited else ["must_cite"])
    assert checks(must_not, answer) == (["must_not_cite"] if cited else [])


@pytest.mark.parametrize(("day", "failed"), [("2024-06-09", []), ("2024-06-10", ["discrepancies"])])
def test_the_dates_of_a_disagreement_are_shown(answer: Answer, day: str, failed: list[str]) -> None:
    expected = {"kind": "series", "values": ["212"], "dates": ["2024-05-03", day]}
    case = Case.model_validate({"id": "d", "question": "How many?", "discrepancies": [expected]})
    assert checks(case, answer) == failed


def test_without_a_status_an_answer_and_an_abstention_are_both_right(answer: Answer, abstention: Answer) -> None:
    case = Case(id="free", question="How many?")
    assert checks(case, answer) == checks(case, abstention) == []


def test_a_failure_says_what_was_expected_and_what_came(case: Case, answer: Answer) -> None:
    (failure,) = score(case, _other_figure(answer))
    assert failure.expected == "'some 212 boats'"
    assert failure.got == "not in text"


def test_citation_markers_are_no_part_of_the_words(answer: Answer) -> None:
    assert "[1]" in answer.text
    assert not holds(part(answer, "text"), "[1]")
