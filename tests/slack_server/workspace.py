"""The stand-in's workspace: channels, people, messages, and what a reader of a channel sees at the end."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from typing import Any, Literal

from tests.slack_server import names

Kind = Literal["channel", "group", "im"]
TIMESTAMP = re.compile(r"\d{10}\.\d{6}")


@dataclass(frozen=True, slots=True)
class Channel:
    """A conversation: public, private or direct."""

    id: str
    kind: Kind
    name: str
    members: frozenset[str]
    archived: bool = False


@dataclass(slots=True)
class Message:
    """A message as it stands now; `versions` counts how often its content was written."""

    channel: str
    ts: str
    user: str
    text: str = ""
    blocks: list[dict[str, Any]] = field(default_factory=list)
    thread_ts: str | None = None
    metadata: dict[str, Any] | None = None
    by_bot: bool = False
    only_to: str | None = None  # ephemeral: nobody else sees it
    streaming: Literal["in_progress", "completed"] | None = None
    began: float = 0.0
    mode: str | None = None  # of a stream: "markdown_text" or "chunks"
    versions: int = 1
    broadcast: bool = False
    subtype: str | None = None

    @property
    def shown(self) -> str:
        """What a reader reads, markup included: the blocks where there are any, otherwise the text."""
        said = [self.text] if self.streaming or not self.blocks else []
        return "\n".join([*said, *read(self.blocks)])

    @property
    def root(self) -> str:
        """The ts of the thread that it is in, or begins."""
        return self.thread_ts or self.ts


@dataclass(slots=True)
class Workspace:
    """All that a workspace holds."""

    channels: dict[str, Channel] = field(default_factory=dict)
    messages: dict[tuple[str, str], Message] = field(default_factory=dict)  # by channel and ts
    users: dict[str, str] = field(default_factory=dict)  # id: name
    reactions: list[tuple[str, str, str]] = field(default_factory=list)  # channel, ts, name
    views: dict[str, dict[str, Any]] = field(default_factory=dict)
    statuses: dict[tuple[str, str], list[str]] = field(default_factory=dict)  # all that a thread showed
    prompts: dict[tuple[str, str | None], list[dict[str, str]]] = field(default_factory=dict)
    titles: dict[tuple[str, str], str] = field(default_factory=dict)
    _last: float = 0.0

    def now(self) -> str:
        """Return a ts that is later than every one before it."""
        self._last = max(self._last + 0.000001, round(time.time(), 6))
        return f"{self._last:.6f}"

    def put(self, message: Message) -> Message:
        self.messages[message.channel, message.ts] = message
        return message

    def seen(self, channel: str, thread: str | None = None, *, by: str | None = None) -> list[Message]:
        """Return what a reader sees at the end, oldest first; with `by`, what that person alone sees as well."""
        return sorted(
            (
                message
                for message in self.messages.values()
                if message.channel == channel
                and message.only_to in (None, by)
                and (thread is None or message.root == thread)
            ),
            key=lambda message: float(message.ts),
        )


def norhavn() -> Workspace:
    """Return the workspace of a small town, with a bot in it."""
    people = {names.USER: "ada", names.COLLEAGUE: "bo", names.BOT: "readout"}
    everyone, with_bot = frozenset(people), frozenset({names.BOT})
    channels = (
        Channel(names.CHANNEL, "channel", "harbour", everyone),
        Channel(names.OTHER_CHANNEL, "channel", "townhall", everyone),
        Channel(names.FOREIGN_CHANNEL, "channel", "islands", everyone - with_bot),
        Channel(names.PRIVATE, "group", "council", everyone),
        Channel(names.DIRECT, "im", "", with_bot | {names.USER}),
        Channel(names.DIRECT_COLLEAGUE, "im", "", with_bot | {names.COLLEAGUE}),
    )
    return Workspace({channel.id: channel for channel in channels}, users=people)


def read(value: Any) -> list[str]:
    """Return all text that a reader sees in blocks, in order."""
    if isinstance(value, list):
        return [text for one in value for text in read(one)]
    if not isinstance(value, dict):
        return []
    found = [value[key] for key in ("text", "url") if isinstance(value.get(key), str)]
    nested = ("text", "title", "fields", "elements", "accessory", "label", "positive_button", "negative_button", "rows")
    return [*found, *(text for key in nested for text in read(value.get(key)))]
