from datetime import date

import pytest

from assistant.asking.question import understand
from assistant.sentences.reading import Reading, read
from assistant.sentences.values import dated, typed
from tests.assistant.papers import document


def one(text: str, *, on: date | None = None, published_on: date | None = None) -> Reading:
    return read(document(text, title="Notice", on=on, published_on=published_on))


def value(asked: str, text: str, *, on: date | None = None) -> float:
    reading = one(text, on=on)
    return typed(understand(asked), reading.sentences[0], reading)


@pytest.mark.parametrize(
    ("text", "has"),
    [
        ("The bridge will reopen on 1 June 2021.", True),
        ("The bridge will reopen in the coming weeks.", True),
        ("The bridge will reopen with a feast.", False),
    ],
)
def test_a_when_needs_a_day_or_a_vague_time(text: str, has: bool) -> None:
    assert (value("When will the bridge reopen?", text) > 0) is has


def test_a_day_that_the_question_names_is_no_answer_to_when() -> None:
    assert value("When before 1 June 2021 was the bridge shut?", "The bridge was open on 1 June 2021.") == 0


def test_the_day_of_the_call_answers_when_it_was_only_where_the_call_is_asked_for() -> None:
    day = date(2021, 2, 3)
    assert value("When did Ada Holm say that the lock was shut?", "Ada Holm called the lock shut.", on=day) > 0
    assert value("When was the lock mended?", "Men mended the lock.", on=day) == 0


def test_a_who_needs_a_name_that_the_question_does_not_give() -> None:
    asked = "Who mended the Tessel lock?"
    assert value(asked, "The Tessel lock was mended by Jan Oost.") == 1
    assert value(asked, "The Tessel lock was mended by night.") < 1


def test_a_why_is_answered_best_by_a_reason() -> None:
    asked = "Why was the barley lost?"
    assert value(asked, "The barley was lost because the canals were dry.") > value(asked, "The barley was lost.")


DAYS = "On 3 May 2021 the ferry sank. Nobody drowned.\n\nThe mill burnt in June 2021."


def share(asked: str, position: int, reading: Reading) -> float:
    return dated(understand(asked).dates, reading, position)


def test_a_question_without_a_date_is_of_any_day() -> None:
    assert share("What sank?", 0, one(DAYS)) == 1


@pytest.mark.parametrize(
    ("asked", "sentence", "bears"),
    [
        ("What sank on 3 May 2021?", 0, True),
        ("What sank on 3 May?", 0, True),
        ("What sank on 4 May 2021?", 0, False),
        ("What sank on 3 May 2020?", 0, False),
        ("What burnt in June 2021?", 2, True),
        ("What burnt on 3 June 2021?", 2, False),
        ("Who drowned on 3 May 2021?", 1, True),
        ("What burnt on 3 May 2021?", 2, False),
    ],
)
def test_a_sentence_bears_a_day_by_itself_or_by_the_one_before_it_in_its_paragraph(
    asked: str, sentence: int, bears: bool
) -> None:
    assert (share(asked, sentence, one(DAYS)) > 0) is bears


def test_the_day_of_the_event_or_of_publication_is_borne_by_all() -> None:
    reading = one(DAYS, on=date(2022, 8, 9), published_on=date(2022, 9, 10))
    assert share("What burnt on 9 August 2022?", 2, reading) > 0.5
    assert share("What burnt on 10 September 2022?", 2, reading) > 0.5
    assert share("What burnt on 11 October 2022?", 2, reading) == 0


def test_a_day_said_in_the_sentence_is_worth_more_than_the_documents() -> None:
    reading = one(DAYS, on=date(2021, 5, 3))
    assert share("What sank on 3 May 2021?", 0, reading) > share("What burnt on 3 May 2021?", 2, reading) > 0


def test_of_two_days_one_is_half() -> None:
    both = share("What sank on 3 May 2021 or on 9 August 2021?", 0, one(DAYS))
    assert both == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("asked", "text", "holds"),
    [
        ("What are the three aims of the guild?", "The guild has three aims: peace, bread and kettles.", 1.0),
        ("What are the three aims of the guild?", "The guild has spoken of its three aims, it said.", 0.0),
        ("Until when will the fair last?", "The fair of Brindle will last until 9 June 2021.", 1.0),
        ("Until when will the fair last?", "The fair of Brindle began on 3 June 2021.", 0.0),
    ],
)
def test_what_is_listed_and_what_ends_must_be_told(asked: str, text: str, holds: float) -> None:
    reading = read(document(text))
    assert typed(understand(asked), reading.sentences[0], reading) == holds
