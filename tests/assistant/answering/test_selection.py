from datetime import date

from assistant.answering.evidence import Evidence
from assistant.answering.selection import select
from assistant.asking.question import understand
from index.types import Document
from tests.assistant.papers import Desk, document

FAIR = document(
    "The kettle fair opens\n\nThe kettle fair opens at dawn in Brindle. The mayor will cut a ribbon.",
    "fair",
    title="The kettle fair opens",
)
COUNTS = tuple(
    document(f"By the {day} some {number} barges had passed the Tessel lock.", f"count-{number}", on=on, title="Lock")
    for day, number, on in (
        ("3 May", 212, date(2021, 5, 3)),
        ("9 June", 640, date(2021, 6, 9)),
        ("1 July", 1150, date(2021, 7, 1)),
    )
)


def test_of_no_evidence_nothing_is_selected() -> None:
    assert select(understand("Who opened the fair?"), Evidence((), 0.0)) == ()


def test_below_the_threshold_nothing_is_selected(desk: Desk) -> None:
    assert desk.findings("Who won the chess tournament of the deans?", FAIR, *COUNTS) == ()


def test_a_headline_is_kept_back_where_a_sentence_answers(desk: Desk) -> None:
    found = desk.findings("When does the kettle fair open?", document(FAIR.text, title=FAIR.title))
    assert all(not f.match.headline for f in found)


def test_all_figures_of_a_count_stand_beside_each_other(desk: Desk) -> None:
    found = desk.findings("How many barges have passed the Tessel lock?", *COUNTS, FAIR)
    assert {f.match.quantity.number for f in found if f.match.quantity} == {212, 640, 1150}


def test_what_answers_less_does_not_stand_beside_what_answers(desk: Desk) -> None:
    other = document("Some 40 barges were painted.", "paint", title="Paint")
    found = desk.findings("How many barges have passed the Tessel lock?", *COUNTS, other)
    assert "paint" not in {f.document.document_id for f in found}


def test_of_a_day_only_what_is_of_that_day_is_selected(desk: Desk) -> None:
    found = desk.findings("How many barges had passed the Tessel lock on 9 June 2021?", *COUNTS)
    assert [f.document.document_id for f in found] == ["count-640"]


def counted(number: int, words: str, on: date) -> Document:
    text = f"Ada Holm said that {words}"
    return document(text, f"count-{number}", on=on, title="Governors speak")


def test_a_speakers_later_figure_for_the_same_things_stands_beside_the_first(desk: Desk) -> None:
    asked = "How many residents have been evacuated from the villages below the dam?"
    first = counted(212, "212 residents had been evacuated from the villages below the dam.", date(2021, 5, 3))
    later = counted(340, "the number of residents evacuated had reached 340.", date(2021, 6, 9))
    elsewhere = counted(90, "the number of residents evacuated from Korrin had reached 90.", date(2021, 7, 1))
    found = desk.findings(asked, first, later, elsewhere)
    assert {f.document.document_id for f in found} == {"count-212", "count-340"}
