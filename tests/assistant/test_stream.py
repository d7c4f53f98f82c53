"""What is told while an answer is made, over the newsroom's reports."""

from __future__ import annotations

import asyncio
import re
from contextlib import aclosing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from assistant.errors import QuestionError
from assistant.types import Answer, Citation, Delta, StatusEvent, StreamEvent, Timings

if TYPE_CHECKING:
    from assistant.assistant import Assistant

COUNT = "How many barges have passed the Tessel lock since November 2020?"
QUESTIONS = (
    COUNT,
    "How do the two reports of the February call differ?",
    "What was the April call about?",
    "How many trains passed the Tessel lock?",
)


async def events(newsroom: Assistant, question: str, conversation: str | None = None) -> list[StreamEvent]:
    return [event async for event in newsroom.stream(question, conversation_id=conversation)]


@pytest.mark.parametrize("question", QUESTIONS)
async def test_the_deltas_are_the_text_and_the_answer_that_asking_gives_comes_last(
    newsroom: Assistant, question: str
) -> None:
    told = await events(newsroom, question)
    answer = told[-1]
    assert isinstance(answer, Answer)
    assert "".join(event.text for event in told if isinstance(event, Delta)) == answer.text
    asked = await newsroom.ask(question)
    assert replace(answer, timings_ms=Timings()) == replace(asked, timings_ms=Timings())
    assert [event.stage for event in told if isinstance(event, StatusEvent)] == ["retrieve", "answer", "verify"]


@pytest.mark.parametrize("question", QUESTIONS)
async def test_a_citation_comes_before_the_text_that_marks_it(newsroom: Assistant, question: str) -> None:
    told = await events(newsroom, question)
    come: list[Citation] = []
    for event in told:
        if isinstance(event, Citation):
            come.append(event)
        elif isinstance(event, Delta):
            assert {int(number) for number in re.findall(r"\[(\d+)\]", event.text)} <= {one.number for one in come}
    answer = told[-1]
    assert isinstance(answer, Answer)
    assert tuple(come) == answer.citations


async def test_a_long_answer_comes_in_pieces(newsroom: Assistant) -> None:
    deltas = [event for event in await events(newsroom, COUNT) if isinstance(event, Delta)]
    assert len(deltas) > 2


async def test_the_first_event_waits_for_nothing(newsroom: Assistant) -> None:
    async with aclosing(newsroom.stream(COUNT)) as told:
        assert await asyncio.wait_for(anext(told), 0.05) == StatusEvent("retrieve")


@pytest.mark.parametrize("read", [1, 2, 4])
async def test_who_leaves_early_leaves_nothing_behind(newsroom: Assistant, read: int) -> None:
    talk = newsroom.conversations.create()
    async with aclosing(newsroom.stream(COUNT, conversation_id=talk)) as told:
        for _ in range(read):
            await anext(told)
    assert newsroom.conversations.turns(talk) == ()


async def test_an_answer_that_was_streamed_is_remembered_and_kept(newsroom: Assistant) -> None:
    talk = newsroom.conversations.create()
    answer = (await events(newsroom, COUNT, talk))[-1]
    assert isinstance(answer, Answer)
    assert [turn.answer for turn in newsroom.conversations.turns(talk)] == [answer]
    assert newsroom.feedback.get(answer.answer_id).answer == answer


def test_what_is_no_question_is_refused_before_anything_is_told(newsroom: Assistant) -> None:
    with pytest.raises(QuestionError):
        newsroom.stream("?!")


async def test_an_answer_tells_what_it_was_drawn_from(newsroom: Assistant) -> None:
    answer = await newsroom.ask(COUNT)
    assert answer.index_version == newsroom.archive.version()
    assert (answer.prompt_hash, answer.notes) == (None, ())
