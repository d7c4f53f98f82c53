"""Real databases: SQLite in a file, and PostgreSQL, one server for a whole run of tests and a database for each."""

from __future__ import annotations

import warnings
from itertools import count
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import URL, create_engine, make_url, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

_numbers = count()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[URL]:
    """A PostgreSQL server of its own."""
    # It runs as a user of its own, who may not look into pytest's folders; the path of its socket must be short.
    with TemporaryDirectory(prefix="pg", ignore_cleanup_errors=True) as folder:
        with warnings.catch_warnings(action="ignore"):  # its package finds no folder of the session's
            import pgserver

            server = pgserver.get_server(folder, cleanup_mode="stop")
        yield make_url(server.get_uri()).set(drivername="postgresql+psycopg")
        server.cleanup()


@pytest.fixture
def postgresql_url(postgresql: URL) -> str:
    """An empty database on it."""
    name = f"test_{next(_numbers)}"
    server = create_engine(postgresql, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    server.dispose()
    return postgresql.set(database=name).render_as_string(hide_password=False)


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path) -> Iterator[Engine]:
    """An empty database of each kind."""
    if request.param == "sqlite":
        made = create_engine(f"sqlite:///{tmp_path / 'catalog.db'}", connect_args={"timeout": 30})
    else:
        made = create_engine(request.getfixturevalue("postgresql_url"))
    yield made
    made.dispose()
