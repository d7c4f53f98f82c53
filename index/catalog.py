"""The source of truth: documents, their files, and what built the index. SQLite, or PostgreSQL by URL."""

from __future__ import annotations

import json
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy import delete, event, func, insert, select
from sqlalchemy.exc import SQLAlchemyError

from index import changes, rows
from index.errors import CorpusError, HomeBusyError, HomeError, IndexStateError
from index.rows import files, manifest, versions
from index.types import Document, Event, Filters, Manifest, Rejection
from index.versions import (
    BEGUN,
    LIVE,
    REBUILD,
    STAGED,
    Head,
    KnownFile,
    Shown,
    Version,
    chunked,
    entry_key,
    outlet_key,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from sqlalchemy import Connection, Delete, Engine
    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.pool import ConnectionPoolEntry
    from sqlalchemy.sql import ColumnElement

    from index.versions import Change


class Catalog:
    """Reads and writes the tables of `rows`. Raises `HomeError` and `IndexStateError`."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        with self._begin() as connection:
            rows.metadata.create_all(connection)

    def manifest(self) -> Manifest | None:
        """What built the index; None where nothing has been indexed."""
        values = self._values()
        if "embedding" not in values:
            return None
        return Manifest(values["embedding"], int(values["dimensions"]), values["pipeline"])

    def content(self) -> str:
        """The name of the live content; empty where there is none."""
        return self._values().get("content", "")

    def lexical(self) -> str:
        """The name of the lexical index that holds the live content."""
        return self._values().get("lexical", "")

    def known_files(self) -> dict[str, KnownFile]:
        """All files whose documents are live, by path."""
        with self._begin() as connection:
            found = connection.execute(select(files)).mappings().all()
        return {
            row["path"]: KnownFile(
                row["path"],
                row["file_hash"],
                row["settings"],
                tuple(Rejection(origin, reason) for origin, reason in json.loads(row["rejected"])),
            )
            for row in found
        }

    def heads(self, *, live: bool) -> Iterator[Head]:
        """All versions, live or not, by document id."""
        is_live = versions.c.state == LIVE if live else versions.c.state != LIVE
        query = select(*rows.SUMMARY).where(is_live).order_by(versions.c.version)
        with self._begin() as connection:
            for row in connection.execution_options(yield_per=1000).execute(query).mappings():
                yield rows.to_head(row)

    def document(self, document_id: str) -> Document | None:
        """The live version of a document."""
        query = select(versions).where(versions.c.document_id == document_id, versions.c.state == LIVE)
        with self._begin() as connection:
            row = connection.execute(query).mappings().one_or_none()
            return None if row is None else rows.to_document(row)

    def events(self) -> tuple[Event, ...]:
        """All events of live documents, by id."""
        query = select(rows.events).order_by(rows.events.c.event_id)
        with self._begin() as connection:
            return tuple(rows.to_event(row) for row in connection.execute(query).mappings())

    def outlets(self) -> tuple[str, ...]:
        """The outlets of live documents, by name."""
        query = select(versions.c.outlet).where(versions.c.state == LIVE, versions.c.outlet.is_not(None))
        with self._begin() as connection:
            return tuple(sorted(connection.execute(query.distinct()).scalars()))

    def passage_count(self, filters: Filters | None = None) -> int:
        """How many live passages there are, or pass the filters."""
        total = func.coalesce(func.sum(versions.c.passage_count), 0)
        with self._begin() as connection:
            return sum(
                int(connection.execute(select(total).where(*where)).scalar_one())
                for where in _wheres(filters or Filters())
            )

    def entries(self, filters: Filters) -> tuple[str, ...]:
        """The names of the live passages that pass the filters."""
        columns = (versions.c.version, versions.c.document_id, versions.c.passages)
        with self._begin() as connection:
            found = [
                row
                for where in _wheres(filters)
                for row in connection.execute(select(*columns).where(*where)).mappings()
            ]
        return tuple(
            entry_key(passage.passage_id, row["version"]) for row in found for passage in rows.to_passages(row)
        )

    def passing(self, keys: Iterable[str], filters: Filters) -> set[str]:
        """Those of the versions that are live and pass the filters."""
        bare = Filters(filters.outlets, filters.since, filters.until)
        (where,) = _wheres(bare)
        found: set[str] = set()
        with self._begin() as connection:
            for chunk in chunked(sorted(set(keys))):
                query = select(versions.c.version, versions.c.document_id)
                found.update(
                    version
                    for version, document_id in connection.execute(query.where(versions.c.version.in_(chunk), *where))
                    if filters.document_ids is None or document_id in filters.document_ids
                )
        return found

    def shown(self, keys: Iterable[str]) -> dict[str, Shown]:
        """What results show of the versions, live or not, by version."""
        names = ("version", "document_id", "title", "outlet", "published_on", "text", "passages")
        query = select(*(versions.c[name] for name in names))
        found: dict[str, Shown] = {}
        with self._begin() as connection:
            for chunk in chunked(sorted(set(keys))):
                for row in connection.execute(query.where(versions.c.version.in_(chunk))).mappings():
                    passages = {passage.start: passage for passage in rows.to_passages(row)}
                    found[row["version"]] = Shown(
                        row["text"], row["title"], row["outlet"], row["published_on"], passages
                    )
        return found

    def entries_of(self, keys: Sequence[str]) -> list[str]:
        """The names of the versions' passages."""
        return [
            entry_key(passage.passage_id, key)
            for key, shown in self.shown(keys).items()
            for passage in shown.passages.values()
        ]

    def begin(self, made: Sequence[Version]) -> None:
        """Store versions before their passages go into the indexes: what a killed run leaves is known."""
        keys = [version.key for version in made]
        with self._begin() as connection:
            for chunk in chunked(keys):
                connection.execute(_delete_dead(chunk))
            if made:
                connection.execute(insert(versions), [rows.to_row(version, BEGUN) for version in made])

    def stage(self, keys: Sequence[str]) -> None:
        """Note that all passages of the versions are in the index of vectors."""
        with self._begin() as connection:
            changes.set_state(connection, keys, STAGED)

    def commit(self, change: Change) -> None:
        """Make a run's outcome live, all of it or nothing."""
        with self._begin() as connection:
            changes.apply(connection, change)

    def forget(self, keys: Sequence[str]) -> None:
        """Delete versions that are not live."""
        with self._begin() as connection:
            for chunk in chunked(keys):
                connection.execute(_delete_dead(chunk))

    def clear(self) -> None:
        """Drop all that indexing made, and nothing else that stands in the same database."""
        with self._begin() as connection:
            rows.metadata.drop_all(connection)
            rows.metadata.create_all(connection)

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    def _values(self) -> dict[str, str]:
        with self._begin() as connection:
            return {row.name: row.value for row in connection.execute(select(manifest))}

    @contextmanager
    def _begin(self) -> Iterator[Connection]:
        try:
            with self.engine.begin() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise _explained(error) from error
        except (zlib.error, json.JSONDecodeError, UnicodeDecodeError) as error:
            raise IndexStateError(f"The catalog is damaged; {REBUILD}.") from error


def open_catalog(home: Path, url: str | None) -> Catalog:
    """Open the catalog at `url`, or the one in the home, creating its tables where they are missing."""
    if url is not None:
        return Catalog(_remote(url))
    engine = sa.create_engine(f"sqlite:///{home / 'catalog.sqlite'}", connect_args={"timeout": 30})
    event.listen(engine, "connect", _configure)
    return Catalog(engine)


def set_aside(home: Path) -> None:
    """Move a damaged catalog out of the way, for a new one in its place."""
    for suffix in ("", "-wal", "-shm"):
        file = home / f"catalog.sqlite{suffix}"
        if file.exists():
            file.replace(file.with_name(f"damaged-{file.name}"))


def _remote(url: str) -> Engine:
    try:
        return sa.create_engine(url)
    except (SQLAlchemyError, ImportError) as error:
        raise HomeError(f"The database {url.partition(':')[0]} cannot be used: {error}.") from error


def _configure(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    # A commit is on disk before what it retired is swept: a power cut must not undo it.
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _explained(error: SQLAlchemyError) -> CorpusError:
    reason = str(getattr(error, "orig", None) or error).splitlines()[0]
    if "locked" in reason:
        return HomeBusyError("The catalog is being written by another process; try again in a moment.")
    if any(word in reason for word in ("malformed", "not a database", "no such", "does not exist")):
        return IndexStateError(f"The catalog is damaged ({reason}); {REBUILD}.")
    return HomeError(f"The catalog cannot be used ({reason}); check the disk and its permissions.")


def _delete_dead(keys: Sequence[str]) -> Delete:
    return delete(versions).where(versions.c.version.in_(keys), versions.c.state != LIVE)


def _wheres(filters: Filters) -> list[list[ColumnElement[bool]]]:
    """The conditions for each part of what the filters let through; parts do not overlap."""
    where = [versions.c.state == LIVE]
    if filters.outlets:
        where.append(versions.c.outlet_key.in_([outlet_key(name) for name in filters.outlets]))
    if filters.since:
        where.append(versions.c.day >= filters.since)
    if filters.until:
        where.append(versions.c.day <= filters.until)
    if filters.document_ids is None:
        return [where]
    chunks = chunked(sorted(set(filters.document_ids)))
    return [[*where, versions.c.document_id.in_(chunk)] for chunk in chunks]
