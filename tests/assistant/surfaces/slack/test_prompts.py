"""Questions to begin with are about what the archive has, and are answered."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.surfaces.slack.shown.greeting import greeting_message, help_message
from assistant.surfaces.slack.shown.message import read_aloud
from assistant.surfaces.slack.shown.prompts import suggested_prompts
from assistant.surfaces.slack.shown.text import line
from index.types import Event
from tests.assistant.surfaces.slack.answers import days, texts
from tests.assistant.surfaces.slack.test_blocks import harmless, held

if TYPE_CHECKING:
    from assistant.assistant import Assistant

PAIR = ("Ada Holm", "Pavel Ruzic")
FEBRUARY = Event("a", "call", date(2021, 2, 3), "stated", PAIR, ("press", "gazette"))
JULY = Event("b", "call", date(2021, 7, 9), "stated", PAIR, ("july",))
KETTLES = Event("c", "report", date(2021, 5, 2), "inferred", (), ("kettles",))
UNDATED = Event("d", "visit", None, None, PAIR, ("visit",))


def test_they_begin_with_the_latest_the_most_reported_and_who_met_often() -> None:
    assert suggested_prompts([FEBRUARY, UNDATED, KETTLES, JULY]) == [
        {"title": "The call of 9 July 2021", "message": "What was said in the call of 9 July 2021?"},
        {"title": "The call of 3 February 2021", "message": "What was said in the call of 3 February 2021?"},
        {
            "title": "Calls of Ada Holm and Pavel Ruzic",
            "message": "Which calls are there between Ada Holm and Pavel Ruzic?",
        },
        {"title": "Ada Holm on 9 July 2021", "message": "What did Ada Holm say on 9 July 2021?"},
    ]


def test_what_nobody_took_part_in_is_asked_for_by_its_day_and_what_has_no_day_not_at_all() -> None:
    assert suggested_prompts([KETTLES]) == [
        {"title": "Reported on 2 May 2021", "message": "What was reported on 2 May 2021?"}
    ]
    assert suggested_prompts([UNDATED]) == []


async def test_the_archive_answers_them(newsroom: Assistant) -> None:
    prompts = suggested_prompts(newsroom.archive.events())
    assert len(prompts) == 4
    for prompt in prompts:
        assert (await newsroom.ask(prompt["message"])).status == "answered", prompt["message"]


def test_a_greeting_shows_them() -> None:
    message = greeting_message(suggested_prompts([KETTLES]))
    assert read_aloud(message.blocks).split("\n")[-2:] == ["For example:", "- What was reported on 2 May 2021?"]
    assert "For example" not in greeting_message().text


def test_who_asks_for_help_is_told_every_way_to_ask() -> None:
    held(help_message())
    for way in ("mention me", "direct message", "/readout", "Check against archive"):
        assert way in help_message().text


events = st.builds(
    Event,
    texts,
    texts,
    days,
    st.just(None),
    st.lists(texts, max_size=3).map(tuple),
    st.lists(texts, max_size=3).map(tuple),
)


@settings(deadline=None, max_examples=30)
@given(st.lists(events, max_size=6))
def test_no_name_of_an_archive_makes_them_more_than_plain_text(found: list[Event]) -> None:
    prompts = suggested_prompts(found)
    assert len(prompts) <= 4
    for prompt in prompts:
        assert 0 < len(prompt["title"]) < 200
        assert 0 < len(prompt["message"]) < 200
        assert prompt["message"] == line(prompt["message"])
    held(greeting_message(prompts))
    harmless(greeting_message(prompts), set())
