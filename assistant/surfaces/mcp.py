"""The MCP server, through which assistants of other makers ask, search and read, over stdio or HTTP."""

from __future__ import annotations

import asyncio
import logging
import signal
from contextlib import asynccontextmanager
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from mcp import MCPError
from mcp.server import Server
from mcp.server.stdio import stdio_server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.types import INVALID_PARAMS, CallToolResult, ListToolsResult, TextContent, Tool, ToolAnnotations
from pydantic import TypeAdapter, ValidationError

from assistant.errors import AssistantError
from assistant.serialise import to_json
from assistant.surfaces.problems import defect, said_of
from assistant.surfaces.tools import INSTRUCTIONS, STAGES, TOOLS
from index.errors import CorpusError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from mcp.server import ServerRequestContext
    from mcp.types import CallToolRequestParams, PaginatedRequestParams
    from starlette.requests import Request
    from starlette.types import Receive, Scope, Send

    from assistant.assistant import Assistant
    from assistant.types import Stage

_READS = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)

logger = logging.getLogger(__name__)


def serve(assistant: Assistant) -> None:
    """Serve over stdin and stdout until stdin ends."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # what waits for a line of stdin cannot be told to stop
    asyncio.run(_serve(make_server(lambda _request: assistant)))


class Endpoint:
    """The ASGI application that serves over HTTP while it is `running`; each request stands for itself.

    Whom it is called by, and by which name, must have been looked at before.
    """

    def __init__(self, assistant_of: Callable[[Request], Assistant]) -> None:
        self._server = make_server(assistant_of)
        self._manager: StreamableHTTPSessionManager | None = None

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Serve for as long as this is entered."""
        manager = StreamableHTTPSessionManager(self._server, stateless=True)
        async with manager.run():
            self._manager = manager
            yield

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        assert self._manager is not None, "it is not running"
        await self._manager.handle_request(scope, receive, send)


def make_server(assistant_of: Callable[[Any], Assistant]) -> Server[Any]:
    """Return the server; `assistant_of` gives the assistant for an HTTP request, or for none."""

    async def list_tools(_context: ServerRequestContext, _params: PaginatedRequestParams | None) -> ListToolsResult:
        return ListToolsResult(tools=_listed())

    async def call_tool(context: ServerRequestContext, params: CallToolRequestParams) -> CallToolResult:
        async def progress(stage: Stage) -> None:
            await context.session.report_progress(list(STAGES).index(stage) + 1, len(STAGES), STAGES[stage])

        return await _called(assistant_of(context.request), params, progress)

    return Server(
        "readout",
        version=version("readout"),
        title="Readout",
        instructions=INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


async def _serve(server: Server[Any]) -> None:
    async with stdio_server() as (incoming, outgoing):
        await server.run(incoming, outgoing, server.create_initialization_options())


def _listed() -> list[Tool]:
    return [
        Tool(
            name=name,
            title=tool.title,
            description=tool.description,
            input_schema=tool.arguments.model_json_schema(),
            output_schema=TypeAdapter(tool.result).json_schema(mode="serialization"),
            annotations=_READS,
        )
        for name, tool in TOOLS.items()
    ]


async def _called(
    assistant: Assistant, params: CallToolRequestParams, progress: Callable[[Stage], Any]
) -> CallToolResult:
    """Call a tool; what goes wrong is told to the model in one sentence."""
    tool = TOOLS.get(params.name)
    if tool is None:
        raise MCPError(INVALID_PARAMS, f"There is no tool {params.name!r}; there are {', '.join(TOOLS)}.")
    try:
        shown = await tool.run(assistant, tool.arguments.model_validate(params.arguments or {}), progress)
    except ValidationError as error:
        return _failed(_misread(error))
    except (AssistantError, CorpusError) as error:
        return _failed(str(error))
    except Exception:
        logger.exception("A tool failed.")
        return _failed(defect().detail)
    text = TextContent(type="text", text="\n".join(shown.lines))
    return CallToolResult(content=[text], structured_content=to_json(shown.value))


def _failed(sentence: str) -> CallToolResult:
    return CallToolResult(content=[TextContent(type="text", text=sentence)], is_error=True)


def _misread(error: ValidationError) -> str:
    said = "; ".join(
        f"{'.'.join(map(str, one['loc'])) or 'arguments'}: {said_of(one['msg'])}" for one in error.errors()
    )
    return f"The arguments cannot be understood: {said}."
