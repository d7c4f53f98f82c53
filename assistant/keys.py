"""Keys that let clients in: random, shown once, and kept as their hashes only, in the catalog's database."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from hmac import compare_digest
from secrets import token_urlsafe
from typing import TYPE_CHECKING

from sqlalchemy import Boolean, Column, DateTime, MetaData, String, Table, Text, insert, select, update

from assistant.errors import KeysError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Engine, Row

_BYTES = 32  # of chance in a key: nobody guesses it, so that a plain hash is enough
_ID = 12  # digits of the hash
_LONGEST_NAME = 64
_PREFIX = "readout_"  # by which a key that has leaked is recognised

_metadata = MetaData()
_keys = Table(
    "api_keys",
    _metadata,
    Column("hash", String(64), primary_key=True),
    Column("name", String(_LONGEST_NAME), nullable=False),
    Column("outlets", Text),  # as JSON; none: all
    Column("admin", Boolean, nullable=False),
    Column("added_at", DateTime(timezone=True), nullable=False),
    Column("revoked_at", DateTime(timezone=True)),
)


@dataclass(frozen=True, slots=True)
class Key:
    """What is known of a key, the key itself never."""

    hash: str
    name: str
    outlets: tuple[str, ...] | None = None  # that it may see; None: all, and what has no outlet
    admin: bool = False  # whether it may change documents
    added_at: datetime | None = None
    revoked_at: datetime | None = None

    @property
    def key_id(self) -> str:
        """What its conversations and answers are stored under."""
        return self.hash[:_ID]


class Keys:
    """The keys that were made; any number of threads and processes may share them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        _metadata.create_all(engine)

    def add(self, name: str, outlets: Sequence[str] = (), *, admin: bool = False) -> str:
        """Make a key and return it; it cannot be shown again. Raises `KeysError`."""
        if not name.strip() or len(name) > _LONGEST_NAME or not name.isprintable():
            raise KeysError(f"A key's name has 1 to {_LONGEST_NAME} printable characters; choose another.")
        if admin and outlets:
            raise KeysError("A key that may change documents sees all of them: give it either --admin or --outlet.")
        if any(one.name == name and one.revoked_at is None for one in self.all()):
            raise KeysError(f"There is a key {name!r} already; choose another name, or revoke that one first.")
        secret = _PREFIX + token_urlsafe(_BYTES)
        row = {"hash": hash_of(secret), "name": name, "admin": admin, "added_at": datetime.now(UTC)}
        with self._engine.begin() as connection:
            connection.execute(insert(_keys).values(outlets=json.dumps(outlets) if outlets else None, **row))
        return secret

    def all(self) -> tuple[Key, ...]:
        """Return every key that was made, the revoked ones too, oldest first."""
        with self._engine.connect() as connection:
            return tuple(_key(row) for row in connection.execute(select(_keys).order_by(_keys.c.added_at)))

    def revoke(self, name: str) -> None:
        """Have a key open nothing any more. Raises `KeysError` where there is none of that name."""
        this = (_keys.c.name == name, _keys.c.revoked_at.is_(None))
        with self._engine.begin() as connection:
            if not connection.execute(update(_keys).where(*this).values(revoked_at=datetime.now(UTC))).rowcount:
                raise KeysError(f"There is no key {name!r} to revoke; `readout keys list` shows those there are.")


def hash_of(secret: str) -> str:
    """Return what is kept of a key."""
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def opened_by(secret: str, keys: Iterable[Key]) -> Key | None:
    """Return the key that was shown, unless it was revoked; how long that takes says nothing of the others."""
    shown = hash_of(secret)
    found = [key for key in keys if compare_digest(key.hash, shown)]
    return next((key for key in found if key.revoked_at is None), None)


def _key(row: Row[tuple[str, str, str | None, bool, datetime, datetime | None]]) -> Key:
    outlets = None if row.outlets is None else tuple(json.loads(row.outlets))
    return Key(row.hash, row.name, outlets, row.admin, _aware(row.added_at), _aware(row.revoked_at))


def _aware(at: datetime | None) -> datetime | None:
    return at.replace(tzinfo=UTC) if at and not at.tzinfo else at  # SQLite keeps no time zone
