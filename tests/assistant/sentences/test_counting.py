import pytest

from assistant.answering.confidence import COUNTS
from assistant.asking.question import understand
from assistant.sentences.counting import Compared, Counted, count
from assistant.sentences.matching import ExactWords, Matcher
from assistant.sentences.reading import read
from tests.assistant.papers import document

GRAIN = (
    "Some 212 barges had passed the lock, of which over 150 carried grain and over 60 belonged to the guild of pilots."
)


def counted(asked: str, text: str) -> Counted:
    """The amount of the first sentence that counts what is asked, by equal words alone."""
    match = Matcher(understand(asked), read(document(text)), ExactWords()).match(0)
    return Counted(match.quantity, match.typed)


def amount(asked: str, text: str) -> float | None:
    found = counted(asked, text)
    return found.quantity.number if found.quantity and found.surely >= COUNTS else None


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ("How many barges passed the lock?", 212),
        ("How many barges carried grain?", 150),
        ("How many barges belonged to the pilots?", 60),
        ("How many pilots were there?", None),
        ("How many kettles passed the lock?", None),
    ],
)
def test_the_amount_is_the_one_of_the_things_asked_for(asked: str, number: float | None) -> None:
    assert amount(asked, GRAIN) == number


@pytest.mark.parametrize(
    ("asked", "text", "number"),
    [
        ("How long was the strike?", "The strike of 40 pilots took 3 weeks.", 3),
        ("How far is Korrin?", "Korrin, with its 900 roofs, is 12 miles away.", 12),
        ("How old is the oak?", "The oak has 5 branches and is 300 years old.", 300),
        ("How long was the strike?", "The strike was of 40 pilots.", None),
    ],
)
def test_a_measure_is_an_amount_of_its_own_units(asked: str, text: str, number: float | None) -> None:
    assert amount(asked, text) == number


def test_an_attribute_stands_before_its_amount() -> None:
    assert amount("What is the population of Brindle?", "Brindle has a population of 5,400 and 9 mills.") == 5400


def test_an_attribute_takes_the_amount_after_it_and_no_other() -> None:
    assert amount("What is the population of Brindle?", "Brindle has 9 mills and a population of 5,400.") == 5400
    assert amount("What is the population of Brindle?", "With 9 mills Brindle feeds its population.") is None


@pytest.mark.parametrize(
    ("asked", "text", "number"),
    [
        ("How many cargo barges sank?", "Forty cargo barges and two tugs sank.", 40),
        ("How many grain barges sank?", "Forty timber barges sank.", None),
        ("How many barges sank?", "Forty timber barges sank.", 40),
        ("How many barges sank?", "The number of barges that sank has risen to 40.", 40),
        ("How many sailors sank?", "The number of barges that sank has risen to 40.", None),
        ("How much did the lock cost?", "The lock of 1880 had cost 3,000 talers.", 3000),
        ("How much did the lock cost?", "The lock had cost 12 lives.", None),
    ],
)
def test_the_kind_of_thing_must_be_the_one_asked_for(asked: str, text: str, number: float | None) -> None:
    assert amount(asked, text) == number


def test_where_nothing_is_counted_nothing_is_found() -> None:
    assert counted("How many barges passed?", "No barge passed.") == Counted(None, 0.0)
    assert counted("Which barges passed?", "Two barges passed.").quantity is None


def test_of_two_sentences_with_the_amount_the_one_about_the_right_place_is_surer() -> None:
    asked = "How many barges passed the Tessel lock?"
    assert counted(asked, "Ten barges passed the Tessel lock.").surely > counted(asked, "Ten barges sank.").surely


def test_a_question_that_counts_nothing_takes_no_amount() -> None:
    sentence = read(document("Two barges passed.")).sentences[0]
    nothing = Compared(lambda terms, _: [0.0] * len(terms), lambda terms, _: [0.0] * len(terms), {})
    assert count(understand("Who passed?"), sentence, (), nothing) == Counted(None, 0.0)
