"""The newsroom behind the real server, and the real client in front of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from openai import OpenAI

from assistant.surfaces.http import create_app
from tests.assistant.surfaces.served import served

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.assistant import Assistant


@pytest.fixture(scope="module")
def url(newsroom: Assistant) -> Iterator[str]:
    with served(create_app(newsroom)) as url:
        yield url


@pytest.fixture(scope="module")
def client(url: str) -> Iterator[OpenAI]:
    with OpenAI(base_url=f"{url}/v1", api_key="none needed", max_retries=0) as client:
        yield client
