import time
from typing import Any

import pytest

from assistant.surfaces.slack.types import Asking
from assistant.surfaces.slack.ways.shortcut import claim, questions, read_shortcut


def picked(**message: Any) -> dict[str, Any]:
    return {
        "type": "message_action",
        "callback_id": "readout_check",
        "trigger_id": "13.37.norhavn",
        "response_url": "https://hooks.example/1",
        "team": {"id": "T1"},
        "enterprise": None,
        "user": {"id": "U1ADA"},
        "channel": {"id": "C1"},
        "message": {"ts": "1790000000.000100", "user": "U2PAVEL", **message},
    }


@pytest.mark.parametrize(
    ("text", "claimed"),
    [
        ("The lock is closed.", "The lock is closed."),
        ("Did you hear? The lock is closed.", "The lock is closed."),
        ("Is the lock closed?", "Is the lock closed?"),
        ("The lock is closed. Who knows more?", "The lock is closed."),
        ("The lock is closed\nand the bridge too", "The lock is closed and the bridge too"),
        ("The lock is closed https://a.example/x says who?", "The lock is closed says who?"),
        ("He said: “The lock is closed.” It is.", "He said: “The lock is closed.” It is."),
        ("", ""),
    ],
)
def test_a_claim_is_what_a_message_states(text: str, claimed: str) -> None:
    assert claim(text) == claimed


def test_a_long_message_is_checked_as_far_as_it_fits_in_whole_sentences() -> None:
    sentence = "The lock at Tessel is closed to all barges of the valley since the fifth of May."
    checked = claim(" ".join([sentence] * 20))
    assert checked == " ".join([sentence] * 7)
    assert len(claim("x" * 5_000)) == 600


@pytest.mark.parametrize("piece", ["1 ", "some ", "5 May ", "1,", ". ", "a.", "https://", "more than ", " ", "\n"])
def test_the_longest_message_is_understood_at_once(piece: str) -> None:
    longest = piece * (40_000 // len(piece))
    began = time.perf_counter()
    questions(claim(longest))
    assert time.perf_counter() - began < 2


@pytest.mark.parametrize(
    ("claimed", "asked"),
    [
        ("The lock is closed.", ("Is it true that The lock is closed?",)),
        (
            "More than 5,000 barges passed the Tessel lock.",
            (
                "Is it true that More than 5,000 barges passed the Tessel lock?",
                "How many barges passed the Tessel lock?",
            ),
        ),
        (
            "Some 3 million tons were landed in May 2021",
            (
                "Is it true that Some 3 million tons were landed in May 2021?",
                "How many tons were landed?",
                "What was said about this: Some 3 million tons were landed?",
            ),
        ),
        (
            "The bridge at Korrin will reopen on 5 June 2021!",
            (
                "Is it true that The bridge at Korrin will reopen on 5 June 2021?",
                "What was said about this: The bridge at Korrin will reopen?",
            ),
        ),
        ("Prices rose by 5 per cent.", ("Is it true that Prices rose by 5 per cent?",)),
        ("Flight KL-1234 was late.", ("Is it true that Flight KL-1234 was late?",)),
    ],
)
def test_a_claim_is_asked_about_as_it_is_then_without_its_figures_and_days(
    claimed: str, asked: tuple[str, ...]
) -> None:
    assert questions(claimed) == asked


def test_a_picked_message_is_checked_for_whoever_picked_it() -> None:
    asking = read_shortcut(picked(text="<@U3> says *the lock* is closed."), 1790000001.5)
    assert asking == Asking(
        event_id="13.37.norhavn",
        way="shortcut",
        team="T1",
        channel="C1",
        user="U1ADA",
        ts="1790000001.500000",
        thread_ts=None,
        text="@U3 says the lock is closed.",
        response_url="https://hooks.example/1",
    )


def test_what_an_application_attached_is_read_where_it_wrote_nothing_else() -> None:
    attached = [{"fallback": "x", "text": "The lock is closed."}, {"fallback": "The bridge is open."}]
    asking = read_shortcut(picked(text="", attachments=attached), 1.0)
    assert asking is not None
    assert asking.text == "The lock is closed. The bridge is open."


@pytest.mark.parametrize("message", [{"text": ""}, {"text": ":tada:"}, {"text": "<@U3>"}, {}])
def test_a_message_without_words_claims_nothing(message: dict[str, Any]) -> None:
    found = read_shortcut(picked(**message), 1.0)
    assert found is None or found.text == "@U3"
