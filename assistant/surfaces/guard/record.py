"""What is noted of one request while it is served."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass

_GONE = 499  # what servers log where the client left before there was an answer


@dataclass(slots=True)
class Record:
    """A request: who asks for what, and what came of it."""

    request_id: str
    method: str
    path: str
    address: str
    who: str | None = None  # the name of the key
    route: str = ""  # the path with names in the place of ids; empty where there is none
    status: int = _GONE
    refused: str = ""  # why it was not let through

    @property
    def origin(self) -> dict[str, str | None]:
        """Which request it is, and who it is from."""
        return {"request_id": self.request_id, "key": self.who, "address": self.address}


_current: ContextVar[Record | None] = ContextVar("record", default=None)


def current() -> Record | None:
    """Return the record of the request that is being served here, where one is."""
    return _current.get()


def begin(record: Record) -> None:
    """Note all that follows in this context, and in tasks and threads that it starts, as of one request."""
    _current.set(record)
