"""What the assistant's steps are tested with: the real model, and a small archive of invented reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assistant.bootstrap import open_assistant
from assistant.settings import Settings
from index.lexicon import Lexicon, open_lexicon
from tests.assistant.newsroom import write_newsroom
from tests.assistant.papers import Desk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from assistant.assistant import Assistant
    from index.minilm import MiniLM


@pytest.fixture(scope="session")
def lexicon(minilm: MiniLM, cache: Path) -> Lexicon:  # noqa: ARG001
    """The real meanings of words; they come with the model."""
    return open_lexicon(cache)


@pytest.fixture(scope="session")
def desk(minilm: MiniLM, lexicon: Lexicon) -> Desk:
    return Desk(minilm, lexicon)


@pytest.fixture(scope="session")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The newsroom's files."""
    return write_newsroom(tmp_path_factory.mktemp("newsroom") / "papers")


@pytest.fixture(scope="session")
def newsroom(papers: Path, cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant over the newsroom's files, indexed as they would be."""
    settings = Settings(_env_file=None, home=tmp_path_factory.mktemp("home"), cache=cache, embedding="minilm")
    with open_assistant(settings) as assistant:
        assistant.archive.sync([papers])
        yield assistant
