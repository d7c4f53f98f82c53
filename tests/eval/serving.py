"""The real server on loopback."""

from __future__ import annotations

import socket
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import uvicorn

from assistant.surfaces.http import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.assistant import Assistant


@contextmanager
def serving(assistant: Assistant) -> Iterator[str]:
    """The real server, in a thread; connections that are open do not keep it from ending."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(create_app(assistant), log_level="warning", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, args=([listener],))
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listener.close()
