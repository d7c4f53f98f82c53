from __future__ import annotations

import pytest

from assistant.verified.operators import Mood, moods
from assistant.verified.shallow import subject, tokens
from assistant.verified.thesaurus import are_synonyms
from assistant.verified.units import measured, unit_of


@pytest.mark.parametrize(
    ("text", "verb", "mood"),
    [
        ("The lock opened in May.", "opened", Mood.FACT),
        ("The lock will open in May.", "open", Mood.TO_COME),
        ("The lock is expected to open in May.", "open", Mood.EXPECTED),
        ("The lock may open in May.", "open", Mood.POSSIBLE),
        ("The lock reportedly opened in May.", "opened", Mood.POSSIBLE),
        ("Holm proposed that the lock be opened.", "opened", Mood.WANTED),
        ("If the ice melts, the lock will open.", "open", Mood.CONDITIONAL),
        ("Holm, who asked for help, opened the lock.", "opened", Mood.FACT),
    ],
)
def test_a_verb_is_meant_as_what_stands_before_it_says(text: str, verb: str, mood: Mood) -> None:
    found = {token.word.text: mood for token, mood in zip(tokens(text), moods(text), strict=True)}
    assert found[verb] is mood


def test_a_comma_parts_clauses_only_behind_a_verb() -> None:
    text = "In March, a valve failed; in May, strong winds forced the crew to stop."
    clauses: dict[int, list[str]] = {}
    for token in tokens(text):
        clauses.setdefault(token.clause, []).append(token.word.text)
    assert [" ".join(words) for words in clauses.values()] == [
        "In March a valve failed",
        "in May strong winds forced the crew to stop",
    ]


@pytest.mark.parametrize(
    ("text", "verb", "head"),
    [
        ("The old lock was repaired.", "repaired", "lock"),
        ("The barge, which weighs 84 tonnes, was built in Brindle.", "built", "barge"),
        ("The barge, which weighs 84 tonnes, was built in Brindle.", "weighs", "barge"),
        ("The council met on Monday and will pay no more.", "pay", "council"),
        ("In May, the guild opened a museum.", "opened", "guild"),
    ],
)
def test_a_clause_is_said_of_its_own_subject_or_an_earlier_one(text: str, verb: str, head: str) -> None:
    clause = next(token.clause for token in tokens(text) if token.word.text == verb)
    assert subject(text, clause)[-1].word.text == head


@pytest.mark.parametrize(("one", "other"), [("rise", "grow"), ("close", "shut"), ("buy", "purchas"), ("fall", "drop")])
def test_words_of_one_meaning_may_stand_for_one_another(one: str, other: str) -> None:
    assert are_synonyms(one, other)


@pytest.mark.parametrize(("one", "other"), [("rise", "fall"), ("accept", "reject"), ("larger", "smaller")])
def test_words_of_opposite_meanings_may_not(one: str, other: str) -> None:
    assert not are_synonyms(one, other)


def test_a_unit_has_one_name_however_it_is_written() -> None:
    assert unit_of("km") == unit_of("kilometres") == unit_of("kilometer")
    assert unit_of("per cent") == unit_of("%") == "%"
    assert unit_of("miles") != unit_of("km")
    assert unit_of("barges") is None


def test_units_are_found_as_words_and_as_signs() -> None:
    assert measured("It cost $3 and grew by 4 per cent over 37 kilometres in two weeks.") == {"$", "%", "km"}
