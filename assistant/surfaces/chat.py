"""A conversation in the terminal: questions and commands come in line by line, answers go out."""

from __future__ import annotations

import asyncio
import sys
from contextlib import suppress
from importlib import import_module
from io import TextIOWrapper
from shlex import quote
from typing import TYPE_CHECKING

from assistant.errors import AssistantError
from assistant.surfaces.terminal import answer_lines, write_json, write_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from assistant.assistant import Assistant
    from assistant.feedback import Rating
    from index.types import Filters

COMMANDS = "/good and /wrong WHY rate the answer, /new starts over, /quit ends"
PROMPT = "> "


class Chat:
    """One person's conversation; answers go to stdout, everything else that is said to stderr.

    Raises `AssistantError` and `CorpusError` before the first question where none could be answered.
    """

    def __init__(
        self,
        assistant: Assistant,
        filters: Filters,
        conversation_id: str | None = None,
        home: Path | None = None,
        *,
        as_json: bool = False,
    ) -> None:
        self._assistant = assistant
        self._filters = filters
        self._conversation_id = conversation_id
        self._home = home
        self._as_json = as_json
        assistant.archive.outlets()
        turns = assistant.conversations.turns(conversation_id) if conversation_id is not None else ()
        self._answer = turns[-1].answer if turns else None  # the last one
        assistant.archive.embedding.embed_query("Is it ready?")

    def converse(self, lines: Iterable[str]) -> None:
        """Do what each line asks for, and say at the end how to go on from there."""
        try:
            for line in lines:
                if line.strip() == "/quit":
                    break
                self._read(line)
        finally:
            self._leave()

    def _read(self, line: str) -> None:
        """What goes wrong with one line is said, and the next one is read."""
        command, _, rest = line.strip().partition(" ")
        try:
            self._do(command, rest.strip()) if command.startswith("/") else self._ask(line)
        except AssistantError as error:
            say(str(error))

    def _do(self, command: str, rest: str) -> None:
        if command == "/new":
            self._leave()
            self._conversation_id = self._answer = None
        elif command in {"/good", "/wrong"}:
            self._rate("good" if command == "/good" else "wrong", rest)
        else:
            say(f"{COMMANDS}." if command == "/help" else f"There is no {command!r}: {COMMANDS}.")

    def _ask(self, question: str) -> None:
        if not question.strip():
            return
        self._answer = None
        if self._conversation_id is None:
            self._conversation_id = self._assistant.conversations.create()
        asking = self._assistant.ask(question, conversation_id=self._conversation_id, filters=self._filters)
        self._answer = asyncio.run(asking)
        if self._as_json:
            write_json(self._answer, indent=None)
        else:
            write_lines((*answer_lines(self._answer), ""))
            sys.stdout.flush()

    def _rate(self, rating: Rating, why: str) -> None:
        if self._answer is None:
            say("There is no answer yet that could be rated.")
            return
        self._assistant.feedback.rate(self._answer.answer_id, rating, why)
        say(f"Noted: {rating}.")

    def _leave(self) -> None:
        if self._conversation_id is not None:
            where = f" --home {quote(str(self._home))}" if self._home else ""
            say(f"To go on: readout chat --conversation {self._conversation_id}{where}")


def typed() -> Iterator[str]:
    """Yield what a person types, asking for it, or the lines that come through a pipe."""
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    if not sys.stdin.isatty():
        yield from sys.stdin
        return
    with suppress(ImportError):
        import_module("readline")  # keys move through the line and what was typed before
    say(f"Ask a question; {COMMANDS}.")
    try:
        while True:
            yield _prompted()
    except EOFError:
        say("")  # ends the line of the prompt
    except KeyboardInterrupt:
        say("")
        raise


def say(sentence: str) -> None:
    """Say something beside the answers."""
    sys.stderr.write(sentence + "\n")


def _prompted() -> str:
    if sys.stdout.isatty():
        return input(PROMPT)
    sys.stderr.write(PROMPT)  # stdout is for the answers
    sys.stderr.flush()
    return input()
