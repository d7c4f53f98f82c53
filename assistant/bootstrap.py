"""The one place that chooses implementations."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.assistant import Assistant
from assistant.conversations import Conversations
from assistant.feedback import Feedback
from assistant.keys import Keys
from assistant.llms import open_llm
from assistant.matching import ExactWords
from index.archive import open_archive
from index.database import open_database
from index.progress import Progress, silent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.settings import Settings

__all__ = ["Memory", "open_assistant", "open_llm", "open_memory"]


@dataclass(frozen=True, slots=True)
class Memory:
    """What was asked, answered and thought of it, and who may come in."""

    conversations: Conversations
    feedback: Feedback
    keys: Keys


def open_assistant(settings: Settings, *, progress: Progress = silent) -> Assistant:
    """Open the archive and everything that answers from it; close it after use. Raises `CorpusError`."""
    archive = open_archive(settings.for_index(), progress=progress)
    words = archive.lexicon or ExactWords()
    conversations = Conversations(archive.engine, settings.conversation_days)
    conversations.expire()
    return Assistant(archive, conversations, Feedback(archive.engine), words, settings.passages)


@contextmanager
def open_memory(settings: Settings) -> Iterator[Memory]:
    """Open what an assistant remembers, without its archive: a server may be using that meanwhile."""
    with open_database(settings.for_index()) as engine:
        yield Memory(Conversations(engine, settings.conversation_days), Feedback(engine), Keys(engine))
