from itertools import pairwise

import pytest
from hypothesis import given, settings

from assistant.sentences.words import acronym, expansions, names, stem, stems, words
from tests.assistant.hostile import hostile


@settings(deadline=None)
@given(hostile())
def test_every_word_stands_where_it_says(text: str) -> None:
    found = words(text)
    assert all(text[word.start : word.end] == word.text for word in found)
    assert all(word.text and word.stem for word in found)
    assert all(before.end <= after.start for before, after in pairwise(found))


@settings(deadline=None)
@given(hostile())
def test_reading_names_and_short_forms_never_fails(text: str) -> None:
    found = words(text)
    runs = names(found, text)
    assert all(set(run) <= set(found) for run in runs)
    assert all(short == short.lower() for short in expansions(text))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("kettles", "kettle"),
        ("passed", "passing"),
        ("Harvest", "harvests"),
        ("miller's", "miller"),
        ("miller’s", "miller"),
        ("4,700", "4700"),
        ("U.N.", "UN"),
    ],
)
def test_forms_of_a_word_have_one_stem(left: str, right: str) -> None:
    assert stem(left) == stem(right)


@pytest.mark.parametrize(("left", "right"), [("kettle", "kiln"), ("4700", "4701"), ("US", "us"), ("bridge", "bride")])
def test_different_words_have_different_stems(left: str, right: str) -> None:
    assert stem(left) != stem(right)


def test_hyphenated_words_come_apart_and_possessives_lose_their_ending() -> None:
    assert [word.text for word in words("The mill-owner’s two-year lease")] == [
        "The",
        "mill",
        "owner",
        "two",
        "year",
        "lease",
    ]


def test_an_amount_with_separators_is_one_word_and_a_number() -> None:
    barges = words("some 1,150.5 tons of grain")[1]
    assert (barges.text, barges.number, barges.capital) == ("1,150.5", True, False)


def test_a_country_in_capitals_is_content_where_the_pronoun_is_not() -> None:
    assert stems("give us the US") == stems("US")
    assert stems("give us the") == frozenset()


def test_content_words_are_told_from_the_rest() -> None:
    assert stems("When did the ferry sail to the island?") == stems("ferry sail island")


def test_small_words_inside_a_name_are_bridged_and_others_end_it() -> None:
    text = "On the Bank of the Vell stood Harbour Master Ada F. Holm and Pavel Ruzic"
    runs = [" ".join(word.text for word in run) for run in names(words(text), text)]
    assert "Bank of the Vell" in runs
    assert "Harbour Master Ada F Holm" in runs
    assert "Pavel Ruzic" in runs


def test_a_full_stop_ends_a_name() -> None:
    text = "He came from Korrin. Brindle lies beyond."
    assert [[word.text for word in run] for run in names(words(text), text)] == [["Korrin"], ["Brindle"]]


def test_a_short_form_stands_for_the_capitals_of_the_name_it_shortens() -> None:
    text = "The Harbour Pilots Guild met. HPG members voted."
    assert expansions("the Harbour Pilots Guild met")["hpg"] == {stem("Harbour"), stem("Pilots"), stem("Guild")}
    assert acronym(names(words(text), text)[0]).endswith("HPG")


def test_an_accent_may_be_a_character_of_its_own() -> None:
    apart = "Zoe\u0308 Brandt"
    assert [w.text for w in words(apart)] == ["Zoe\u0308", "Brandt"]
    assert [w.stem for w in words(apart)] == [w.stem for w in words("Zo\u00eb Brandt")]
