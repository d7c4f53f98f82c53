from datetime import date
from itertools import permutations

import pytest

from assistant.answering.reports import Report, in_order, last
from index.types import Document
from tests.assistant.papers import Desk, document

ASKED = "How many barges have passed the Tessel lock?"
DAY = date(2021, 5, 3)


def told(
    text: str, name: str, published_on: date = DAY, *, on: date | None = None, event: str | None = None
) -> Document:
    return document(text, name, title="Notes", outlet=name.title(), published_on=published_on, on=on, event=event)


FIRST = told("Ada Holm said that some 212 barges had passed the Tessel lock.", "press", event="call")
SAME = told(
    "Some 212 barges have gone through the Tessel lock, Ada Holm said.", "gazette", date(2021, 5, 4), event="call"
)
OTHER = told(
    "Ada Holm said that some 213 barges had passed the Tessel lock.", "courier", date(2021, 5, 4), event="call"
)
LATER = told(
    "Ada Holm said that some 212 barges had passed the Tessel lock!", "star", date(2021, 9, 9), event="next call"
)


def groups(reports: tuple[Report, ...]) -> set[tuple[str, ...]]:
    return {tuple(q.finding.document.document_id for q in (r.lead, *r.others)) for r in reports}


def test_two_documents_that_report_one_statement_are_one_report_led_by_the_earliest(desk: Desk) -> None:
    assert groups(desk.reports(ASKED, SAME, FIRST)) == {("press", "gazette")}


def test_different_figures_are_different_statements_however_alike_their_words(desk: Desk) -> None:
    for documents in permutations((FIRST, SAME, OTHER)):
        assert groups(desk.reports(ASKED, *documents)) == {("press", "gazette"), ("courier",)}


def test_words_said_on_another_occasion_are_another_statement(desk: Desk) -> None:
    again = told(FIRST.text.replace("some 212", "a good 212"), "herald", date(2021, 9, 9), event="next call")
    assert groups(desk.reports(ASKED, FIRST, again)) == {("press",), ("herald",)}


def test_without_known_events_reports_of_the_same_days_are_of_one_occasion(desk: Desk) -> None:
    one, near, far = (
        told("Some 212 barges had passed the Tessel lock, Ada Holm said.", "one"),
        told("Ada Holm said that some 212 barges had passed the Tessel lock.", "two", date(2021, 5, 5)),
        told("Ada Holm said some 212 barges had gone through the Tessel lock.", "three", date(2021, 8, 5)),
    )
    assert groups(desk.reports(ASKED, one, near, far)) == {("one", "two"), ("three",)}


def test_a_document_that_says_a_thing_twice_reports_it_once(desk: Desk) -> None:
    twice = told(
        "Ada Holm said that some 212 barges had passed the Tessel lock. "
        "Some 212 barges, said Ada Holm, had passed the Tessel lock.",
        "twice",
    )
    for report in desk.reports(ASKED, twice, FIRST):
        ids = [q.finding.document.document_id for q in (report.lead, *report.others)]
        assert len(ids) == len(set(ids))


@pytest.fixture
def reports(desk: Desk) -> tuple[Report, ...]:
    dated = (
        told("Some 640 barges have passed the Tessel lock.", "june", on=date(2021, 6, 9)),
        told("Some 212 barges have passed the Tessel lock.", "may", on=date(2021, 5, 3)),
        document("Some 90 barges have passed the Tessel lock.", "once", title="Notes"),
    )
    return desk.reports(ASKED, *dated)


def test_reports_are_told_by_day_and_what_has_none_comes_last(reports: tuple[Report, ...]) -> None:
    assert [r.as_of for r in in_order(reports)] == [date(2021, 5, 3), date(2021, 6, 9), None]


def test_the_latest_are_those_of_the_last_day(reports: tuple[Report, ...]) -> None:
    assert [r.as_of for r in last(reports)] == [date(2021, 6, 9)]
    assert last(()) == ()


def test_what_was_said_is_dated_by_its_event_before_its_publication(desk: Desk) -> None:
    (report,) = desk.reports(ASKED, told(FIRST.text, "press", date(2021, 5, 4), on=DAY))
    assert report.as_of == DAY
