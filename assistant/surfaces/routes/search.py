"""What can be found without an answer: passages, and events."""

import asyncio

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from assistant.serialise import EventList, SearchResult, search_result
from assistant.surfaces.parameters import FiltersBody, Text, TheAssistant, value_of
from assistant.surfaces.problems import RESPONSES

router = APIRouter(responses=RESPONSES)


class SearchBody(BaseModel):
    """A query for passages."""

    model_config = ConfigDict(extra="forbid")

    query: Text
    k: int = Field(default=10, ge=1, le=100)
    filters: FiltersBody | None = None


@router.post("/search", summary="Find passages")
async def search(body: SearchBody, assistant: TheAssistant) -> SearchResult:
    """Find passages, without an answer."""
    return search_result(body.query, await assistant.search(body.query, k=body.k, filters=value_of(body.filters)))


@router.get("/events", summary="List events")
async def events(assistant: TheAssistant) -> EventList:
    """List the calls and other events, each with its date and the documents that report it."""
    return EventList(await asyncio.to_thread(assistant.archive.events))
