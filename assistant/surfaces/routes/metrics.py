"""Figures of the running server."""

import asyncio
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request, Response

from assistant.surfaces.guard.metrics import CONTENT_TYPE
from assistant.surfaces.guard.paths import METRICS
from assistant.surfaces.parameters import TheAssistant

if TYPE_CHECKING:
    from assistant.surfaces.guard.build import Guard

router = APIRouter(include_in_schema=False)


@router.get(METRICS)
async def metrics(request: Request, assistant: TheAssistant) -> Response:
    """Return all figures in the text format of Prometheus."""
    guard: Guard = request.app.state.guard
    passages = await asyncio.to_thread(assistant.archive.passage_count)
    return Response(guard.metrics.shown(passages), media_type=CONTENT_TYPE)
