from datetime import date

import pytest
from hypothesis import given, settings

from assistant.asking.followup import stand_alone
from assistant.types import Answer, Statement, Turn
from tests.assistant.hostile import hostile

OUTLETS = ("Harbour Gazette", "Norlund Press Office")
COUNT = "How many barges have passed the Tessel lock since May 2021?"


def turn(question: str, *, speaker: str | None = None, as_of: date | None = None) -> Turn:
    statements = (Statement("…", (1,), speaker, as_of),)
    return Turn(question, Answer(question, question, "answered", "…", statements=statements))


def after(question: str, text: str, *, speaker: str | None = None, as_of: date | None = None) -> str:
    return stand_alone(text, (turn(question, speaker=speaker, as_of=as_of),), OUTLETS)


def test_the_first_question_stands_alone() -> None:
    assert stand_alone("And in July?", ()) == "And in July?"


@pytest.mark.parametrize(
    "text",
    [
        "Who opened the museum in Brindle?",
        "How many trees did the frost spoil?",
        "What did Ada Holm say about the harvest?",
        "Is it true that the bridge at Korrin is closed?",
        "Did Pavel Ruzic say that the canals were dry?",
        "What did Ostmere say about its harbour?",
    ],
)
def test_a_question_that_leans_on_nothing_stays_as_it_is(text: str) -> None:
    assert after(COUNT, text) == text


@pytest.mark.parametrize(
    ("before", "text", "expected"),
    [
        ("When were two Ostmere pilots hurt?", "What were their names?", "the names of the Ostmere pilots hurt?"),
        ("How many barges have passed the lock?", "What is their worth?", "the worth of the barges that have passed"),
    ],
)
def test_what_nothing_in_a_question_could_own_is_of_what_was_asked_before(
    before: str, text: str, expected: str
) -> None:
    assert expected in after(before, text)


@pytest.mark.parametrize("text", ["And in the July call?", "What about the July call?", "in the July call?", "July?"])
def test_a_date_alone_takes_the_place_of_the_date_before(text: str) -> None:
    standalone = after("How many barges had passed the lock in the April call?", text)
    assert standalone.startswith("How many barges had passed the lock")
    assert "July" in standalone
    assert "April" not in standalone


def test_since_when_was_counted_is_kept() -> None:
    standalone = after(COUNT, "And in the July call?")
    assert "since May 2021" in standalone
    assert standalone.endswith("in the July call?")


@pytest.mark.parametrize("text", ["According to the Harbour Gazette?", "And according to the Harbour Gazette?"])
def test_an_outlet_alone_narrows_the_question_before(text: str) -> None:
    standalone = after(COUNT, text)
    assert standalone.startswith(COUNT.rstrip("?"))
    assert "Harbour Gazette" in standalone


@pytest.mark.parametrize("text", ["Who said so?", "When was that?", "Says who?", "Source?", "And when?"])
def test_asking_for_the_source_asks_the_same_again(text: str) -> None:
    assert after(COUNT, text) == COUNT


def test_the_other_sources_are_asked_the_same() -> None:
    standalone = after(COUNT, "What do the other outlets say?")
    assert standalone.startswith(COUNT.rstrip("?"))
    assert "all reports" in standalone


def test_them_are_the_things_that_were_counted() -> None:
    standalone = after(COUNT, "How many of them carried grain?")
    assert "barges" in standalone
    assert "carried grain" in standalone
    assert "them" not in standalone


def test_he_or_she_is_who_spoke() -> None:
    standalone = after("What did Ada Holm say of the lock?", "What did she say about grain?", speaker="Ada Holm")
    assert standalone == "What did Ada Holm say about grain?"
    his = after("Who spoke of barley?", "What was his view of the canals?", speaker="Pavel Ruzic")
    assert his == "What was Pavel Ruzic's view of the canals?"


def test_that_call_is_the_one_that_was_told_of() -> None:
    standalone = after(COUNT, "What else was said in that call?", as_of=date(2021, 7, 9))
    assert "9 July 2021 call" in standalone


def test_another_speaker_takes_the_place_of_the_one_before() -> None:
    standalone = after("What did Ada Holm say about the lock?", "And Pavel Ruzic?")
    assert standalone == "What did Pavel Ruzic say about the lock?"


def test_another_topic_takes_the_place_of_the_one_before() -> None:
    standalone = after("What did Ada Holm say about the lock?", "What about grain?")
    assert standalone == "What did Ada Holm say about grain?"


def test_who_took_part_is_asked_of_the_call_that_was_told_of() -> None:
    assert after("What was said on 9 July 2021?", "Who took part?") == "Who took part on 9 July 2021?"
    assert after("What was said on 9 July 2021?", "Who took part in May?") == "Who took part in May?"


def test_one_of_the_calls_is_called_a_call() -> None:
    assert after("Which calls were there?", "What was the last one about?") == "What was the last call about?"


def test_how_many_alone_counts_what_was_counted() -> None:
    assert "barges" in after(COUNT, "How many by the July call?")


def test_what_stood_alone_before_is_what_is_carried_on() -> None:
    resolved = Answer("And July?", "How many barges passed in July?", "answered", "…")
    turns = (turn("How many barges passed in April?"), Turn("And July?", resolved))
    assert "barges" in stand_alone("And in August?", turns, OUTLETS)


@settings(deadline=None, max_examples=200)
@given(hostile(), hostile(fragments=5))
def test_no_follow_up_breaks_the_conversation(before: str, text: str) -> None:
    assert isinstance(stand_alone(text, (turn(before, speaker="Ada Holm", as_of=date(2021, 2, 3)),), OUTLETS), str)
