"""A browser, and the real server over the newsroom and one hostile report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assistant.bootstrap import open_assistant
from assistant.settings import Settings
from assistant.surfaces.http import create_app
from tests.assistant.newsroom import write_newsroom
from tests.assistant.surfaces.page.site import Visit, browser_path, write_otters
from tests.assistant.surfaces.served import served

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from assistant.assistant import Assistant

SOON = 15_000  # milliseconds; a machine may be busy


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    found = browser_path()
    if found is None:
        pytest.skip("There is no Chromium on this machine: apt-get install chromium")
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=SOON)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def reports(minilm: object, cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:  # noqa: ARG001
    """An assistant over seven reports, for these tests alone: they add to it and take away."""
    folder = write_newsroom(tmp_path_factory.mktemp("page") / "papers")
    write_otters(folder)
    settings = Settings(_env_file=None, home=tmp_path_factory.mktemp("home"), cache=cache, embedding="minilm")
    with open_assistant(settings) as assistant:
        assistant.archive.sync([folder])
        yield assistant


@pytest.fixture(scope="package")
def base(reports: Assistant) -> Iterator[str]:
    with served(create_app(reports)) as base:
        yield base


@pytest.fixture
def visits(browser: Browser) -> Iterator[Callable[..., Visit]]:
    """Opens pages, each as a new visitor's; afterwards nothing may have gone wrong on any of them."""
    opened: list[Visit] = []

    def visit(base: str, **options: object) -> Visit:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 860}, **options})
        context.set_default_timeout(SOON)
        opened.append(Visit(context.new_page(), base))
        return opened[-1]

    yield visit
    for one in opened:
        one.page.context.close()
    assert [wrong for one in opened for wrong in one.wrong] == []


@pytest.fixture
def visit(visits: Callable[..., Visit], base: str) -> Visit:
    return visits(base).open()
