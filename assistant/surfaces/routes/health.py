"""Whether the server is there, and whether it is ready."""

import asyncio
from http import HTTPStatus
from typing import TYPE_CHECKING, Literal

from fastapi import APIRouter, HTTPException, Request
from pydantic import BaseModel

from assistant.surfaces.problems import RESPONSES

if TYPE_CHECKING:
    from assistant.assistant import Assistant

router = APIRouter(responses=RESPONSES)


class Health(BaseModel):
    """The server is there."""

    status: Literal["ok"] = "ok"


class Readiness(BaseModel):
    """Questions can be answered, from the archive's content of this name: the same for the same content."""

    status: Literal["ready"] = "ready"
    archive: str


@router.head("/healthz", include_in_schema=False)  # as some balancers ask
@router.get("/healthz", summary="Is the server there?")
async def healthz() -> Health:
    """Tell that the server is there."""
    return Health()


@router.head("/readyz", include_in_schema=False)
@router.get("/readyz", summary="Is the server ready?")
async def readyz(request: Request) -> Readiness:
    """Tell whether questions can be answered: something is indexed and the model is loaded."""
    assistant: Assistant = request.app.state.assistant  # whole: nobody is let in here, and nothing is shown
    warming: asyncio.Task[str | None] = request.app.state.warming
    soon = {} if warming.done() else {"Retry-After": "1"}
    lacking = warming.result() if warming.done() else "The embedding model is still being loaded."
    if not await asyncio.to_thread(assistant.archive.passage_count):
        lacking = (
            "Nothing is indexed yet; upload documents, or stop the server, run `readout index`, and start it again."
        )
        soon = {}
    if lacking:
        raise HTTPException(HTTPStatus.SERVICE_UNAVAILABLE, lacking, soon)
    return Readiness(archive=await asyncio.to_thread(assistant.archive.version))
