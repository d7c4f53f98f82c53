"""The names that a server answers to.

A page elsewhere could have a name of its own point to this machine, and then read what the browser of someone here
may read (DNS rebinding). The name under which the browser calls tells.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from assistant.surfaces.guard.refusal import RefusalError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.datastructures import Headers

_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
_ANY = "*"


class Hosts:
    """The loopback's names and others; where `everywhere`, whatever name was called unless others are given."""

    def __init__(self, names: Iterable[str], *, everywhere: bool) -> None:
        others = {name.lower() for name in names}
        self._known = others | set(_LOOPBACK)
        self._any = _ANY in others or (everywhere and not others)

    def check(self, headers: Headers) -> None:
        """Raise `RefusalError` for a name that is not of this server."""
        called = headers.get("host", "")
        if not self._any and bare(called) not in self._known:
            sentence = f"This server is not called {bare(called)!r}; READOUT_HOSTS can name it so."
            raise RefusalError(HTTPStatus.MISDIRECTED_REQUEST, "host", sentence)


def bare(host: str) -> str:
    """Return a host's name without its port."""
    name, colon, port = host.rpartition(":")
    return (name if colon and port.isdecimal() and not name.endswith(":") else host).rstrip(".").lower()
