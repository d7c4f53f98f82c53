"""Questions and their answers: asking, and saying what an answer is worth."""

import asyncio
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, HTTPException
from pydantic import BaseModel, ConfigDict, Field

from assistant.conversations import ID_PATTERN
from assistant.feedback import Rating
from assistant.surfaces.parameters import FiltersBody, Text, TheAssistant
from assistant.surfaces.problems import RESPONSES
from assistant.types import Answer

router = APIRouter(responses=RESPONSES)


class ChatBody(BaseModel):
    """A question, alone or in a conversation; one that is not there yet is started under the given id."""

    model_config = ConfigDict(extra="forbid")

    message: Text
    conversation_id: Annotated[str, Field(pattern=ID_PATTERN)] | None = None
    filters: FiltersBody = FiltersBody()
    stream: bool = False


class FeedbackBody(BaseModel):
    """What an answer is worth; a later rating replaces an earlier one."""

    model_config = ConfigDict(extra="forbid")

    answer_id: Annotated[Text, Field(max_length=64)]
    rating: Rating
    comment: Annotated[Text, Field(max_length=4000)] = ""


@router.post("/chat")
async def chat(body: ChatBody, assistant: TheAssistant) -> Answer:
    """Answer a question with checked quotes, or say that the archive does not hold the answer."""
    if body.stream:
        raise HTTPException(HTTPStatus.NOT_IMPLEMENTED, "Streaming is not available yet; leave `stream` out.")
    return await assistant.ask(body.message, conversation_id=body.conversation_id, filters=body.filters.value())


@router.post("/feedback", status_code=HTTPStatus.NO_CONTENT)
async def feedback(body: FeedbackBody, assistant: TheAssistant) -> None:
    """Say what an answer is worth, by its `answer_id`."""
    await asyncio.to_thread(assistant.feedback.rate, body.answer_id, body.rating, body.comment)
