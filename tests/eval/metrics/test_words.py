from __future__ import annotations

import pytest

from eval.metrics.words import exact, f1, holds_words, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Boats  of\nNorhavn!", ("boats", "of", "norhavn")),
        ("an oar, a sail", ("oar", "sail")),
        ("theatre", ("theatre",)),
        ("3,559 people", ("3559", "people")),
        ("the “Norhavn” (ferry)", ("norhavn", "ferry")),
        ("state-of-the-art", ("stateoftheart",)),
        ("1990–1995", ("19901995",)),
        ("boats—and crews", ("boats", "and", "crews")),
        ("$5 + 3", ("5", "3")),
        ("The?", ()),
    ],
)
def test_words_have_no_case_no_punctuation_and_no_articles(text: str, expected: tuple[str, ...]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("said", "known", "expected"),
    [
        ("the ferry Norhavn", "Ferry Norhavn.", 1.0),
        ("ferry Norhavn", "Norhavn ferry", 0.0),
        ("the", "", 1.0),
    ],
)
def test_an_exact_match_is_of_the_same_words_in_order(said: str, known: str, expected: float) -> None:
    assert exact(said, known) == expected


@pytest.mark.parametrize(
    ("said", "known", "expected"),
    [
        ("the ferry Norhavn", "Ferry Norhavn.", 1.0),
        # two of three words said are known, two of four known are said: 2 * (2/3 * 1/2) / (2/3 + 1/2) = 4/7
        ("212 fishing boats", "some 212 old boats", 4 / 7),
        # a word counts as often as both have it: once here. Precision 1/3, recall 1: 1/2
        ("no no no", "no", 1 / 2),
        ("boats", "ferries", 0.0),
        ("the", "boats", 0.0),
        ("the", "a", 1.0),
    ],
)
def test_f1_is_over_the_words_that_both_have(said: str, known: str, expected: float) -> None:
    assert f1(said, known) == pytest.approx(expected)
    assert f1(known, said) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("text", "known", "holds"),
    [
        ("On 3 May some 212 boats, crews included, left.", "The 212 boats", True),
        ("On 3 May some 212 boats, crews included, left.", "212 crews", False),
        ("1212 boats", "212 boats", False),
        ("212 boatsmen", "212 boats", False),
        ("boats", "boats", True),
        ("boats", "the", False),
        ("", "boats", False),
        ("", "the", False),
    ],
)
def test_a_text_holds_whole_words_one_after_the_other(text: str, known: str, *, holds: bool) -> None:
    assert holds_words(text, known) is holds
