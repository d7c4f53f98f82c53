import re
from dataclasses import replace
from datetime import date

import pytest

from assistant.answering.extractive import abstain, label, source
from assistant.asking.question import understand
from index.types import Document, EventMention
from tests.assistant.papers import Desk, document

MAY, JUNE = date(2021, 5, 3), date(2021, 6, 9)
ASKED = "How many barges have passed the Tessel lock?"


def plain(**known: object) -> Document:
    return Document("d", "d.txt", "0", "Barges pass", "Text.", **known)  # type: ignore[arg-type]


CALL = EventMention("call", MAY, "stated")


@pytest.mark.parametrize(
    ("known", "speaker", "expected"),
    [
        ({"event_on": MAY, "mention": CALL}, "Ada Holm", "3 May 2021 call, Ada Holm"),
        ({"published_on": MAY}, "Ada Holm", "3 May 2021 report, Ada Holm"),
        (
            {"event_on": MAY, "event_on_precision": "inferred", "mention": CALL},
            "Ada Holm",
            "3 May 2021 call (date inferred), Ada Holm",
        ),
        ({"outlet": "Gazette"}, "Ada Holm", "Gazette, Ada Holm"),
        ({}, "Ada Holm", "Barges pass, Ada Holm"),
        ({"outlet": "Gazette", "published_on": JUNE, "event_on": MAY}, None, "Gazette, 9 June 2021"),
        ({"outlet": "Gazette"}, None, "Gazette"),
        ({"event_on": MAY, "mention": CALL}, None, "Report on the 3 May 2021 call"),
        ({}, None, "Barges pass"),
    ],
)
def test_a_line_is_labelled_with_who_said_it_when(known: dict[str, object], speaker: str | None, expected: str) -> None:
    assert label(plain(**known), speaker) == expected


def test_a_source_is_its_outlet_or_else_its_title_shortened() -> None:
    assert source(plain(outlet="Gazette")) == "Gazette"
    long = Document("d", "d.txt", "0", "kettle " * 40, "Text.")
    assert len(source(long)) <= 70
    assert source(long).endswith("…")


@pytest.mark.parametrize("name", ["Tower [3] Post", "Tower\n[3]\nPost"])
def test_no_name_of_a_source_looks_like_a_marker_or_breaks_the_line(name: str) -> None:
    for known in ({"outlet": name}, {"outlet": name, "published_on": MAY}):
        shown = label(plain(**known), None)
        assert "Tower (3) Post" in shown
        assert "\n" not in shown
    assert label(plain(), name) == "Barges pass, Tower (3) Post"


def reports() -> tuple[Document, ...]:
    press = document(
        "Ada Holm said that some 212 barges had passed the Tessel lock.",
        "press",
        outlet="Press",
        published_on=MAY,
        on=MAY,
        event="may",
    )
    gazette = document(
        "Some 212 barges have passed the Tessel lock, Ada Holm said.",
        "gazette",
        outlet="Gazette",
        published_on=JUNE,
        on=MAY,
        event="may",
    )
    june = document(
        'Ada Holm said that "more than 640 barges" had passed the Tessel lock.',
        "june",
        outlet="Press",
        published_on=JUNE,
        on=JUNE,
        event="june",
    )
    return press, gazette, june


def test_a_statement_is_a_quote_with_all_that_reported_it(desk: Desk) -> None:
    press, gazette, _ = reports()
    draft = desk.draft(ASKED, gazette, press)
    (statement,) = draft.statements
    assert statement.text == '"some 212 barges had passed the Tessel lock"'
    assert (statement.speaker, statement.as_of, statement.answer) == ("Ada Holm", MAY, "some 212")
    assert statement.citations == (1, 2)
    assert draft.text == (
        '3 May 2021 report, Ada Holm: "some 212 barges had passed the Tessel lock" [1]; also reported by Gazette [2].'
    )
    assert [c.also_reported_by for c in draft.citations] == [("gazette",), ("press",)]


def test_markers_come_in_the_order_of_the_citations(desk: Desk) -> None:
    draft = desk.draft(ASKED, *reports())
    markers = list(dict.fromkeys(int(m) for m in re.findall(r"\[(\d+)\]", draft.text)))
    assert markers == [c.number for c in draft.citations] == [1, 2, 3]
    assert draft.text.startswith("The sources give different figures at different dates.\n- ")


def test_a_quote_with_marks_of_its_own_is_shown_in_others(desk: Desk) -> None:
    draft = desk.draft(ASKED, reports()[2])
    assert draft.statements[0].text.startswith("“")
    assert draft.statements[0].text.endswith("”")


def test_what_looks_like_a_marker_in_a_quote_is_shown_as_none(desk: Desk) -> None:
    draft = desk.draft("How many kettles boiled?", document("Some 40 kettles [7] boiled in Dell.", title="Kettles"))
    assert "(7)" in draft.text
    assert "[7]" not in draft.text
    assert "[7]" in draft.citations[0].quote


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("How many kettles boiled?", "The archive does not answer"),
        ("What did Ada Holm say about kettles?", "by that speaker"),
        ("How many kettles boiled, in the May call?", "The reports that the question names"),
    ],
)
def test_an_abstention_says_where_was_looked_and_nothing_else(asked: str, words: str) -> None:
    draft = abstain(understand(asked))
    assert words in draft.text
    assert (draft.statements, draft.citations, draft.discrepancies) == ((), (), ())


def test_the_author_is_told_where_asked_for(desk: Desk) -> None:
    fair = replace(document("The kettle fair of Brindle opened on Sunday.", outlet="Gazette"), byline="Tomas Wren")
    told = desk.draft("Who wrote about the kettle fair?", fair).text
    assert told.startswith('Gazette, written by Tomas Wren: "The kettle fair')
    assert "Tomas Wren" not in desk.draft("When did the kettle fair open?", fair).text
