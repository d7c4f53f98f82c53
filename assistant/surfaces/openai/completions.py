"""`POST /v1/chat/completions`: the last message of the user is the question."""

import json
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass
from time import time
from typing import Any, Literal
from uuid import uuid4

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from assistant.serialise import to_json
from assistant.surfaces.openai.asked import MODEL, ReadoutOptions, Said, asked, check, check_model, demands_tool
from assistant.surfaces.openai.errors import RESPONSES, error_of
from assistant.surfaces.openai.shown import Shown, UrlCitation, show
from assistant.surfaces.parameters import Text, TheAssistant, TheSettings, value_of
from assistant.surfaces.presence import while_there
from assistant.surfaces.problems import Problem
from assistant.surfaces.sse import CONTENT, EventStream
from assistant.types import Answer, Delta, StreamEvent

router = APIRouter(responses=RESPONSES)


class Message(Said):
    """What someone said so far."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]


class StreamOptions(BaseModel):
    """What a stream tells beside the answer."""

    model_config = ConfigDict(extra="allow")

    include_usage: bool | None = None


class ResponseFormat(BaseModel):
    """The form that an answer is wanted in."""

    model_config = ConfigDict(extra="allow")

    type: Text = "text"


class CompletionBody(BaseModel):
    """A conversation so far, and how to go on. Parameters that are not named here are taken, and change nothing."""

    model_config = ConfigDict(extra="allow")

    model: Text
    messages: list[Message] = Field(min_length=1)
    stream: bool | None = None
    stream_options: StreamOptions | None = None
    n: int | None = Field(default=None, ge=1)
    response_format: ResponseFormat | None = None
    tool_choice: Any = None
    function_call: Any = None
    logprobs: bool | None = None
    modalities: list[Text] | None = None
    readout: ReadoutOptions | None = None


@dataclass(frozen=True, slots=True)
class Annotation:
    """A marker in the text, and what it cites."""

    type: Literal["url_citation"]
    url_citation: UrlCitation


@dataclass(frozen=True, slots=True)
class CompletionMessage:
    """The answer's text with its sources."""

    role: Literal["assistant"]
    content: str
    refusal: None
    annotations: tuple[Annotation, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """The one answer that there is."""

    index: int
    message: CompletionMessage
    finish_reason: Literal["stop"]
    logprobs: None


@dataclass(frozen=True, slots=True)
class CompletionUsage:
    """Tokens."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


@dataclass(frozen=True, slots=True)
class Completion:
    """An answer as a chat completion; `readout` is the answer as every other surface shows it."""

    id: str
    object: Literal["chat.completion"]
    created: int  # seconds since 1970
    model: str
    choices: tuple[Choice, ...]
    usage: CompletionUsage
    readout: Answer


@router.post(
    "/v1/chat/completions",
    summary="Ask a question, as a chat completion",
    response_model=Completion,
    responses={200: {"content": CONTENT}},
)
async def complete(
    body: CompletionBody, request: Request, assistant: TheAssistant, settings: TheSettings
) -> Completion | Response:
    """Answer the user's last message; the user's messages before it are what a follow-up is understood by."""
    _check(body)
    this = asked(body.messages, "messages")
    base, filters = str(request.base_url), value_of(body.readout.filters if body.readout else None)
    if body.stream:
        told = assistant.stream(this.question, before=this.before, filters=filters)
        with_usage = bool(body.stream_options and body.stream_options.include_usage)
        return EventStream(_chunks(told, base, with_usage=with_usage), settings.heartbeat, _broken)
    asking = assistant.ask(this.question, before=this.before, filters=filters)
    return _completion(await while_there(request.receive, asking), base)


def _check(body: CompletionBody) -> None:
    check_model(body.model)
    form = body.response_format.type if body.response_format else "text"
    tools = "No tools are called here; leave it at 'auto' or 'none'."
    check(
        {
            "n": ((body.n or 1) > 1, "A question has one answer here; leave `n` out."),
            "tool_choice": (demands_tool(body.tool_choice), tools),
            "function_call": (demands_tool(body.function_call), tools),
            "response_format": (form != "text", "Answers are text; `readout` in the reply is the answer as JSON."),
            "logprobs": (bool(body.logprobs), "There are no log probabilities; leave `logprobs` out."),
            "modalities": ("audio" in (body.modalities or ()), "Answers are text; leave `modalities` out."),
        }
    )


def _completion(answer: Answer, base: str) -> Completion:
    shown = show(answer, base)
    message = CompletionMessage("assistant", shown.whole, None, _annotations(shown))
    choice = Choice(0, message, "stop", None)
    return Completion(_id(), "chat.completion", int(time()), MODEL, (choice,), _usage(answer), answer)


async def _chunks(told: AsyncGenerator[StreamEvent], base: str, *, with_usage: bool) -> AsyncGenerator[bytes]:
    head: dict[str, Any] = {"id": _id(), "object": "chat.completion.chunk", "created": int(time()), "model": MODEL}
    if with_usage:
        head["usage"] = None
    yield _chunk(head, {"role": "assistant", "content": ""})
    async with aclosing(told):
        async for event in told:
            if isinstance(event, Delta):
                yield _chunk(head, {"content": event.text})
            elif isinstance(event, Answer):
                for chunk in _end(head, event, show(event, base)):
                    yield chunk
                if with_usage:
                    yield _data(head | {"choices": [], "usage": _usage(event)})
    yield b"data: [DONE]\n\n"


def _end(head: dict[str, Any], answer: Answer, shown: Shown) -> tuple[bytes, ...]:
    """The sources, and then all that a whole completion has beside its text."""
    last = {"annotations": _annotations(shown)}
    return _chunk(head, {"content": shown.sources}), _chunk(head | {"readout": answer}, last, "stop")


def _chunk(head: dict[str, Any], delta: dict[str, Any], finish_reason: str | None = None) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": finish_reason, "logprobs": None}
    return _data(head | {"choices": [choice]})


def _data(value: object) -> bytes:
    return f"data: {json.dumps(to_json(value))}\n\n".encode("ascii")


def _broken(problem: Problem) -> bytes:
    return _data(error_of(problem))


def _annotations(shown: Shown) -> tuple[Annotation, ...]:
    return tuple(Annotation("url_citation", marker) for marker in shown.markers)


def _usage(answer: Answer) -> CompletionUsage:
    prompt, completion = answer.usage.prompt_tokens, answer.usage.completion_tokens
    return CompletionUsage(prompt, completion, prompt + completion)


def _id() -> str:
    return f"chatcmpl-{uuid4().hex}"
