"""How a command ends: with 0 when it is done, 2 when it is not understood, and the codes below."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper
from typing import Any

import typer
from typer.core import TyperGroup

from assistant.errors import AssistantError
from eval.errors import EvalError
from index.errors import CorpusError

GATE_FAILED = 1
NAMED_ERROR = 3
INTERRUPTED = 130
PIPE_CLOSED = 141


class Commands(TyperGroup):
    """The commands; whatever goes wrong in one of them ends it with a sentence, never a traceback."""

    def invoke(self, ctx: Any) -> Any:
        """Run a command."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):  # a terminal that cannot show a character shows "?"
                stream.reconfigure(errors="replace")
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except (AssistantError, CorpusError, EvalError) as error:
            raise end(str(error), NAMED_ERROR) from error
        except KeyboardInterrupt as error:
            raise end("Interrupted.", INTERRUPTED) from error
        except BrokenPipeError as error:  # whoever read the output has had enough of it
            _discard_output()
            raise typer.Exit(PIPE_CLOSED) from error
        return result


def end(sentence: str, code: int) -> typer.Exit:
    """Say on stderr why a command ends; raise what this returns."""
    sys.stderr.write(sentence + "\n")
    return typer.Exit(code)


def _discard_output() -> None:
    """Let the interpreter flush what is left to nowhere, or it would complain at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
