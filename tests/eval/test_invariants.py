from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eval.invariants import broken_invariants

if TYPE_CHECKING:
    from collections.abc import Callable

    from assistant.serialise import DocumentView
    from assistant.types import Answer, Citation

    Defect = Callable[[Answer], Answer]


def broken(answer: Answer, documents: dict[str, DocumentView]) -> list[str]:
    return [failure.check for failure in broken_invariants(answer, documents)]


def test_a_good_answer_and_an_abstention_break_nothing(
    answer: Answer, abstention: Answer, documents: dict[str, DocumentView]
) -> None:
    related = replace(abstention, related=answer.citations[:1])
    assert broken(answer, documents) == []
    assert broken(related, documents) == []


def _with_first(answer: Answer, citation: Citation) -> Answer:
    return replace(answer, citations=(citation, *answer.citations[1:]))


def _wrong_offset(answer: Answer) -> Answer:
    first = answer.citations[0]
    return _with_first(answer, replace(first, start=first.start + 1, end=first.end + 1))


def _altered_quote(answer: Answer) -> Answer:
    first = answer.citations[0]
    return _with_first(answer, replace(first, quote=first.quote.replace("boats", "ships")))


def _empty_quote(answer: Answer) -> Answer:
    first = answer.citations[0]
    return _with_first(answer, replace(first, quote="", end=first.start))


def _unknown_document(answer: Answer) -> Answer:
    return _with_first(answer, replace(answer.citations[0], document_id="nowhere"))


def _related_at_a_wrong_offset(answer: Answer) -> Answer:
    return replace(answer, related=(replace(answer.citations[0], start=0, end=4),))


def _dropped_citation(answer: Answer) -> Answer:
    return replace(answer, citations=answer.citations[:1])


def _dropped_marker(answer: Answer) -> Answer:
    return replace(answer, text=answer.text.replace(" [2]", ""))


def _marker_of_nothing(answer: Answer) -> Answer:
    return replace(answer, text=answer.text + " [3]")


def _numbered_out_of_order(answer: Answer) -> Answer:
    return replace(answer, citations=tuple(reversed(answer.citations)))


def _uncited_statement(answer: Answer) -> Answer:
    first, second = answer.statements
    return replace(answer, statements=(first, replace(second, citations=())))


def _no_statements(answer: Answer) -> Answer:
    return replace(answer, statements=())


def _wrong_figure(answer: Answer) -> Answer:
    first, second = answer.statements
    return replace(answer, statements=(replace(first, text="221 boats left."), second))


def _figure_of_another_document(answer: Answer) -> Answer:
    first, second = answer.statements
    return replace(answer, statements=(replace(first, text="340 boats left."), second))


def _day_of_the_wrong_month(answer: Answer) -> Answer:
    first, second = answer.statements
    text = "212 boats had left on 3 March."
    return replace(answer, statements=(replace(first, text=text), second))


def _unknown_name(answer: Answer) -> Answer:
    first, second = answer.statements
    return replace(answer, statements=(replace(first, text="Since March, Bo Holm said, 212 boats left."), second))


def _offset_from_the_end(answer: Answer) -> Answer:
    first = answer.citations[0]
    length = len("On 3 May, Ada Holm said that some 212 boats had left Norhavn since March.")
    return _with_first(answer, replace(first, start=first.start - length))


def _abstained_with_statements(answer: Answer) -> Answer:
    return replace(answer, status="abstained")


@pytest.mark.parametrize(
    ("defect", "checks"),
    [
        (_wrong_offset, ["quote"]),
        (_altered_quote, ["quote"]),
        (_empty_quote, ["quote"]),
        (_unknown_document, ["quote", "number"]),
        (_related_at_a_wrong_offset, ["quote"]),
        (_dropped_citation, ["markers", "cited statement", "number"]),
        (_dropped_marker, ["markers"]),
        (_marker_of_nothing, ["markers"]),
        (_numbered_out_of_order, ["numbering", "markers"]),
        (_uncited_statement, ["cited statement", "number"]),
        (_no_statements, ["statements"]),
        (_wrong_figure, ["number"]),
        (_figure_of_another_document, ["number"]),
        (_day_of_the_wrong_month, ["date"]),
        (_unknown_name, ["name"]),
        (_offset_from_the_end, ["quote"]),
        (_abstained_with_statements, ["abstention"]),
    ],
)
def test_each_defect_is_named(
    answer: Answer, documents: dict[str, DocumentView], defect: Defect, checks: list[str]
) -> None:
    assert broken(defect(answer), documents) == checks


def test_a_date_of_the_event_may_be_said_where_the_text_leaves_out_its_year(
    answer: Answer, documents: dict[str, DocumentView]
) -> None:
    assert "2024" not in documents["may"].text
    assert "2024" in answer.statements[0].text
    assert broken(answer, documents) == []
    undated = replace(answer.citations[0], event_on=None)
    assert broken(replace(answer, citations=(undated, answer.citations[1])), documents) == ["number", "date"]


def test_what_looks_like_a_marker_in_a_quote_is_not_one(answer: Answer, documents: dict[str, DocumentView]) -> None:
    text = "As the log [7] has it, 212 boats had left."
    logged = replace(answer.citations[0], quote=text, start=0, end=len(text))
    said = replace(answer.statements[0], text=f"“{text}”")
    only = replace(answer, text=f"“{text}” [1]", statements=(said,), citations=(logged,))
    assert broken(only, {"may": replace(documents["may"], text=text)}) == []


@given(st.integers(-5, 80), st.integers(-5, 80))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_shifted_offset_is_found(answer: Answer, documents: dict[str, DocumentView], start: int, end: int) -> None:
    first = answer.citations[0]
    moved = broken(_with_first(answer, replace(first, start=start, end=end)), documents)
    assert (moved == []) == (documents["may"].text[start:end] == first.quote)
