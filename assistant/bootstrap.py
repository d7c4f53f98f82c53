"""The one place that chooses implementations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.assistant import Assistant
from assistant.conversations import Conversations
from assistant.feedback import Feedback
from assistant.llms import open_llm
from assistant.matching import ExactWords
from index.archive import open_archive
from index.progress import Progress, silent

if TYPE_CHECKING:
    from assistant.settings import Settings

__all__ = ["open_assistant", "open_llm"]


def open_assistant(settings: Settings, *, progress: Progress = silent) -> Assistant:
    """Open the archive and everything that answers from it; close it after use. Raises `CorpusError`."""
    archive = open_archive(settings.for_index(), progress=progress)
    words = archive.lexicon or ExactWords()
    return Assistant(archive, Conversations(archive.engine), Feedback(archive.engine), words, settings.passages)
