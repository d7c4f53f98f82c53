import pytest

from assistant.asking.question import understand
from assistant.sentences.matching import ExactWords, Matcher
from assistant.sentences.reading import read
from tests.assistant.papers import document


def denied(asked: str, text: str) -> bool:
    return Matcher(understand(asked), read(document(text)), ExactWords()).match(0).denied


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("Why did Ada Holm raise the toll?", "Ada Holm cut the toll to 3 crowns."),
        ("When was the Tessel lock opened?", "The Tessel lock was closed on 3 May."),
        ("Who supported the toll?", "Pavel Ruzic rejected the toll."),
        ("Which barges pay the toll?", "Empty barges do not pay the toll."),
        ("Which barges do not pay the toll?", "Grain barges pay the toll."),
    ],
)
def test_the_opposite_of_what_is_taken_for_granted_is_no_answer(asked: str, text: str) -> None:
    assert denied(asked, text)


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("Why did Ada Holm raise the toll?", "Ada Holm raised the toll and cut the fees."),
        ("When was the Tessel lock opened?", "The lock, closed since May, was reopened on 3 June."),
        ("When did the strike begin?", "The strike started on 3 May and ended in June."),
        ("Which barges do not pay the toll?", "Empty barges do not pay the toll."),
        ("Why was the lock not used?", "The pilots refused to use the lock."),
        ("Which barges pay the toll?", "Grain barges pay the toll, though they do not like it."),
    ],
)
def test_what_bears_the_question_out_is_not_taken_for_its_opposite(asked: str, text: str) -> None:
    assert not denied(asked, text)


def test_whether_something_was_done_is_answered_by_its_opposite() -> None:
    assert not denied("Did Ada Holm raise the toll?", "Ada Holm cut the toll to 3 crowns.")
