"""One answer of a language model: its reply, read sentence by sentence, each verified before anyone sees it."""

from __future__ import annotations

import asyncio
import logging
from contextlib import aclosing
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.errors import LanguageModelError, VerificationError
from assistant.telling import told
from assistant.types import Answer, Citation, Delta, Usage
from assistant.verified.claim import read_claim
from assistant.verified.verifier import Verifier
from assistant.writing.briefing import prompt_hash, repair
from assistant.writing.language_model import End
from assistant.writing.page import Page
from assistant.writing.relevance import Relevance
from assistant.writing.splitting import Splitter
from index.tokens import count_tokens

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from assistant.preparation import Prepared
    from assistant.sentences.matching import Words
    from assistant.sentences.vectors import Embed
    from assistant.writing.briefing import Brief
    from assistant.writing.language_model import LanguageModel
    from assistant.writing.splitting import Written

    Events = list[Citation | Delta]

_log = logging.getLogger(__name__)
_SENTENCES = 24  # of a reply; no question needs more
_REPAIRS = 4  # of an answer
_MENDED = 2  # sentences that one may become
_REPEATS = 2  # sentences said again, from which on a model goes round in circles
_NO_ANSWER = "no answer"


class Session:
    """Reads one reply. Its `answer` stands once its `events` have come to their end."""

    def __init__(
        self,
        model: LanguageModel,
        prepared: Prepared,
        brief: Brief,
        lexicon: Words,
        embed: Embed,
        deadline: float,
    ) -> None:
        self._model, self._prepared, self._brief = model, prepared, brief
        self._deadline = deadline
        self._verifier = Verifier(brief.given, lexicon, embed)
        self._relevance = Relevance(prepared, lexicon, embed)
        self._page = Page(prepared)
        self._usage = Usage()
        self._seen: set[str] = set()
        self._answering: set[str] = set()  # documents that a sentence which answers stands on
        self._repeated = self._repairs = self._dropped = 0
        self._silent = False  # the model says that the passages do not answer
        self._why = ""  # it was not read to its end

    async def events(self) -> AsyncGenerator[Citation | Delta]:
        """Yield the text and its citations as they are verified; the archive's own answer where nothing was."""
        try:
            async with aclosing(self._sentences(self._brief.prompt)) as sentences:
                async for written in sentences:
                    for event in await self._take(written):
                        yield event
                    if self._silent:
                        break
        except LanguageModelError as error:
            self._why = str(error)
        for event in told(self._prepared.answer) if self._page.empty else self._page.write_differences():
            yield event

    def answer(self) -> Answer:
        """Return the answer, with what is to be said of how it came about."""
        if not self._brief.given:
            return replace(self._prepared.answer, notes=self._notes())
        empty = self._page.empty
        answer = self._prepared.answer if empty else replace(self._page.answer(), answerer=self._model.name)
        answer = replace(answer, notes=self._notes(), left_out=self._dropped)
        return replace(answer, usage=self._usage, prompt_hash=prompt_hash())

    async def _sentences(self, prompt: str) -> AsyncGenerator[Written]:
        if not self._brief.given:
            return
        splitter, said, ended = Splitter(), "", False
        try:
            async with aclosing(self._model.reply(prompt, self._deadline)) as reply:
                async for piece in reply:
                    if isinstance(piece, End):
                        ended = self._count(piece.usage)
                        self._why = "" if piece.whole else "it was cut off"
                        for written in splitter.end() if piece.whole else ():
                            yield written
                    else:
                        said += piece
                        for written in splitter.feed(piece):
                            yield written
                        if splitter.endless:
                            raise LanguageModelError("it came to no end")
        finally:
            if not ended:
                self._count(Usage(count_tokens(prompt), count_tokens(said)))

    async def _take(self, written: Written) -> Events:
        """Verify a sentence, and return what it adds; mend it where it does not hold."""
        if _says_nothing(written.text):
            self._silent = True
            return []
        claim = read_claim(written.text)
        if claim.text.casefold() in self._seen:
            self._repeated += 1
            if self._repeated > _REPEATS:
                raise LanguageModelError("it repeats itself")
            return []
        self._seen.add(claim.text.casefold())
        if len(self._seen) > _SENTENCES:
            raise LanguageModelError("it came to no end")
        events, faults = await asyncio.to_thread(self._verified, written)
        if faults and self._repairs < _REPAIRS and self._verifier.is_near(claim.text):
            self._repairs += 1
            events = await self._mended(written, faults)
        self._dropped += not events
        return events

    async def _mended(self, written: Written, faults: tuple[str, ...]) -> Events:
        """Let the model mend a sentence, and return what then holds of it."""
        found: Events = []
        mended: list[Written] = []
        prompt = repair(written.text, faults, self._brief.given)
        why = self._why
        try:
            async with aclosing(self._sentences(prompt)) as sentences:
                async for one in sentences:
                    mended.append(one)
                    if len(mended) == _MENDED:
                        break
        except LanguageModelError:
            return []
        finally:
            self._why = why
        for one in mended:
            said = read_claim(one.text).text.casefold()
            if said not in self._seen and not _says_nothing(one.text):
                self._seen.add(said)
                found += (await asyncio.to_thread(self._verified, replace(one, opens=written.opens)))[0]
        return found

    def _verified(self, written: Written) -> tuple[Events, tuple[str, ...]]:
        """Return what a sentence adds, or what is wrong with it; what cannot be checked is not shown."""
        try:
            return self._checked(written)
        except VerificationError as error:
            return [], (str(error).rstrip("."),)

    def _checked(self, written: Written) -> tuple[Events, tuple[str, ...]]:
        try:
            verdict = self._verifier.verdict(read_claim(written.text))
        except Exception as error:
            _log.exception("A sentence of a language model could not be checked.")
            raise VerificationError("It cannot be checked.") from error
        if verdict.faults:
            return [], verdict.faults
        places = [place for group in verdict.borne for place in group]
        told = {place.given.passage.passage.document_id for place in places}
        # What goes on from a sentence that answers, out of the same report, belongs to the answer.
        if not (told & self._answering or self._relevance.holds(places)):
            return [], ("it does not answer the question",)
        self._answering |= told
        return self._page.write(verdict, opens=written.opens), ()

    def _count(self, usage: Usage) -> bool:
        prompt, completion = usage.prompt_tokens, usage.completion_tokens
        self._usage = Usage(self._usage.prompt_tokens + prompt, self._usage.completion_tokens + completion)
        return True

    def _notes(self) -> tuple[str, ...]:
        if not self._prepared.passages:
            return ()
        if not self._brief.given:
            return ("The language model was not asked, since the passages do not fit into what it can read.",)
        if not self._page.empty:
            return tuple(self._left_out())
        if self._silent:
            return ("The language model finds no answer in the passages.",)
        why = self._why or ("the passages do not bear it out" if self._seen else "it says nothing")
        return (f"The language model's answer was withheld: {why}.",)

    def _left_out(self) -> list[str]:
        notes = []
        if self._dropped:
            count = "A sentence was" if self._dropped == 1 else f"{self._dropped} sentences were"
            notes.append(f"{count} left out of the language model's answer: not borne out by the passages.")
        if self._why:
            notes.append(f"The language model's answer breaks off: {self._why}.")
        return notes


def _says_nothing(text: str) -> bool:
    return " ".join(text.strip(" \n.!*_\"'`").casefold().replace("_", " ").split()) == _NO_ANSWER
