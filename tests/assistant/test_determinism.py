"""The same question to the same files gives the same bytes: in any process, after any run of indexing, anywhere."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pydantic_core import to_jsonable_python

from assistant.bootstrap import open_assistant
from assistant.settings import Settings
from assistant.types import Timings
from tests.assistant.newsroom import write_newsroom

if TYPE_CHECKING:
    from assistant.assistant import Assistant

QUESTIONS = (
    "How many barges have passed the Tessel lock since November 2020?",
    "How do the two reports of the fair differ?",
    "What did Ada Holm say about the lock?",
    "When did Holm and Ruzic talk?",
    "How many trains passed the Tessel lock?",
)
FAIR = (
    "On 2 August 2021, the fair of Dell opened. Mila Tonn said that {} had come to the fair, and that {} stood there."
)
ROOT = Path(__file__).parents[2]


def write_papers(folder: Path) -> Path:
    """The newsroom's files, and two reports that differ in several words at once."""
    write_newsroom(folder)
    one = FAIR.format("any guests, all smiths, no pilots and every miller", "vast tents, native horses")
    two = FAIR.format(
        "local guests, able smiths, brave and careful pilots, urgent millers", "every tent, massive horses"
    )
    for name, text in (("fair-post", one), ("fair-star", two)):
        (folder / f"{name}.txt").write_text(f"The fair of Dell opens\n\n3 August 2021\n\n{text}\n", encoding="utf-8")
    return folder


def settings(home: Path, cache: Path) -> Settings:
    return Settings(_env_file=None, home=home, cache=cache, embedding="minilm")


def answers(assistant: Assistant) -> str:
    """All answers as they would be sent, but for the time they took."""
    asked = [asyncio.run(assistant.ask(question)) for question in QUESTIONS]
    return json.dumps([to_jsonable_python(replace(one, timings_ms=Timings())) for one in asked], indent=1)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("first")


@pytest.fixture(scope="module")
def expected(home: Path, cache: Path) -> str:
    with open_assistant(settings(home / "home", cache)) as assistant:
        assistant.archive.sync([write_papers(home / "papers")])
        return answers(assistant)


def test_there_is_something_to_compare(expected: str) -> None:
    read = json.loads(expected)
    assert [one["status"] for one in read] == ["answered"] * 4 + ["abstained"]
    assert len([d for d in read[1]["discrepancies"] if d["kind"] == "wording"]) > 2


@pytest.mark.parametrize("seed", ["1", "2"])
def test_another_process_gives_the_same(expected: str, home: Path, cache: Path, seed: str) -> None:
    script = (
        "import sys; from pathlib import Path; from assistant.bootstrap import open_assistant; "
        "from tests.assistant.test_determinism import answers, settings\n"
        "with open_assistant(settings(Path(sys.argv[1]), Path(sys.argv[2]))) as one: sys.stdout.write(answers(one))"
    )
    run = subprocess.run(
        [sys.executable, "-c", script, str(home / "home"), str(cache)],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout == expected


def test_indexing_unchanged_files_again_changes_nothing(expected: str, home: Path, cache: Path) -> None:
    with open_assistant(settings(home / "home", cache)) as assistant:
        report = assistant.archive.sync([home / "papers"])
        assert (report.added, report.updated, report.removed) == ((), (), ())
        assert answers(assistant) == expected


def test_a_fresh_index_of_the_same_files_elsewhere_gives_the_same(expected: str, tmp_path: Path, cache: Path) -> None:
    with open_assistant(settings(tmp_path / "home", cache)) as assistant:
        assistant.archive.sync([write_papers(tmp_path / "elsewhere")])
        assert answers(assistant) == expected


def test_what_was_added_and_taken_away_again_leaves_no_trace(expected: str, tmp_path: Path, cache: Path) -> None:
    papers = write_papers(tmp_path / "papers")
    extra = papers / "extra.txt"
    extra.write_text("Some 999 barges have passed the Tessel lock since November 2020, the guild of pilots wrote.")
    with open_assistant(settings(tmp_path / "home", cache)) as assistant:
        assistant.archive.sync([papers])
        assert answers(assistant) != expected
        extra.unlink()
        assistant.archive.sync([papers])
        assert answers(assistant) == expected
