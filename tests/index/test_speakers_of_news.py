"""Who speaks in the sentences of wire reports and company news."""

import pytest

from index.attribution import attribute, people
from index.prose import read_prose


def speakers(text: str) -> list[str | None]:
    prose = read_prose(text)
    return [s.speaker for s in attribute(prose, people(prose))]


def names(text: str) -> list[str]:
    return [person.name for person in people(read_prose(text))]


def roles(text: str) -> tuple[str, ...]:
    return next(person.roles for person in people(read_prose(text)))


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "OSTRAVA, Sept 12 (Orbis) - Lumia's central bank cut its rate, saying that bread was cheap.",
            "Lumia's central bank",
        ),
        ("Trent-based Holt Foods said the bread was safe.", "Holt Foods"),
        ("The bread was safe, said the bakery Holt & Sons, which sells it.", "Holt & Sons"),
        ("Bread now costs three crowns, Holt & Sons said, twice the price in May.", "Holt & Sons"),
        ("Lumia's transport minister, Ivo Kral, spoke of “a good day”.", "Ivo Kral"),
        ("“The bay is clear,” said Commodore Ada Roe, who leads the fleet.", "Ada Roe"),
        ("The mill will close, according to a person familiar with the matter.", "a person familiar with the matter"),
        ("A person familiar with the matter said the mill would close.", "a person familiar with the matter"),
        ("The Teachers' Union said the school was closed.", "the Teachers' Union"),
        ("Researchers note that the bees came back.", "researchers"),
    ],
)
def test_the_speaker_is_named_whole_and_no_more(text: str, speaker: str) -> None:
    assert speakers(text) == [speaker]


@pytest.mark.parametrize(
    "text",
    [
        "Trent-based Holt Foods on Monday recalled some 3,000 loaves after customers found nails in them.",
        "Holt Foods recalls Crusty two-pound loaves",
        "Official: Holt United sign Kral from Trent Town",
        "Ivo Kral spoke with Ada Roe on Friday.",
    ],
)
def test_what_is_no_speech_has_no_speaker(text: str) -> None:
    assert speakers(text) == [None]


def test_it_goes_on_for_the_institution_that_spoke() -> None:
    assert speakers("Nine are missing, the Interior Ministry said. It added that two bridges were closed.") == [
        "the Interior Ministry",
        "the Interior Ministry",
    ]


def test_a_sentence_half_told_by_the_reporter_has_no_speaker() -> None:
    text = "Holt Foods has recalled its bread, and the trading service said it was looking into the nails."
    assert speakers(text) == [None]


def test_speech_in_quotation_marks_keeps_its_speaker_behind_narration() -> None:
    assert speakers("The bread was burned, and Mayor Ada Roe called it “a shame for the town”.") == ["Ada Roe"]


@pytest.mark.parametrize(
    "lead",
    [
        "Holt Foods plc (ABC: HOLT) is recalling all bread.",
        "Trent-based Holt Foods is recalling all of the bread.",
        "The baker wrote to the food company Holt Foods about bread.",
        "Shops sent back the bread to Ada Roe, chief executive of Holt Foods.",
        "Holt Foods has recalled all its bread from the shops.",
    ],
)
def test_the_company_is_the_one_that_the_document_is_about(lead: str) -> None:
    text = f"{lead} The company said on Friday that it was sorry."
    assert speakers(text)[1] == "Holt Foods"
    assert "Holt Foods" not in names(text)


def test_the_company_is_nobody_we_know_where_there_are_two_or_none() -> None:
    two = "Holt Foods plc sued Lumia Mills plc over nails in bread. The company said it was sorry."
    assert speakers(two)[1] == "the company"
    assert speakers("Nails were found in bread on Monday. The company said it was sorry.")[1] == "the company"


def test_a_couple_is_not_a_company() -> None:
    assert names("Actor Ada Roe & singer Bo Lund met. Ada Roe & Bo Lund said it was late.") == ["Ada Roe", "Bo Lund"]


def test_an_organisation_behind_head_of_is_not_a_second_person() -> None:
    text = "“We have found nails,” said Colin Abara, head of West Lumia Trading Standards."
    assert names(text) == ["Colin Abara"]


def test_the_head_of_the_government_is_the_prime_minister_of_the_place_also_by_its_adjective() -> None:
    text = "Prime Minister of Lumia Ada Roe met Prime Minister of Norvia Bo Lund in Trent. "
    assert speakers(text + "The head of the Norvian government said it was late.")[1] == "Bo Lund"
    assert speakers(text + "The Lumian prime minister said it was early.")[1] == "Ada Roe"


def test_a_minister_of_foreign_affairs_is_a_foreign_minister() -> None:
    text = "Minister of Foreign Affairs of Lumia Ada Roe spoke first."
    assert roles(text) == ("minister of foreign affairs of lumia", "foreign minister")


def test_an_office_that_was_left_is_kept_with_the_word_that_says_so() -> None:
    assert roles("Former Mayor Ada Roe said it was late.") == ("former mayor",)
