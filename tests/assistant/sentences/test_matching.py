from datetime import date

import pytest

from assistant.asking.question import understand
from assistant.sentences.matching import ExactWords, Match, Matcher
from assistant.sentences.reading import read
from tests.assistant.papers import document

LOCK = document(
    "Ada Holm opened the Tessel lock in Korrin. Barges carried barley and rye.\n\n"
    "A kettle fair was held. The Norlund sailors were arrested.\n\n"
    "The first ferry sank in 1910.",
    title="The Tessel lock is open",
)
SHARES = ("cover", "cover_around", "topic", "names", "least", "ordinal", "predicate", "typed", "dated", "clash")


def match(asked: str, position: int) -> Match:
    return Matcher(understand(asked), read(LOCK), ExactWords()).match(position)


@pytest.mark.parametrize(
    "asked",
    [
        "Who opened the Tessel lock?",
        "How many barges sank in May 1910?",
        "What did Ada Holm say of the first kettle?",
        "When was the call?",
        "?? what",
    ],
)
def test_everything_told_of_a_match_is_a_share(asked: str) -> None:
    for position in range(len(LOCK.sentences)):
        found = match(asked, position)
        assert all(0 <= getattr(found, share) <= 1.0001 for share in SHARES)


def test_a_sentence_that_says_it_all_covers_the_question() -> None:
    found = match("Who opened the Tessel lock?", 0)
    assert found.cover == pytest.approx(1)
    assert found.least == found.names == 1


def test_a_sentence_may_lean_on_title_lead_and_neighbour() -> None:
    asked = "Which barges carried barley through the Tessel lock?"
    inside, around = match(asked, 1), match(asked, 3)
    assert inside.cover < inside.cover_around
    assert around.cover == 0
    assert around.cover_around > 0
    assert inside.cover_around > around.cover_around


def test_a_name_that_stands_nowhere_near_is_missing() -> None:
    assert match("Who opened the lock in Brindle?", 0).names == 0
    assert match("Who opened the lock in Korrin?", 0).names == 1


def test_an_ordinal_must_stand_in_the_sentence_itself() -> None:
    assert match("When did the first ferry sink?", 4).ordinal == 1
    assert match("When did the third ferry sink?", 4).ordinal == 0


def test_what_was_done_is_told_from_what_was_not() -> None:
    assert match("Who was arrested in Korrin?", 3).predicate == 1
    assert match("Who was arrested in Korrin?", 2).predicate < 1


def test_another_names_attribute_clashes() -> None:
    assert match("How many Ostmere sailors were arrested?", 3).clash == 1
    assert match("How many Norlund sailors were arrested?", 3).clash == 0


def test_a_title_is_known_for_one() -> None:
    titled = document("The lock opens\n\nThe lock opens at dawn.", title="The lock opens")
    matcher = Matcher(understand("When does the lock open?"), read(titled), ExactWords())
    assert [matcher.match(i).headline for i in range(2)] == [True, False]


def test_the_days_of_the_question_are_looked_for() -> None:
    dated = document("The ferry sank.", on=date(2021, 5, 3))
    matcher = Matcher(understand("What sank on 3 May 2021?"), read(dated), ExactWords())
    assert matcher.match(0).dated > 0
    assert match("What sank on 3 May 2021?", 4).dated == 0


def test_without_a_lexicon_every_word_weighs_the_same_and_means_itself() -> None:
    words = ExactWords()
    assert words.weight("kettle") == words.weight("the") == 1
    assert words.similarity(["kettle"], ["kettle", "kiln"]).shape == (1, 2)
    assert not words.similarity(["kettle"], ["kettle"]).any()
