"""Replies of a scripted language model, from the suite's file to the figures of its run."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import pytest
from llama_index.core.llms import ChatMessage

from assistant.settings import Settings
from eval.errors import SuiteError
from eval.run import Options
from eval.script import Script, following
from eval.scripted import ScriptedLLM
from tests.eval.harbour import run_suite, write_suite

if TYPE_CHECKING:
    from pathlib import Path

BOATS = "How many boats had left Norhavn in the May call?"
SOUND = "Ada Holm said that some 212 boats had left Norhavn since March 1"
CASES = (
    {
        "id": "sound-and-not",
        "question": BOATS,
        "reply": f"{SOUND} [#may]. She said that 45 of them had been lost [#may].",
        "must_include": [SOUND],
        "must_not_include": ["45"],
    },
    {"id": "other-words", "question": BOATS, "reply": "It was 777 [#june].", "must_not_include": ["777"]},
    {"id": "no-reply", "question": BOATS, "status": "answered", "must_include": [212]},
)


def settings(folder: Path, cache: Path) -> Settings:
    return Settings(_env_file=None, home=folder / "home", cache=cache, llm="openai-like:none@http://127.0.0.1:9/v1")


async def test_each_case_is_answered_with_its_own_reply_and_what_became_of_it_is_measured(
    tmp_path: Path, cache: Path
) -> None:
    suite = write_suite(tmp_path, cases=CASES, gates="{metrics: {verification.caught: 1, verification.kept: 1}}")
    outcome = await run_suite(suite, settings(tmp_path, cache), tmp_path / "report")
    figures = {one.name: one.value for one in outcome.summary.values if one.name.startswith("verification.")}
    assert figures == {"verification.caught": 1.0, "verification.kept": 1.0}
    assert outcome.fallen == ()
    lines = (tmp_path / "report" / "results.jsonl").read_text("utf-8").splitlines()
    answers = {one["case_id"]: one["answer"] for one in map(json.loads, lines)}
    assert [answers[case["id"]]["answerer"] for case in CASES] == ["scripted", "extractive", "extractive"]
    assert SOUND in answers["sound-and-not"]["text"]


async def test_a_server_cannot_be_told_what_its_model_replies(tmp_path: Path, cache: Path) -> None:
    suite = write_suite(tmp_path, cases=CASES)
    with pytest.raises(SuiteError, match="cannot be told what to reply"):
        await run_suite(suite, settings(tmp_path, cache), tmp_path / "report", Options(url="http://127.0.0.1:9"))


async def test_a_reply_comes_in_pieces_that_together_are_the_reply() -> None:
    said = "Ada Holm said so [1]. Nobody else did."
    with following(Script(said, {})):
        chunks = await ScriptedLLM().astream_chat([ChatMessage(content="anything")])
        pieces = [chunk.delta or "" async for chunk in chunks]
    assert "".join(pieces) == said
    assert len(pieces) == 6  # 38 characters, seven at once


async def test_two_questions_at_once_are_answered_each_by_its_own_script() -> None:
    async def asked(said: str) -> str:
        with following(Script(said, {})):
            await asyncio.sleep(0)
            return (await ScriptedLLM().acomplete("anything")).text

    assert await asyncio.gather(asked("one"), asked("two")) == ["one", "two"]
