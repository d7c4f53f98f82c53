"""The statements by which a run's outcome becomes live, within one transaction."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, insert, update

from index import rows
from index.rows import files, manifest, versions
from index.versions import LIVE, STAGED, chunked, filter_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from index.types import Event
    from index.versions import Change, Dated, Place


def apply(connection: Connection, change: Change) -> None:
    """Make the change live; what it retires is kept until it is swept."""
    set_state(connection, change.retired, STAGED)
    set_state(connection, change.made_live, LIVE)
    _move(connection, change.moved)
    _date(connection, change.dated)
    _replace_events(connection, change.events)
    _replace_files(connection, change)
    _replace_manifest(connection, change)


def set_state(connection: Connection, keys: Sequence[str], state: int) -> None:
    """Set the state of versions."""
    for chunk in chunked(keys):
        connection.execute(update(versions).where(versions.c.version.in_(chunk)).values(state=state))


def _move(connection: Connection, moved: Sequence[Place]) -> None:
    if moved:
        statement = update(versions).where(versions.c.version == bindparam("key"))
        connection.execute(
            statement.values(path=bindparam("new_path"), origin=bindparam("new_origin")),
            [{"key": p.version, "new_path": p.path, "new_origin": p.origin} for p in moved],
        )


def _date(connection: Connection, dated: Sequence[Dated]) -> None:
    if dated:
        statement = update(versions).where(versions.c.version == bindparam("key"))
        names = ("event_id", "event_on", "event_on_precision", "day")
        values = {name: bindparam(f"new_{name}", type_=versions.c[name].type) for name in names}
        connection.execute(
            statement.values(**values),
            [
                {
                    "key": d.version,
                    "new_event_id": d.event_id,
                    "new_event_on": d.event_on,
                    "new_event_on_precision": d.precision,
                    "new_day": filter_day(d.event_on, d.published_on),
                }
                for d in dated
            ],
        )


def _replace_events(connection: Connection, events: Sequence[Event]) -> None:
    connection.execute(delete(rows.events))
    if events:
        connection.execute(insert(rows.events), [rows.dump_event(event) for event in events])


def _replace_files(connection: Connection, change: Change) -> None:
    for chunk in chunked([*change.forgotten, *(file.path for file in change.files)]):
        connection.execute(delete(files).where(files.c.path.in_(chunk)))
    if change.files:
        connection.execute(
            insert(files),
            [
                {
                    "path": file.path,
                    "file_hash": file.file_hash,
                    "settings": file.settings,
                    "rejected": json.dumps([[r.origin, r.reason] for r in file.rejected]),
                }
                for file in change.files
            ],
        )


def _replace_manifest(connection: Connection, change: Change) -> None:
    values = {
        "embedding": change.manifest.embedding,
        "dimensions": str(change.manifest.dimensions),
        "pipeline": change.manifest.pipeline,
        "content": change.content,
        "lexical": change.lexical,
    }
    connection.execute(delete(manifest).where(manifest.c.name.in_(list(values))))
    connection.execute(insert(manifest), [{"name": k, "value": v} for k, v in values.items()])
