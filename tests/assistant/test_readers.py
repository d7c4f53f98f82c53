"""The newsroom as those see it who may see some outlets only, and what others asked."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from assistant.errors import ConversationError, FeedbackError
from assistant.types import StatusEvent
from index.errors import InputError
from index.types import Filters

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from assistant.assistant import Assistant
    from assistant.types import Answer, StreamEvent

BARGES = "How many barges had passed the Tessel lock since November 2020?"
GAZETTE = ("Harbour Gazette",)


def ask(assistant: Assistant, question: str, **given: object) -> Answer:
    return asyncio.run(assistant.ask(question, **given))


def seen(answer: Answer) -> set[str]:
    """All documents that an answer names."""
    shown = (*answer.citations, *answer.related)
    return {one.document_id for one in shown} | {name for one in shown for name in one.also_reported_by}


def test_an_answer_stands_on_the_outlets_that_are_seen_and_names_no_other(newsroom: Assistant) -> None:
    assert {"press-february", "gazette-february", "press-july"} <= seen(ask(newsroom, BARGES))
    answer = ask(newsroom.of("someone", GAZETTE), BARGES)
    assert answer.status == "answered"
    assert seen(answer) == {"gazette-february"}
    assert answer.discrepancies == ()


def test_an_answer_that_only_a_hidden_outlet_holds_is_not_in_the_archive(newsroom: Assistant) -> None:
    question = "How many copper kettles does the museum of Brindle show?"
    assert ask(newsroom, question).status == "answered"
    answer = ask(newsroom.of("someone", GAZETTE), question)
    assert answer.status == "abstained"
    assert seen(answer) <= {"gazette-february"}


@pytest.mark.parametrize("outlet", ["Norlund Press Office", "press", "Nobody's Paper"])
def test_filters_open_nothing(newsroom: Assistant, outlet: str) -> None:
    answer = ask(newsroom.of("someone", GAZETTE), BARGES, filters=Filters(outlets=(outlet,)))
    assert (answer.status, seen(answer)) == ("abstained", set())


def test_a_hidden_outlet_is_asked_for_by_name_like_one_that_never_was(newsroom: Assistant) -> None:
    reader = newsroom.of("someone", GAZETTE)
    hidden = ask(reader, "How many kettles does the museum show according to the Brindle Post?")
    unknown = ask(reader, "How many kettles does the museum show according to the Dingle Post?")
    assert (hidden.status, hidden.text) == (unknown.status, unknown.text.replace("Dingle", "Brindle"))


def test_the_archive_of_a_reader_is_that_part(newsroom: Assistant) -> None:
    reader = newsroom.of("someone", GAZETTE)
    assert [one.document_id for one in reader.archive.documents()] == ["gazette-february"]
    assert [one.document_ids for one in reader.archive.events()] == [("gazette-february",)]
    with pytest.raises(InputError):
        reader.archive.document("kettles")
    found = asyncio.run(reader.search("barges and kettles", k=50))
    assert {one.passage.document_id for one in found} == {"gazette-february"}


def test_a_reader_of_all_outlets_answers_like_anybody(newsroom: Assistant) -> None:
    assert ask(newsroom.of("someone"), BARGES).text == ask(newsroom, BARGES).text


def test_a_conversation_is_there_for_whoever_began_it_and_for_nobody_else(newsroom: Assistant) -> None:
    ada, bo = newsroom.of("ada"), newsroom.of("bo")
    ask(ada, BARGES, conversation_id="notes")
    ask(bo, "What did the guild of smiths build?", conversation_id="notes")
    assert [turn.question for turn in ada.conversations.get("notes").turns] == [BARGES]
    assert [one.conversation_id for one in ada.conversations.page(10).conversations] == ["notes"]
    assert ada.conversations.page(10).total == 1
    for other in (newsroom, newsroom.of("cy")):
        assert "notes" not in {one.conversation_id for one in other.conversations.page(1000).conversations}
        with pytest.raises(ConversationError):
            other.conversations.get("notes")
        with pytest.raises(ConversationError):
            other.conversations.delete("notes")
    bo.conversations.delete("notes")
    assert ada.conversations.get("notes").turns


def test_a_follow_up_leans_on_ones_own_conversation_only(newsroom: Assistant) -> None:
    ask(newsroom.of("dee"), "What did Ada Holm say in February 2021?", conversation_id="lean")
    assert ask(newsroom.of("dee"), "And in April?", conversation_id="lean").standalone_question != "And in April?"
    assert ask(newsroom.of("eve"), "And in April?", conversation_id="lean").standalone_question == "And in April?"


def test_an_answer_is_shown_again_and_rated_by_whoever_was_given_it(newsroom: Assistant) -> None:
    fay, gil = newsroom.of("fay"), newsroom.of("gil")
    given = ask(fay, BARGES, conversation_id="secret-plans")
    assert fay.feedback.get(given.answer_id).answer == given
    for other, name in ((gil, given.answer_id), (newsroom, f"fay/{given.answer_id}")):
        with pytest.raises(FeedbackError):
            other.feedback.get(name)
        with pytest.raises(FeedbackError):
            other.feedback.rate(name, "wrong")
    again = ask(gil, BARGES)
    assert again.answer_id == given.answer_id
    assert fay.feedback.get(given.answer_id).answer.conversation_id == "secret-plans"
    assert gil.feedback.get(given.answer_id).answer.conversation_id is None
    gil.feedback.rate(given.answer_id, "wrong")
    assert fay.feedback.get(given.answer_id).rating is None


def test_answers_go_with_ones_own_conversation_and_no_other(newsroom: Assistant) -> None:
    ina, jo = newsroom.of("ina"), newsroom.of("jo")
    given = [ask(one, BARGES, conversation_id="same") for one in (ina, jo)]
    ina.conversations.delete("same")
    with pytest.raises(FeedbackError):
        ina.feedback.get(given[0].answer_id)
    assert jo.feedback.get(given[1].answer_id)


def test_someone_may_look_on(newsroom: Assistant) -> None:
    stages: list[str] = []

    async def watch(events: AsyncGenerator[StreamEvent]) -> AsyncGenerator[StreamEvent]:
        async for event in events:
            if isinstance(event, StatusEvent):
                stages.append(event.stage)
            yield event

    answer = ask(newsroom.of("", watch=watch), BARGES)
    assert answer.status == "answered"
    assert stages == ["retrieve", "answer", "verify"]
