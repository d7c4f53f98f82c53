from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.sentences.reading import issuers, read
from assistant.sentences.words import stem
from tests.assistant.hostile import hostile
from tests.assistant.papers import document

KILN = document(
    "The kiln of Dell was lit on 3 May 2021, the Pottery Office reports. It fired 1,200 bricks.\n\n"
    "The potter Mila Tonn said that about 30 bricks had cracked on Monday.",
    title="Kiln of Dell lit",
    published_on=date(2021, 5, 5),
)


def test_each_sentence_has_its_words_amounts_and_dates_where_they_stand() -> None:
    reading = read(KILN)
    assert [s.text for s in reading.sentences] == [KILN.text[s.start : s.end] for s in KILN.sentences]
    for sentence in reading.sentences:
        for part in (*sentence.words, *sentence.quantities, *sentence.dates):
            assert KILN.text[part.start : part.end] == part.text
    assert [q.number for s in reading.sentences for q in s.quantities] == [1200, 30]
    assert [(d.year, d.month, d.day) for d in reading.sentences[0].dates] == [(2021, 5, 3)]


def test_a_day_of_the_week_is_told_by_the_day_of_publication() -> None:
    (monday,) = read(KILN).sentences[-1].dates
    assert (monday.year, monday.month, monday.day) == (2021, 5, 3)


def test_title_lead_and_people_are_what_any_sentence_may_lean_on() -> None:
    context = read(KILN).context
    assert {stem("kiln"), stem("Tonn"), stem("bricks")} <= context
    assert stem("cracked") not in context


def test_short_forms_are_those_the_document_spells_out() -> None:
    reading = read(document("The Harbour Pilots Guild met. The HPG asked for boats."))
    assert stem("pilots") in reading.short_forms["hpg"]


def test_who_reports_the_whole_is_told_by_the_lead_and_no_person() -> None:
    reported = document(
        "The kiln of Dell was lit on 3 May, the Pottery Office reported. It fired 1,200 bricks.", title="Kiln"
    )
    people = {person.name for person in reported.people}
    assert not issuers(read(reported)) & people
    assert any("Pottery Office" in issuer for issuer in issuers(read(reported)))


@settings(deadline=None, max_examples=60)
@given(st.lists(hostile(fragments=6), min_size=1, max_size=4).map(" The kiln fired 7 bricks. ".join))
def test_whatever_a_document_holds_what_is_read_stands_in_it(text: str) -> None:
    made = document(f"A kiln burnt. {text}".encode("utf-8", "replace").decode())
    for sentence in read(made).sentences:
        assert made.text[sentence.sentence.start : sentence.sentence.end] == sentence.text
        for part in (*sentence.words, *sentence.quantities, *sentence.dates):
            assert made.text[part.start : part.end] == part.text
