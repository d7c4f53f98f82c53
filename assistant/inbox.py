"""What came from outside and waits for its answer, in the catalog's database: nothing is lost or done twice."""

from __future__ import annotations

import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from sqlalchemy import (
    Column,
    Double,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    and_,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.exc import DBAPIError, IntegrityError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import ColumnElement, Connection, Engine, Row, Select

State: TypeAlias = Literal["waiting", "taken", "answered", "failed"]

ATTEMPTS = 3  # to answer; after as many more, to say that it failed, an item is given up in silence
SETTLING = 0.3  # seconds until an item is due: one that overtook an earlier one on its way is overtaken in turn
KEPT = 7 * 86_400.0  # seconds that what has ended is known
_SWEEP_EVERY = 100  # items that were put
_OPEN = ("waiting", "taken")

_metadata = MetaData()
_items = Table(
    "inbox",
    _metadata,
    Column("event_id", String(128), primary_key=True),
    Column("thread", String(256), nullable=False),
    # Compared byte by byte, as SQLite does anyway.
    Column("place", String(64).with_variant(String(64, collation="C"), "postgresql"), nullable=False),
    Column("payload", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("due_at", Double, nullable=False),  # seconds since 1970, like the other times
    Column("lease_until", Double),
    Column("worker", String(128)),  # that took it last
    Column("reply_ts", String(64)),
    Column("why", Text),  # it was given up
    Column("ended_at", Double, index=True),
    Index("inbox_by_state", "state", "due_at"),
    Index("inbox_by_thread", "thread", "state"),
)
_turn = Table(
    "inbox_turn",
    _metadata,
    Column("turn", Integer, primary_key=True, autoincrement=False),
    Column("claims", Integer, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Item:
    """What waits for an answer, as one worker took it. `attempts` counts this one, and tells its taker from others."""

    event_id: str
    thread: str
    order: str  # among the items of its thread, which are answered in this order
    payload: str
    attempts: int
    reply_ts: str | None = None  # the reply that an earlier attempt began
    state: State = "taken"

    @property
    def spent(self) -> bool:
        """Whether it has been tried often enough: all that is left is to say so."""
        return self.attempts > ATTEMPTS


class Inbox:
    """Hands each item to one worker at a time; any number of threads and processes may share it.

    Whoever claims an item holds it for the time of a lease, which is renewed while the work goes on. One whose lease
    ran out is handed to the next who asks; what its former holder says of it then has no effect. The clocks of
    machines that share an inbox must agree within a few seconds.
    """

    def __init__(self, engine: Engine, clock: Callable[[], float] = time.time, settling: float = SETTLING) -> None:
        self._engine = engine
        self._clock = clock
        self._settling = settling
        self._puts = count()
        self._listeners: list[Callable[[], None]] = []
        try:
            _create(engine)
        except DBAPIError:  # another process was making the tables: by now they are there
            _create(engine)

    @contextmanager
    def heard_by(self, listener: Callable[[], None]) -> Iterator[None]:
        """Have a listener called whenever something is put by this very object, in the thread that puts it."""
        self._listeners.append(listener)
        try:
            yield
        finally:
            self._listeners.remove(listener)

    def put(self, event_id: str, thread: str, order: str, payload: str) -> bool:
        """Keep an item until it is answered; once this returns it outlives a crash. False: it is known already."""
        row = {"event_id": event_id, "thread": thread, "place": order, "payload": payload}
        due = {"state": "waiting", "attempts": 0, "due_at": self._clock() + self._settling}
        try:
            with self._engine.begin() as connection:
                connection.execute(insert(_items).values(**row, **due))
        except IntegrityError:
            return False
        if next(self._puts) % _SWEEP_EVERY == 0:
            self.sweep()
        for listener in tuple(self._listeners):
            listener()
        return True

    def claim(self, worker: str, lease: float) -> Item | None:
        """Take the item that is due longest, for so many seconds; none: nothing is due.

        An item is due when no earlier one of its thread is unanswered and nobody is at work in its thread.
        """
        with self._engine.connect() as connection:  # a look writes nothing, so that polling costs nothing
            if connection.execute(self._due()).first() is None:
                return None
        with self._engine.begin() as connection:
            # Claims wait for each other here, so each sees what the others took.
            connection.execute(update(_turn).values(claims=_turn.c.claims + 1))
            while (row := connection.execute(self._due()).first()) is not None:
                if row.attempts < 2 * ATTEMPTS:
                    return self._take(connection, row, worker, lease)
                self._end(connection, _items.c.event_id == row.event_id, "failed", "its workers died")
        return None

    def renew(self, item: Item, lease: float) -> bool:
        """Hold an item for so many seconds more. False: it is another's by now."""
        return self._change(item, lease_until=self._clock() + lease)

    def replied(self, item: Item, ts: str) -> bool:
        """Note the reply that was begun, so that whoever takes over goes on with it. False: it is another's by now."""
        return self._change(item, reply_ts=ts)

    def release(self, item: Item, delay: float = 0.0) -> bool:
        """Give an item back, to be taken after so many seconds. False: it is another's by now."""
        return self._change(item, state="waiting", lease_until=None, due_at=self._clock() + delay)

    def finish(self, item: Item) -> bool:
        """Say that an item is answered. False: it is another's by now."""
        with self._engine.begin() as connection:
            return self._end(connection, _held(item), "answered")

    def give_up(self, item: Item, why: str) -> bool:
        """Say that an item is not to be answered any more. False: it is another's by now."""
        with self._engine.begin() as connection:
            return self._end(connection, _held(item), "failed", why)

    def asked_in(self, thread: str) -> bool:
        """Whether anything came from a thread lately."""
        with self._engine.connect() as connection:
            return connection.execute(select(_items.c.event_id).where(_items.c.thread == thread)).first() is not None

    def waiting(self) -> int:
        """How many items are unanswered."""
        with self._engine.connect() as connection:
            return connection.scalar(select(func.count()).where(_items.c.state.in_(_OPEN))) or 0

    def next_in(self) -> float | None:
        """In how many seconds the next item settles; none: there is none that still settles."""
        now = self._clock()
        settling = (_items.c.state == "waiting", _items.c.due_at > now)
        with self._engine.connect() as connection:
            due_at = connection.scalar(select(func.min(_items.c.due_at)).where(*settling))
        return None if due_at is None else max(0.0, due_at - now)

    def sweep(self) -> None:
        """Forget what ended long ago."""
        with self._engine.begin() as connection:
            connection.execute(delete(_items).where(_items.c.ended_at < self._clock() - KEPT))

    def _due(self) -> Select[tuple[str, str, str, str, int, str | None]]:
        now = self._clock()
        ripe = and_(_items.c.state == "waiting", _items.c.due_at <= now)
        left = and_(_items.c.state == "taken", _items.c.lease_until <= now)
        columns = (_items.c[name] for name in ("event_id", "thread", "place", "payload", "attempts", "reply_ts"))
        query = select(*columns).where(or_(ripe, left), ~_held_up(now))
        return query.order_by(_items.c.due_at, _items.c.place, _items.c.event_id).limit(1)

    def _take(self, connection: Connection, row: Row[Any], worker: str, lease: float) -> Item:
        taken = {"state": "taken", "attempts": row.attempts + 1, "worker": worker}
        this = update(_items).where(_items.c.event_id == row.event_id)
        connection.execute(this.values(lease_until=self._clock() + lease, **taken))
        return Item(row.event_id, row.thread, row.place, row.payload, row.attempts + 1, row.reply_ts)

    def _change(self, item: Item, **values: Any) -> bool:
        with self._engine.begin() as connection:
            return connection.execute(update(_items).where(_held(item)).values(**values)).rowcount == 1

    def _end(self, connection: Connection, which: ColumnElement[bool], state: State, why: str | None = None) -> bool:
        ended = {"state": state, "lease_until": None, "ended_at": self._clock(), "why": why}
        return connection.execute(update(_items).where(which).values(**ended)).rowcount == 1


def _create(engine: Engine) -> None:
    _metadata.create_all(engine)
    with suppress(IntegrityError), engine.begin() as connection:
        if connection.scalar(select(_turn.c.turn)) is None:
            connection.execute(insert(_turn).values(turn=0, claims=0))


def _held(item: Item) -> ColumnElement[bool]:
    """Whether it is still the one who took it that speaks: nobody else has taken it since."""
    this = _items.c.event_id == item.event_id
    return and_(this, _items.c.state == "taken", _items.c.attempts == item.attempts)


def _held_up(now: float) -> ColumnElement[bool]:
    """Whether an item must wait for another one of its thread."""
    other = _items.alias()
    earlier = or_(
        other.c.place < _items.c.place, and_(other.c.place == _items.c.place, other.c.event_id < _items.c.event_id)
    )
    at_work = and_(other.c.state == "taken", other.c.lease_until > now)
    same = (other.c.thread == _items.c.thread, other.c.event_id != _items.c.event_id, other.c.state.in_(_OPEN))
    return exists(select(other.c.event_id).where(*same, or_(earlier, at_work)))
