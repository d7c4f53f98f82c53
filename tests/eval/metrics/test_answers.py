from __future__ import annotations

import pytest

from assistant.types import Answer, Statement
from eval.metrics.answers import measure
from tests.eval.metrics.harbour import abstained, answered, expecting, seen, values


def answers(answer: Answer | None, **expected: object) -> dict[str, float]:
    return values(measure, seen(expecting(**expected), answer))


def spans(*found: str | None) -> Answer:
    return answered(*(Statement("It was said.", (), answer=span) for span in found))


def test_the_share_of_phrases_wanted_that_are_in_the_answer() -> None:
    """In are 212, the second form of the second, and 340 as within 5 of 342; out is "ferries"."""
    wanted = ["212 boats", ["vessels", "crews"], {"number": 342, "tolerance": 5}, "ferries"]
    answer = answered("212 boats left.", "340 crews left.")
    assert answers(answer, must_include=wanted) == {"must_include": 0.75}


def test_phrases_are_looked_for_in_the_part_that_they_are_wanted_in() -> None:
    answer = spans("212")
    wanted = [{"any": ["212"], "in": "answers"}, {"any": ["212"], "in": "text"}]
    assert answers(answer, must_include=wanted)["must_include"] == 0.5


@pytest.mark.parametrize("answer", [None, abstained()])
def test_an_abstention_and_an_error_hold_no_phrase_and_are_no_answers(answer: Answer | None) -> None:
    expected = {"must_include": ["212"], "answers": ["212"], "wrong_answers": ["340"]}
    assert answers(answer, **expected) == {"must_include": 0.0}


@pytest.mark.parametrize(
    ("known", "included"),
    [
        (["The 212 Boats!"], 1.0),
        (["999 boats", "boats left"], 1.0),
        (["12 boats"], 0.0),
        (["boats 212"], 0.0),
    ],
)
def test_an_answer_holds_a_known_one_whatever_its_punctuation_and_articles(known: list[str], included: float) -> None:
    assert answers(answered("On 3 May, 212 boats left."), answers=known) == {"included": included}


def test_markers_are_no_words_of_the_answer() -> None:
    answer = answered("The boats left.", "The crews stayed.")
    assert "[1]" in answer.text
    assert answers(answer, answers=["1"])["included"] == 0.0
    assert answers(answer, answers=["left the crews"])["included"] == 1.0


@pytest.mark.parametrize(
    ("found", "exact", "f1"),
    [
        (["the 212 boats"], 1.0, 1.0),
        # "some 212 boats left" has two words of "212 boats": 2 * 2 / (4 + 2) = 2/3
        (["some 212 boats left"], 0.0, 2 / 3),
        (["ferries", None, "212 vessels"], 1.0, 1.0),
        (["ferries"], 0.0, 0.0),
        # against "212 boats" 2 * 1 / (2 + 2) = 1/2; against "212 vessels" as much
        (["212 crews"], 0.0, 1 / 2),
    ],
)
def test_the_shortest_answer_is_held_against_the_known_one_that_is_nearest(
    found: list[str | None], exact: float, f1: float
) -> None:
    measured = answers(spans(*found), answers=["212 boats", "212 vessels"])
    assert measured["exact_match"] == exact
    assert measured["f1"] == pytest.approx(f1)


def test_an_answer_that_gives_no_shortest_span_has_no_exact_match() -> None:
    assert set(answers(answered("212 boats left."), answers=["212"])) == {"included"}
    assert set(answers(spans(None), answers=["212"])) == {"included"}


@pytest.mark.parametrize(
    ("said", "misled"),
    [
        ("340 boats left.", 1.0),
        ("212 boats left, or 340.", 0.0),
        ("212 boats left.", 0.0),
        ("Boats left.", 0.0),
    ],
)
def test_an_answer_is_misled_where_it_holds_a_wrong_one_and_no_right_one(said: str, misled: float) -> None:
    assert answers(answered(said), answers=["212"], wrong_answers=["340", "341"])["misled"] == misled


def test_nothing_is_measured_where_nothing_is_known() -> None:
    assert answers(spans("212")) == {}
