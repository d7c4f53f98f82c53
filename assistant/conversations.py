"""What was asked and answered in each conversation, in the catalog's database."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from copy import copy
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from sqlalchemy import (
    Column,
    DateTime,
    Integer,
    String,
    Table,
    Text,
    delete,
    func,
    insert,
    not_,
    select,
    true,
    update,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.sql.functions import count

from assistant.errors import ConversationError
from assistant.feedback import OWNED, forget, key_of, metadata, theirs
from assistant.serialise import ConversationEntry, ConversationPage, turn_from_json, turn_to_json
from assistant.types import Conversation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sqlalchemy import ColumnElement, Connection, Engine

    from assistant.types import Turn

_LONGEST_TITLE = 120  # characters
ID_PATTERN = r"^[A-Za-z0-9._-]{1,128}$"

_conversations = Table(
    "conversations",
    metadata,
    Column("conversation_id", String(128 + OWNED), primary_key=True),  # as `key_of` has it
    Column("used_at", DateTime(timezone=True), nullable=False),
)
_turns = Table(
    "conversation_turns",
    metadata,
    Column("turn_id", Integer, primary_key=True, autoincrement=True),
    Column("conversation_id", String(128 + OWNED), nullable=False, index=True),
    Column("turn", Text, nullable=False),  # as JSON
)
_OF_CONVERSATION = _turns.c.conversation_id == _conversations.c.conversation_id


def _now() -> datetime:
    return datetime.now(UTC)


class Conversations:
    """The memory of conversations; any number of threads and processes may share it.

    One that has not been used for so many days is forgotten; 0: never.
    """

    def __init__(self, engine: Engine, days: int = 0, clock: Callable[[], datetime] = _now) -> None:
        self._engine = engine
        self._lifetime = timedelta(days=days)
        self._clock = clock
        self._owner = ""
        metadata.create_all(engine)

    def of(self, owner: str) -> Conversations:
        """Return the conversations that someone began; to everybody else they are not there. "" is nobody."""
        owned = copy(self)
        vars(owned)["_owner"] = owner
        return owned

    def create(self, conversation_id: str | None = None) -> str:
        """Start a conversation, under an id of ours unless one is given, and return its id.

        One that is there already stays as it is. Raises `ConversationError` for an id that cannot be one.
        """
        conversation_id = uuid4().hex if conversation_id is None else conversation_id
        self._write(self._key(conversation_id))
        return conversation_id

    def get(self, conversation_id: str) -> Conversation:
        """Return a conversation. Raises `ConversationError` where there is none."""
        this = _conversations.c.conversation_id == self._key(conversation_id)
        with self._engine.connect() as connection:
            known = connection.scalar(select(_conversations.c.conversation_id).where(this, self._alive()))
        if known is None:
            raise ConversationError(f"There is no conversation {conversation_id!r}.")
        return Conversation(conversation_id, self.turns(conversation_id))

    def turns(self, conversation_id: str) -> tuple[Turn, ...]:
        """Return the turns so far, oldest first; none where there is no such conversation yet."""
        this = _turns.c.conversation_id == self._key(conversation_id)
        query = select(_turns.c.turn).join(_conversations, _OF_CONVERSATION).where(this, self._alive())
        with self._engine.connect() as connection:
            found = connection.scalars(query.order_by(_turns.c.turn_id)).all()
        return tuple(turn_from_json(turn) for turn in found)

    def page(self, limit: int, offset: int = 0) -> ConversationPage:
        """List conversations, the one that was used last first."""
        newest = (_conversations.c.used_at.desc(), _conversations.c.conversation_id)
        which = (self._alive(), theirs(_conversations.c.conversation_id, self._owner))
        with self._engine.connect() as connection:
            total = connection.scalar(select(count()).select_from(_conversations).where(*which))
            page = select(_conversations).where(*which).order_by(*newest).limit(limit).offset(offset)
            used_at = {row.conversation_id: _aware(row.used_at) for row in connection.execute(page)}
            told = _told(connection, used_at)
        found = (_entry(key, told[key], at) for key, at in used_at.items())
        return ConversationPage(total or 0, limit, offset, tuple(found))

    def append(self, conversation_id: str, turn: Turn) -> None:
        """Add a turn at the end, starting the conversation where there is none yet."""
        self._write(self._key(conversation_id), turn)

    def delete(self, conversation_id: str) -> None:
        """Forget a conversation whole, with its answers. Raises `ConversationError` where there is none."""
        this = _conversations.c.conversation_id == self._key(conversation_id)
        with self._engine.begin() as connection:
            known = connection.scalar(select(_conversations.c.conversation_id).where(this, self._alive()))
            _forget(connection, this)
        if not known:
            raise ConversationError(f"There is no conversation {conversation_id!r}.")

    def expire(self) -> None:
        """Forget the conversations that have not been used for too long, with their answers."""
        with self._engine.begin() as connection:
            _forget(connection, not_(self._alive()))

    def _key(self, conversation_id: str) -> str:
        return key_of(self._owner, _checked(conversation_id))

    def _alive(self) -> ColumnElement[bool]:
        return _conversations.c.used_at >= self._clock() - self._lifetime if self._lifetime else true()

    def _write(self, key: str, turn: Turn | None = None) -> None:
        try:
            self._write_once(key, turn)
        except IntegrityError:  # someone else started it in the same moment: by now it is there
            self._write_once(key, turn)

    def _write_once(self, key: str, turn: Turn | None) -> None:
        now = self._clock()
        this = _conversations.c.conversation_id == key
        with self._engine.begin() as connection:
            if not connection.execute(update(_conversations).where(this, self._alive()).values(used_at=now)).rowcount:
                _forget(connection, not_(self._alive()))  # this one among them, if it was there once
                row = {"conversation_id": key, "used_at": now}
                connection.execute(insert(_conversations).values(row))
            if turn is not None:
                row = {"conversation_id": key, "turn": turn_to_json(turn)}
                connection.execute(insert(_turns).values(row))


@dataclass(frozen=True, slots=True)
class _Told:
    """What a listing shows of a conversation's turns."""

    title: str = ""
    turns: int = 0


def _entry(key: str, told: _Told, used_at: datetime) -> ConversationEntry:
    return ConversationEntry(key.rpartition("/")[2], told.title, used_at, told.turns)


def _told(connection: Connection, conversation_ids: Iterable[str]) -> defaultdict[str, _Told]:
    counted = (
        select(func.min(_turns.c.turn_id).label("first"), count().label("turns"))
        .where(_turns.c.conversation_id.in_(conversation_ids))
        .group_by(_turns.c.conversation_id)
        .subquery()
    )
    firsts = select(_turns.c.conversation_id, _turns.c.turn, counted.c.turns).join(
        counted, _turns.c.turn_id == counted.c.first
    )
    told = {row.conversation_id: _Told(_title(row.turn), row.turns) for row in connection.execute(firsts)}
    return defaultdict(_Told, told)


def _title(turn: str) -> str:
    question = " ".join(json.loads(turn)["question"].split())
    return question if len(question) <= _LONGEST_TITLE else question[: _LONGEST_TITLE - 1] + "…"


def _forget(connection: Connection, which: ColumnElement[bool]) -> None:
    ids = select(_conversations.c.conversation_id).where(which)
    forget(connection, ids)
    connection.execute(delete(_turns).where(_turns.c.conversation_id.in_(ids)))
    connection.execute(delete(_conversations).where(which))


def _aware(at: datetime) -> datetime:
    return at if at.tzinfo else at.replace(tzinfo=UTC)  # SQLite keeps no time zone


def _checked(conversation_id: str) -> str:
    if not re.fullmatch(ID_PATTERN, conversation_id):
        raise ConversationError(
            "A conversation's id is made of 1 to 128 ASCII letters, digits, '-', '_' and '.'; choose another."
        )
    return conversation_id
