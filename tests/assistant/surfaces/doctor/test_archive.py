"""The index, its model, its stores, and the language model."""

import shutil

import pytest

from index.fetch import model_folder
from tests.llm_server import LLMServer, fails, says, stalls


async def test_without_an_index_one_is_asked_for_and_nothing_is_made(examined, place) -> None:
    found = await examined()
    assert (found["index"].state, found["index"].do) == ("warning", "Run `readout index PATH...`.")
    assert {"database", "chroma", "language model"}.isdisjoint(found)
    assert not (place / "catalog.sqlite").exists()


async def test_an_index_is_told_with_what_built_it(examined, home) -> None:
    found = await examined(home)
    assert found["index"].state == "ok"
    assert found["index"].said.startswith("3 documents in ")
    assert found["index"].said.endswith("built with minilm.")


async def test_an_index_that_another_model_built_has_failed(examined, home) -> None:
    found = (await examined(home, READOUT_EMBEDDING="ollama:other"))["index"]
    assert found.state == "failed"
    assert "built with minilm, and READOUT_EMBEDDING is ollama:other" in found.said


async def test_a_damaged_catalog_has_failed_with_what_to_do(examined, place) -> None:
    (place / "catalog.sqlite").write_text("Norhavn" * 1_000)
    found = (await examined())["index"]
    assert found.state == "failed"
    assert "--rebuild" in found.said


async def test_the_model_is_held_against_its_published_hash(examined, cache, tmp_path) -> None:
    assert (await examined(READOUT_CACHE=str(cache)))["embedding model"].state == "ok"
    assert (await examined())["embedding model"].state == "warning"
    shutil.copytree(model_folder(cache), model_folder(tmp_path))
    with (model_folder(tmp_path) / "tokenizer.json").open("r+b") as file:
        file.write(b"?")
    found = (await examined(READOUT_CACHE=str(tmp_path)))["embedding model"]
    assert found.state == "failed"
    assert "delete it" in found.said


async def test_a_database_is_reached_or_named(examined, tmp_path) -> None:
    found = await examined(READOUT_DATABASE_URL=f"sqlite:///{tmp_path}/other.sqlite")
    assert found["database"].state == "ok"
    found = await examined(READOUT_DATABASE_URL=f"sqlite:///{tmp_path}/missing/other.sqlite")
    assert found["database"].state == found["index"].state == "failed"


async def test_a_password_of_the_database_is_not_shown(examined) -> None:
    found = await examined(READOUT_DATABASE_URL="postgresql+nothing://ada:hunter2@127.0.0.1:9/readout")
    assert found["database"].state == "failed"
    assert "hunter2" not in str(found)


async def test_a_chroma_server_that_is_not_there_is_named(examined) -> None:
    found = (await examined(READOUT_CHROMA_URL="http://127.0.0.1:9"))["chroma"]
    assert found.state == "failed"
    assert "No Chroma server answers at http://127.0.0.1:9" in found.said


@pytest.mark.parametrize(
    ("act", "state", "said"),
    [
        (says("ready"), "ok", "answered within"),
        (says(""), "failed", "answered with nothing"),
        (fails(401, "Incorrect key."), "failed", "AuthenticationError"),
        (stalls(), "failed", "did not answer within 0.5 seconds"),
    ],
)
async def test_the_language_model_is_asked_once_for_one_word(examined, act, state, said) -> None:
    with LLMServer(act) as server:
        model = f"openai-like:norhavn@{server.url}"
        timeout = "0.5" if act.stalls else "30"
        found = (await examined(READOUT_LLM=model, READOUT_LLM_TIMEOUT=timeout))["language model"]
    assert found.state == state
    assert said in found.said
    assert len(server.requests) == 1
    assert len(server.requests[0].prompt) < 50


async def test_a_language_model_that_nobody_serves_has_failed(examined) -> None:
    found = (await examined(READOUT_LLM="openai-like:norhavn@http://127.0.0.1:9/v1"))["language model"]
    assert found.state == "failed"
    assert found.do.startswith("Look at READOUT_LLM")


async def test_a_language_model_of_no_vendor_has_failed(examined) -> None:
    found = (await examined(READOUT_LLM="norhavn"))["language model"]
    assert (found.state, found.said[:33]) == ("failed", "'norhavn' names no language model")
