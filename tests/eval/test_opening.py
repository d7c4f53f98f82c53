from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import pytest

from assistant.settings import Settings
from eval.errors import SuiteError
from eval.run import run_suites

if TYPE_CHECKING:
    from pathlib import Path

BULLETIN = """Ferries resume on the northern line

NORHAVN, 3 May 2024 - The harbour master Ada Holm said that 212 boats had left Norhavn since March.

Bo Lind said that the northern line would carry passengers again in June.
"""
CASES = (
    {
        "id": "boats",
        "question": "How many boats had left Norhavn?",
        "status": "answered",
        "must_include": ["212"],
    },
    {"id": "planes", "question": "Who won the chess final in Reykjavik?", "status": "abstained"},
    {
        "id": "follow",
        "turns": ["How many boats had left Norhavn?", "Who won the chess final in Reykjavik?"],
        "status": "abstained",
    },
)


@pytest.fixture
def settings(tmp_path: Path, cache: Path) -> Settings:
    """The user's own settings, databases and all; nothing of this may be touched."""
    home = tmp_path / "home"
    return Settings(home=home, cache=cache, database_url=f"sqlite:///{tmp_path / 'own.db'}", chroma_url="http://x:1")


def write(folder: Path) -> Path:
    archive = folder / "bulletins"
    archive.mkdir()
    (archive / "ferries.txt").write_text(BULLETIN, encoding="utf-8")
    (folder / "cases.jsonl").write_text("\n".join(map(json.dumps, CASES)), encoding="utf-8")
    path = folder / "suite.yaml"
    path.write_text(
        "name: ferries\narchive: bulletins\ncases: [cases.jsonl]\ngates: {pass_rate: 1}\n", encoding="utf-8"
    )
    return path


def test_a_suite_is_indexed_and_asked_and_the_users_home_stays_as_it_was(tmp_path: Path, settings: Settings) -> None:
    (result,) = asyncio.run(run_suites([write(tmp_path)], settings))
    assert [one.case.id for one in result.cases] == ["boats", "planes", "follow"]
    assert result.failed == ()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bulletins", "cases.jsonl", "suite.yaml"]


def test_an_archive_that_cannot_be_read_whole_is_refused_with_the_reason(tmp_path: Path, settings: Settings) -> None:
    path = write(tmp_path)
    (tmp_path / "bulletins" / "empty.txt").write_text("", encoding="utf-8")
    with pytest.raises(SuiteError, match=r"empty\.txt cannot be indexed: "):
        asyncio.run(run_suites([path], settings))
