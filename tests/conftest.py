"""What every test may use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from platformdirs import user_cache_path

from index.fetch import open_minilm
from tests.databases import engine, postgresql, postgresql_url

if TYPE_CHECKING:
    from pathlib import Path

    from index.minilm import MiniLM

__all__ = ["cache", "engine", "minilm", "postgresql", "postgresql_url"]


@pytest.fixture(scope="session")
def cache() -> Path:
    """The user's own model cache, so that a machine downloads the model once."""
    return user_cache_path("readout")


@pytest.fixture(scope="session")
def minilm(cache: Path) -> MiniLM:
    """The real embedding model."""
    return open_minilm(cache)
