"""What Slack was told, and what a reader of a thread sees, in the words of the table."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from tests.slack_server import CHANNEL

if TYPE_CHECKING:
    from tests.slack_server import Slack
    from tests.slack_server.delivery import Delivery

ANSWER = "212 barges"
SOON = 3.0  # seconds that Slack waits


def acknowledged(deliveries: list[Delivery]) -> str:
    """Say whether each event was acknowledged in time, the first time that it was sent."""
    late = [one for one in deliveries if not one.acked or len(one.sent) > 1 or one.seconds > SOON]
    return f"{len(late)} not acknowledged in time" if late else "acknowledged within 3 s"


def replied(statuses: list[int]) -> str:
    return ", ".join(f"{status}" for status in statuses)


def waited(slack: Slack) -> None:
    """Hold that nobody calls a method before the time that Slack asked for."""
    for method in {call.method for call in slack.calls}:
        for call, following in pairwise(call for call in slack.calls if call.method == method):
            assert call.status != 429 or following.at - call.at >= 1, f"{method} was called too early"


def each(slack: Slack, asked: list[dict[str, Any]]) -> str:
    """Say what a reader sees in each of some threads."""
    found = {shown(slack, one) for one in asked}
    return "one answer to each" if found == {"one answer"} else " / ".join(sorted(found))


def shown(slack: Slack, asked: dict[str, Any], *answers: str) -> str:
    """Say what a reader of a thread sees of the bot at the end."""
    assert slack.violations == []
    wanted = answers or (ANSWER,)
    replies = slack.replies(CHANNEL, asked["event"]["ts"])
    whole = [reply for reply in replies if reply.streaming != "in_progress" and len(reply.blocks) > 1]
    if len(replies) != len(wanted) or len(whole) != len(replies):
        return f"{len(replies)} replies, {len(whole)} of them whole"
    if not all(answer in reply.shown for answer, reply in zip(wanted, whole, strict=True)):
        return "not the right answer"
    return "one answer" if len(wanted) == 1 else f"{len(wanted)} answers, in the order of the questions"
