from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec

import pytest

from assistant.errors import SettingsError
from assistant.writing.llms import open_llm
from tests.llm_server import LLMServer, fails, says, stalls


@pytest.fixture(autouse=True)
def unset(monkeypatch: pytest.MonkeyPatch) -> None:
    """No key, address or proxy of whoever runs the tests."""
    for name in ("OPENAI_API_KEY", "OPENAI_ADMIN_KEY", "OPENAI_API_BASE", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


async def test_a_server_of_openais_protocol_needs_a_name_and_an_address() -> None:
    with LLMServer(says("Norhavn.")) as server:
        reply = await open_llm(f"openai-like:harbour/master:8b@{server.url}").acomplete("Where?")
    assert reply.text == "Norhavn."
    (request,) = server.requests
    assert (request.path, request.prompt) == ("/v1/chat/completions", "Where?")
    assert (request.body["model"], request.body["temperature"]) == ("harbour/master:8b", 0)
    assert request.authorization == "Bearer none"


async def test_a_key_in_the_environment_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "a-key")
    with LLMServer(says("Norhavn.")) as server:
        await open_llm(f"openai-like:master@{server.url}").acomplete("Where?")
    assert server.requests[0].authorization == "Bearer a-key"


async def test_the_servers_name_may_hold_an_at_sign_and_so_may_its_address() -> None:
    with LLMServer(says("Norhavn.")) as server:
        address = server.url.replace("http://", "http://ada@")
        await open_llm(f"openai-like:@norhavn/master@{address}").acomplete("Where?")
    assert server.requests[0].body["model"] == "@norhavn/master"


@pytest.mark.parametrize(("retries", "requests"), [(0, 1), (2, 3)])
async def test_it_is_tried_again_as_often_as_is_said_and_not_more(retries: int, requests: int) -> None:
    with LLMServer(fails(503)) as server, pytest.raises(Exception, match="It went wrong"):
        await open_llm(f"openai-like:master@{server.url}", retries=retries).acomplete("Where?")
    assert len(server.requests) == requests


async def test_silence_is_given_up_and_tried_again() -> None:
    with LLMServer(stalls(), says("Norhavn.")) as server:
        reply = await open_llm(f"openai-like:master@{server.url}", timeout=0.2, retries=1).acomplete("Where?")
    assert reply.text == "Norhavn."


def test_openais_own_models_need_a_key_and_a_name_that_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingsError, match=r"^The language model openai:gpt-4o cannot be opened: .*OPENAI_API_KEY"):
        open_llm("openai:gpt-4o")
    monkeypatch.setenv("OPENAI_API_KEY", "a-key")
    assert open_llm("openai:gpt-4o").metadata.model_name == "gpt-4o"
    with pytest.raises(SettingsError, match=r"^The language model openai:harbour cannot be opened: .*[^.]\.$"):
        open_llm("openai:harbour")


@pytest.mark.skipif(find_spec("llama_index.llms.anthropic") is not None, reason="the package is there")
def test_a_missing_package_is_named_for_pip() -> None:
    with pytest.raises(SettingsError, match=r"run `pip install 'readout\[anthropic\]'`\.$"):
        open_llm("anthropic:claude-sonnet-4-5")


@pytest.mark.parametrize("spec", ["", "openai", "openai:", "gpt-4o", "ollama:llama3", "OpenAI:gpt-4o"])
def test_an_unknown_spec_lists_the_choices(spec: str) -> None:
    with pytest.raises(SettingsError, match="use openai:NAME, anthropic:NAME or openai-like:NAME@URL"):
        open_llm(spec)


@pytest.mark.parametrize("name", ["master", "master@", "master@localhost:8000/v1", "@http://localhost", "a@http://b c"])
def test_a_server_without_an_address_is_told_how_to_write_it(name: str) -> None:
    with pytest.raises(SettingsError, match="write openai-like:NAME@URL"):
        open_llm(f"openai-like:{name}")


def test_nothing_heavy_is_loaded_before_a_model_is_opened() -> None:
    code = (
        "import sys, assistant.bootstrap, eval.judge; "
        "print([m for m in ('llama_index', 'openai', 'httpx') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
