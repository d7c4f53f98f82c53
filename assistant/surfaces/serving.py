"""Runs the HTTP server until it is told to stop."""

from __future__ import annotations

import signal
import socket
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.errors import SettingsError
from assistant.surfaces.guard.logs import log_as_json

if TYPE_CHECKING:
    from fastapi import FastAPI

KEPT_ALIVE = 75  # seconds that an idle connection is kept: longer than clients and proxies keep theirs, as a rule


@dataclass(frozen=True, slots=True)
class Serving:
    """Where the server is reached."""

    url: str


def listen(host: str, port: int) -> socket.socket:
    """Take an address, before anything is loaded. Raises `SettingsError` where it cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).partition(" (while ")[0]  # the address is said here
        sentence = f"{host}:{port} cannot be listened on ({reason.lower()}); choose another --host or --port."
        raise SettingsError(sentence) from error


def address(listener: socket.socket) -> str:
    """Return the address that is listened on."""
    host: str = listener.getsockname()[0]
    return host


def url(listener: socket.socket) -> str:
    """Return where a listener is reached."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def run(app: FastAPI, listener: socket.socket) -> None:
    """Serve until the process is interrupted or terminated; what is under way is finished first."""
    import uvicorn

    log_as_json()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(KeyboardInterrupt):
        config = uvicorn.Config(
            app, log_config=None, access_log=False, server_header=False, timeout_keep_alive=KEPT_ALIVE
        )
        uvicorn.Server(config).run(sockets=[listener])
