import time
from datetime import date

import pytest

from assistant.types import Discrepancy
from index.types import Document
from tests.assistant.papers import Desk, document

ASKED = "How many barges have passed the Tessel lock?"
MAY, JUNE = date(2021, 5, 3), date(2021, 6, 9)


def told(text: str, name: str, on: date = MAY) -> Document:
    return document(
        text, name, title="Notes", outlet=f"The {name.title()}", published_on=on, on=on, event=on.isoformat()
    )


def found(desk: Desk, asked: str, *documents: Document) -> tuple[Discrepancy, ...]:
    return desk.draft(asked, *documents).discrepancies


def kinds(desk: Desk, asked: str, *documents: Document) -> list[str]:
    return [one.kind for one in found(desk, asked, *documents)]


PRESS = told("Ada Holm said that some 212 barges had passed the Tessel lock.", "press")


def test_a_figure_that_grows_from_day_to_day_is_a_series_in_order_of_time(desk: Desk) -> None:
    later = told("Ada Holm said that more than 640 barges had passed the Tessel lock.", "june", JUNE)
    (series,) = found(desk, ASKED, later, PRESS)
    assert (series.kind, series.about) == ("series", "barges")
    assert [(v.value, v.number, v.unit, v.as_of, v.speaker) for v in series.values] == [
        ("some 212", 212, "barges", MAY, "Ada Holm"),
        ("more than 640", 640, "barges", JUNE, "Ada Holm"),
    ]
    citations = desk.draft(ASKED, later, PRESS).citations
    assert [citations[v.citations[0] - 1].document_id for v in series.values] == ["press", "june"]


def test_dates_are_said_to_differ_only_where_they_are_known(desk: Desk) -> None:
    def note(*documents: Document) -> str:
        (series,) = found(desk, ASKED, *documents)
        return series.note

    june = told("Ada Holm said that more than 640 barges had passed the Tessel lock.", "june", JUNE)
    someday = document("Ada Holm said that some 300 barges had passed the Tessel lock.", "someday")
    assert (someday.published_on, someday.event_on) == (None, None)
    assert note(PRESS, june).startswith("The sources give different figures at different dates.")
    assert note(PRESS, june, someday).startswith("The sources give different figures at different dates.")
    assert note(PRESS, someday) == "The sources give different figures, and not all of them say of which day."


def test_two_figures_of_one_day_by_two_sources_are_a_conflict(desk: Desk) -> None:
    other = told("Ada Holm said that some 250 barges had passed the Tessel lock.", "gazette")
    (conflict,) = found(desk, ASKED, PRESS, other)
    assert conflict.kind == "conflict"
    assert {v.number for v in conflict.values} == {212, 250}
    assert "212" in conflict.note
    assert "250" in conflict.note


def test_one_figure_on_two_days_is_neither(desk: Desk) -> None:
    again = told("Ada Holm said that some 212 barges had passed the Tessel lock.", "june", JUNE)
    assert kinds(desk, ASKED, PRESS, again) == []


def test_parts_and_wholes_do_not_conflict(desk: Desk) -> None:
    parts = told(
        "Ada Holm said that some 212 barges had passed the Tessel lock, of which over 150 carried grain.", "gazette"
    )
    part = told("Ada Holm said that over 150 barges had passed the Tessel lock.", "courier")
    assert "conflict" in kinds(desk, ASKED, PRESS, part)
    assert "conflict" not in kinds(desk, ASKED, PRESS, parts)
    assert "conflict" not in kinds(desk, ASKED, parts, part)


def test_two_figures_in_one_document_do_not_conflict(desk: Desk) -> None:
    both = told("Some 212 barges passed the Tessel lock by day. Some 30 barges passed the Tessel lock by night.", "one")
    assert "conflict" not in kinds(desk, ASKED, both)


def test_the_same_figure_by_two_sources_is_corroboration(desk: Desk) -> None:
    same = told("Some 212 barges have gone through the Tessel lock, Ada Holm said.", "gazette")
    draft = desk.draft(ASKED, PRESS, same)
    assert draft.discrepancies == ()
    assert draft.citations[0].also_reported_by == (draft.citations[1].document_id,)


def test_a_figure_of_several_kinds_of_things_is_told_from_one_of_a_kind(desk: Desk) -> None:
    mixed = told(
        "Ada Holm said that through the Tessel lock the passage of more than 640 barges, pilots and those with them "
        "had been provided.",
        "june",
        JUNE,
    )
    (series,) = found(desk, ASKED, PRESS, mixed)
    assert series.note.endswith("counts barges, pilots and those with them together; [1] counts barges.")


INSPECTORS = "What did Ada Holm say about the inspectors at the Tessel lock?"


@pytest.mark.parametrize(
    ("one", "other"),
    [("the illegal shipment of kettles", "illegal shipments"), ("traces of powder", "traces")],
)
def test_what_one_report_says_a_thing_is_of_and_the_other_does_not_is_a_wording(
    desk: Desk, one: str, other: str
) -> None:
    reports = [
        told(f"Ada Holm noted that the inspectors had found {thing} at the Tessel lock, and that this must end.", name)
        for thing, name in ((one, "press"), (other, "gazette"))
    ]
    (wording,) = found(desk, INSPECTORS, *reports)
    assert wording.kind == "wording"
    assert [v.citations for v in wording.values] == [(1,), (2,)]
    said = [v.value for v in wording.values]
    assert any("kettles" in value or "powder" in value for value in said)
    assert any("kettles" not in value and "powder" not in value for value in said)


def test_the_values_of_a_wording_stand_in_the_quotes_they_cite(desk: Desk) -> None:
    one = told("Ada Holm said that the inspectors had found the illegal shipment of kettles in Tessel lock.", "press")
    two = told("Ada Holm said that the inspectors had found illegal shipments in Tessel lock.", "gazette")
    draft = desk.draft(INSPECTORS, one, two)
    by_number = {c.number: c for c in draft.citations}
    values = [v for d in draft.discrepancies for v in d.values]
    assert values
    assert all(v.value in by_number[v.citations[0]].quote for v in values)


def test_one_attribute_here_and_another_there_is_a_wording(desk: Desk) -> None:
    one = told("Pavel Ruzic proposed to send neutral observers to the Tessel lock.", "press")
    two = told("Pavel Ruzic proposed to send any observers to the Tessel lock.", "gazette")
    (wording,) = found(desk, "Whom did Pavel Ruzic propose to send to the Tessel lock?", one, two)
    assert {v.value for v in wording.values} == {"neutral observers", "any observers"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Ada Holm said that the inspectors had found traces of powder at the Tessel lock.",
            "Ada Holm said that the inspectors had found traces of powder at the Tessel lock.",
        ),
        (
            "Ada Holm said that the inspectors had found traces of powder at the Tessel lock.",
            "Ada Holm said the inspectors found traces of powder at the Tessel lock!",
        ),
        (
            "Ada Holm said that the inspectors had found the illegal shipment of kettles at the Tessel lock.",
            "Ada Holm said that the inspectors had found illegal kettle shipments at the Tessel lock.",
        ),
    ],
)
def test_near_identical_reports_raise_no_alarm(desk: Desk, one: str, other: str) -> None:
    assert kinds(desk, INSPECTORS, told(one, "press"), told(other, "gazette")) == []


def test_wordings_of_different_days_are_not_compared(desk: Desk) -> None:
    one = told("Ada Holm said that the inspectors had found the illegal shipment of kettles in Tessel lock.", "press")
    two = told("Ada Holm said that the inspectors had found illegal shipments in Tessel lock.", "june", JUNE)
    assert kinds(desk, INSPECTORS, one, two) == []
    assert kinds(desk, "Compare what the inspectors found at the Tessel lock.", one, two) == []


def test_words_behind_a_figure_that_are_no_list_take_no_time(desk: Desk) -> None:
    """One pattern parted such words in every way there is: a second for each figure."""
    text = "The Tessel lock has counted {} barges since March, Norhavn council said."
    one, two = told(text.format(212), "press"), told(text.format(640), "june", JUNE)
    started = time.perf_counter()
    assert kinds(desk, "How many barges has the Tessel lock counted?", one, two) == ["series"]
    assert time.perf_counter() - started < 1
