"""Follow-ups to what nobody kept: the questions before are all that is known, over the newsroom's reports."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from assistant.types import Answer, Timings
from index.types import Filters

if TYPE_CHECKING:
    from assistant.assistant import Assistant

COUNT = "How many barges have passed the Tessel lock since November 2020?"
TALKS = (
    (COUNT, "What about April?", "And in July?", "Who said so?"),
    ("What did Ada Holm say in the February call?", "And what did Pavel Ruzic say?", "What about the other report?"),
    ("How many kettles does the museum show?", "Source?"),
)


@pytest.mark.parametrize("talk", TALKS)
async def test_a_follow_up_is_understood_as_in_a_conversation_that_was_kept(
    newsroom: Assistant, talk: tuple[str, ...]
) -> None:
    conversation = newsroom.conversations.create()
    for number, question in enumerate(talk):
        kept = await newsroom.ask(question, conversation_id=conversation)
        told = await newsroom.ask(question, before=talk[:number])
        assert bare(told) == bare(kept)
        assert told.conversation_id is None
    assert told.standalone_question != told.question


async def test_what_is_kept_goes_before_what_is_told(newsroom: Assistant) -> None:
    conversation = newsroom.conversations.create()
    await newsroom.ask(COUNT, conversation_id=conversation)
    answer = await newsroom.ask("What about April?", conversation_id=conversation, before=("Who built the museum?",))
    assert "barges" in answer.standalone_question


async def test_what_could_not_be_asked_before_is_passed_over(newsroom: Assistant) -> None:
    answer = await newsroom.ask("What about April?", before=(COUNT, " ", "?!", "x" * 100_000))
    assert "barges" in answer.standalone_question


async def test_only_the_last_questions_are_asked_again(newsroom: Assistant) -> None:
    for count in (8, 15, 16, 23):
        near = await newsroom.ask("What about April?", before=(*["?"] * (count - 8), COUNT, *["in July?"] * 7))
        assert "barges" in near.standalone_question
    far = await newsroom.ask("What about April?", before=(COUNT, *["in July?"] * 15))
    assert "barges" not in far.standalone_question


async def test_filters_hold_for_what_was_asked_before(newsroom: Assistant) -> None:
    filters = Filters(document_ids=("gazette-february",))
    answer = await newsroom.ask("What did she say about it?", before=(COUNT,), filters=filters)
    assert {one.document_id for one in answer.citations} <= {"gazette-february"}


async def test_what_was_asked_before_is_kept_with_the_answer(newsroom: Assistant) -> None:
    answer = await newsroom.ask("What about April?", before=(COUNT,))
    assert newsroom.feedback.get(answer.answer_id).turns == (COUNT,)


def bare(answer: Answer) -> Answer:
    return replace(answer, timings_ms=Timings(), conversation_id=None)
