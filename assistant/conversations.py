"""What was asked and answered in each conversation, in the catalog's database."""

from __future__ import annotations

import re
from datetime import UTC, datetime
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
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from assistant.errors import ConversationError
from assistant.feedback import forget, metadata
from assistant.serialise import turn_from_json, turn_to_json
from assistant.types import Conversation

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from assistant.types import Turn

ID_PATTERN = r"^[A-Za-z0-9._-]{1,128}$"

_conversations = Table(
    "conversations",
    metadata,
    Column("conversation_id", String(128), primary_key=True),
    Column("used_at", DateTime(timezone=True), nullable=False),
)
_turns = Table(
    "conversation_turns",
    metadata,
    Column("turn_id", Integer, primary_key=True, autoincrement=True),
    Column("conversation_id", String(128), nullable=False, index=True),
    Column("turn", Text, nullable=False),  # as JSON
)


class Conversations:
    """The memory of conversations; any number of threads and processes may share it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        metadata.create_all(engine)

    def create(self, conversation_id: str | None = None) -> str:
        """Start a conversation, under an id of ours unless one is given, and return its id.

        One that is there already stays as it is. Raises `ConversationError` for an id that cannot be one.
        """
        return self._write(uuid4().hex if conversation_id is None else _checked(conversation_id))

    def get(self, conversation_id: str) -> Conversation:
        """Return a conversation. Raises `ConversationError` where there is none."""
        this = _conversations.c.conversation_id == _checked(conversation_id)
        with self._engine.connect() as connection:
            known = connection.scalar(select(_conversations.c.conversation_id).where(this))
        if known is None:
            raise ConversationError(f"There is no conversation {conversation_id!r}.")
        return Conversation(conversation_id, self.turns(conversation_id))

    def turns(self, conversation_id: str) -> tuple[Turn, ...]:
        """Return the turns so far, oldest first; none where there is no such conversation yet."""
        this = _turns.c.conversation_id == _checked(conversation_id)
        with self._engine.connect() as connection:
            found = connection.scalars(select(_turns.c.turn).where(this).order_by(_turns.c.turn_id)).all()
        return tuple(turn_from_json(turn) for turn in found)

    def append(self, conversation_id: str, turn: Turn) -> None:
        """Add a turn at the end, starting the conversation where there is none yet."""
        self._write(_checked(conversation_id), turn)

    def delete(self, conversation_id: str) -> None:
        """Forget a conversation whole, with its answers. Raises `ConversationError` where there is none."""
        this = _conversations.c.conversation_id == _checked(conversation_id)
        with self._engine.begin() as connection:
            known = connection.execute(delete(_conversations).where(this)).rowcount
            connection.execute(delete(_turns).where(_turns.c.conversation_id == conversation_id))
            forget(connection, conversation_id)
        if not known:
            raise ConversationError(f"There is no conversation {conversation_id!r}.")

    def _write(self, conversation_id: str, turn: Turn | None = None) -> str:
        try:
            self._write_once(conversation_id, turn)
        except IntegrityError:  # someone else started it in the same moment: by now it is there
            self._write_once(conversation_id, turn)
        return conversation_id

    def _write_once(self, conversation_id: str, turn: Turn | None) -> None:
        now = datetime.now(UTC)
        this = _conversations.c.conversation_id == conversation_id
        with self._engine.begin() as connection:
            if not connection.execute(update(_conversations).where(this).values(used_at=now)).rowcount:
                row = {"conversation_id": conversation_id, "used_at": now}
                connection.execute(insert(_conversations).values(row))
            if turn is not None:
                row = {"conversation_id": conversation_id, "turn": turn_to_json(turn)}
                connection.execute(insert(_turns).values(row))


def _checked(conversation_id: str) -> str:
    if not re.fullmatch(ID_PATTERN, conversation_id):
        raise ConversationError(
            "A conversation's id is made of 1 to 128 ASCII letters, digits, '-', '_' and '.'; choose another."
        )
    return conversation_id
