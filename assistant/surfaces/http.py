"""The HTTP API: an application made of routers, each of which turns requests into calls of the assistant."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from fastapi import FastAPI

from assistant.surfaces.indexing import Indexing
from assistant.surfaces.openai import completions, models, responses
from assistant.surfaces.problems import handle_problems
from assistant.surfaces.routes import answers, conversations, documents, health, page, search
from assistant.surfaces.settings import HttpSettings
from index.errors import CorpusError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from assistant.assistant import Assistant

ROUTERS = (
    answers.router,
    search.router,
    documents.router,
    conversations.router,
    completions.router,
    responses.router,
    models.router,
    health.router,
    page.router,
)


DEFAULTS = HttpSettings()


def create_app(assistant: Assistant, settings: HttpSettings = DEFAULTS) -> FastAPI:
    """Return the application over an open assistant, which stays its opener's to close."""
    # No page that describes the API: FastAPI's own would load scripts from elsewhere.
    app = FastAPI(title="Readout", version="1", lifespan=_lifespan, docs_url=None, redoc_url=None)
    app.state.assistant = assistant
    app.state.settings = settings
    app.state.indexing = Indexing()
    for router in ROUTERS:
        app.include_router(router)
    handle_problems(app, {documents.PATH: settings.upload_mb * 1_000_000})
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Load the model before the first question, while the server already answers whether it is alive."""
    app.state.warming = asyncio.create_task(_warm(app.state.assistant))
    yield
    await app.state.warming


async def _warm(assistant: Assistant) -> str | None:
    try:
        await asyncio.to_thread(assistant.archive.embedding.embed_query, "Is it ready?")
    except CorpusError as error:
        return str(error)
    return None
