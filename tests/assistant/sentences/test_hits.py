import numpy as np
import pytest

from assistant.sentences.hits import hit, is_exact, related
from assistant.sentences.words import stem, words
from assistant.types import Term
from index.lexicon import Lexicon


def term(text: str, *, name: bool = False) -> Term:
    return Term(text, stem(text), name)


def found(one: Term, text: str, *, near: float = 0.0, rare: bool = True, short: dict[str, str] | None = None) -> float:
    said = [word for word in words(text) if not word.stop]
    forms = {key: frozenset(map(stem, value.split())) for key, value in (short or {}).items()}
    return hit(one, said, np.full(len(said), near, np.float32), forms, rare=rare)


def test_the_word_itself_in_any_form_is_a_full_hit() -> None:
    assert found(term("barge"), "Two barges passed") == 1
    assert found(term("barge"), "Two kettles boiled") == 0
    assert found(term("barge"), "") == 0


def test_a_word_of_like_meaning_is_part_of_a_hit_and_a_distant_one_is_none() -> None:
    assert 0 < found(term("ship"), "The vessel sank", near=0.5) < 1
    assert found(term("ship"), "The vessel sank", near=0.2) == 0


def test_a_name_a_number_and_an_ordinal_stand_for_themselves_only() -> None:
    for exact in (term("Korrin", name=True), term("640"), term("third")):
        assert is_exact(exact)
        assert found(exact, "Brindle sold 641 of them first", near=0.9) == 0
    assert not is_exact(term("barges"))


def test_a_slip_of_the_keys_is_forgiven_in_a_rare_word_only() -> None:
    assert found(term("orchrads"), "The orchards froze", rare=True) == 1
    assert found(term("orchrads"), "The orchards froze", rare=False) == 0


def test_a_country_and_its_adjective_are_one_name_and_two_countries_are_not() -> None:
    assert found(term("Norway", name=True), "the Norwegian ferry") > 0.5
    assert found(term("Norway", name=True), "the Swedish ferry") == 0
    assert related("Norway", "Norwegian") > 0.5
    assert related("Brindle", "Korrin") == 0


def test_a_short_form_stands_for_its_long_form_both_ways() -> None:
    short = {"hpg": "Harbour Pilots Guild"}
    assert found(term("HPG", name=True), "The Harbour Pilots Guild met", short=short) == 1
    assert found(term("Pilots", name=True), "The HPG met", short=short) == 1
    assert found(term("HPG", name=True), "The Harbour Office met", short=short) == 0


@pytest.mark.parametrize(("left", "right"), [("soldiers", "servicemen"), ("car", "vehicle"), ("killed", "died")])
def test_the_real_meanings_bring_like_words_together(lexicon: Lexicon, left: str, right: str) -> None:
    one = term(left)
    said = [word for word in words(f"some {right} there") if not word.stop]
    near = lexicon.similarity([left], [word.text for word in said])[0]
    assert hit(one, said, near, {}, rare=False) > 0.25
