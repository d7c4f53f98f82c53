"""The real application, as it is reached from this machine and from elsewhere."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from assistant.bootstrap import open_assistant
from assistant.keys import Keys
from assistant.settings import Settings
from assistant.surfaces.http import create_app
from assistant.surfaces.settings import HttpSettings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from assistant.assistant import Assistant

    Reach = Callable[..., TestClient]

HERE, ELSEWHERE = "127.0.0.1", "203.0.113.7"


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


@pytest.fixture
def reach(assistant) -> Iterator[Reach]:
    """Serve the small assistant, with settings of the test's own."""
    with ExitStack() as opened:

        def reach(address: str = HERE, base: str = "http://localhost", provider=None, **settings) -> TestClient:
            app = create_app(assistant, HttpSettings(**settings), provider)
            client = TestClient(app, base, raise_server_exceptions=False, client=(address, 5000))
            return opened.enter_context(client)

        yield reach


@pytest.fixture
def keys(assistant) -> Keys:
    """The keys of the small assistant's server."""
    return Keys(assistant.archive.engine)


@pytest.fixture(scope="module")
def reports(papers: Path, cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """The newsroom once more: keys that are made for it close it to others."""
    settings = Settings(_env_file=None, home=tmp_path_factory.mktemp("home"), cache=cache, embedding="minilm")
    with open_assistant(settings) as assistant:
        assistant.archive.sync([papers])
        yield assistant


@pytest.fixture
def guarded(reports: Assistant, tmp_path: Path) -> Iterator[Callable[..., tuple[TestClient, Path]]]:
    """Serve the newsroom, with settings of the test's own, and an audit log in a folder."""
    with ExitStack() as opened:

        def serve(provider=None, **settings) -> tuple[TestClient, Path]:
            app = create_app(reports, HttpSettings(audit=tmp_path, **settings), provider)
            return opened.enter_context(TestClient(app, "http://localhost")), tmp_path

        yield serve


@pytest.fixture
def newsroom_client(guarded) -> TestClient:
    return guarded()[0]
