"""The one place that chooses implementations."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from assistant.assistant import Assistant
from assistant.conversations import Conversations
from assistant.feedback import Feedback
from assistant.keys import Keys
from assistant.sentences.matching import ExactWords, Words
from assistant.sentences.vectors import SentenceVectors
from assistant.writing.language_model import LanguageModel
from assistant.writing.llms import model_name, open_llm
from assistant.writing.writer import Writer
from index.archive import Archive, open_archive
from index.database import open_database
from index.progress import Progress, silent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from llama_index.core.llms import LLM

    from assistant.settings import Settings

_RETRIES = 2  # of a request that the model's server turns down

__all__ = ["Memory", "open_assistant", "open_llm", "open_memory"]


@dataclass(frozen=True, slots=True)
class Memory:
    """What was asked, answered and thought of it, and who may come in."""

    conversations: Conversations
    feedback: Feedback
    keys: Keys


def open_assistant(settings: Settings, *, llm: LLM | None = None, progress: Progress = silent) -> Assistant:
    """Open the archive and all that answers from it; close it after use. Raises `CorpusError`, `SettingsError`.

    `llm`, where given, writes the answers in place of the model that the settings name.
    """
    # Before the archive: where it fails nothing is left open.
    model = _told(settings, llm.metadata.model_name, lambda: llm) if llm else _model_of(settings)
    archive = open_archive(settings.for_index(), progress=progress)
    words = archive.lexicon or ExactWords()
    conversations = Conversations(archive.engine, settings.conversation_days)
    conversations.expire()
    return Assistant(
        archive,
        conversations,
        Feedback(archive.engine),
        words,
        settings.passages,
        settings.answers_hash(),
        _writer(model, archive, words) if model else None,
    )


def _model_of(settings: Settings) -> LanguageModel | None:
    """Return the language model that the settings name. Raises `SettingsError` where it cannot be opened."""
    if settings.llm is None:
        return None
    opened = partial(open_llm, settings.llm, timeout=settings.llm_timeout, retries=_RETRIES)
    opened()  # complains now rather than at the first question
    return _told(settings, model_name(settings.llm), opened)


def _told(settings: Settings, name: str, opened: Callable[[], LLM]) -> LanguageModel:
    return LanguageModel(name, opened, timeout=settings.llm_timeout, context=settings.llm_context)


def _writer(model: LanguageModel, archive: Archive, words: Words) -> Writer:
    vectors = SentenceVectors(archive.embedding.embed_documents)
    return Writer(model, words, vectors.embed)


@contextmanager
def open_memory(settings: Settings) -> Iterator[Memory]:
    """Open what an assistant remembers, without its archive: a server may be using that meanwhile."""
    with open_database(settings.for_index()) as engine:
        yield Memory(Conversations(engine, settings.conversation_days), Feedback(engine), Keys(engine))
