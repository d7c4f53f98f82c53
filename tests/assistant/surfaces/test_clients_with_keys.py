"""Keys hold for clients of OpenAI and of MCP as they do elsewhere."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import httpx2
import pytest
from mcp import Client
from mcp.client.streamable_http import streamable_http_client
from openai import AuthenticationError, OpenAI

from assistant.bootstrap import open_assistant
from assistant.keys import Keys
from assistant.settings import Settings
from assistant.surfaces.http import create_app
from tests.assistant.surfaces.served import served

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

COUNT = "How many barges have passed the Tessel lock since November 2020?"


@pytest.fixture(scope="module")
def guarded(papers: Path, cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """A server that wants a key, and one that sees the Gazette only."""
    settings = Settings(_env_file=None, home=tmp_path_factory.mktemp("home"), cache=cache)
    with open_assistant(settings) as assistant:
        assistant.archive.sync([papers])
        key = Keys(assistant.archive.engine).add("gazette", ["Harbour Gazette"])
        with served(create_app(assistant)) as url:
            yield url, key


def complete(url: str, key: str) -> Any:
    asked: Any = [{"role": "user", "content": COUNT}]
    with OpenAI(base_url=f"{url}/v1", api_key=key, max_retries=0) as client:
        return client.chat.completions.create(model="readout", messages=asked)


@asynccontextmanager
async def connected(url: str, key: str) -> AsyncIterator[Client]:
    async with (
        httpx2.AsyncClient(headers={"Authorization": f"Bearer {key}"}) as http,
        Client(streamable_http_client(f"{url}/mcp", http_client=http)) as client,
    ):
        yield client


def test_a_completion_needs_a_key(guarded: tuple[str, str]) -> None:
    with pytest.raises(AuthenticationError) as refused:
        complete(guarded[0], "wrong")
    assert (refused.value.type, refused.value.code) == ("authentication_error", "invalid_api_key")


def test_a_completion_cites_what_the_key_may_see(guarded: tuple[str, str]) -> None:
    annotations = complete(*guarded).choices[0].message.annotations
    assert {one.url_citation.outlet for one in annotations} == {"Harbour Gazette"}


async def test_mcp_needs_a_key(guarded: tuple[str, str]) -> None:
    async with httpx2.AsyncClient() as client:
        response = await client.post(f"{guarded[0]}/mcp", json={"jsonrpc": "2.0", "id": 1, "method": "ping"})
    assert response.status_code == 401


async def test_mcp_shows_what_the_key_may_see(guarded: tuple[str, str]) -> None:
    async with connected(*guarded) as client:
        answered = await client.call_tool("ask", {"question": COUNT})
        found = await client.call_tool("search", {"query": COUNT})
        own = await client.call_tool("read_document", {"document_id": "gazette-february"})
        other = await client.call_tool("read_document", {"document_id": "press-february"})
    for shown in (answered.structured_content["citations"], found.structured_content["passages"]):
        assert {one["outlet"] for one in shown} == {"Harbour Gazette"}
    assert (own.is_error, other.is_error) == (False, True)
