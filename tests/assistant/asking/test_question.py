import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.asking.question import LONGEST, checked, understand
from assistant.errors import QuestionError
from assistant.types import Scope
from tests.assistant.hostile import hostile

OUTLETS = ("Harbour Gazette", "Press [3] Office", "A")


@settings(deadline=None, max_examples=300)
@given(hostile())
def test_whatever_is_asked_is_understood_or_refused_with_a_reason(text: str) -> None:
    try:
        plain = checked(text)
    except QuestionError:
        return
    question = understand(plain, OUTLETS)
    assert question.text
    assert set(question.unit) <= {*question.terms, *question.unit}
    assert set(question.scope.outlets) <= set(OUTLETS)


@settings(deadline=None)
@given(hostile())
def test_what_is_checked_once_stays_as_it_is(text: str) -> None:
    try:
        plain = checked(text)
    except QuestionError:
        return
    assert checked(plain) == plain
    assert plain.encode("utf-8")
    assert plain == " ".join(plain.split())


@pytest.mark.parametrize("text", ["", " ", "\n\t", "?!…", "🤷", "\u200d\u202e", "\ud83d", "\x00"])
def test_a_question_without_words_is_refused(text: str) -> None:
    with pytest.raises(QuestionError, match="empty"):
        checked(text)


def test_a_document_is_no_question() -> None:
    assert checked("why " * (LONGEST // 4))
    with pytest.raises(QuestionError, match="4,001 characters"):
        checked("x" * (LONGEST + 1))


def test_what_cannot_be_seen_does_not_count() -> None:
    seen = "How many kettles were sold?"
    assert checked("\ufeffHow\u00a0many\r\nket\u200dtles\twere \ud83dsold?\u202c ") == seen


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("What was discussed in the April call?", "digest"),
        ("What did Ada Holm say?", "digest"),
        ("What did Ada Holm say about the lock?", "said"),
        ("Which calls were there?", "events"),
        ("How many times did Holm and Ruzic talk?", "events"),
        ("How many barges passed?", "how_many"),
    ],
)
def test_a_question_without_content_of_its_own_asks_for_an_overview(text: str, kind: str) -> None:
    assert understand(text).kind == kind


def test_all_parts_of_a_question_are_told_apart() -> None:
    asked = "According to the Harbour Gazette, how many barges had passed the lock since May 2021, in the June call?"
    question = understand(asked, OUTLETS)
    assert question.kind == "how_many"
    assert question.scope.outlets == ("Harbour Gazette",)
    assert [(d.year, d.month) for d in question.scope.dates] == [(None, 6)]
    assert [(d.year, d.month) for d in question.dates] == [(2021, 5)]
    assert [term.text for term in question.unit] == ["barges"]
    content = [term.text for term in question.terms if not term.frame]
    assert content == ["barges", "passed", "lock"]


@pytest.mark.parametrize(
    "text",
    [
        "Could you tell me how many kettles were sold, please?",
        "Hello, how many kettles were sold? Thanks",
        "In a few lines: how many kettles were sold?",
        "HOW MANY KETTLES WERE SOLD?",
        "how many kettles were sold",
    ],
)
def test_courtesies_and_shouting_change_nothing(text: str) -> None:
    question = understand(text)
    assert question.kind == "how_many"
    assert [term.stem for term in question.unit] == ["kettl"]
    assert {term.stem for term in question.terms if not term.frame} == {"kettl", "sold"}


@pytest.mark.parametrize(("typed", "kind"), [("Waht", "what"), ("Wehn", "when")])
def test_a_slip_in_the_word_that_asks_is_mended(typed: str, kind: str) -> None:
    assert understand(f"{typed} kettles were sold in Brindle?").kind == kind


def test_a_question_about_no_place_in_particular_looks_everywhere() -> None:
    assert understand("How many kettles were sold?", OUTLETS).scope == Scope()


@given(st.sampled_from(["barges", "kettles", "trees"]), st.sampled_from(["passed", "left", "fell"]))
def test_understanding_is_a_function_of_the_text(things: str, verb: str) -> None:
    asked = f"How many {things} {verb} since May?"
    assert understand(asked, OUTLETS) == understand(asked, OUTLETS)


def test_the_calls_that_two_held_are_asked_for() -> None:
    assert understand("Which calls did Ada Holm and Pavel Ruzic hold?").kind == "events"
    assert understand("On what date was the meeting in Norhavn held?").kind == "when"
