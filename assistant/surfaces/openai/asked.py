"""What a client asks by a list of messages: a question, and the questions before it."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict

from assistant.surfaces.openai.errors import RefusedError
from assistant.surfaces.parameters import FiltersBody, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

MODEL = "readout"

_TEXTS = {"text", "input_text"}  # parts of a message that are words


class Part(BaseModel):
    """A part of a message; only text can be read."""

    model_config = ConfigDict(extra="allow")

    type: Text
    text: Text = ""


class Said(BaseModel):
    """What someone said so far. Only the user's words are read; instructions to a model change nothing here."""

    model_config = ConfigDict(extra="allow")

    role: Literal["system", "developer", "user", "assistant", "tool", "function"] | None = None
    content: Text | list[Part] | None = None


class ReadoutOptions(BaseModel):
    """What only Readout can be told, as `extra_body={"readout": {…}}`."""

    model_config = ConfigDict(extra="forbid")

    filters: FiltersBody | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and what was asked before it, oldest first."""

    question: str
    before: tuple[str, ...]


def asked(messages: Sequence[Said], param: str) -> Asked:
    """Return what the user asks last, and before; `param` names the messages. Raises `RefusedError`."""
    said = [_words(one, f"{param}.{i}.content") for i, one in enumerate(messages) if one.role == "user"]
    if not said:
        sentence = "Nothing is asked: the last message of the role 'user' is the question, and there is none."
        raise RefusedError(sentence, param, "missing_question")
    return Asked(said[-1], tuple(said[:-1]))


def check_model(name: str) -> None:
    """Raise `RefusedError` for any model but the one there is."""
    if name != MODEL:
        sentence = f"There is no model {name!r}; the one that answers here is {MODEL!r}."
        raise RefusedError(sentence, "model", "model_not_found", HTTPStatus.NOT_FOUND)


def check(refusals: dict[str, tuple[bool, str]]) -> None:
    """Raise `RefusedError` with the sentence of the first parameter that asks for what is not done here."""
    for param, (wanted, sentence) in refusals.items():
        if wanted:
            raise RefusedError(sentence, param, "unsupported_value")


def demands_tool(choice: object) -> bool:
    """Whether a `tool_choice` names a tool, or leaves no way but to call one."""
    return choice == "required" or isinstance(choice, dict)


def _words(message: Said, param: str) -> str:
    if not isinstance(message.content, list):
        return message.content or ""
    for part in message.content:
        if part.type not in _TEXTS:
            sentence = f"Only text can be read, no part of the type {part.type!r}; put the question in words."
            raise RefusedError(sentence, param, "unsupported_content")
    return "\n".join(part.text for part in message.content)
