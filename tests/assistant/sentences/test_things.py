import pytest

from assistant.sentences.reading import read
from assistant.sentences.things import is_plural, phrase_counted, same_things, things_counted
from index.lexicon import Lexicon
from index.minilm import MiniLM
from tests.assistant.papers import document


def named(text: str, number: int = 0) -> list[str]:
    sentence = read(document(text)).sentences[0]
    return [w.text for w in things_counted(sentence.quantities[number], sentence)]


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("Some 212 barges had passed the lock.", ["barges"]),
        ("Some 40 barges carrying kettles sank.", ["barges"]),
        ("They sold 30 drinking vessels.", ["drinking", "vessels"]),
        ("The number of barges held at the lock had reached 212.", ["barges", "held"]),
        ("The number of barges grew, and 90 smiths were glad.", ["smiths"]),
        ("The lock was closed for the barges until 212.", []),
    ],
)
def test_what_an_amount_counts_stands_after_it_or_in_the_number_of_before_it(text: str, things: list[str]) -> None:
    assert named(text) == things


def test_the_phrase_counted_ends_at_its_verb() -> None:
    sentence = read(document("They fed 90 persons in need of help who had come by ferry.")).sentences[0]
    assert phrase_counted(sentence.quantities[0], sentence) == "persons in need of help"


@pytest.mark.parametrize(
    ("asked", "phrase"),
    [("soldiers", "servicemen"), ("doctors", "physicians"), ("houses", "homes"), ("patients", "sick persons")],
)
def test_another_name_for_the_thing_counts_it(asked: str, phrase: str, lexicon: Lexicon, minilm: MiniLM) -> None:
    assert phrase in same_things(asked, [phrase], lexicon, minilm.embed_documents)


@pytest.mark.parametrize(
    ("asked", "phrase"),
    [
        ("trains", "boats"),
        ("doctors", "nurses"),
        ("adults", "children"),
        ("sheep", "horses"),
        ("policemen", "armed persons"),
        ("residents", "cows"),
    ],
)
def test_another_thing_of_its_kind_does_not(asked: str, phrase: str, lexicon: Lexicon, minilm: MiniLM) -> None:
    assert same_things(asked, [phrase], lexicon, minilm.embed_documents) == {}


def test_plurals_are_told_by_their_form() -> None:
    assert all(map(is_plural, ["barges", "women", "people", "Servicemen"]))
    assert not any(map(is_plural, ["passenger", "glass", "virus", "cargo"]))
