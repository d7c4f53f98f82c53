"""A server on loopback that speaks OpenAI's chat-completions protocol by a script, well or badly; for real clients."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from types import TracebackType


@dataclass(frozen=True, slots=True)
class Scripted:
    """What the server does with one request."""

    body: bytes
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=lambda: {"content-type": "application/json"})
    missing: int = 0  # bytes that are announced and never sent
    stalls: bool = False  # until the server is closed


@dataclass(frozen=True, slots=True)
class Request:
    """What a client sent."""

    path: str
    authorization: str | None
    body: dict[str, Any]

    @property
    def prompt(self) -> str:
        """The last message."""
        content = self.body["messages"][-1]["content"]
        assert isinstance(content, str)
        return content


def says(text: str | None, *, finish: str = "stop", refusal: str | None = None) -> Scripted:
    """A completion; one that was cut short finishes with "length"."""
    message = {"role": "assistant", "content": text, "refusal": refusal}
    return _completion([{"index": 0, "message": message, "finish_reason": finish, "logprobs": None}])


def says_nothing() -> Scripted:
    """A completion without choices: what some servers send for what they filter out."""
    return _completion([])


def fails(status: int, message: str = "It went wrong.") -> Scripted:
    """An error as OpenAI words it; clients that may try again are told to do so at once."""
    error = {"message": message, "type": "error", "param": None, "code": None}
    headers = {"content-type": "application/json", "retry-after-ms": "1"}
    return Scripted(json.dumps({"error": error}).encode(), status, headers)


def shows_a_page() -> Scripted:
    """A web page, as anything else that listens at a wrong address would send."""
    return Scripted(b"<!doctype html><title>Norhavn harbour</title>", headers={"content-type": "text/html"})


def breaks_off() -> Scripted:
    """A reply whose end does not come."""
    return Scripted(b'{"id": "1", "choices": [{"ind', missing=100)


def stalls() -> Scripted:
    """No reply at all, on a connection that stays open."""
    return Scripted(b"", stalls=True)


class LLMServer:
    """Does what its script says, request by request, the last of it for ever. Use it as a context manager."""

    def __init__(self, *script: Scripted) -> None:
        self.requests: list[Request] = []
        self._script = list(script)
        self._closing = Event()
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._thread = Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01})

    @property
    def url(self) -> str:
        """Where clients are to be pointed."""
        return f"http://127.0.0.1:{self._http.server_port}/v1"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def _next(self, request: Request) -> Scripted:
        self.requests.append(request)
        return self._script.pop(0) if len(self._script) > 1 else self._script[0]

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["content-length"])))
                scripted = server._next(Request(self.path, self.headers["authorization"], body))
                if scripted.stalls:
                    server._closing.wait()
                    return
                self.send_response(scripted.status)
                for name, value in scripted.headers.items():
                    self.send_header(name, value)
                self.send_header("content-length", str(len(scripted.body) + scripted.missing))
                self.end_headers()
                self.wfile.write(scripted.body)

            def log_message(self, *_: object) -> None:
                """Say nothing: a test's output is its own."""

        return Handler


def _completion(choices: list[dict[str, Any]]) -> Scripted:
    usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
    completion = {"id": "1", "object": "chat.completion", "created": 0, "model": "scripted"}
    return Scripted(json.dumps({**completion, "choices": choices, "usage": usage}).encode())
