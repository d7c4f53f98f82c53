"""Answers by a language model under verification: what the passages do not bear out is mended once, or left out."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from typing import TYPE_CHECKING

from assistant.types import StatusEvent
from assistant.writing.briefing import brief
from assistant.writing.session import Session

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from assistant.preparation import Prepared
    from assistant.sentences.matching import Words
    from assistant.sentences.vectors import Embed
    from assistant.types import StreamEvent
    from assistant.writing.language_model import LanguageModel

_SLACK = 0.1  # share of the time that is kept for what code does


class Writer:
    """Writes answers with a language model; safe for many questions at once."""

    def __init__(self, model: LanguageModel, lexicon: Words, embed: Embed) -> None:
        self._model = model
        self._lexicon = lexicon
        self._embed = embed

    async def write(self, prepared: Prepared) -> AsyncGenerator[StreamEvent]:
        """Tell an answer as its sentences are verified, the answer whole at the end.

        Where none of them holds, or the model fails, it is the archive's own, and says why in its notes.
        """
        deadline = asyncio.get_running_loop().time() + (1 - _SLACK) * self._model.timeout
        told = await asyncio.to_thread(brief, prepared, self._model.context)
        session = Session(self._model, prepared, told, self._lexicon, self._embed, deadline)
        yield StatusEvent("verify")
        async with aclosing(session.events()) as events:
            async for event in events:
                yield event
        yield session.answer()
