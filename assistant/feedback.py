"""Answers as they were given, and what people thought of them, in the catalog's database."""

from __future__ import annotations

import json
import logging
import zlib
from contextlib import suppress
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from hashlib import blake2b
from itertools import count
from typing import TYPE_CHECKING, Literal, TypeAlias

from sqlalchemy import Column, DateTime, LargeBinary, MetaData, String, Table, Text, delete, insert, or_, select
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from assistant.errors import FeedbackError
from assistant.serialise import to_json
from assistant.types import Answer
from index.types import Filters

if TYPE_CHECKING:
    from pydantic import TypeAdapter
    from sqlalchemy import ColumnElement, Connection, Engine, Select

Rating: TypeAlias = Literal["good", "wrong"]

MOST = 10_000  # answers; beyond them the oldest that nobody rated go
OWNED = 32  # characters that tell whose something is
_SWEEPS = 20  # while as many answers come as are kept
_log = logging.getLogger(__name__)

metadata = MetaData()
_answers = Table(
    "answers",
    metadata,
    Column("answer_id", String(64), primary_key=True),  # as `key_of` has it
    Column("asked_at", DateTime(timezone=True), nullable=False, index=True),
    Column("conversation_id", String(128 + OWNED), index=True),  # likewise
    Column("kept", LargeBinary, nullable=False),  # as JSON, deflated
)
_ratings = Table(
    "feedback",
    metadata,
    Column("answer_id", String(64), primary_key=True),
    Column("rated_at", DateTime(timezone=True), nullable=False),
    Column("rating", String(16), nullable=False),
    Column("comment", Text, nullable=False),  # as JSON
)
_RATED = select(_answers.c.kept, _ratings.c.rating, _ratings.c.comment)


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer with all that it takes to ask for it again, and what was thought of it."""

    answer: Answer
    turns: tuple[str, ...] = ()  # what was asked before in its conversation, oldest first
    filters: Filters = field(default_factory=Filters)
    version: str = ""  # of the archive that it was drawn from
    rating: Rating | None = None
    comment: str = ""


class Feedback:
    """Keeps answers so that they can be rated; any number of threads and processes may share it."""

    def __init__(self, engine: Engine, most: int = MOST) -> None:
        self._engine = engine
        self._most = most
        self._kept = count()
        self._owner = ""
        metadata.create_all(engine)

    def of(self, owner: str) -> Feedback:
        """Return the answers that someone was given; to everybody else they are not there. "" is nobody."""
        owned = copy(self)
        vars(owned)["_owner"] = owner
        return owned

    def keep(self, kept: Kept) -> None:
        """Keep an answer under its id. One that cannot be kept is an answer all the same: that is only logged."""
        try:
            with suppress(IntegrityError):  # someone else was given the same answer in the same moment
                self._write(kept)
        except SQLAlchemyError as error:
            reason = str(getattr(error, "orig", None) or error).splitlines()[0]
            _log.warning("An answer could not be kept, so it cannot be rated (%s).", reason)

    def rate(self, answer_id: str, rating: Rating, comment: str = "") -> None:
        """Say what an answer is worth; a later rating replaces an earlier one. Raises `FeedbackError`."""
        values = {"rating": rating, "comment": json.dumps(comment), "rated_at": datetime.now(UTC)}
        key = self._key(answer_id)
        with self._engine.begin() as connection:
            if not connection.scalar(select(_answers.c.answer_id).where(_answers.c.answer_id == key)):
                raise _unknown(answer_id)
            connection.execute(delete(_ratings).where(_ratings.c.answer_id == key))
            connection.execute(insert(_ratings).values(answer_id=key, **values))

    def get(self, answer_id: str) -> Kept:
        """Return an answer and its rating. Raises `FeedbackError` where none is kept of that id."""
        query = _RATED.select_from(_answers.outerjoin(_ratings, _answers.c.answer_id == _ratings.c.answer_id))
        with self._engine.connect() as connection:
            row = connection.execute(query.where(_answers.c.answer_id == self._key(answer_id))).one_or_none()
        if row is None:
            raise _unknown(answer_id)
        return _read(*row)

    def find(self, answer_id: str) -> Kept:
        """Return an answer whoever it was given to, for those who look after the archive. Raises `FeedbackError`."""
        query = _RATED.select_from(_answers.outerjoin(_ratings, _answers.c.answer_id == _ratings.c.answer_id))
        this = or_(_answers.c.answer_id == answer_id, _answers.c.answer_id.endswith(f"/{answer_id}", autoescape=True))
        order = (_ratings.c.rated_at.is_(None), _answers.c.asked_at.desc())  # one that was rated tells more
        with self._engine.connect() as connection:
            row = connection.execute(query.where(this).order_by(*order).limit(1)).one_or_none()
        if row is None:
            raise _unknown(answer_id)
        return _read(*row)

    def wrong(self) -> tuple[Kept, ...]:
        """Return the answers that are rated wrong, in the order of their ratings."""
        query = _RATED.select_from(_answers.join(_ratings, _answers.c.answer_id == _ratings.c.answer_id))
        order = (_ratings.c.rated_at, _ratings.c.answer_id)
        with self._engine.connect() as connection:
            rows = connection.execute(query.where(_ratings.c.rating == "wrong").order_by(*order)).all()
        return tuple(_read(*row) for row in rows)

    def _key(self, answer_id: str) -> str:
        if "/" in answer_id:  # it would name another's
            raise _unknown(answer_id)
        return key_of(self._owner, answer_id)

    def _write(self, kept: Kept) -> None:
        key, conversation_id = self._key(kept.answer.answer_id), kept.answer.conversation_id
        row = {
            "answer_id": key,
            "asked_at": datetime.now(UTC),
            "conversation_id": conversation_id and key_of(self._owner, conversation_id),
            "kept": _dumped(kept),
        }
        with self._engine.begin() as connection:
            connection.execute(delete(_answers).where(_answers.c.answer_id == key))
            connection.execute(insert(_answers).values(row))
            if next(self._kept) % max(1, self._most // _SWEEPS) == 0:
                self._sweep(connection)

    def _sweep(self, connection: Connection) -> None:
        newest_first = select(_answers.c.asked_at).order_by(_answers.c.asked_at.desc())
        too_old = connection.scalar(newest_first.offset(self._most).limit(1))
        if too_old is not None:
            unrated = _answers.c.answer_id.not_in(select(_ratings.c.answer_id))
            connection.execute(delete(_answers).where(_answers.c.asked_at <= too_old, unrated))


def key_of(owner: str, name: str) -> str:
    """Return what something of an owner is stored under: each has names of their own, and so has nobody."""
    return f"{owner}/{name}" if owner else name


def theirs(key: ColumnElement[str], owner: str) -> ColumnElement[bool]:
    """Whether a key is of the owner's."""
    return key.startswith(f"{owner}/", autoescape=True) if owner else key.not_like("%/%")


def forget(connection: Connection, conversation_ids: Select[tuple[str]]) -> None:
    """Delete the answers of conversations, and what was thought of them."""
    of_them = _answers.c.conversation_id.in_(conversation_ids)
    connection.execute(delete(_ratings).where(_ratings.c.answer_id.in_(select(_answers.c.answer_id).where(of_them))))
    connection.execute(delete(_answers).where(of_them))


def name(answer: Answer, filters: Filters, version: str) -> str:
    """Return the id of an answer: the same wherever the same is asked of the same content and answered alike."""
    cited = [(one.document_id, one.start, one.end) for one in answer.citations]
    said = [statement.text for statement in answer.statements]
    asked = (version, to_json(filters), answer.question, answer.standalone_question)
    content = json.dumps((asked, answer.status, answer.text, said, cited))
    return blake2b(content.encode("ascii"), digest_size=12).hexdigest()


def _dumped(kept: Kept) -> bytes:
    return zlib.compress(json.dumps(to_json(kept), separators=(",", ":")).encode("ascii"), 1)


def _read(written: bytes, rating: Rating | None, comment: str | None) -> Kept:
    kept = _keeps().validate_python(json.loads(zlib.decompress(written)))
    return replace(kept, rating=rating, comment=json.loads(comment or '""'))


@cache
def _keeps() -> TypeAdapter[Kept]:
    from pydantic import TypeAdapter

    return TypeAdapter(Kept)


def _unknown(answer_id: str) -> FeedbackError:
    return FeedbackError(f"No answer is kept under {answer_id!r}: it is not one of ours, or it was dropped as too old.")
