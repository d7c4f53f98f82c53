""" "Check this against the archive": what the archive says about what a message claims."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Any, Final

from assistant.surfaces.slack import ids
from assistant.surfaces.slack.types import Asking
from assistant.surfaces.slack.ways.heard import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond

    from assistant.surfaces.slack.ways.desk import Desk
    from assistant.surfaces.slack.ways.incoming import Body

NOT_AS_CLAIMED: Final = "The archive does not bear out the message as it stands; this is what it says instead."
NOTHING_CLAIMED: Final = "This message says nothing in words that could be checked."
_LONGEST: Final = 600  # characters of a claim; the sentences that do not fit are not checked

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|(?<=[.!?…][\"”’»)])\s+|\n+")
_AN_ADDRESS = re.compile(r"https?://\S+")
_STOPS = " \t\n.,;:!?…"
_QUANTITY = re.compile(
    r"(?:\b(?:(?:some|about|around|nearly|almost|over|roughly|approximately|only|exactly)|(?:more|fewer|less) than|"
    r"at least|at most|up to|as many as)\s+)*"
    r"(?<![\w.,-])\d[\d,.]*(?:\s+(?:thousand|million|billion))?\s+(?=[^\W\d]{3})(?!per\s?cent)",
    re.IGNORECASE,
)
_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DATE = re.compile(
    rf"\s*\b(?:(?:on|in|by|since|until|from|as of|before|after)\s+)?"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}(?:,?\s+\d{{4}})?|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?|"
    rf"{_MONTH}\s+\d{{4}}|(?:in\s+)(?:19|20)\d\d|\d{{4}}-\d\d-\d\d)\b,?",
)


def listen(bot: AsyncApp, desk: Desk) -> None:
    """Have claims put into the inbox."""

    async def checked(ack: AsyncAck, shortcut: Body, respond: AsyncRespond) -> None:
        await ack()
        asking = read_shortcut(shortcut, time.time())
        if asking is None:
            desk.errands.run(respond(text=NOTHING_CLAIMED, response_type="ephemeral", replace_original=False))
        else:
            await desk.take(asking)

    bot.message_shortcut(ids.CHECK)(checked)


def read_shortcut(shortcut: Body, now: float) -> Asking | None:
    """Return who wants what checked at this moment; nothing where the message claims nothing."""
    message = shortcut["message"]
    text = claim(" ".join(_said(message)))
    if not text:
        return None
    return Asking(
        event_id=shortcut["trigger_id"],
        way="shortcut",
        team=shortcut["team"]["id"],
        channel=shortcut["channel"]["id"],
        user=shortcut["user"]["id"],
        ts=f"{now:.6f}",  # what is checked for one person is no talk of the message's thread
        thread_ts=None,
        text=text,
        response_url=shortcut["response_url"],
    )


def claim(text: str) -> str:
    """Return what a message states: whole sentences of it that ask nothing, without addresses."""
    sentences = [part.strip() for part in _SENTENCE_END.split(_AN_ADDRESS.sub(" ", text))]
    stated = [part for part in sentences if part and not part.endswith("?")] or [part for part in sentences if part]
    kept: list[str] = []
    for sentence in stated:
        if kept and sum(map(len, kept)) + len(sentence) > _LONGEST:
            break
        kept.append(" ".join(sentence[:_LONGEST].split()))
    return " ".join(kept)


def questions(claimed: str) -> tuple[str, ...]:
    """Return what to ask about a claim, the closest question first; the next is for where that has no answer.

    An archive that has other figures or other days than a claim does not bear it out, and says what it does have.
    """
    bare = claimed.strip(_STOPS)
    undated = " ".join(_DATE.sub("", bare).split()).strip(_STOPS)
    asked = [f"Is it true that {bare}?"]
    if counted := _QUANTITY.search(undated):
        asked.append(f"How many {undated[counted.end() :]}?")
    if undated != bare:
        asked.append(f"What was said about this: {undated}?")
    return tuple(asked)


def _said(message: Mapping[str, Any]) -> Iterator[str]:
    """Return a message's words; an application's may stand in what it attached."""
    yield words(message.get("text") or "")
    if not message.get("text"):
        for attached in message.get("attachments") or ():
            yield words(attached.get("text") or attached.get("fallback") or attached.get("title") or "")
