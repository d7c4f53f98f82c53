"""A real server on loopback and the assistant in this process: they must not differ."""

from __future__ import annotations

import json
import socket
import threading
from dataclasses import replace
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import PurePath
from typing import TYPE_CHECKING

import pytest

from assistant.bootstrap import open_assistant
from assistant.errors import AssistantError
from assistant.settings import Settings
from assistant.types import Answer, Timings
from eval.errors import RunError
from eval.face import Face, InProcess
from eval.remote import open_remote
from index.types import Filters
from tests.eval.serving import serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from assistant.assistant import Assistant

MAY = "On 3 May 2024, harbour master Ada Holm said that some 212 boats had left Norhavn since March."
JUNE = "On 9 June 2024, Ada Holm said that more than 340 boats had left Norhavn since March."
CORPUS = [
    {"doc_id": "may/1 of 2?", "title": "Boats leave", "text": MAY, "source": "Gazette", "published_at": "2024-05-04"},
    {"doc_id": "june#50%", "title": "More boats", "text": JUNE, "source": "Courier", "published_at": "2024-06-10"},
    {"doc_id": "..", "title": "Half a smile", "text": "The clown of Norhavn lost half a smile \ud83d in July 2024."},
]
BOATS = "How many boats have left Norhavn since March?"
ANY = Filters()
FILTERS = [
    ANY,
    Filters(outlets=("Courier",)),
    Filters(since=date(2024, 6, 1)),
    Filters(until=date(2024, 5, 31)),
    Filters(document_ids=("june#50%",)),
    Filters(document_ids=()),
]


@pytest.fixture(scope="module")
def assistant(cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("norhavn")
    corpus = folder / "corpus.jsonl"
    corpus.write_text("".join(json.dumps(one) + "\n" for one in CORPUS), encoding="utf-8")
    with open_assistant(Settings(_env_file=None, home=folder / "home", cache=cache, embedding="minilm")) as assistant:
        assistant.archive.sync([corpus])
        assistant.archive.embedding.embed_query("The server is ready at once.")
        yield assistant


@pytest.fixture(scope="module")
def url(assistant: Assistant) -> Iterator[str]:
    with serving(assistant) as url:
        yield url


async def asked(face: Face, question: str, filters: Filters = ANY, conversation_id: str | None = None) -> Answer:
    answer = await face.ask(question, conversation_id=conversation_id, filters=filters)
    return replace(answer, timings_ms=Timings())


@pytest.mark.parametrize("filters", FILTERS, ids=str)
async def test_answers_and_passages_are_those_of_this_process(assistant, url, filters) -> None:
    here = InProcess(assistant)
    async with open_remote(url) as there:
        for question in (BOATS, "When did boats leave Norhavn?", "Who won the regatta?"):
            assert await asked(there, question, filters) == await asked(here, question, filters)
            found = await there.search(question, k=100, filters=filters)
            assert found == await here.search(question, k=100, filters=filters)


async def test_there_is_something_to_compare(url) -> None:
    async with open_remote(url) as there:
        answer = await asked(there, BOATS)
        assert [one.document_id for one in answer.citations] == ["may/1 of 2?", "june#50%"]
        assert len(await there.search(BOATS, k=2, filters=ANY)) == 2


@pytest.mark.parametrize("document_id", ["may/1 of 2?", "june#50%", "..", "none", ".", "", "a//b", "é"])
async def test_documents_are_those_of_this_process_whatever_their_ids_are_made_of(assistant, url, document_id) -> None:
    here = await InProcess(assistant).document(document_id)
    assert (here is None) == (document_id not in {one["doc_id"] for one in CORPUS})
    if here:  # in which folder a file stands is told to nobody else
        here = replace(here, origin=PurePath(here.origin).name)
    async with open_remote(url) as there:
        assert await there.document(document_id) == here


async def test_a_conversation_goes_on_until_it_is_forgotten(assistant, url) -> None:
    follow_up = "And in the May statement?"
    async with open_remote(url) as there:
        told = [await asked(there, question, conversation_id="case-1") for question in (BOATS, follow_up)]
        await there.forget("case-1")
        await there.forget("case-1")
        alone = await asked(there, follow_up, conversation_id="case-1")
        await there.forget("case-1")
    here = InProcess(assistant)
    assert told == [await asked(here, question, conversation_id="case-1") for question in (BOATS, follow_up)]
    await here.forget("case-1")
    assert "boats" in told[1].standalone_question
    assert alone.standalone_question == follow_up


@pytest.mark.parametrize("question", ["", "?!", "x" * 4001])
async def test_what_is_refused_here_is_refused_there_with_the_same_sentence(assistant, url, question) -> None:
    with pytest.raises(AssistantError) as here:
        await asked(InProcess(assistant), question)
    async with open_remote(url) as there:
        with pytest.raises(AssistantError) as refused:
            await asked(there, question)
    assert str(refused.value) == str(here.value)


async def test_what_the_server_cannot_understand_is_an_error_of_the_one_question(url) -> None:
    async with open_remote(url) as there:
        with pytest.raises(AssistantError, match="k: Input should be less than or equal to 100"):
            await there.search(BOATS, k=101, filters=ANY)
        with pytest.raises(AssistantError, match="conversation_id"):
            await asked(there, BOATS, conversation_id="a/b")
        with pytest.raises(AssistantError, match="message: half a character is no text"):
            await asked(there, "half a \ud83d")
        assert (await asked(there, BOATS)).status == "answered"


async def test_the_archives_content_has_the_same_name_there(assistant, url) -> None:
    async with open_remote(url + "/") as there:
        assert there.content == assistant.archive.version() != ""


async def test_a_server_that_goes_away_ends_the_run(assistant) -> None:
    with serving(assistant) as url:
        opened = open_remote(url)
        there = await opened.__aenter__()
        assert (await asked(there, BOATS)).status == "answered"
    with pytest.raises(RunError, match=r"answers no more \(.+\); start it again\.$"):
        await asked(there, BOATS)
    await opened.__aexit__(None, None, None)


async def test_where_nothing_answers_it_says_how_to_start_a_server() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(RunError, match=rf"^Nothing answers at http://127.0.0.1:{port} \(.+\); start it with `readout"):
        async with open_remote(f"http://127.0.0.1:{port}"):
            pass


async def test_a_server_without_an_index_is_not_ready(cache, tmp_path) -> None:
    settings = Settings(_env_file=None, home=tmp_path, cache=cache, embedding="minilm")
    with open_assistant(settings) as empty, serving(empty) as url:
        opened = open_remote(url)
        with pytest.raises(RunError, match="is not ready: Nothing is indexed yet"):
            await opened.__aenter__()


@pytest.mark.parametrize("url", ["127.0.0.1:8000", "localhost", "", "http://[::1", "ftp://127.0.0.1"])
async def test_what_is_no_url_is_refused(url) -> None:
    with pytest.raises(RunError, match="is not a URL of a server; write it like"):
        async with open_remote(url):
            pass


class Page(BaseHTTPRequestHandler):
    """What stands behind most ports."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"<html>Welcome</html>" if self.path == "/a/readyz" else b'{"status": "ready"}')

    def log_message(self, *_: object) -> None:
        pass


@pytest.mark.parametrize("path", ["a", "b"])
async def test_what_is_not_readout_is_told_apart(path) -> None:
    with HTTPServer(("127.0.0.1", 0), Page) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            with pytest.raises(RunError, match="is not Readout"):
                async with open_remote(f"http://127.0.0.1:{server.server_port}/{path}"):
                    pass
        finally:
            server.shutdown()
            thread.join()
