import pytest

from assistant.surfaces.slack.types import Asking
from assistant.surfaces.slack.ways.command import read_command

GIVEN = {
    "command": "/readout",
    "trigger_id": "13.37.norhavn",
    "team_id": "T1",
    "channel_id": "C1",
    "user_id": "U1ADA",
    "response_url": "https://hooks.example/1",
}


def test_a_command_is_a_question_of_its_own() -> None:
    assert read_command({**GIVEN, "text": " how  many *barges*? "}, 1790000001.5) == Asking(
        event_id="13.37.norhavn",
        way="command",
        team="T1",
        channel="C1",
        user="U1ADA",
        ts="1790000001.500000",
        thread_ts=None,
        text="how many barges?",
        response_url="https://hooks.example/1",
    )


@pytest.mark.parametrize("text", ["", " ", "help", "Help", ":wave:", "??"])
def test_a_command_that_asks_nothing_is_no_question(text: str) -> None:
    assert read_command({**GIVEN, "text": text}, 1.0) is None


@pytest.mark.parametrize("text", ["help for farmers", "helpers in May?"])
def test_a_question_about_help_is_one(text: str) -> None:
    asking = read_command({**GIVEN, "text": text}, 1.0)
    assert asking is not None
    assert asking.text == text
