"""The HTTP API: each route turns a request into a call of the assistant, and what it returns into JSON."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated, Literal, Self

from fastapi import APIRouter, Depends, FastAPI, HTTPException, Query, Request
from fastapi import Path as PathParameter
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from assistant.conversations import ID_PATTERN, Conversations
from assistant.feedback import Rating
from assistant.serialise import (
    DocumentPage,
    DocumentView,
    EventList,
    SearchResult,
    document_page,
    document_view,
    search_result,
)
from assistant.surfaces.problems import RESPONSES, handle_problems
from assistant.types import Answer, Conversation
from index.errors import CorpusError
from index.types import Filters

if TYPE_CHECKING:
    from assistant.assistant import Assistant


def _whole(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ValueError("half a character is no text") from error
    return text


Text = Annotated[str, AfterValidator(_whole)]


class FiltersBody(BaseModel):
    """Restrictions on what may be retrieved: by outlet, by the event's date or else the publication's, by document."""

    model_config = ConfigDict(extra="forbid")

    outlets: list[Text] = []
    since: date | None = None
    until: date | None = None
    documents: list[Text] | None = None  # ids of those that may be used; null: any

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.since and self.until and self.since > self.until:
            raise ValueError("since is after until")
        return self

    def value(self) -> Filters:
        """Return the filters as the archive takes them."""
        documents = None if self.documents is None else tuple(self.documents)
        return Filters(tuple(self.outlets), self.since, self.until, documents)


class ChatBody(BaseModel):
    """A question, alone or in a conversation; one that is not there yet is started under the given id."""

    model_config = ConfigDict(extra="forbid")

    message: Text
    conversation_id: Annotated[str, Field(pattern=ID_PATTERN)] | None = None
    filters: FiltersBody = FiltersBody()
    stream: bool = False


class SearchBody(BaseModel):
    """A query for passages."""

    model_config = ConfigDict(extra="forbid")

    query: Text
    k: int = Field(default=10, ge=1, le=100)
    filters: FiltersBody = FiltersBody()


class FeedbackBody(BaseModel):
    """What an answer is worth; a later rating replaces an earlier one."""

    model_config = ConfigDict(extra="forbid")

    answer_id: Annotated[Text, Field(max_length=64)]
    rating: Rating
    comment: Annotated[Text, Field(max_length=4000)] = ""


class Health(BaseModel):
    """The server is there."""

    status: Literal["ok"] = "ok"


class Readiness(BaseModel):
    """Questions can be answered, from the archive's content of this name: the same for the same content."""

    status: Literal["ready"] = "ready"
    archive: str


def _assistant(request: Request) -> "Assistant":
    assistant: Assistant = request.app.state.assistant
    return assistant


def _conversations(request: Request) -> Conversations:
    return _assistant(request).conversations


TheAssistant = Annotated["Assistant", Depends(_assistant)]
TheConversations = Annotated[Conversations, Depends(_conversations)]
ConversationId = Annotated[str, PathParameter(pattern=ID_PATTERN)]

router = APIRouter(responses=RESPONSES)


@router.post("/chat")
async def chat(body: ChatBody, assistant: TheAssistant) -> Answer:
    """Answer a question with checked quotes, or say that the archive does not hold the answer."""
    if body.stream:
        raise HTTPException(HTTPStatus.NOT_IMPLEMENTED, "Streaming is not available yet; leave `stream` out.")
    return await assistant.ask(body.message, conversation_id=body.conversation_id, filters=body.filters.value())


@router.post("/search")
async def search(body: SearchBody, assistant: TheAssistant) -> SearchResult:
    """Find passages, without an answer."""
    return search_result(body.query, await assistant.search(body.query, k=body.k, filters=body.filters.value()))


@router.get("/documents")
async def documents(
    assistant: TheAssistant,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
    offset: Annotated[int, Query(ge=0)] = 0,
) -> DocumentPage:
    """List the documents, a page at a time."""
    return document_page(await asyncio.to_thread(assistant.archive.documents), limit=limit, offset=offset)


@router.get("/documents/{document_id:path}")
async def document(document_id: str, assistant: TheAssistant) -> DocumentView:
    """Return a document's cleaned text, who said which sentence, and what cleaning took out."""
    return document_view(await asyncio.to_thread(assistant.archive.document, document_id))


@router.get("/events")
async def events(assistant: TheAssistant) -> EventList:
    """List the calls and other events, each with its date and the documents that report it."""
    return EventList(await asyncio.to_thread(assistant.archive.events))


@router.get("/conversations/{conversation_id}")
async def conversation(conversation_id: ConversationId, conversations: TheConversations) -> Conversation:
    """Return what was asked and answered, oldest first."""
    return await asyncio.to_thread(conversations.get, conversation_id)


@router.delete("/conversations/{conversation_id}", status_code=HTTPStatus.NO_CONTENT)
async def forget(conversation_id: ConversationId, conversations: TheConversations) -> None:
    """Forget a conversation whole."""
    await asyncio.to_thread(conversations.delete, conversation_id)


@router.post("/feedback", status_code=HTTPStatus.NO_CONTENT)
async def feedback(body: FeedbackBody, assistant: TheAssistant) -> None:
    """Say what an answer is worth, by its `answer_id`."""
    await asyncio.to_thread(assistant.feedback.rate, body.answer_id, body.rating, body.comment)


@router.get("/healthz")
async def healthz() -> Health:
    """Tell that the server is there."""
    return Health()


@router.get("/readyz")
async def readyz(request: Request, assistant: TheAssistant) -> Readiness:
    """Tell whether questions can be answered: something is indexed and the model is loaded."""
    warming: asyncio.Task[str | None] = request.app.state.warming
    lacking = warming.result() if warming.done() else "The embedding model is still being loaded."
    if not await asyncio.to_thread(assistant.archive.passage_count):
        lacking = "Nothing is indexed yet; stop the server, run `readout index`, and start it again."
    if lacking:
        raise HTTPException(HTTPStatus.SERVICE_UNAVAILABLE, lacking)
    return Readiness(archive=await asyncio.to_thread(assistant.archive.version))


def create_app(assistant: "Assistant") -> FastAPI:
    """Return the application over an open assistant, which stays its opener's to close."""
    app = FastAPI(title="Readout", version="1", lifespan=_lifespan, docs_url=None, redoc_url=None)
    app.state.assistant = assistant
    app.include_router(router)
    handle_problems(app)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Load the model before the first question, while the server already answers whether it is alive."""
    app.state.warming = asyncio.create_task(_warm(app.state.assistant))
    yield
    await app.state.warming


async def _warm(assistant: "Assistant") -> str | None:
    try:
        await asyncio.to_thread(assistant.archive.embedding.embed_query, "Is it ready?")
    except CorpusError as error:
        return str(error)
    return None
