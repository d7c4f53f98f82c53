"""The real server on loopback, and events as a client reads them."""

import json
import socket
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn
from fastapi import FastAPI


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """Serve in a thread; connections that are open do not keep it from ending."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, args=([listener],))
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listener.close()


def events(lines: Iterable[str]) -> Iterator[tuple[str, Any]]:
    """Read events strictly as they are written: a name, one line of data, an empty line; comments are passed over."""
    rest = iter(lines)
    for line in rest:
        if line.startswith(":"):
            assert next(rest) == ""
            continue
        name, data, end = line, next(rest), next(rest)
        assert name.startswith("event: ")
        assert data.startswith("data: ")
        assert end == ""
        yield name.removeprefix("event: "), json.loads(data.removeprefix("data: "))
