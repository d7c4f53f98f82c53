from datetime import date

from tests.assistant.papers import Desk, document

FEBRUARY = document(
    "On 3 February 2021, Ada Holm called Pavel Ruzic. They spoke about the Tessel lock.\n\n"
    "Ada Holm said that the barges were late.\n\nPavel Ruzic said that the bridge was shut.",
    "february",
    title="Holm calls Ruzic",
    on=date(2021, 2, 3),
    event="feb",
)
GAZETTE = document(
    "Ada Holm and Pavel Ruzic talked by phone on 3 February 2021, the Gazette learnt.",
    "gazette",
    title="A talk by phone",
    published_on=date(2021, 2, 4),
    on=date(2021, 2, 3),
    event="feb",
)
APRIL = document(
    "On 20 April 2021, Ada Holm called Pavel Ruzic. Ada Holm said that the harvest was poor.",
    "april",
    title="Holm calls Ruzic again",
    on=date(2021, 4, 20),
    event="apr",
)


def told(desk: Desk, asked: str) -> list[tuple[str, str]]:
    found = desk.findings(asked, APRIL, GAZETTE, FEBRUARY)
    return [(f.document.document_id, f.sentence.text) for f in found]


def test_an_overview_goes_through_a_call_in_its_own_order(desk: Desk) -> None:
    found = desk.findings("What was the February call about?", FEBRUARY)
    assert [f.position for f in found] == sorted(f.position for f in found)
    assert found[0].sentence.text.startswith("On 3 February")
    assert len(found) > 1


def test_an_overview_of_one_speaker_is_what_that_speaker_said(desk: Desk) -> None:
    found = told(desk, "What did Ada Holm say?")
    assert [document for document, _ in found] == ["february", "april"]
    assert [text for _, text in found] == [
        "Ada Holm said that the barges were late.",
        "Ada Holm said that the harvest was poor.",
    ]


def test_without_call_day_outlet_or_speaker_there_is_nothing_to_go_through(desk: Desk) -> None:
    assert told(desk, "What was discussed?") == []


def test_each_call_is_told_of_once_in_order_of_time(desk: Desk) -> None:
    found = told(desk, "Which calls did Ada Holm and Pavel Ruzic have?")
    assert [document for document, _ in found] == ["february", "april"]


def test_calls_of_others_are_left_out(desk: Desk) -> None:
    fair = document("Mila Tonn opened the fair.", "fair", title="Fair", on=date(2021, 3, 1), event="fair")
    found = desk.findings("When did Ada Holm and Pavel Ruzic talk?", fair, FEBRUARY, APRIL)
    assert {f.document.document_id for f in found} == {"february", "april"}
