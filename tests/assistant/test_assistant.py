"""The whole way, from a question to a checked answer, over six invented reports."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from assistant.errors import QuestionError
from assistant.types import Answer, Timings
from eval.invariants import broken_invariants
from index.types import Filters

if TYPE_CHECKING:
    from assistant.assistant import Assistant

COUNT = "How many barges have passed the Tessel lock since November 2020?"


def ask(newsroom: Assistant, text: str, filters: Filters | None = None, conversation: str | None = None) -> Answer:
    """The answer, which must be borne out by what it cites."""
    answer = asyncio.run(newsroom.ask(text, filters=filters, conversation_id=conversation))
    cited = {c.document_id for c in (*answer.citations, *answer.related)}
    assert broken_invariants(answer, {i: newsroom.archive.document(i) for i in cited}) == ()
    return answer


def figures(answer: Answer) -> list[str | None]:
    return [statement.answer for statement in answer.statements]


def test_a_figure_that_grows_is_told_with_every_day_and_who_reported_it(newsroom: Assistant) -> None:
    answer = ask(newsroom, COUNT)
    assert figures(answer) == ["some 212", "more than 640", "more than 1,150"]
    assert [s.as_of for s in answer.statements] == [date(2021, 2, 3), date(2021, 4, 20), date(2021, 7, 9)]
    assert {s.speaker for s in answer.statements} == {"Ada Holm"}
    assert [c.document_id for c in answer.citations] == [
        "press-february",
        "gazette-february",
        "press-april",
        "press-july",
    ]
    assert answer.citations[0].also_reported_by == ("gazette-february",)
    assert "also reported by Harbour Gazette [2]" in answer.text
    assert [d.kind for d in answer.discrepancies] == ["series"]
    assert "[3] counts barges, pilots and those accompanying them together" in answer.text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("How many barges had passed the Tessel lock, in the February call?", ["some 212"]),
        ("How many barges had passed the Tessel lock by the April call?", ["more than 640"]),
        ("According to the Harbour Gazette, how many barges had passed the lock?", ["some 212"]),
        ("How many barges have passed the Tessel lock so far?", ["more than 1,150"]),
        ("How many trees did the frost spoil?", ["four hundred"]),
        ("How many kettles does the museum show?", ["340"]),
    ],
)
def test_a_narrower_question_gets_only_the_figure_it_asks_for(newsroom: Assistant, text: str, found: list[str]) -> None:
    answer = ask(newsroom, text)
    assert figures(answer) == found
    assert answer.discrepancies == ()


@pytest.mark.parametrize(
    ("text", "quote", "document_id"),
    [
        ("When will the bridge at Korrin reopen?", "reopen on 1 June 2021", "press-april"),
        ("Why was the barley ruined?", "because the canals were dry", "press-july"),
        ("Who built the museum?", "the guild of smiths", "kettles"),
        ("Who is the director of the museum?", "Lotte Quill", "kettles"),
        ("What did Pavel Ruzic say about the barley?", "the drought had ruined the barley", "press-july"),
        ("What did the prime minister of Ostmere say in July?", "the drought had ruined the barley", "press-july"),
    ],
)
def test_a_question_of_any_kind_is_answered_by_the_sentence_that_says_it(
    newsroom: Assistant, text: str, quote: str, document_id: str
) -> None:
    answer = ask(newsroom, text)
    assert answer.status == "answered"
    assert any(quote in c.quote and c.document_id == document_id for c in answer.citations)


@pytest.mark.parametrize(
    "text",
    [
        "How many trains passed the Tessel lock?",
        "How many barges had passed the Tessel lock by the May call?",
        "How many barges passed according to the Dell Courier?",
        "What did Lotte Quill say about barges?",
        "What did the bishop of Dell say?",
        "Who won the chess tournament in Brindle?",
        "When was the Vell valley flooded?",
        "What is the newsletter of the tea trade called?",
        "🤷 ok?",
    ],
)
def test_what_the_archive_does_not_say_is_abstained_from(newsroom: Assistant, text: str) -> None:
    answer = ask(newsroom, text)
    assert answer.status == "abstained"
    assert (answer.statements, answer.citations, answer.discrepancies) == ((), (), ())
    assert "archive" in answer.text or "reports" in answer.text


def test_an_abstention_offers_what_is_near(newsroom: Assistant) -> None:
    answer = ask(newsroom, "How many trains passed the Tessel lock?")
    assert answer.related
    assert any("Tessel lock" in one.quote for one in answer.related)


def test_filters_narrow_as_questions_do(newsroom: Assistant) -> None:
    assert figures(ask(newsroom, COUNT, Filters(outlets=("gazette",)))) == ["some 212"]
    assert figures(ask(newsroom, COUNT, Filters(since=date(2021, 5, 1)))) == ["more than 1,150"]
    assert figures(ask(newsroom, COUNT, Filters(until=date(2021, 4, 30)))) == ["some 212", "more than 640"]
    assert ask(newsroom, COUNT, Filters(outlets=("Evening Star",))).status == "abstained"


def test_filters_that_leave_nothing_are_named_as_the_reason(newsroom: Assistant) -> None:
    question = "How many ships passed the Tessel canal?"
    unknown = ask(newsroom, question, Filters(outlets=("No Such Paper",)))
    assert unknown.status == "abstained"
    assert [note for note in unknown.notes if "filters" in note]
    assert ask(newsroom, "What is the capital of France?").notes == ()


def test_two_reports_of_one_call_are_compared_and_their_wording_told(newsroom: Assistant) -> None:
    answer = ask(newsroom, "How do the two reports of the February call differ?")
    assert {c.document_id for c in answer.citations} == {"press-february", "gazette-february"}
    (wording,) = [d for d in answer.discrepancies if d.kind == "wording"]
    assert {v.value for v in wording.values} == {"illegal shipment of kettles", "illegal shipments"}
    assert 'The wording differs: "illegal shipment of kettles"' in answer.text
    assert "conflict" not in {d.kind for d in answer.discrepancies}


def test_the_calls_are_listed_in_order_each_once(newsroom: Assistant) -> None:
    answer = ask(newsroom, "When did Holm and Ruzic talk?")
    assert [s.as_of for s in answer.statements] == [date(2021, 2, 3), date(2021, 4, 20), date(2021, 7, 9)]


def test_an_overview_keeps_to_its_call(newsroom: Assistant) -> None:
    answer = ask(newsroom, "What was the April call about?")
    assert {c.document_id for c in answer.citations} == {"press-april"}
    assert len(answer.statements) > 1


def test_what_someone_said_is_said_by_no_one_else(newsroom: Assistant) -> None:
    answer = ask(newsroom, "What did Pavel Ruzic say?")
    assert {s.speaker for s in answer.statements} == {"Pavel Ruzic"}


def test_clutter_is_neither_quoted_nor_offered(newsroom: Assistant) -> None:
    for text in ("What should readers subscribe to?", "Which are the ten best teapots?", "Who opened a museum?"):
        answer = ask(newsroom, text)
        shown = " ".join(c.quote for c in (*answer.citations, *answer.related))
        assert "Subscribe" not in shown
        assert "teapots" not in shown


def test_a_conversation_carries_over_what_a_follow_up_leaves_out(newsroom: Assistant) -> None:
    talk = newsroom.conversations.create()
    assert len(ask(newsroom, COUNT, conversation=talk).statements) == 3
    july = ask(newsroom, "And in the July call?", conversation=talk)
    assert figures(july) == ["more than 1,150"]
    assert july.question == "And in the July call?"
    assert "barges" in july.standalone_question
    source = ask(newsroom, "Who said so?", conversation=talk)
    assert [s.speaker for s in source.statements] == ["Ada Holm"]
    assert [turn.question for turn in newsroom.conversations.turns(talk)] == [
        COUNT,
        "And in the July call?",
        "Who said so?",
    ]


def test_an_outlet_narrows_the_answer_before(newsroom: Assistant) -> None:
    talk = newsroom.conversations.create()
    ask(newsroom, COUNT, conversation=talk)
    answer = ask(newsroom, "According to the Harbour Gazette?", conversation=talk)
    assert {c.outlet for c in answer.citations} == {"Harbour Gazette"}
    assert figures(answer) == ["some 212"]


def test_questions_outside_a_conversation_leave_nothing_behind(newsroom: Assistant) -> None:
    ask(newsroom, COUNT)
    alone = ask(newsroom, "And in the July call?")
    assert alone.standalone_question == "And in the July call?"
    assert alone.conversation_id is None


def test_an_answer_is_kept_with_what_it_takes_to_ask_again(newsroom: Assistant) -> None:
    talk = newsroom.conversations.create()
    gazette = Filters(outlets=("Harbour Gazette",))
    ask(newsroom, "Who built the museum?", conversation=talk)
    answer = ask(newsroom, COUNT, gazette, talk)
    kept = newsroom.feedback.get(answer.answer_id)
    assert kept.answer == answer
    assert kept.turns == ("Who built the museum?",)
    assert kept.filters == gazette
    assert kept.version == newsroom.archive.version()


def test_an_answer_has_the_same_id_in_a_conversation_as_alone(newsroom: Assistant) -> None:
    alone = ask(newsroom, COUNT)
    assert len(alone.answer_id) == 24
    assert ask(newsroom, COUNT, conversation=newsroom.conversations.create()).answer_id == alone.answer_id
    assert ask(newsroom, COUNT, Filters(until=date(2021, 4, 30))).answer_id != alone.answer_id


def test_what_is_no_question_is_refused(newsroom: Assistant) -> None:
    for text in ("", "  \n", "?!", "x" * 5_000):
        with pytest.raises(QuestionError):
            asyncio.run(newsroom.ask(text))


def test_many_questions_at_once_get_the_answers_each_would_get_alone(newsroom: Assistant) -> None:
    asked = [COUNT, "Who built the museum?", "Why was the barley ruined?", "How many trains passed?"] * 3

    def untimed(text: str) -> Answer:
        return replace(asyncio.run(newsroom.ask(text)), timings_ms=Timings())

    alone = [untimed(text) for text in asked]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(untimed, asked)) == alone


def test_tokens_and_times_are_told(newsroom: Assistant) -> None:
    answer = ask(newsroom, COUNT)
    assert answer.answerer == "extractive"
    assert answer.usage.prompt_tokens > 0
    assert answer.usage.completion_tokens > answer.usage.prompt_tokens
    assert 0 < answer.timings_ms.retrieve < answer.timings_ms.total
    assert 0 <= answer.score <= 1
