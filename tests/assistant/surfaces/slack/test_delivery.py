"""Whatever goes wrong on the way: exactly one right answer, or one stated error; and the table in the docs says so."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.assistant.newsroom import write_newsroom
from tests.assistant.surfaces.commands import run
from tests.assistant.surfaces.slack.outcomes import read_table
from tests.assistant.surfaces.slack.scenarios import SCENARIOS, Stage

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that the real command has indexed the newsroom in."""
    room = tmp_path_factory.mktemp("newsroom")
    result = run("index", write_newsroom(room / "papers"), home=room / "home")
    assert result.exit_code == 0, result.output
    return room / "home"


@pytest.fixture
def stage(indexed: Path, tmp_path: Path) -> Stage:
    return Stage(shutil.copytree(indexed, tmp_path / "home"), tmp_path)


@pytest.mark.parametrize("what", SCENARIOS)
async def test_there_is_one_answer_or_one_error_as_the_table_says(stage: Stage, what: str) -> None:
    outcome = await SCENARIOS[what](stage)
    assert outcome.shown.startswith(("one answer", "2 answers, in the order", "one error: "))
    assert read_table()[what] == outcome


def test_the_table_has_every_scenario_and_no_other() -> None:
    assert list(read_table()) == list(SCENARIOS)
