"""One question, from its words to a checked answer: the file to read first."""

from __future__ import annotations

import asyncio
import time
from contextlib import aclosing
from copy import copy
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.asking.followup import stand_alone
from assistant.asking.question import checked
from assistant.feedback import Feedback, Kept, name
from assistant.preparation import Preparation
from assistant.telling import Quoter
from assistant.types import Answer, StatusEvent, StreamEvent, Timings, Turn
from index.part import Part
from index.types import Filters, ScoredPassage

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Sequence

    from assistant.conversations import Conversations
    from assistant.sentences.matching import Words
    from assistant.telling import Answerer
    from index.archive import Archive

    Watch = Callable[[AsyncGenerator[StreamEvent]], AsyncGenerator[StreamEvent]]

_PARTS = 16  # of the archive, that are known as well as the whole


def _unwatched(events: AsyncGenerator[StreamEvent]) -> AsyncGenerator[StreamEvent]:
    return events


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question as it came, and its words once they need no conversation."""

    text: str
    conversation_id: str | None
    filters: Filters
    turns: tuple[Turn, ...]
    standalone: str


class Assistant:
    """Answers questions over an open archive; safe for many questions at once."""

    def __init__(
        self,
        archive: Archive,
        conversations: Conversations,
        feedback: Feedback,
        lexicon: Words,
        passages: int = 12,
        settings_hash: str = "",
        answerer: Answerer | None = None,
    ) -> None:
        self.archive = archive
        self.conversations = conversations
        self.feedback = feedback
        self._preparation = Preparation(archive, lexicon, passages)
        self._prepare_part = lru_cache(_PARTS)(lambda part: Preparation(part, lexicon, passages))
        self._part = lru_cache(_PARTS)(lambda outlets: Part(archive, outlets))
        self._settings_hash = settings_hash
        self._answerer: Answerer = answerer or Quoter()
        self._watch: Watch = _unwatched

    def of(self, owner: str, outlets: tuple[str, ...] | None = None, watch: Watch | None = None) -> Assistant:
        """Return the assistant as someone sees it: with their own conversations and answers, and these outlets only.

        `watch` is handed what each question yields, and hands it on; none: the one there was goes on.
        """
        theirs = copy(self)
        theirs.conversations = self.conversations.of(owner)
        theirs.feedback = self.feedback.of(owner)
        if watch is not None:
            vars(theirs)["_watch"] = watch
        if outlets is not None:
            theirs.archive = self._part(outlets)
            vars(theirs)["_preparation"] = self._prepare_part(theirs.archive)
        return theirs

    async def ask(
        self,
        question: str,
        *,
        conversation_id: str | None = None,
        filters: Filters | None = None,
        before: Sequence[str] = (),
    ) -> Answer:
        """Answer a question, in its conversation where one is named. Raises `AssistantError`, `CorpusError`.

        `before` is what was asked earlier, oldest first, where nothing of the conversation is kept here.
        """
        asking = self.stream(question, conversation_id=conversation_id, filters=filters, before=before)
        async with aclosing(asking) as events:
            return [event async for event in events if isinstance(event, Answer)][-1]

    def stream(
        self,
        question: str,
        *,
        conversation_id: str | None = None,
        filters: Filters | None = None,
        before: Sequence[str] = (),
    ) -> AsyncGenerator[StreamEvent]:
        """Answer as `ask` does, and tell it as it comes: the answer whole is the last event.

        The deltas together are its text, and a citation comes before the first of them that marks it. Closing the
        generator stops the work, and nothing is kept. Raises `QuestionError` at once, the others while it is read.
        """
        return self._watch(self._answer(checked(question), conversation_id, filters or Filters(), tuple(before)))

    async def search(self, query: str, *, k: int = 10, filters: Filters | None = None) -> tuple[ScoredPassage, ...]:
        """Return the `k` best passages, without an answer."""
        return await asyncio.to_thread(self._preparation.search, checked(query), k, filters or Filters())

    def close(self) -> None:
        """Let go of the archive."""
        self.archive.close()

    def __enter__(self) -> Assistant:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    async def _answer(
        self, text: str, conversation_id: str | None, filters: Filters, before: tuple[str, ...]
    ) -> AsyncGenerator[StreamEvent]:
        yield StatusEvent("retrieve")
        started = time.perf_counter()
        asked = await asyncio.to_thread(self._understood, text, conversation_id, filters, before)
        found = await asyncio.to_thread(self._preparation.retrieve, asked.standalone, filters)
        retrieved = time.perf_counter()
        yield StatusEvent("answer")
        prepared = await asyncio.to_thread(self._preparation.prepare, found)
        answer = prepared.answer
        async with aclosing(self._answerer.write(prepared)) as events:
            async for event in events:
                if isinstance(event, Answer):
                    answer = event
                else:
                    yield event
        ended = time.perf_counter()
        timings = Timings(*(round(1000 * s, 3) for s in (retrieved - started, ended - retrieved, ended - started)))
        yield await asyncio.to_thread(self._kept, asked, replace(answer, timings_ms=timings), found.version)

    def _understood(self, text: str, conversation_id: str | None, filters: Filters, before: tuple[str, ...]) -> _Asked:
        kept = self.conversations.turns(conversation_id) if conversation_id else ()
        turns = kept or self._preparation.again(before, filters)
        standalone = stand_alone(text, turns, self._preparation.outlets())
        return _Asked(text, conversation_id, filters, turns, standalone)

    def _kept(self, asked: _Asked, answer: Answer, version: str) -> Answer:
        """Give the answer its name, and keep it where it is found again."""
        answer = replace(
            answer,
            question=asked.text,
            standalone_question=asked.standalone,
            conversation_id=asked.conversation_id,
            settings_hash=self._settings_hash,
            index_version=version,
        )
        answer = replace(answer, answer_id=name(answer, asked.filters, version))
        self.feedback.keep(Kept(answer, tuple(turn.question for turn in asked.turns), asked.filters, version))
        if asked.conversation_id:
            self.conversations.append(asked.conversation_id, Turn(asked.text, answer))
        return answer
