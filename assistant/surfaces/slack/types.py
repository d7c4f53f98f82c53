"""A question as it came from Slack."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Final, Literal, TypeAlias

OWNER: Final = "slack"  # whose conversations and answers they are
Way: TypeAlias = Literal["mention", "direct", "thread", "pane", "command", "shortcut"]


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks what, where, and in which way; all that an answer needs to find its place."""

    event_id: str  # names it in the inbox: its message, however often Slack tells of it, or a command's trigger
    way: Way
    team: str  # of whoever asks, which may be another organisation's
    channel: str
    user: str
    ts: str  # of the message that asks, or of the moment where there is none
    thread_ts: str | None  # of the thread that it stands in, where it stands in one
    text: str  # the question itself, without the mention that called
    response_url: str | None = None  # where a command or a shortcut is replied to

    @property
    def thread(self) -> str:
        """The name of its thread, which is one conversation."""
        return f"{self.channel}.{self.thread_ts or self.ts}"

    @property
    def conversation_id(self) -> str:
        """The name of its thread among conversations."""
        return f"{OWNER}.{self.thread}"

    def dumped(self) -> str:
        """Return it as JSON, as the inbox keeps it."""
        return json.dumps(asdict(self), separators=(",", ":"))

    @classmethod
    def loaded(cls, payload: str) -> Asking:
        """Return what was dumped."""
        return cls(**json.loads(payload))
