"""The MCP server, by the official client: over HTTP on loopback, and as the process that assistants start."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import httpx2
import pytest
from mcp import Client, MCPError, StdioServerParameters, stdio_client

from assistant.serialise import search_result, to_json
from assistant.surfaces.http import create_app
from assistant.surfaces.settings import HttpSettings
from index.types import Filters
from tests.assistant.surfaces.commands import FERRY_QUESTION, program
from tests.assistant.surfaces.openai.breaking import FAILURES, Breaking, Endless
from tests.assistant.surfaces.served import served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mcp.types import CallToolResult

    from assistant.assistant import Assistant

COUNT = "How many barges have passed the Tessel lock since November 2020?"
GAZETTE = Filters(("Harbour Gazette",))
PING = {"jsonrpc": "2.0", "id": 1, "method": "ping"}


@pytest.fixture(scope="module")
def url(newsroom: Assistant) -> Iterator[str]:
    with served(create_app(newsroom)) as url:
        yield f"{url}/mcp"


def said(result: CallToolResult) -> str:
    (content,) = result.content
    assert content.type == "text"
    return content.text


async def call(url: str, tool: str, **arguments: Any) -> CallToolResult:
    async with Client(url) as client:
        return await client.call_tool(tool, arguments)


async def failure(url: str, tool: str, **arguments: Any) -> str:
    result = await call(url, tool, **arguments)
    assert result.is_error
    assert "\n" not in said(result)
    return said(result)


def timeless(answer: Any) -> Any:
    return answer | {"timings_ms": None}


@pytest.mark.parametrize("mode", ["legacy", "auto"])
async def test_the_tools_say_what_they_take_and_give(url: str, mode: str) -> None:
    async with Client(url, mode=mode) as client:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert client.server_info.name == "readout"
        assert "`ask`" in (client.instructions or "")
    assert list(tools) == ["ask", "search", "read_document"]
    assert tools["ask"].input_schema["required"] == ["question"]
    assert tools["ask"].input_schema["properties"].keys() >= {"conversation_id", "outlets", "since", "until"}
    for tool in tools.values():
        assert all(one.get("description") for one in tool.input_schema["properties"].values())
        assert tool.annotations is not None
        assert tool.output_schema is not None
        assert tool.output_schema["type"] == "object"
    assert tools["ask"].output_schema["properties"].keys() >= {"status", "text", "statements", "citations"}


@pytest.mark.parametrize("mode", ["legacy", "auto"])
async def test_asking_gives_the_answer_that_every_surface_shows_and_text_to_read(
    url: str, newsroom: Assistant, mode: str
) -> None:
    async with Client(url, mode=mode) as client:
        result = await client.call_tool("ask", {"question": COUNT})
    answer = await newsroom.ask(COUNT)
    assert not result.is_error
    assert timeless(result.structured_content) == timeless(to_json(answer))
    assert said(result).startswith(answer.text)
    for citation in answer.citations:
        assert f"{citation.document_id}:{citation.start}-{citation.end}" in said(result)


async def test_a_conversation_goes_on_under_an_id_of_the_model(url: str) -> None:
    conversation = {"conversation_id": "barges-of-the-lock"}
    await call(url, "ask", question=COUNT, **conversation)
    result = await call(url, "ask", question="What about April?", **conversation)
    assert "barges" in result.structured_content["standalone_question"]
    assert "barges" in said(result).splitlines()[0]


async def test_filters_narrow_what_is_asked_and_searched(url: str, newsroom: Assistant) -> None:
    only = {"outlets": ["Harbour Gazette"], "since": "2021-01-01", "until": "2021-12-31"}
    answered = await call(url, "ask", question=COUNT, **only)
    assert {one["outlet"] for one in answered.structured_content["citations"]} == {"Harbour Gazette"}
    unset = dict.fromkeys(("outlets", "since", "until", "documents", "conversation_id"))
    asked = await call(url, "ask", question=COUNT, **unset)
    assert {one["outlet"] for one in asked.structured_content["citations"]} > {"Harbour Gazette"}
    found = await call(url, "search", query="barges", k=3, outlets=["Harbour Gazette"])
    passages = await newsroom.search("barges", k=3, filters=GAZETTE)
    assert found.structured_content == to_json(search_result("barges", passages))


async def test_an_abstention_is_no_error(url: str) -> None:
    result = await call(url, "ask", question="How many trains passed the Tessel lock?")
    assert not result.is_error
    assert result.structured_content["status"] == "abstained"
    assert "Related:" in said(result)


async def test_a_document_is_read_whole_or_around_a_citation(url: str, newsroom: Assistant) -> None:
    (citation, *_) = (await call(url, "ask", question=COUNT)).structured_content["citations"]
    whole = newsroom.archive.document(citation["document_id"]).text
    read = (await call(url, "read_document", document_id=citation["document_id"])).structured_content
    assert (read["text"], read["start"], read["end"], read["length"]) == (whole, 0, len(whole), len(whole))
    assert (read["outlet"], read["published_on"]) == (citation["outlet"], citation["published_on"])
    start, length = citation["start"] - 20, len(citation["quote"]) + 40
    around = await call(url, "read_document", document_id=citation["document_id"], start=start, length=length)
    assert around.structured_content["text"] == whole[start : start + length]
    assert citation["quote"] in around.structured_content["text"]
    assert f"start={start + length}" in said(around)
    beyond = await call(url, "read_document", document_id=citation["document_id"], start=10**6)
    assert beyond.structured_content["text"] == ""


async def test_what_goes_wrong_is_told_to_the_model_in_one_sentence(url: str) -> None:
    assert "'nowhere'" in await failure(url, "read_document", document_id="nowhere")
    assert "empty" in await failure(url, "ask", question="?")
    assert "question: Field required" in await failure(url, "ask")
    assert "arguments: since is after until" in await failure(
        url, "ask", question=COUNT, since="2021-05-01", until="2021-04-01"
    )
    assert "speaker: Extra inputs" in await failure(url, "ask", question=COUNT, speaker="Ada Holm")
    assert "k: Input should be less" in await failure(url, "search", query="barges", k=1000)


async def test_a_tool_that_is_not_there_is_an_error_of_the_protocol(url: str) -> None:
    async with Client(url) as client:
        with pytest.raises(MCPError, match="no tool 'answer'; there are ask, search"):
            await client.call_tool("answer", {})


@pytest.mark.parametrize(("error", "sentence"), FAILURES)
async def test_a_failure_shows_nothing_of_the_inside(newsroom: Assistant, error: Exception, sentence: str) -> None:
    broken: Any = Breaking(newsroom, error)
    with served(create_app(broken)) as url:
        told = await failure(f"{url}/mcp", "ask", question=COUNT)
    assert sentence in told
    assert "secret" not in told


@pytest.mark.parametrize("mode", ["legacy", "auto"])
async def test_progress_is_told_where_it_is_asked_for(url: str, mode: str) -> None:
    told: list[tuple[float, float | None, str | None]] = []

    async def note(progress: float, total: float | None, message: str | None) -> None:
        told.append((progress, total, message))

    async with Client(url, mode=mode) as client:
        await client.call_tool("ask", {"question": COUNT}, progress_callback=note)
    assert [progress for progress, _, _ in told] == [1, 2, 3]
    assert told[0] == (1, 3, "Looking for passages")


async def test_a_call_that_is_given_up_stops_the_work(newsroom: Assistant) -> None:
    endless: Any = Endless(newsroom)
    with served(create_app(endless)) as url:
        async with Client(f"{url}/mcp") as client:
            with pytest.raises(MCPError):
                await client.call_tool("ask", {"question": COUNT}, read_timeout_seconds=0.5)
        assert endless.left.wait(10)


@pytest.mark.parametrize(
    ("header", "value", "status"),
    [
        ("Host", "elsewhere.example", 421),
        ("Origin", "https://elsewhere.example", 403),
        ("Host", "localhost:8000", 200),
    ],
)
async def test_only_names_of_this_server_are_answered(url: str, header: str, value: str, status: int) -> None:
    assert (await post(url, {header: value})).status_code == status


async def test_a_page_of_this_server_is_answered(url: str) -> None:
    assert (await post(url, {"Origin": url.removesuffix("/mcp")})).status_code == 200


async def test_a_name_that_is_set_is_answered(newsroom: Assistant) -> None:
    with served(create_app(newsroom, HttpSettings(hosts=("readout.example",)))) as url:
        for name in ("readout.example", "readout.example:8443"):
            found = await post(f"{url}/mcp", {"Host": name, "Origin": f"https://{name}"})
            assert found.status_code == 200
        assert (await post(f"{url}/mcp", {"Host": "readout.example.org"})).status_code == 421


async def post(url: str, headers: dict[str, str]) -> httpx2.Response:
    accepted = {"Accept": "application/json, text/event-stream"}
    async with httpx2.AsyncClient() as client:
        return await client.post(url, json=PING, headers=accepted | headers)


async def test_there_is_nothing_to_get(url: str) -> None:
    async with httpx2.AsyncClient() as client:
        response = await client.get(url, headers={"Accept": "text/event-stream"})
    assert (response.status_code, response.headers["allow"]) == (405, "POST")


async def test_a_process_serves_over_its_standard_streams(home: Path) -> None:
    command, *arguments = program("mcp", "--home", str(home))
    server = stdio_client(StdioServerParameters(command=command, args=arguments))
    async with Client(server) as client:
        answered = await client.call_tool("ask", {"question": FERRY_QUESTION})
        (citation, *_) = answered.structured_content["citations"]
        read = await client.call_tool("read_document", {"document_id": citation["document_id"]})
        assert read.structured_content["text"][citation["start"] : citation["end"]] == citation["quote"]
        assert "12 ferries" in said(answered)
        missing = await client.call_tool("read_document", {"document_id": "nowhere"})
        assert missing.is_error


def test_the_process_ends_with_its_input(home: Path) -> None:
    command = program("mcp", "--home", str(home))
    ended = subprocess.run(command, input="", check=True, capture_output=True, text=True, timeout=60)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")


def test_the_process_can_be_interrupted_while_it_waits(home: Path) -> None:
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "bufsize": 1}
    with subprocess.Popen(program("mcp", "--home", str(home)), **pipes) as process:
        process.stdin.write(json.dumps(PING) + "\n")
        assert json.loads(process.stdout.readline())["id"] == PING["id"]
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == -signal.SIGINT


@pytest.fixture
def without_mcp(tmp_path: Path) -> dict[str, str]:
    """An environment in which the package is not installed."""
    (tmp_path / "mcp.py").write_text("raise ModuleNotFoundError(name='mcp')")
    return {"PYTHONPATH": str(tmp_path)}


def test_a_package_that_is_missing_is_named(without_mcp: dict[str, str], home: Path) -> None:
    command = program("mcp", "--home", str(home))
    ended = subprocess.run(command, env=without_mcp, check=False, capture_output=True, text=True, timeout=60)
    assert (ended.returncode, ended.stdout) == (3, "")
    assert ended.stderr == "Serving MCP needs another package: run `pip install 'readout[mcp]'`.\n"


def test_the_server_does_without_the_package(without_mcp: dict[str, str]) -> None:
    code = "from assistant.surfaces.http import create_app; print(create_app(None).state.mcp)"
    command = [sys.executable, "-c", code]
    ended = subprocess.run(command, env=without_mcp, check=True, capture_output=True, text=True, timeout=60)
    assert ended.stdout == "None\n"
