"""Settings of the test alone, and what the checks find under them."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from assistant.surfaces.doctor.examine import examine
from assistant.surfaces.doctor.finding import Result
from tests.slack_server import Slack

Examined: TypeAlias = dict[str, Result]
Examine: TypeAlias = Callable[..., Awaitable[Examined]]


@pytest.fixture(autouse=True)
def bare(monkeypatch, tmp_path) -> None:
    """No settings but the test's own, no file of settings, and no model: to hash it takes a while."""
    for name in [name for name in os.environ if name.startswith(("READOUT_", "SLACK_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("READOUT_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def place(tmp_path) -> Path:
    """A home that is there, with nothing in it."""
    home = tmp_path / "home"
    home.mkdir()
    return home


@pytest.fixture
def examined(monkeypatch, place) -> Examine:
    """All findings, by check, with settings and in a home; servers of the test go on meanwhile."""

    async def look(home: Path = place, url: str | None = None, **settings: str) -> Examined:
        with monkeypatch.context() as given:
            for name, value in settings.items():
                given.setenv(name, value)
            return {found.check: found for found in await asyncio.to_thread(lambda: list(examine(home, url)))}

    return look


@pytest.fixture
async def slack():
    """The stand-in for Slack; whatever its documentation forbids fails the test."""
    async with Slack() as slack:
        yield slack
    assert slack.violations == []
