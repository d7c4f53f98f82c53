"""Asks a language model and passes on what it says as it says it, until a deadline."""

from __future__ import annotations

import asyncio
import logging
from contextlib import aclosing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from assistant.errors import LanguageModelError
from assistant.types import Usage
from assistant.writing.breaker import Breaker
from index.tokens import count_tokens

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop
    from collections.abc import AsyncGenerator, Callable

    from llama_index.core.llms import LLM, ChatResponse, ChatResponseAsyncGen

_log = logging.getLogger(__name__)
_CUT = frozenset({"length", "max_tokens", "content_filter", "refusal"})
_LEFT = 200  # chunks that a reply may have left when nobody reads on
_TURNS = 30  # of the event loop, for a read and for closing the connection at the end
_READ_AHEAD = 2_000  # chunks that may have come before anyone reads them
_THOUGHT, _SPOKEN = "<think>", "</think>"


@dataclass(frozen=True, slots=True)
class End:
    """The end of a reply. `whole`: the model came to its end, and was not cut off."""

    whole: bool
    usage: Usage


class LanguageModel:
    """A model of any vendor, asked at most until a deadline; safe for many questions and event loops at once."""

    def __init__(
        self, name: str, opened: Callable[[], LLM], *, timeout: float, context: int, breaker: Breaker | None = None
    ) -> None:
        self.name = name
        self.timeout = timeout  # seconds for a whole answer
        self.context = context  # tokens, prompt and reply together
        self._opened = opened
        self._breaker = breaker or Breaker()
        self._llms: WeakKeyDictionary[AbstractEventLoop, LLM] = WeakKeyDictionary()

    async def reply(self, prompt: str, deadline: float) -> AsyncGenerator[str | End]:
        """Yield a reply in pieces, and its end. `deadline` is on the event loop's clock.

        Raises `LanguageModelError`, whose message goes on from "The language model's answer was withheld: ".
        """
        if not self._breaker.lets_through():
            raise LanguageModelError("it failed several times in a row and is left alone for a while")
        try:
            async with aclosing(self._stream(prompt, deadline)) as stream:
                async for piece in stream:
                    yield piece
        except TimeoutError as error:
            self._breaker.failed()
            raise LanguageModelError("it did not come in time") from error
        except Exception as error:
            self._breaker.failed()
            _log.warning("The language model %s failed: %s: %s", self.name, type(error).__name__, _first_line(error))
            raise LanguageModelError("it could not be had from the model's server") from error
        self._breaker.succeeded()

    async def _stream(self, prompt: str, deadline: float) -> AsyncGenerator[str | End]:
        from llama_index.core.llms import ChatMessage

        async with asyncio.timeout_at(deadline):
            chunks = await self._llm().astream_chat([ChatMessage(role="user", content=prompt)])
        said, spoken, ending = "", 0, _Ending()
        try:
            while (chunk := await _next(chunks, deadline)) is not None:
                ending.see(chunk)
                said += chunk.delta or ""
                ready = _without_thought(said)
                if len(ready) > spoken:
                    yield ready[spoken:]
                    spoken = len(ready)
        finally:
            await _hang_up(chunks)
        yield End(ending.whole, ending.usage or Usage(count_tokens(prompt), count_tokens(said)))

    def _llm(self) -> LLM:
        # A client's connections belong to the event loop that opened them.
        loop = asyncio.get_running_loop()
        if loop not in self._llms:
            self._llms[loop] = self._opened()
        return self._llms[loop]


class _Ending:
    """What the chunks of a stream tell of its end."""

    def __init__(self) -> None:
        self.usage: Usage | None = None
        self._reason: str | None = None
        self._tells = False  # whether the protocol gives a reason at the end

    def see(self, chunk: ChatResponse) -> None:
        counts = chunk.additional_kwargs or {}
        if counts.get("prompt_tokens"):
            self.usage = Usage(int(counts["prompt_tokens"]), int(counts.get("completion_tokens") or 0))
        choices = getattr(chunk.raw, "choices", None)
        self._tells = self._tells or choices is not None
        self._reason = getattr(choices[0], "finish_reason", None) or self._reason if choices else self._reason

    @property
    def whole(self) -> bool:
        return self._reason not in _CUT and not (self._tells and self._reason is None)


async def _next(chunks: ChatResponseAsyncGen, deadline: float) -> ChatResponse | None:
    async with asyncio.timeout_at(deadline):
        return await anext(chunks, None)


async def _hang_up(chunks: ChatResponseAsyncGen) -> None:
    """Close the connection, if there is more to come.

    Closing the generator would leave the generators inside it, and with them the connection, to the garbage
    collector; a read that is cancelled goes through them all.
    """
    for read in range(_READ_AHEAD):
        reading = asyncio.create_task(_read(chunks))
        # A reply that is all there comes to its end by itself; one that goes on and on does not.
        for _ in range(_TURNS if read < _LEFT else 1):
            if not reading.done():
                await asyncio.sleep(0)
        reading.cancel()
        await asyncio.wait({reading})
        if reading.cancelled() or reading.exception() or reading.result() is None:
            return


async def _read(chunks: ChatResponseAsyncGen) -> ChatResponse | None:
    return await anext(chunks, None)


def _without_thought(said: str) -> str:
    """What some models say to themselves before they speak is no part of the reply."""
    text = said.lstrip()
    if not text.startswith(_THOUGHT):
        return "" if _THOUGHT.startswith(text) else said
    return text.partition(_SPOKEN)[2]


def _first_line(error: BaseException) -> Any:
    return (str(error).splitlines() or [""])[0][:200]
