"""What is asked: an assistant in this process, or anything that answers as it does."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

from assistant.errors import ConversationError
from assistant.serialise import DocumentView, FoundPassage, document_view, search_result
from index.errors import InputError

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.types import Answer
    from index.types import Filters


class Face(Protocol):
    """Answers, passages and documents. Methods raise `AssistantError` and `CorpusError`."""

    async def ask(self, question: str, *, conversation_id: str | None, filters: Filters) -> Answer:
        """Answer a question; a conversation starts with its first."""
        ...

    async def search(self, query: str, *, k: int, filters: Filters) -> tuple[FoundPassage, ...]:
        """Return the `k` best passages."""
        ...

    async def document(self, document_id: str) -> DocumentView | None:
        """Return a document, or None where there is none of that id."""
        ...

    async def forget(self, conversation_id: str) -> None:
        """Leave nothing of a conversation; one that is not there is no error."""
        ...


class InProcess:
    """Asks an assistant of this process."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    async def ask(self, question: str, *, conversation_id: str | None, filters: Filters) -> Answer:
        """Answer a question."""
        return await self._assistant.ask(question, conversation_id=conversation_id, filters=filters)

    async def search(self, query: str, *, k: int, filters: Filters) -> tuple[FoundPassage, ...]:
        """Return the `k` best passages."""
        return search_result(query, await self._assistant.search(query, k=k, filters=filters)).passages

    async def document(self, document_id: str) -> DocumentView | None:
        """Return a document, or None."""
        try:
            return document_view(await asyncio.to_thread(self._assistant.archive.document, document_id))
        except InputError:
            return None

    async def forget(self, conversation_id: str) -> None:
        """Leave nothing of a conversation."""
        with suppress(ConversationError):
            await asyncio.to_thread(self._assistant.conversations.delete, conversation_id)
