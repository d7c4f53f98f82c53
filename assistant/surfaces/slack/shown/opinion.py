"""What people think of an answer: the buttons under it, and the modal that asks what was wrong."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, get_args

from assistant.surfaces.slack import ids
from assistant.surfaces.slack.shown import limits
from assistant.surfaces.slack.shown.message import Block, Element, plain_text
from assistant.surfaces.slack.shown.text import plain

Rating = Literal["good", "wrong"]

FAULTS: Final = {
    "figure": "A figure or a date is not right",
    "speaker": "The wrong person or outlet is named",
    "quote": "The quotes do not bear it out",
    "missing": "The archive says more, or something else",
    "beside": "It answers another question",
}
_FAULT, _COMMENT = "fault", "comment"


@dataclass(frozen=True, slots=True)
class Rated:
    """An answer, and what somebody thinks of it."""

    answer_id: str
    rating: Rating


@dataclass(frozen=True, slots=True)
class Complaint:
    """What somebody says was wrong with an answer; `place` is what the modal was opened with."""

    answer_id: str
    comment: str
    place: Mapping[str, str]


def feedback_block(answer_id: str) -> Block:
    """Return the two buttons under an answer."""
    return {
        "type": "context_actions",
        "elements": [
            {
                "type": "feedback_buttons",
                "action_id": ids.FEEDBACK,
                "positive_button": _feedback("Good answer", "good", answer_id),
                "negative_button": _feedback("Something is wrong", "wrong", answer_id),
            }
        ],
    }


def rated(value: str) -> Rated | None:
    """Read the value of a button under an answer; none where it is not one of ours."""
    rating, _, answer_id = value.partition(":")
    found = next((one for one in get_args(Rating) if one == rating), None)
    return Rated(answer_id, found) if found and answer_id else None


def wrong_modal(answer_id: str, place: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return the modal that asks what was wrong; `place` comes back with the reply."""
    return {
        "type": "modal",
        "callback_id": ids.WRONG,
        "private_metadata": json.dumps({"answer_id": answer_id, "place": dict(place or {})}),
        "title": plain_text("What was wrong?", limits.MODAL_TITLE),
        "submit": plain_text("Send", limits.MODAL_BUTTON),
        "close": plain_text("Cancel", limits.MODAL_BUTTON),
        "blocks": [_input(_FAULT, "It went wrong here", _faults()), _input(_COMMENT, "In your words", _words())],
    }


def complaint(view: Mapping[str, Any]) -> Complaint:
    """Read the modal that was sent. Raises `KeyError`, `ValueError` where it is not ours."""
    kept = json.loads(view["private_metadata"])
    values = view["state"]["values"]
    chosen = ((values.get(_FAULT) or {}).get(_FAULT) or {}).get("selected_option") or {}
    words = ((values.get(_COMMENT) or {}).get(_COMMENT) or {}).get("value") or ""
    said = (FAULTS.get(chosen.get("value", ""), ""), plain(words).strip())
    return Complaint(kept["answer_id"], ": ".join(one for one in said if one), kept["place"])


def _feedback(text: str, rating: Rating, answer_id: str) -> Element:
    return {"text": plain_text(text, limits.FEEDBACK_TEXT), "value": f"{rating}:{answer_id}"[: limits.FEEDBACK_VALUE]}


def _input(block_id: str, label: str, element: Element) -> Block:
    named = {**element, "action_id": block_id}
    text = plain_text(label, limits.INPUT_LABEL)
    return {"type": "input", "block_id": block_id, "optional": True, "label": text, "element": named}


def _faults() -> Element:
    options = [{"text": plain_text(text, limits.OPTION_TEXT), "value": value} for value, text in FAULTS.items()]
    return {"type": "radio_buttons", "options": options}


def _words() -> Element:
    return {"type": "plain_text_input", "multiline": True, "max_length": limits.INPUT_TEXT}
