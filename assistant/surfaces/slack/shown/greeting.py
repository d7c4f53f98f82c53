"""What the bot says of itself: when somebody comes to it, and when they ask what it does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from assistant.surfaces.slack.shown.message import Element, Message, listed, read_aloud, rich_text, said, section
from assistant.surfaces.slack.shown.text import mrkdwn, shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PROMPTS_TITLE: Final = "For example"

_GREETING = "Ask me what the archive says."
_PROMISE = (
    "Each answer stands on quotes that you can check: who said it, on which day, and where it was published. "
    "Where reports differ, I show both. Where the archive does not answer, I say so."
)
_WAYS = (
    ("In a channel: ", "mention me with your question. I answer in the thread; there you can ask on."),
    ("Here or in a direct message: ", "just ask."),
    ("/readout and a question: ", "only you see the answer, and can share it in the channel."),
    ("On any message, “Check against archive”: ", "I look up what the archive says about it."),
)
_LONGEST = 300  # characters of an example


def greeting_message(prompts: Iterable[Mapping[str, str]] = ()) -> Message:
    """Return the first words to somebody, with questions to begin with."""
    examples = [section(said(shortened(one["message"], _LONGEST))) for one in prompts]
    shown = [section(said(f"{PROMPTS_TITLE}:")), listed(examples)] if examples else []
    return _message(section(said(_GREETING, bold=True), said(f" {_PROMISE}")), *shown)


def help_message() -> Message:
    """Return how to ask."""
    ways = [section(said(where, bold=True), said(what)) for where, what in _WAYS]
    return _message(section(said(_GREETING, bold=True), said(f" {_PROMISE}")), listed(ways))


def _message(*elements: Element) -> Message:
    block = rich_text(*elements)
    return Message(mrkdwn(read_aloud([block])), [block])
