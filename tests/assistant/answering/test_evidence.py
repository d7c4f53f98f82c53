from dataclasses import replace
from datetime import date

import pytest

from tests.assistant.papers import Desk, document

LOCK = document(
    "Ada Holm, the president of Norlund, spoke with Pavel Ruzic, the prime minister of Ostmere. "
    "Ada Holm said that 212 barges had passed the Tessel lock.\n\n"
    "Pavel Ruzic said that 40 barges had sunk in the Korrin canal. It had been dug in 1910.",
    "lock",
    title="Leaders speak",
)
KETTLES = document("The kettle makers of Brindle sold 340 copper kettles.", "kettles", title="Kettles")


def best(desk: Desk, asked: str) -> str:
    found = desk.evidence(asked, LOCK, KETTLES).findings
    return found[0].sentence.text if found else ""


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("How many barges passed the Tessel lock?", "212 barges"),
        ("How many barges sank in the Korrin canal?", "40 barges"),
        ("How many kettles were sold?", "340 copper kettles"),
        ("Who makes kettles?", "kettle makers"),
        ("Who is the prime minister of Ostmere?", "Pavel Ruzic, the prime minister of Ostmere"),
    ],
)
def test_the_sentence_that_answers_comes_first(desk: Desk, asked: str, words: str) -> None:
    assert words in best(desk, asked)


def test_findings_come_best_first_and_tell_where_they_stand(desk: Desk) -> None:
    found = desk.evidence("How many barges passed the Tessel lock?", LOCK, KETTLES).findings
    sure = [finding.confidence for finding in found]
    assert sure == sorted(sure, reverse=True)
    for finding in found:
        sentence = finding.sentence.sentence
        assert finding.document.text[sentence.start : sentence.end] == finding.sentence.text
        assert finding.passage.passage.document_id == finding.document.document_id


@pytest.mark.parametrize("asked", ["How many trains passed the Tessel lock?", "How many barges passed in 1803?"])
def test_where_every_sentence_is_ruled_out_nothing_is_found(desk: Desk, asked: str) -> None:
    assert desk.findings(asked, LOCK, KETTLES) == ()


def test_only_the_speakers_own_sentences_answer_what_a_speaker_said(desk: Desk) -> None:
    found = desk.evidence("How many barges did Pavel Ruzic mention?", LOCK, KETTLES).findings
    assert found
    assert {f.sentence.sentence.speaker for f in found} <= {"Pavel Ruzic", None}
    assert not any("212" in f.sentence.text for f in found)


def test_nobody_says_what_an_unknown_speaker_is_asked_for(desk: Desk) -> None:
    assert desk.evidence("What did Mila Tonn say about barges?", LOCK, KETTLES).findings == ()


def test_of_no_passages_there_is_no_evidence(desk: Desk) -> None:
    assert desk.evidence("How many barges passed the lock?").findings == ()


def test_things_of_like_meaning_are_counted_too(desk: Desk) -> None:
    clinic = document("Some 90 sick persons were brought to the clinic of Dell.", title="Clinic", on=date(2021, 5, 3))
    (found, *_) = desk.findings("How many patients were brought to the clinic?", clinic)
    assert found.match.quantity is not None
    assert found.match.quantity.number == 90


def test_the_same_question_finds_the_same_in_the_same_order(desk: Desk) -> None:
    asked = "How many barges passed the Tessel lock?"
    forth = desk.evidence(asked, LOCK, KETTLES).findings
    back = desk.evidence(asked, KETTLES, LOCK).findings
    assert [(f.document.document_id, f.position, f.confidence) for f in forth] == [
        (f.document.document_id, f.position, f.confidence) for f in back
    ]


def test_another_thing_is_not_counted_however_like_the_sentence_is(desk: Desk) -> None:
    harbour = document("Ada Holm said that some 212 boats had left Norhavn since March 1.", on=date(2021, 5, 3))
    assert desk.findings("How many trains have left Norhavn since March?", harbour) == ()
    (found, *_) = desk.findings("How many boats have left Norhavn since March?", harbour)
    assert found.match.quantity is not None
    assert found.match.quantity.number == 212


def test_a_cost_may_stand_right_after_the_sentence_that_names_what_costs_it(desk: Desk) -> None:
    storm = document("A storm closed the coast road at Dell. The repair will cost 40,000 crowns, said Tor Vang.")
    (found, *_) = desk.findings("How much will the repair of the coast road cost?", storm)
    assert found.match.quantity is not None
    assert found.match.quantity.number == 40_000


def test_who_wrote_is_told_by_a_report_with_its_authors_name(desk: Desk) -> None:
    fair = document("The kettle fair of Brindle opened on Sunday.", "fair")
    assert desk.findings("Who wrote about the kettle fair?", fair) == ()
    (found, *_) = desk.findings("Who wrote about the kettle fair?", replace(fair, byline="Tomas Wren"))
    assert "kettle fair" in found.sentence.text


def test_what_somebody_is_asked_to_have_offered_may_be_told_plainly(desk: Desk) -> None:
    told = document("Pavel Ruzic, the minister of Ostmere, rang.\n\nHe was angry.\n\nRuzic offered 15 pumps.", "told")
    (found, *_) = desk.findings("How many pumps did Pavel Ruzic offer?", told)
    assert found.sentence.text == "Ruzic offered 15 pumps."
