"""What people think of an answer comes back as it was given, and the modal holds Slack's limits."""

import json

import pytest

from assistant.surfaces.slack import ids
from assistant.surfaces.slack.shown.message import written
from assistant.surfaces.slack.shown.opinion import (
    FAULTS,
    Complaint,
    Rated,
    complaint,
    feedback_block,
    rated,
    wrong_modal,
)
from tests.slack_server.kit.messages import block_problems
from tests.slack_server.kit.views import view_problems


def test_a_button_says_which_answer_it_is_about_and_what_it_thinks() -> None:
    block = feedback_block("91c9")
    assert block_problems([block], "/blocks") == []
    (buttons,) = block["elements"]
    assert buttons["action_id"] == ids.FEEDBACK
    assert rated(buttons["positive_button"]["value"]) == Rated("91c9", "good")
    assert rated(buttons["negative_button"]["value"]) == Rated("91c9", "wrong")


@pytest.mark.parametrize("value", ["", "good", "good:", "bad:91c9", "91c9"])
def test_a_value_that_is_not_ours_is_no_rating(value: str) -> None:
    assert rated(value) is None


def test_the_modal_can_be_shown() -> None:
    view = wrong_modal("91c9", {"channel": "C1", "thread": "1.2"})
    assert view_problems(view) == []
    assert view["callback_id"] == ids.WRONG
    assert written(view["blocks"]) < 3_000


def sent(fault: str | None, words: str | None) -> dict[str, object]:
    """The modal as Slack sends it back."""
    view = wrong_modal("91c9", {"channel": "C1"})
    values = {
        "fault": {"fault": {"type": "radio_buttons", "selected_option": {"value": fault} if fault else None}},
        "comment": {"comment": {"type": "plain_text_input", "value": words}},
    }
    assert {block["block_id"]: block["element"]["action_id"] for block in view["blocks"]} == {
        name: next(iter(one)) for name, one in values.items()
    }
    return {**view, "state": {"values": values}}


@pytest.mark.parametrize(
    ("fault", "words", "comment"),
    [
        ("figure", "It was 640.", f"{FAULTS['figure']}: It was 640."),
        (None, "It was 640.\n\u202e", "It was 640."),
        ("beside", None, FAULTS["beside"]),
        (None, None, ""),
        ("nothing of ours", None, ""),
    ],
)
def test_what_somebody_says_was_wrong_is_read_back(fault: str | None, words: str | None, comment: str) -> None:
    assert complaint(sent(fault, words)) == Complaint("91c9", comment, {"channel": "C1"})


def test_a_modal_that_is_not_ours_is_refused() -> None:
    with pytest.raises(KeyError):
        complaint({"private_metadata": json.dumps({}), "state": {"values": {}}})
    with pytest.raises(ValueError, match="Expecting value"):
        complaint({"private_metadata": "", "state": {"values": {}}})
