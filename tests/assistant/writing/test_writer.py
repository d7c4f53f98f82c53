"""A language model writes over the newsroom's reports, well and badly, through the real client."""

from __future__ import annotations

import asyncio
import re
import time
from contextlib import aclosing
from typing import TYPE_CHECKING

import pytest

from assistant.types import Answer, Citation, Delta
from tests.assistant.scripted import model, replies, sound
from tests.llm_server import (
    breaks,
    fails,
    in_wide_brackets,
    inventing_figures,
    is_cut,
    loops,
    says_nothing,
    shows_a_page,
    stalls,
    stalls_after,
    streams,
    swapping_citations,
    without_markers,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from assistant.assistant import Assistant
    from assistant.sentences.matching import Words
    from tests.llm_server import Act, Scripted

FEBRUARY, APRIL, JULY = (
    "{Norlund Press Office 2021-02-03}",
    "{Norlund Press Office 2021-04-20}",
    "{Norlund Press Office 2021-07-09}",
)
KETTLES = "{Brindle Post 2021-05-02}"
COUNT = "How many barges have passed the Tessel lock since November 2020?"
GOOD = (
    "On 3 February 2021 Ada Holm said that some 212 barges had passed the Tessel lock since 5 November 2020 "
    f"{FEBRUARY}. By the July call, Holm put the number at more than 1,150 {JULY}."
)
FIRST = "On 3 February 2021 Ada Holm said that some 212 barges had passed the Tessel lock since 5 November 2020 [1]."


@pytest.fixture(autouse=True)
def _loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)


async def ask(newsroom: Assistant, lexicon: Words, *script: Act, question: str = COUNT, **how: float) -> Answer:
    with model(newsroom, lexicon, *script, **how) as (assistant, _):
        return sound(assistant, await assistant.ask(question))


async def test_a_sound_reply_is_the_answer_with_checked_quotes(newsroom: Assistant, lexicon: Words) -> None:
    answer = await ask(newsroom, lexicon, replies(GOOD))
    assert answer.answerer == "scripted"
    assert answer.text.startswith(FIRST)
    assert [s.speaker for s in answer.statements] == ["Ada Holm", "Ada Holm"]
    assert "some 212 barges had passed" in answer.citations[0].quote
    assert answer.notes == ()
    assert answer.prompt_hash


async def test_the_deltas_are_the_text_and_each_citation_comes_before_its_marker(
    newsroom: Assistant, lexicon: Words
) -> None:
    text, cited = "", set()
    with model(newsroom, lexicon, replies(GOOD)) as (assistant, _):
        async for event in assistant.stream(COUNT):
            if isinstance(event, Delta):
                text += event.text
                assert not re.search(r"\[\d*\Z", text), "half a marker"
                assert {int(number) for number in re.findall(r"\[(\d+)\]", event.text)} <= cited
            elif isinstance(event, Citation):
                cited.add(event.number)
    assert isinstance(event, Answer)
    assert event.text == text
    assert {citation.number for citation in event.citations} == cited


async def test_a_sentence_is_shown_while_the_model_still_writes(newsroom: Assistant, lexicon: Words) -> None:
    act = replies(f"{GOOD} And so on.", stalls_after)
    with model(newsroom, lexicon, act) as (assistant, _):
        async with aclosing(assistant.stream(COUNT)) as events:
            async for event in events:
                if isinstance(event, Delta):
                    break
    assert event == Delta(FIRST)


async def test_what_code_found_to_differ_is_told_whatever_the_model_leaves_out(
    newsroom: Assistant, lexicon: Words
) -> None:
    answer = await ask(newsroom, lexicon, replies(GOOD))
    assert "more than 640, 20 April 2021, Ada Holm" in answer.text
    (series,) = answer.discrepancies
    numbers = {number for value in series.values for number in value.citations}
    assert numbers == {citation.number for citation in answer.citations}
    told = [next(c.quote for c in answer.citations if c.number == v.citations[0]) for v in series.values]
    assert all(value.value in quote for value, quote in zip(series.values, told, strict=True))


@pytest.mark.parametrize("spoil", [inventing_figures, swapping_citations, without_markers])
async def test_what_is_not_borne_out_is_left_out_and_the_archive_answers_itself(
    newsroom: Assistant, lexicon: Words, spoil: Callable[[str], str]
) -> None:
    answer = await ask(newsroom, lexicon, replies(GOOD, lambda text: streams(spoil(text))))
    quoted = await newsroom.ask(COUNT)
    assert (answer.answerer, answer.text) == ("extractive", quoted.text)
    assert answer.notes == ("The language model's answer was withheld: the passages do not bear it out.",)


async def test_brackets_of_any_fashion_are_markers(newsroom: Assistant, lexicon: Words) -> None:
    answer = await ask(newsroom, lexicon, replies(GOOD, lambda text: streams(in_wide_brackets(text))))
    assert answer.text.startswith(FIRST)


async def test_what_holds_is_shown_without_what_does_not(newsroom: Assistant, lexicon: Words) -> None:
    bad = f"Holm warned that 9,000 barges were lost {JULY}. "
    answer = await ask(newsroom, lexicon, replies(bad + GOOD), replies("NO ANSWER"))
    assert answer.text.startswith(FIRST)
    assert "9,000" not in answer.text
    assert answer.notes == ("A sentence was left out of the language model's answer: not borne out by the passages.",)


async def test_a_sentence_is_mended_once(newsroom: Assistant, lexicon: Words) -> None:
    bad = f"Ada Holm said that more than 1,155 barges had passed the Tessel lock {JULY}."
    mended = f"Ada Holm said that more than 1,150 barges had passed the Tessel lock {JULY}."
    with model(newsroom, lexicon, replies(bad), replies(mended), replies(GOOD)) as (assistant, server):
        answer = sound(assistant, await assistant.ask(COUNT))
    assert answer.text.startswith("Ada Holm said that more than 1,150 barges had passed the Tessel lock [1].")
    assert answer.notes == ()
    told = server.requests[1].prompt
    assert "1,155" in told
    assert "does not stand in the passages" in told
    assert len(server.requests) == 2


async def test_one_that_is_mended_badly_is_not_mended_again(newsroom: Assistant, lexicon: Words) -> None:
    bad = f"Ada Holm said that more than 1,155 barges had passed the Tessel lock {JULY}."
    with model(newsroom, lexicon, replies(bad)) as (assistant, server):
        answer = sound(assistant, await assistant.ask(COUNT))
    assert len(server.requests) == 2
    assert answer.answerer == "extractive"


@pytest.mark.parametrize(
    ("act", "why"),
    [
        (fails(429), "it could not be had from the model's server"),
        (fails(500), "it could not be had from the model's server"),
        (breaks(""), "it could not be had from the model's server"),
        (says_nothing(), "it says nothing"),
        (shows_a_page(), "it says nothing"),
        (streams(""), "it says nothing"),
        (streams("I'm sorry, but I can't help with that."), "the passages do not bear it out"),
        (is_cut("Ada Holm said that some 2"), "it was cut off"),
        (streams("Ada Holm said that some 212", finish="length"), "it was cut off"),
        (stalls(), "it did not come in time"),
        (stalls_after("Ada Holm said"), "it did not come in time"),
        (loops("The barges passed the lock. "), "it repeats itself"),
        (loops("and the barges passed "), "it came to no end"),
    ],
)
async def test_a_model_that_fails_leaves_the_archives_own_answer(
    newsroom: Assistant, lexicon: Words, act: Scripted, why: str
) -> None:
    quoted = await newsroom.ask(COUNT)
    with model(newsroom, lexicon, act, timeout=6) as (assistant, _):
        started = time.monotonic()
        answer = sound(assistant, await assistant.ask(COUNT))
        took = time.monotonic() - started
    assert (answer.answerer, answer.text, answer.citations) == ("extractive", quoted.text, quoted.citations)
    assert answer.notes == (f"The language model's answer was withheld: {why}.",)
    assert took < 6


@pytest.mark.parametrize(
    ("act", "why"),
    [(is_cut, "it was cut off"), (stalls_after, "it did not come in time"), (breaks, "it could not be had")],
)
async def test_what_was_said_before_a_model_failed_is_kept(
    newsroom: Assistant, lexicon: Words, act: Callable[[str], Scripted], why: str
) -> None:
    answer = await ask(newsroom, lexicon, replies(f"{GOOD} In the April call", act), timeout=4)
    assert answer.answerer == "scripted"
    assert answer.text.startswith(FIRST)
    assert "In the April call" not in answer.text
    assert answer.notes[0].startswith(f"The language model's answer breaks off: {why}")


async def test_a_server_that_turns_requests_down_is_asked_again(newsroom: Assistant, lexicon: Words) -> None:
    answer = await ask(newsroom, lexicon, fails(429), fails(503), replies(GOOD), retries=2)
    assert answer.text.startswith(FIRST)


async def test_a_model_that_keeps_failing_is_left_alone(newsroom: Assistant, lexicon: Words) -> None:
    with model(newsroom, lexicon, fails(500)) as (assistant, server):
        answers = [await assistant.ask(COUNT) for _ in range(5)]
        assert len(server.requests) == 3
    assert "is left alone for a while" in answers[-1].notes[0]
    assert answers[-1].text == answers[0].text


async def test_a_model_may_say_that_the_passages_do_not_answer(newsroom: Assistant, lexicon: Words) -> None:
    answer = await ask(newsroom, lexicon, streams("NO ANSWER"), question="Who won the chess tournament in Brindle?")
    assert answer.status == "abstained"
    assert answer.related
    assert answer.notes == ("The language model finds no answer in the passages.",)


async def test_where_the_archive_answers_a_model_that_finds_nothing_is_not_followed(
    newsroom: Assistant, lexicon: Words
) -> None:
    answer = await ask(newsroom, lexicon, streams("No answer."))
    assert (answer.status, answer.answerer) == ("answered", "extractive")


@pytest.mark.parametrize(
    ("question", "reply"),
    [
        (
            "How many trains passed the Tessel lock?",
            f"Ada Holm said that some 212 barges had passed the lock {FEBRUARY}.",
        ),
        ("What did Lotte Quill say about barges?", f"Holm said that some 212 barges had passed {FEBRUARY}."),
        ("Who won the chess tournament in Brindle?", f"The kettle makers of Brindle opened a museum {KETTLES}."),
        ("When was the Vell valley flooded?", f"The leaders discussed the harvest in the Vell valley {JULY}."),
    ],
)
async def test_what_is_true_but_no_answer_is_not_one(
    newsroom: Assistant, lexicon: Words, question: str, reply: str
) -> None:
    answer = await ask(newsroom, lexicon, replies(reply), question=question)
    assert answer.status == "abstained"


async def test_a_true_sentence_about_something_else_is_left_out(newsroom: Assistant, lexicon: Words) -> None:
    answer = await ask(newsroom, lexicon, replies(f"{GOOD} The museum shows 340 copper kettles {KETTLES}."))
    assert "kettles" not in answer.text


@pytest.mark.parametrize("act", [stalls_after, loops, lambda text: streams(text * 50, pause=0.001)])
async def test_who_leaves_stops_the_model(newsroom: Assistant, lexicon: Words, act: Callable[[str], Scripted]) -> None:
    talk = newsroom.conversations.create()
    with model(newsroom, lexicon, replies(f"{GOOD} And so on.", act)) as (assistant, server):
        async with aclosing(assistant.stream(COUNT, conversation_id=talk)) as events:
            async for event in events:
                if isinstance(event, Delta):
                    break
        assert await asyncio.to_thread(server.left.wait, 5)
    assert newsroom.conversations.turns(talk) == ()


async def test_tokens_are_the_models_count_where_it_gives_one(newsroom: Assistant, lexicon: Words) -> None:
    counted = await ask(newsroom, lexicon, replies(GOOD, lambda text: streams(text, usage=(700, 31))))
    assert (counted.usage.prompt_tokens, counted.usage.completion_tokens) == (700, 31)
    estimated = await ask(newsroom, lexicon, replies(GOOD))
    assert estimated.usage.prompt_tokens > 500
    assert 40 < estimated.usage.completion_tokens < 120


async def test_what_a_model_thinks_to_itself_is_not_said(newsroom: Assistant, lexicon: Words) -> None:
    thought = "<think>Some 999 barges? No [1].</think>\n\n"
    answer = await ask(newsroom, lexicon, replies(thought + GOOD, lambda text: streams(text, size=3)))
    assert answer.text.startswith(FIRST)


async def test_a_follow_up_is_asked_as_a_question_of_its_own(newsroom: Assistant, lexicon: Words) -> None:
    talk = newsroom.conversations.create()
    with model(newsroom, lexicon, replies(GOOD)) as (assistant, server):
        await assistant.ask(COUNT, conversation_id=talk)
        answer = await assistant.ask("And in the July call?", conversation_id=talk)
    assert answer.standalone_question in server.requests[-1].prompt
    assert "barges" in answer.standalone_question


async def test_the_same_model_serves_several_event_loops(newsroom: Assistant, lexicon: Words) -> None:
    def once(assistant: Assistant) -> Answer:
        return asyncio.run(assistant.ask(COUNT))

    with model(newsroom, lexicon, replies(GOOD)) as (assistant, _):
        answers = [await asyncio.to_thread(once, assistant) for _ in range(3)]
    assert {answer.answerer for answer in answers} == {"scripted"}


async def test_an_answer_is_kept_with_what_it_was_made_by(newsroom: Assistant, lexicon: Words) -> None:
    answer = await ask(newsroom, lexicon, replies(GOOD))
    kept = newsroom.feedback.get(answer.answer_id).answer
    assert kept.prompt_hash == answer.prompt_hash
    assert kept.index_version == newsroom.archive.version()
    assert (await newsroom.ask(COUNT)).prompt_hash is None
