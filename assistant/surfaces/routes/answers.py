"""Questions and their answers: asking, looking at an answer again, and saying what it is worth."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from assistant.conversations import ID_PATTERN
from assistant.feedback import Kept, Rating
from assistant.surfaces.parameters import FiltersBody, Text, TheAssistant, TheSettings, value_of
from assistant.surfaces.presence import while_there
from assistant.surfaces.problems import RESPONSES
from assistant.surfaces.sse import Event, EventStream, events_of, wants_events
from assistant.types import Answer, Citation, Delta, StatusEvent, StreamEvent

router = APIRouter(responses=RESPONSES)

EVENTS: dict[type[StreamEvent], str] = {
    StatusEvent: "status",
    Citation: "citation",
    Delta: "delta",
    Answer: "answer",
}


class ChatBody(BaseModel):
    """A question, alone or in a conversation; one that is not there yet is started under the given id."""

    model_config = ConfigDict(extra="forbid")

    message: Text
    conversation_id: Annotated[str, Field(pattern=ID_PATTERN)] | None = None
    filters: FiltersBody | None = None
    stream: bool | None = None  # null: as the Accept header says


class FeedbackBody(BaseModel):
    """What an answer is worth; a later rating replaces an earlier one."""

    model_config = ConfigDict(extra="forbid")

    answer_id: Annotated[Text, Field(max_length=64)]
    rating: Rating
    comment: Annotated[Text, Field(max_length=4000)] | None = None


@router.post(
    "/chat",
    summary="Ask a question",
    response_model=Answer,
    responses={200: {"content": events_of(*EVENTS.values())}},
)
async def chat(body: ChatBody, request: Request, assistant: TheAssistant, settings: TheSettings) -> Answer | Response:
    """Answer a question with checked quotes, or say that the archive does not hold the answer.

    With `stream`, or where the Accept header asks for it, as Server-Sent Events: `status`, `citation` and `delta`,
    whose texts one after the other are the answer's text, and last `answer`, which is the answer whole. What goes
    wrong after the start is told by a last event `error`.
    """
    filters = value_of(body.filters)
    if wants_events(request) if body.stream is None else body.stream:
        told = assistant.stream(body.message, conversation_id=body.conversation_id, filters=filters)
        return EventStream(_named(told), settings.heartbeat)
    asking = assistant.ask(body.message, conversation_id=body.conversation_id, filters=filters)
    return await while_there(request.receive, asking)


@router.get("/answers/{answer_id}", summary="Look at an answer again")
async def answer(answer_id: str, assistant: TheAssistant) -> Kept:
    """Return an answer as it was given, with what explains it: what was asked before, the filters, the index."""
    return await asyncio.to_thread(assistant.feedback.get, answer_id)


@router.post("/feedback", summary="Rate an answer", status_code=HTTPStatus.NO_CONTENT)
async def feedback(body: FeedbackBody, assistant: TheAssistant) -> None:
    """Say what an answer is worth, by its `answer_id`."""
    await asyncio.to_thread(assistant.feedback.rate, body.answer_id, body.rating, body.comment or "")


async def _named(told: AsyncGenerator[StreamEvent]) -> AsyncGenerator[Event]:
    async with aclosing(told):
        async for event in told:
            yield Event(EVENTS[type(event)], event)
