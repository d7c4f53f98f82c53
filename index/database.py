"""The catalog's database by itself, for what else is stored in it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from index.catalog import open_catalog
from index.lock import make_home

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

    from index.settings import IndexSettings


@contextmanager
def open_database(settings: IndexSettings) -> Iterator[Engine]:
    """Open the database without its archive, which another process may have open meanwhile. Raises `HomeError`."""
    make_home(settings.home)
    catalog = open_catalog(settings.home, settings.database_url)
    try:
        yield catalog.engine
    finally:
        catalog.close()
