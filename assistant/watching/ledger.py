"""What was examined, what was found, and where it was told: in the catalog's database, across restarts."""

from __future__ import annotations

import json
import zlib
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import (
    Column,
    Double,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    and_,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.exc import DBAPIError, IntegrityError

from assistant.serialise import to_json
from assistant.watching.news import News

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pydantic import TypeAdapter
    from sqlalchemy import ColumnElement, Connection, Engine

_metadata = MetaData()
_documents = Table(
    "watched_documents",
    _metadata,
    Column("document_id", String, primary_key=True),
    Column("text_hash", String, nullable=False, index=True),
    Column("marks", LargeBinary, nullable=False),  # of its sentences, deflated
)
_state = Table(
    "watch_state", _metadata, Column("name", String, primary_key=True), Column("value", Text, nullable=False)
)
_news = Table(
    "news",
    _metadata,
    Column("key", String(64), primary_key=True),
    Column("found_at", Double, nullable=False, index=True),  # seconds since 1970, like the other times
    Column("view", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),  # as JSON, deflated
)
_channels = Table(
    "news_channels",
    _metadata,
    Column("channel", String(64), primary_key=True),
    Column("since", Double, nullable=False),  # what was found before is not told there
)
_posts = Table(
    "news_posts",
    _metadata,
    Column("key", String(64), primary_key=True),
    Column("channel", String(64), primary_key=True),
    Column("state", String(16), nullable=False),  # taken, posted, dropped
    Column("taken_at", Double, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("ts", String(64)),  # of the message that tells it
)


@dataclass(frozen=True, slots=True)
class Examined:
    """A document that is known, and what its sentences are known by."""

    document_id: str
    text_hash: str
    marks: frozenset[str]


@dataclass(frozen=True, slots=True)
class Claim:
    """News that is this caller's to tell in a channel; `attempts` above 1: another may have told it, and died."""

    key: str
    channel: str
    attempts: int


@dataclass(frozen=True, slots=True)
class Due:
    """News that is to be told, and when it was found, in seconds since 1970."""

    news: News
    found_at: float


class Ledger:
    """Keeps account of news; any number of threads and processes may share it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        try:
            _metadata.create_all(engine)
        except DBAPIError:  # another process was making the tables: by now they are there
            _metadata.create_all(engine)

    def value(self, name: str) -> str:
        """Return what was last noted under a name; empty where nothing was."""
        with self._engine.connect() as connection:
            return connection.scalar(select(_state.c.value).where(_state.c.name == name)) or ""

    def note(self, name: str, value: str) -> None:
        """Note something under a name."""
        with self._engine.begin() as connection:
            connection.execute(delete(_state).where(_state.c.name == name))
            connection.execute(insert(_state).values(name=name, value=value))

    def examined(self) -> Mapping[str, str]:
        """Return the hash of each known document's text, by id."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(_documents.c.document_id, _documents.c.text_hash))
            return {row.document_id: row.text_hash for row in rows}

    def marks(self, document_id: str) -> frozenset[str]:
        """Return what the sentences of a document were known by when it was examined last."""
        with self._engine.connect() as connection:
            query = select(_documents.c.marks).where(_documents.c.document_id == document_id)
            return _undone(connection.scalar(query))

    def marks_of(self, text_hash: str) -> frozenset[str]:
        """Return what the sentences of a text are known by, under whatever id it was examined."""
        with self._engine.connect() as connection:
            query = select(_documents.c.marks).where(_documents.c.text_hash == text_hash)
            return _undone(connection.scalar(query.limit(1)))

    def keep(self, examined: Sequence[Examined], news: Iterable[News], now: float) -> tuple[News, ...]:
        """Take documents as known, with what was found in them, at once; return what was not found before."""
        with self._engine.begin() as connection:
            ids = [one.document_id for one in examined]
            connection.execute(delete(_documents).where(_documents.c.document_id.in_(ids)))
            rows = [
                {"document_id": one.document_id, "text_hash": one.text_hash, "marks": _done(one.marks)}
                for one in examined
            ]
            if rows:
                connection.execute(insert(_documents), rows)
            return tuple(one for one in news if _add(connection, one, now))

    def subscribe(self, channels: Iterable[str], now: float) -> bool:
        """Have these channels told what is found from now on, and no others. True: nobody was told anything before."""
        wanted = set(channels)
        with self._engine.connect() as connection:
            known = set(connection.scalars(select(_channels.c.channel)))
        if wanted == known:
            return False
        with self._engine.begin() as connection:
            connection.execute(delete(_channels).where(_channels.c.channel.in_(known - wanted)))
            for channel in sorted(wanted - known):
                with suppress(IntegrityError), connection.begin_nested():
                    connection.execute(insert(_channels).values(channel=channel, since=now))
        return bool(wanted) and not known

    def due(self, channel: str, view: Sequence[str] | None, *, before: float, left: float) -> tuple[Due, ...]:
        """Return what was found before a moment and is still to be told in a channel that sees a view.

        What someone took to tell it, and has not told, is due again where they took it before the moment `left`.
        """
        told = select(_posts.c.key).where(_posts.c.channel == channel, ~_is_left(left))
        since = select(_channels.c.since).where(_channels.c.channel == channel).scalar_subquery()
        query = select(_news.c.body, _news.c.found_at).where(
            _news.c.view == _view(view),
            _news.c.found_at >= since,
            _news.c.found_at <= before,
            _news.c.key.not_in(told),
        )
        with self._engine.connect() as connection:
            rows = connection.execute(query.order_by(_news.c.found_at, _news.c.key)).all()
        return tuple(Due(_read(row.body), row.found_at) for row in rows)

    def claim(self, key: str, channel: str, *, now: float, left: float) -> Claim | None:
        """Take news to tell it in a channel; none: another has told it, or took it since the moment `left`."""
        with suppress(IntegrityError), self._engine.begin() as connection:
            row = {"key": key, "channel": channel, "state": "taken", "taken_at": now, "attempts": 1}
            connection.execute(insert(_posts).values(row))
            return Claim(key, channel, 1)
        this = and_(_posts.c.key == key, _posts.c.channel == channel)
        with self._engine.begin() as connection:
            before = connection.scalar(select(_posts.c.attempts).where(this, _is_left(left)))
            if before is None:
                return None
            mine = and_(this, _posts.c.attempts == before)
            taken = update(_posts).where(mine).values(state="taken", taken_at=now, attempts=before + 1)
            return Claim(key, channel, before + 1) if connection.execute(taken).rowcount == 1 else None

    def posted(self, claim: Claim, ts: str) -> None:
        """Note the message that tells news in a channel."""
        self._end(claim, state="posted", ts=ts)

    def dropped(self, claim: Claim) -> None:
        """Note that news are not to be told in a channel any more."""
        self._end(claim, state="dropped")

    def released(self, claim: Claim) -> None:
        """Give news back that could not be told: they are due again at once."""
        self._end(claim, taken_at=0.0)

    def _end(self, claim: Claim, **values: object) -> None:
        this = (_posts.c.key == claim.key, _posts.c.channel == claim.channel, _posts.c.attempts == claim.attempts)
        with self._engine.begin() as connection:
            connection.execute(update(_posts).where(*this).values(**values))


def _is_left(since: float) -> ColumnElement[bool]:
    """Whether news were taken, and not told, by someone who may be dead."""
    return and_(_posts.c.state == "taken", _posts.c.taken_at <= since)


def _add(connection: Connection, news: News, now: float) -> bool:
    row = {"key": news.key, "found_at": now, "view": _view(news.view), "body": _dumped(news)}
    try:
        with connection.begin_nested():
            connection.execute(insert(_news).values(row))
    except IntegrityError:
        return False
    return True


def _view(view: Sequence[str] | None) -> str:
    return json.dumps(None if view is None else sorted(view))


def _done(marks: frozenset[str]) -> bytes:
    return zlib.compress(" ".join(sorted(marks)).encode("ascii"), 1)


def _undone(marks: bytes | None) -> frozenset[str]:
    return frozenset(zlib.decompress(marks).decode("ascii").split()) if marks else frozenset()


def _dumped(news: News) -> bytes:
    return zlib.compress(json.dumps(to_json(news), separators=(",", ":")).encode("ascii"), 1)


def _read(body: bytes) -> News:
    return _newses().validate_python(json.loads(zlib.decompress(body)))


@cache
def _newses() -> TypeAdapter[News]:
    from pydantic import TypeAdapter

    return TypeAdapter(News)
