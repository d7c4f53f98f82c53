"""The HTTP API: an application made of routers, each of which turns requests into calls of the assistant."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING

from fastapi import FastAPI
from starlette.routing import Match, Route

from assistant.keys import Keys
from assistant.surfaces.guard.build import guard
from assistant.surfaces.indexing import Indexing
from assistant.surfaces.openai import completions, models, responses
from assistant.surfaces.parameters import KEYS, assistant_of
from assistant.surfaces.problems import handle_problems
from assistant.surfaces.routes import answers, conversations, documents, health, metrics, page, search
from assistant.surfaces.settings import HttpSettings
from index.errors import CorpusError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from opentelemetry.sdk.trace import TracerProvider
    from starlette.types import Scope

    from assistant.assistant import Assistant
    from assistant.surfaces.guard.build import Guard
    from assistant.surfaces.mcp import Endpoint
    from assistant.surfaces.settings import SlackSettings
    from assistant.surfaces.slack.service import Service
    from index.types import SyncReport

ROUTERS = (
    answers.router,
    search.router,
    documents.router,
    conversations.router,
    completions.router,
    responses.router,
    models.router,
    health.router,
    metrics.router,
    page.router,
)
OPEN = (health.router, page.router)  # to everybody


DEFAULTS = HttpSettings()


def create_app(
    assistant: Assistant,
    settings: HttpSettings = DEFAULTS,
    provider: TracerProvider | None = None,
    slack: SlackSettings | None = None,
) -> FastAPI:
    """Return the application over an open assistant, which stays its opener's to close.

    `provider` is where traces go; it is shut down with the application. With `slack`, the bot answers there too.
    """
    # No page that describes the API: FastAPI's own would load scripts from elsewhere.
    app = FastAPI(title="Readout", version="1", lifespan=_lifespan, docs_url=None, redoc_url=None)
    app.state.assistant = assistant
    app.state.settings = settings
    for router in ROUTERS:
        app.include_router(router, dependencies=[] if router in OPEN else KEYS)
    app.state.mcp = _offer_mcp(app)
    handle_problems(app, {documents.PATH: settings.upload_mb * 1_000_000})
    app.state.guard = guard(app, lambda: Keys(assistant.archive.engine), settings, provider)
    app.state.slack = _offer_slack(app, slack) if slack else None
    app.state.indexing = Indexing(_heard_by(app.state.guard, app.state.slack))
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Load the model before the first question, while the server already answers whether it is alive."""
    app.state.warming = asyncio.create_task(_warm(app.state.assistant))
    async with AsyncExitStack() as running:
        for service in (app.state.mcp, app.state.slack):
            if service:
                await running.enter_async_context(service.running())
        yield
    await app.state.warming
    await asyncio.to_thread(app.state.guard.traces.close)


class _NamedRoute(Route):
    """Says in the scope which route it is, as FastAPI's own do: requests are counted by that."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        match, found = super().matches(scope)
        return match, {**found, "route": self}


def _offer_mcp(app: FastAPI) -> Endpoint | None:
    """Serve MCP as well, where its package is installed."""
    try:
        from assistant.surfaces.mcp import Endpoint
    except ModuleNotFoundError as error:
        if error.name != "mcp":
            raise
        return None
    endpoint = Endpoint(assistant_of)
    app.router.routes.append(_NamedRoute("/mcp", endpoint, methods=["POST"], include_in_schema=False))
    return endpoint


def _offer_slack(app: FastAPI, settings: SlackSettings) -> Service:
    """Take what Slack sends, and answer it."""
    from assistant.surfaces.slack.http import router
    from assistant.surfaces.slack.service import Service

    service = Service(app.state.assistant.of("", None, app.state.guard.watch), settings)
    app.include_router(router(service, settings.signing_secret))
    return service


def _heard_by(guard: Guard, slack: Service | None) -> Callable[[SyncReport], None]:
    """Return what is told of each change of the archive."""

    def changed(report: SyncReport) -> None:
        guard.changed(report)
        if slack:
            slack.watch.changed()

    return changed


async def _warm(assistant: Assistant) -> str | None:
    try:
        await asyncio.to_thread(assistant.archive.embedding.embed_query, "Is it ready?")
    except CorpusError as error:
        return str(error)
    return None
