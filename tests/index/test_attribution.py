import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.attribution import attribute, people
from index.prose import read_prose
from tests.index.attribution_cases import DEVELOPED_ON, HELD_OUT, Line, reports


def text_of(report: list[Line]) -> str:
    return "".join(
        ("" if i == 0 else "\n\n" if line.new_paragraph else " ") + line.sentence for i, line in enumerate(report)
    )


def speakers(text: str) -> list[str | None]:
    prose = read_prose(text)
    return [s.speaker for s in attribute(prose, people(prose))]


def roles_of(text: str) -> dict[str, tuple[str, ...]]:
    return {person.name: person.roles for person in people(read_prose(text))}


@pytest.mark.parametrize("report", reports(DEVELOPED_ON), ids=lambda report: report[0].sentence[:40])
def test_each_sentence_has_its_speaker(report: list[Line]) -> None:
    assert speakers(text_of(report)) == [line.speaker for line in report]


def test_nine_in_ten_sentences_of_reports_set_aside_have_their_speaker() -> None:
    pairs = [
        pair
        for report in reports(HELD_OUT)
        for pair in zip([line.speaker for line in report], speakers(text_of(report)), strict=True)
    ]
    assert len(pairs) == 50
    assert sum(wanted == found for wanted, found in pairs) >= 45


def test_nobody_is_named_twice_for_two_spellings_of_a_name() -> None:
    text = "Secretary of State Anthony Ware met Bo Lund. Antony Ware said it went well. Ware left."
    assert list(roles_of(text)) == ["Anthony Ware"]
    assert speakers(text) == [None, "Anthony Ware", None]


def test_two_people_of_one_last_name_stay_two() -> None:
    text = "Judge Ada Roe spoke first. Mayor Ben Roe said nothing new. Ada Roe said more."
    assert list(roles_of(text)) == ["Ada Roe", "Ben Roe"]
    assert speakers(text)[1:] == ["Ben Roe", "Ada Roe"]


def test_a_role_is_kept_as_written_and_without_its_place() -> None:
    text = "President of the Republic of Malta Ines Borg spoke. The Maltese president said it was late."
    assert roles_of(text) == {"Ines Borg": ("president of the republic of malta", "maltese president", "president")}


def test_a_place_of_several_words_is_not_part_of_the_name() -> None:
    text = "Mayor of New York Ada Roe, Prime Minister of New Zealand Bo Lund and King of Norway Olav V met."
    assert list(roles_of(text))[:2] == ["Ada Roe", "Bo Lund"]


def test_organisations_and_countries_are_not_people() -> None:
    text = "Human Rights Watch said so. The United States denied it. Goldman Sachs said nothing."
    assert people(read_prose(text)) == ()


def test_the_president_of_another_country_is_not_the_president_named() -> None:
    text = "Peruvian President Ada Roe arrived. The president of Chile said the border was open."
    assert speakers(text)[1] == "the president of Chile"


def test_a_vice_president_is_not_the_president() -> None:
    text = "Vice President Ada Roe arrived. The president said the border was open."
    assert speakers(text)[1] == "the president"


def test_she_is_not_a_man() -> None:
    text = "Queen Marta Holm met Mr. Ivo Kral. Kral said it was late. She said it was early."
    assert speakers(text)[1:] == ["Ivo Kral", "Marta Holm"]


@pytest.mark.parametrize(
    "text",
    [
        "The alleged attack lasted an hour.",
        "Reporters were told to wait outside.",
        "The minister did not say when.",
        "Its stated aim is peace.",
        "The United States has fifty states.",
        "He scored twice and added a third goal.",
        "The company recalled 3,000 cars.",
        "Who said so is unknown.",
    ],
)
def test_a_sentence_that_reports_no_speech_has_no_speaker(text: str) -> None:
    assert speakers(text) == [None]


def test_the_outer_speaker_counts() -> None:
    text = "Ada Roe said Bo Lund had told her that the bridge was closed."
    assert speakers(text) == ["Ada Roe"]


def test_a_statement_stands_for_the_person_it_reports_and_else_for_who_issued_it() -> None:
    text = (
        '"The roof is safe," said a statement issued by the Harbour Authority. '
        "The statement said the doors were new. The statement said Director Ada Roe denied a leak."
    )
    assert speakers(text) == ["the Harbour Authority", "the Harbour Authority", "Ada Roe"]


def test_nothing_but_the_speaker_is_changed() -> None:
    text = "Ada Roe said so.\n\nNobody else did."
    prose = read_prose(text)
    sentences, attributed = prose.sentences, attribute(prose, ())
    assert [(s.start, s.end, s.paragraph) for s in attributed] == [(s.start, s.end, s.paragraph) for s in sentences]


BITS = (
    *(
        "said ",
        "the ",
        "President ",
        "of ",
        "Ada ",
        "Roe",
        "’s ",
        '"',
        "“",
        "”",
        ", ",
        ". ",
        "who ",
        "he ",
        ": ",
    ),
    *("\n\n", "( ", ") ", "😀 ", "\ud800", "in a statement ", "according to ", "by ", "U.S. ", "M. "),
)


@given(st.one_of(st.text(), st.lists(st.sampled_from(BITS), max_size=60).map("".join)))
def test_any_text_can_be_attributed(text: str) -> None:
    prose = read_prose(text)
    found = attribute(prose, people(prose))
    assert len(found) == len(prose.sentences)
    assert all(s.speaker is None or s.speaker.strip() for s in found)


@pytest.mark.parametrize("bit", ["President of ", '"Hello. ', "Smith, ", "said ", "the deputy "])
def test_time_grows_with_length_only(bit: str) -> None:
    text = bit * 20_000
    began = time.process_time()
    prose = read_prose(text)
    attribute(prose, people(prose))
    assert time.process_time() - began < 10
