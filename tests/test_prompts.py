from __future__ import annotations

from importlib.resources import files

import pytest

from prompts import load, parse

WRITTEN = "variables: name, town\n\nGreet $name of $town.\nIt costs $$5.\n"


def test_a_prompt_is_filled_in() -> None:
    assert parse("greeting", WRITTEN).fill(name="Ada", town="Norhavn") == "Greet Ada of Norhavn.\nIt costs $5."


def test_what_is_filled_in_is_taken_as_it_is() -> None:
    assert (
        parse("greeting", WRITTEN).fill(name="$town {0} \\1", town="$$") == "Greet $town {0} \\1 of $$.\nIt costs $5."
    )


def test_a_prompt_may_have_no_variables_and_may_write_one_twice() -> None:
    assert parse("greeting", "variables:\nHello.").fill() == "Hello."
    assert parse("greeting", "variables: name\n$name, ${name}s").fill(name="boat") == "boat, boats"


@pytest.mark.parametrize(
    ("written", "complaint"),
    [
        ("variables: name, town\nGreet $name.", "The prompt 'greeting' is written without town."),
        (
            "variables: name\nGreet $name of $town in $land.",
            "is written with land, town, which its first line does not",
        ),
        ("Greet $name.", "The first line of the prompt 'greeting' is not `variables: NAME, NAME`."),
        ("", "The first line of the prompt 'greeting' is not"),
        ("variables:\nIt costs $5.", r"has a \$ that begins no variable; write \$\$ for the character."),
    ],
)
def test_a_prompt_whose_variables_are_not_those_it_names_is_refused(written: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        parse("greeting", written)


def test_filling_in_names_what_is_missing_and_what_there_is_no_use_for() -> None:
    prompt = parse("greeting", WRITTEN)
    with pytest.raises(ValueError, match=r"The prompt 'greeting' was filled in without name, town\."):
        prompt.fill()
    with pytest.raises(ValueError, match="was filled in with land, which its first line does not name"):
        prompt.fill(name="Ada", town="Norhavn", land="Norland")


def test_the_hash_tells_any_change_of_the_text() -> None:
    hashes = {parse("greeting", text).hash for text in (WRITTEN, WRITTEN + " ", WRITTEN.replace("Greet", "Meet"))}
    assert len(hashes) == 3
    assert parse("greeting", WRITTEN).hash == parse("other", WRITTEN).hash


@pytest.mark.parametrize(
    "name", [file.name.removesuffix(".txt") for file in files("prompts").iterdir() if file.name.endswith(".txt")]
)
def test_every_prompt_that_is_shipped_can_be_loaded(name: str) -> None:
    assert load(name).variables
