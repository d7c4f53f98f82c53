"""An answer as OpenAI's `response`, whole or told as it comes."""

from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing
from dataclasses import asdict, dataclass, field, replace
from itertools import count
from time import time
from typing import Literal
from uuid import uuid4

from assistant.surfaces.openai.asked import MODEL
from assistant.surfaces.openai.errors import error_of
from assistant.surfaces.openai.shown import UrlCitation, show
from assistant.surfaces.problems import Problem
from assistant.surfaces.sse import Event
from assistant.types import Answer, Delta, StreamEvent

Status = Literal["in_progress", "completed"]


@dataclass(frozen=True, slots=True)
class TextAnnotation(UrlCitation):
    """A marker in the text, and what it cites."""

    type: Literal["url_citation"] = "url_citation"


@dataclass(frozen=True, slots=True)
class OutputText:
    """The answer's text with its sources."""

    text: str = ""
    annotations: tuple[TextAnnotation, ...] = ()
    logprobs: tuple[()] = ()
    type: Literal["output_text"] = "output_text"


@dataclass(frozen=True, slots=True)
class OutputMessage:
    """The one message that there is."""

    id: str
    status: Status
    content: tuple[OutputText, ...] = ()
    role: Literal["assistant"] = "assistant"
    type: Literal["message"] = "message"


@dataclass(frozen=True, slots=True)
class InputDetails:
    """Nothing is cached by tokens."""

    cached_tokens: int = 0


@dataclass(frozen=True, slots=True)
class OutputDetails:
    """Tokens of thinking are not told apart."""

    reasoning_tokens: int = 0


@dataclass(frozen=True, slots=True)
class ResponseUsage:
    """Tokens."""

    input_tokens: int
    output_tokens: int
    total_tokens: int
    input_tokens_details: InputDetails = InputDetails()
    output_tokens_details: OutputDetails = OutputDetails()


@dataclass(frozen=True, slots=True)
class Form:
    """What answers are."""

    type: Literal["text"] = "text"


@dataclass(frozen=True, slots=True)
class Texts:
    """In which form answers come."""

    format: Form = Form()


@dataclass(frozen=True, slots=True)
class ResponseObject:
    """An answer as a response; `readout` is the answer as every other surface shows it."""

    id: str
    created_at: int  # seconds since 1970
    status: Status
    output: tuple[OutputMessage, ...] = ()
    usage: ResponseUsage | None = None
    readout: Answer | None = None
    object: Literal["response"] = "response"
    model: str = MODEL
    error: None = None
    incomplete_details: None = None
    instructions: None = None
    metadata: dict[str, str] = field(default_factory=dict)
    parallel_tool_calls: bool = False
    previous_response_id: None = None
    store: bool = False
    temperature: None = None
    text: Texts = Texts()
    tool_choice: Literal["none"] = "none"
    tools: tuple[()] = ()
    top_p: None = None


def whole(answer: Answer, base: str) -> ResponseObject:
    """Return an answer as a response; `base` is where the page is."""
    return _completed(_begun(), answer, base, _message_id())


class Telling:
    """The events of one response."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._numbers = count()
        self._message_id = _message_id()
        self._place = {"item_id": self._message_id, "output_index": 0, "content_index": 0}

    async def events(self, told: AsyncGenerator[StreamEvent]) -> AsyncGenerator[Event]:
        """Yield the events of an answer that is told; it is closed with them."""
        begun = _begun()
        yield self._event("response.created", response=begun)
        yield self._event("response.in_progress", response=begun)
        yield self._event("response.output_item.added", output_index=0, item=self._message("in_progress"))
        yield self._event("response.content_part.added", **self._place, part=OutputText())
        async with aclosing(told):
            async for event in told:
                if isinstance(event, Delta):
                    yield self._delta(event.text)
                elif isinstance(event, Answer):
                    for last in self._end(_completed(begun, event, self._base, self._message_id), event):
                        yield last

    def broken(self, problem: Problem) -> Event:
        """Return the event that says why there are no more: flat, as it is documented, and as it is sent."""
        error = error_of(problem)
        return self._event("error", **error["error"] | {"type": "error"}, **error)

    def _end(self, response: ResponseObject, answer: Answer) -> Iterator[Event]:
        (message,) = response.output
        (part,) = message.content
        yield self._delta(show(answer, self._base).sources)
        for index, annotation in enumerate(part.annotations):
            numbered = {"annotation_index": index, "annotation": annotation}
            yield self._event("response.output_text.annotation.added", **self._place, **numbered)
        yield self._event("response.output_text.done", **self._place, text=part.text, logprobs=())
        yield self._event("response.content_part.done", **self._place, part=part)
        yield self._event("response.output_item.done", output_index=0, item=message)
        yield self._event("response.completed", response=response)

    def _delta(self, text: str) -> Event:
        return self._event("response.output_text.delta", **self._place, delta=text, logprobs=())

    def _message(self, status: Status) -> OutputMessage:
        return OutputMessage(self._message_id, status)

    def _event(self, name: str, **data: object) -> Event:
        return Event(name, {"type": name, "sequence_number": next(self._numbers)} | data)


def _begun() -> ResponseObject:
    return ResponseObject(f"resp_{uuid4().hex}", int(time()), "in_progress")


def _completed(begun: ResponseObject, answer: Answer, base: str, message_id: str) -> ResponseObject:
    shown = show(answer, base)
    part = OutputText(shown.whole, tuple(TextAnnotation(**asdict(marker)) for marker in shown.markers))
    given, written = answer.usage.prompt_tokens, answer.usage.completion_tokens
    return replace(
        begun,
        status="completed",
        output=(OutputMessage(message_id, "completed", (part,)),),
        usage=ResponseUsage(given, written, given + written),
        readout=answer,
    )


def _message_id() -> str:
    return f"msg_{uuid4().hex}"
