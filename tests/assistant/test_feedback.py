import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine, text

from assistant.conversations import Conversations
from assistant.errors import FeedbackError
from assistant.feedback import Feedback, Kept, name
from assistant.types import Answer, Statement, Timings, Turn
from index.types import Filters
from tests.assistant.test_conversations import FULL

FERRIES = Filters(("Gazette",), date(1921, 1, 1), date(1921, 12, 31), ("harbour", "pier"))


def kept(answer_id: str, conversation_id: str | None = None) -> Kept:
    answer = Answer("q", "q", "abstained", "No.", conversation_id=conversation_id, answer_id=answer_id)
    return Kept(answer)


def test_what_is_kept_comes_back_with_all_that_it_takes_to_ask_again(engine: Engine) -> None:
    whole = Kept(replace(FULL, answer_id="a"), ("How many ships?", "And in \ud83d?"), FERRIES, "v1")
    Feedback(engine).keep(whole)
    assert Feedback(engine).get("a") == whole


def test_no_documents_at_all_is_kept_apart_from_any(engine: Engine) -> None:
    feedback = Feedback(engine)
    for answer_id, filters in (("none", Filters(document_ids=())), ("any", Filters())):
        feedback.keep(replace(kept(answer_id), filters=filters))
    assert feedback.get("none").filters.document_ids == ()
    assert feedback.get("any").filters.document_ids is None


def test_a_rating_stands_with_its_answer_and_the_last_one_counts(engine: Engine) -> None:
    feedback = Feedback(engine)
    feedback.keep(kept("a"))
    feedback.rate("a", "wrong", "It was “12”,\0 not 13 \ud83d.")
    assert (feedback.get("a").rating, feedback.get("a").comment) == ("wrong", "It was “12”,\0 not 13 \ud83d.")
    feedback.rate("a", "good")
    assert (feedback.get("a").rating, feedback.get("a").comment) == ("good", "")
    assert feedback.wrong() == ()


def test_the_answers_that_are_wrong_come_in_the_order_in_which_they_were_rated(engine: Engine) -> None:
    feedback = Feedback(engine)
    for answer_id in "abcd":
        feedback.keep(kept(answer_id))
    for answer_id, rating in (("c", "wrong"), ("b", "good"), ("a", "wrong")):
        feedback.rate(answer_id, rating)
    assert [one.answer.answer_id for one in feedback.wrong()] == ["c", "a"]


def test_an_answer_that_is_given_again_keeps_its_rating(engine: Engine) -> None:
    feedback = Feedback(engine)
    feedback.keep(kept("a"))
    feedback.rate("a", "wrong")
    feedback.keep(replace(kept("a"), turns=("Before?",)))
    assert feedback.get("a").rating == "wrong"
    assert feedback.get("a").turns == ("Before?",)


def test_what_is_not_kept_cannot_be_rated_or_read(engine: Engine) -> None:
    feedback = Feedback(engine)
    for act in (lambda: feedback.rate("none", "good"), lambda: feedback.get("none")):
        with pytest.raises(FeedbackError, match="No answer is kept under 'none'"):
            act()


def test_an_answer_is_found_whoever_it_was_given_to_and_rather_where_it_was_rated(engine: Engine) -> None:
    feedback = Feedback(engine)
    feedback.keep(kept("a"))
    assert feedback.find("a").rating is None
    for owner in ("slack", "desk"):
        feedback.of(owner).keep(kept("a"))
        feedback.of(owner).keep(kept("ba"))
    feedback.of("slack").rate("a", "wrong", "It was 12.")
    assert feedback.find("a").comment == "It was 12."
    assert feedback.find("ba").answer.answer_id == "ba"
    for unknown in ("c", "%", "_a", ""):
        with pytest.raises(FeedbackError, match="No answer is kept"):
            feedback.find(unknown)


def test_the_oldest_that_nobody_rated_make_room(engine: Engine) -> None:
    feedback = Feedback(engine, most=3)
    for answer_id in "ab":
        feedback.keep(kept(answer_id))
    feedback.rate("a", "good")
    for answer_id in "cdef":
        feedback.keep(kept(answer_id))
    with engine.connect() as connection:
        left = set(connection.scalars(text("select answer_id from answers")))
    assert left == {"a", "d", "e", "f"}


def test_a_conversation_is_forgotten_with_its_answers_and_their_ratings(engine: Engine) -> None:
    feedback, conversations = Feedback(engine), Conversations(engine)
    for answer_id, conversation_id in (("mine", "m"), ("yours", "y"), ("alone", None)):
        feedback.keep(kept(answer_id, conversation_id))
        feedback.rate(answer_id, "wrong")
    conversations.append("m", Turn("q", kept("mine", "m").answer))
    conversations.delete("m")
    assert {one.answer.answer_id for one in feedback.wrong()} == {"yours", "alone"}
    feedback.keep(kept("mine"))
    assert feedback.get("mine").rating is None


def test_what_comes_at_once_is_all_kept(engine: Engine) -> None:
    feedbacks = [Feedback(engine) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: feedbacks[n % 4].keep(kept(str(n // 2))), range(40)))
    assert all(feedbacks[0].get(str(n)) for n in range(20))


def test_an_answer_that_cannot_be_kept_is_told_and_nothing_more(
    engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    feedback = Feedback(engine)
    with engine.begin() as connection:
        connection.execute(text("drop table answers"))
    feedback.keep(kept("a"))
    assert re.search(r"cannot be rated \(.*\banswers\b", caplog.text)


def test_the_same_answer_has_the_same_id_however_long_it_took_and_wherever_it_was_asked() -> None:
    elsewhere = replace(FULL, conversation_id="other", timings_ms=Timings(), answer_id="x")
    assert name(elsewhere, FERRIES, "v1") == name(FULL, FERRIES, "v1")


@pytest.mark.parametrize(
    ("answer", "filters", "version"),
    [
        (replace(FULL, question="Open?"), FERRIES, "v1"),
        (replace(FULL, standalone_question="Open?"), FERRIES, "v1"),
        (replace(FULL, status="abstained"), FERRIES, "v1"),
        (replace(FULL, text="No [1]."), FERRIES, "v1"),
        (replace(FULL, statements=(Statement("No", (1,)),)), FERRIES, "v1"),
        (replace(FULL, citations=(replace(FULL.citations[0], end=9),)), FERRIES, "v1"),
        (FULL, Filters(), "v1"),
        (FULL, FERRIES, "v2"),
    ],
)
def test_another_answer_has_another_id(answer: Answer, filters: Filters, version: str) -> None:
    assert name(answer, filters, version) != name(FULL, FERRIES, "v1")
