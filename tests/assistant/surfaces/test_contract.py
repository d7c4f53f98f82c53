"""One question, through every way in, carries the same citations."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import parse_qsl

import httpx2
import pytest
from mcp import Client, StdioServerParameters, stdio_client
from openai import OpenAI
from playwright.sync_api import sync_playwright

from assistant.bootstrap import open_assistant
from assistant.settings import read_settings
from assistant.surfaces.http import create_app
from tests.assistant.newsroom import write_newsroom
from tests.assistant.surfaces.commands import program, run
from tests.assistant.surfaces.page.site import Visit, browser_path
from tests.assistant.surfaces.served import events, served

if TYPE_CHECKING:
    from pathlib import Path

    from mcp.client import Transport
    from playwright.sync_api import Locator

ABSTAINED = "How many trains passed the Tessel lock?"
QUESTIONS = (
    "How many barges have passed the Tessel lock since November 2020?",
    "What did Ada Holm say in the February call?",
    "How do the two reports of the February call differ?",
    ABSTAINED,
)
KEYS = ("document_id", "start", "end", "quote")
Places: TypeAlias = list[tuple[Any, ...]]  # what is cited: document_id, start, end, quote


def places(citations: list[dict[str, Any]]) -> Places:
    return list(dict.fromkeys(tuple(one[key] for key in KEYS) for one in citations))


def by_chat(url: str, question: str) -> Places:
    return places(httpx2.post(f"{url}/chat", json={"message": question}).json()["citations"])


def by_stream(url: str, question: str) -> Places:
    with httpx2.stream("POST", f"{url}/chat", json={"message": question, "stream": True}) as response:
        told = list(events(response.iter_lines()))
    name, answer = told[-1]
    assert name == "answer"
    assert places([data for name, data in told if name == "citation"]) == places(answer["citations"])
    return places(answer["citations"])


def by_completion(url: str, question: str) -> Places:
    with OpenAI(base_url=f"{url}/v1", api_key="none") as client:
        asked: Any = [{"role": "user", "content": question}]
        message = client.chat.completions.create(model="readout", messages=asked).choices[0].message
    return places([one.url_citation.model_extra or {} for one in message.annotations or []])


def by_response(url: str, question: str) -> Places:
    with OpenAI(base_url=f"{url}/v1", api_key="none") as client:
        (message,) = client.responses.create(model="readout", input=question).output
    return places([one.model_extra for one in message.content[0].annotations])


def by_mcp(url: str, question: str) -> Places:
    return asyncio.run(spoken(f"{url}/mcp", [question]))[question]


OVER_HTTP = {
    "POST /chat": by_chat,
    "POST /chat as events": by_stream,
    "POST /v1/chat/completions": by_completion,
    "POST /v1/responses": by_response,
    "MCP over HTTP": by_mcp,
}


async def spoken(server: str | Transport, questions: list[str]) -> dict[str, Places]:
    async with Client(server) as client:
        told = {one: await client.call_tool("ask", {"question": one}) for one in questions}
    return {question: places(result.structured_content["citations"]) for question, result in told.items()}


def by_command(home: Path, question: str) -> Places:
    return places(json.loads(run("ask", question, "--json", home=home).stdout)["citations"])


def by_process(home: Path) -> dict[str, Places]:
    command, *arguments = program("mcp", "--home", str(home))
    return asyncio.run(spoken(stdio_client(StdioServerParameters(command=command, args=arguments)), list(QUESTIONS)))


def by_page(url: str) -> dict[str, Places]:
    """What the markers of each answer open, as a visitor sees it who asks nothing before."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path())
        return {question: seen(Visit(browser.new_page(), url).open(), question) for question in QUESTIONS}


def seen(visit: Visit, question: str) -> Places:
    opened = {opens(visit, marker) for marker in visit.ask(question).locator(".prose .marker").all()}
    assert visit.wrong == []
    return [place for _, place in sorted(opened)]


def opens(visit: Visit, marker: Locator) -> tuple[int, tuple[Any, ...]]:
    """Return a marker's number and the passage that it opens, and close that again."""
    marker.click()
    visit.page.locator("#panel mark").first.wait_for()
    said = dict(parse_qsl(visit.page.url.partition("#")[2]))
    quote = "".join(visit.page.locator("#panel mark").all_inner_texts())
    visit.page.keyboard.press("Escape")
    visit.page.locator("#panel").wait_for(state="hidden")
    return int(marker.inner_text()), (said["document"], int(said["start"]), int(said["end"]), quote)


@pytest.fixture(scope="module")
def carried(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Places]]:
    """What each way in cites for each question; they take turns, since one process at a time has a home open."""
    home = tmp_path_factory.mktemp("home")
    papers = write_newsroom(tmp_path_factory.mktemp("newsroom") / "papers")
    assert run("index", papers, home=home).exit_code == 0
    carried = {"readout ask": {question: by_command(home, question) for question in QUESTIONS}}
    carried["MCP over standard streams"] = by_process(home)
    with open_assistant(read_settings(home)) as assistant, served(create_app(assistant)) as url:
        for way, ask in OVER_HTTP.items():
            carried[way] = {question: ask(url, question) for question in QUESTIONS}
        if browser_path():
            carried["the page"] = by_page(url)
        for document_id, start, end, quote in {place for cited in carried["readout ask"].values() for place in cited}:
            assert assistant.archive.document(document_id).text[start:end] == quote
    return carried


@pytest.mark.parametrize("way", ["MCP over standard streams", *OVER_HTTP, "the page"])
def test_every_way_in_carries_the_citations_that_the_command_line_shows(
    carried: dict[str, dict[str, Places]], way: str
) -> None:
    if way == "the page" and way not in carried:
        pytest.skip("There is no Chromium on this machine: apt-get install chromium")
    assert carried[way] == carried["readout ask"]


def test_what_is_compared_is_not_nothing(carried: dict[str, dict[str, Places]]) -> None:
    cited = {question: len(found) for question, found in carried["readout ask"].items()}
    assert cited.pop(ABSTAINED) == 0
    assert min(cited.values()) > 0
