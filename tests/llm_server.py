"""A server on loopback that speaks OpenAI's chat-completions protocol by a script, well or badly; for real clients."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, Self, TypeAlias

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
    chunks: tuple[bytes, ...] = ()  # after the body, each sent by itself
    pause: float = 0.0  # seconds before each
    stalls_after: bool = False  # once all is sent, until the server is closed
    again: bool = False  # the chunks come over and over, until the client has left


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


Act: TypeAlias = "Scripted | Callable[[Request], Scripted]"


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


def streams(
    text: str,
    *,
    size: int = 9,
    pause: float = 0.0,
    finish: str | None = "stop",
    usage: tuple[int, int] | None = None,
) -> Scripted:
    """A reply in chunks of so many characters; `usage`: tokens of prompt and completion, where they are reported."""
    pieces = [text[i : i + size] for i in range(0, len(text), size)]
    chunks = [_chunk({"role": "assistant", "content": ""}), *(_chunk({"content": piece}) for piece in pieces)]
    if finish is not None:
        chunks.append(_chunk({}, finish))
    if usage is not None:
        chunks.append(_event({**_HEAD, "choices": [], "usage": _usage(*usage)}))
    if finish is not None:
        chunks.append(b"data: [DONE]\n\n")
    return Scripted(b"", headers={"content-type": "text/event-stream"}, chunks=tuple(chunks), pause=pause)


def is_cut(text: str) -> Scripted:
    """A stream that ends, without a word of its end."""
    return streams(text, finish=None)


def breaks(text: str) -> Scripted:
    """A stream whose connection breaks."""
    return replace(streams(text, finish=None), missing=100)


def stalls_after(text: str) -> Scripted:
    """A stream that says no more, on a connection that stays open."""
    return replace(streams(text, finish=None), stalls_after=True)


def loops(text: str) -> Scripted:
    """A stream that says the same over and over."""
    return replace(streams(text, finish=None), again=True)


def inventing_figures(text: str) -> str:
    """The text with another figure for each of its figures, markers left as they are."""
    return re.sub(r"(?<![\[\d,])\d(?:[\d,]*\d)?(?![\]\d])", lambda match: str(int(match[0].replace(",", "")) + 7), text)


def swapping_citations(text: str) -> str:
    """The text with the markers of its first and last citation exchanged."""
    markers = re.findall(r"\[\d+\]", text)
    swapped = {markers[0]: markers[-1], markers[-1]: markers[0]}
    return re.sub(r"\[\d+\]", lambda match: swapped.get(match[0], match[0]), text)


def without_markers(text: str) -> str:
    """The text with no citation."""
    return re.sub(r"\s*\[\d+\]", "", text)


def in_wide_brackets(text: str) -> str:
    """The text with citations as some models write them: 【1†source】."""
    return re.sub(r"\[(\d+)\]", r"【\1†source】", text)


class LLMServer:
    """Does what its script says, request by request, the last of it for ever. Use it as a context manager."""

    def __init__(self, *script: Act) -> None:
        self.requests: list[Request] = []
        self.left = Event()  # a client has gone before all was sent
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
        act = self._script.pop(0) if len(self._script) > 1 else self._script[0]
        return act(request) if callable(act) else act

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
                if scripted.missing or not scripted.chunks:
                    length = len(scripted.body) + sum(map(len, scripted.chunks)) + scripted.missing
                    self.send_header("content-length", str(length))
                self.end_headers()
                self.wfile.write(scripted.body)
                try:
                    self._stream(scripted)
                except (BrokenPipeError, ConnectionResetError):
                    server.left.set()

            def _stream(self, scripted: Scripted) -> None:
                while True:
                    for chunk in scripted.chunks:
                        if server._closing.wait(scripted.pause) if scripted.pause else server._closing.is_set():
                            return
                        self.wfile.write(chunk)
                    if not scripted.again:
                        break
                while scripted.stalls_after and not server._closing.wait(0.02):
                    self.wfile.write(b": \n\n")  # finds out whether the client is there

            def log_message(self, *_: object) -> None:
                """Say nothing: a test's output is its own."""

        return Handler


_HEAD: dict[str, Any] = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "scripted"}


def _completion(choices: list[dict[str, Any]]) -> Scripted:
    completion = {**_HEAD, "object": "chat.completion", "choices": choices, "usage": _usage(1, 1)}
    return Scripted(json.dumps(completion).encode())


def _chunk(delta: dict[str, Any], finish: str | None = None) -> bytes:
    return _event({**_HEAD, "choices": [{"index": 0, "delta": delta, "finish_reason": finish}]})


def _event(data: dict[str, Any]) -> bytes:
    return f"data: {json.dumps(data)}\n\n".encode()


def _usage(prompt: int, completion: int) -> dict[str, int]:
    return {"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion}
