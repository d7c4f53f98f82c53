"""A running server as what is asked: the same answers as in this process, over HTTP."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote

import httpx
from pydantic import TypeAdapter

from assistant.errors import AssistantError
from assistant.serialise import DocumentView, SearchResult, to_json
from assistant.types import Answer
from eval.errors import RunError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from assistant.serialise import FoundPassage
    from index.types import Filters

Shown = TypeVar("Shown")

_SECONDS_TO_LOAD = 60  # a server that has just been started says to ask again
TIMEOUT = httpx.Timeout(120, connect=10, pool=None)  # seconds
# A connection is given up before the server would close it: uvicorn does so after five seconds.
LIMITS = httpx.Limits(max_connections=64, max_keepalive_connections=64, keepalive_expiry=3)


class ServerError(AssistantError):
    """The server refused a request, or failed at it: what it said."""

    def __init__(self, sentence: str, *, retryable: bool = False) -> None:
        super().__init__(sentence)
        self.retryable = retryable


class Remote:
    """Asks a server. Methods raise `ServerError` for what it refuses, `RunError` where it is no longer there."""

    def __init__(self, client: httpx.AsyncClient, content: str) -> None:
        self._client = client
        self.content = content  # the name of what its archive held when it was opened
        self._answer = TypeAdapter(Answer)
        self._found = TypeAdapter(SearchResult)
        self._document = TypeAdapter(DocumentView)

    async def ask(self, question: str, *, conversation_id: str | None, filters: Filters) -> Answer:
        """Answer a question."""
        body = {"message": question, "conversation_id": conversation_id, "filters": _filters(filters)}
        return _read(self._answer, await self._post("/chat", body))

    async def search(self, query: str, *, k: int, filters: Filters) -> tuple[FoundPassage, ...]:
        """Return the `k` best passages; servers give at most 100."""
        body = {"query": query, "k": k, "filters": _filters(filters)}
        return _read(self._found, await self._post("/search", body)).passages

    async def document(self, document_id: str) -> DocumentView | None:
        """Return a document, or None."""
        response = await self._send("GET", f"/documents/{_segment(document_id)}")
        return None if response.status_code == HTTPStatus.NOT_FOUND else _read(self._document, _checked(response))

    async def forget(self, conversation_id: str) -> None:
        """Leave nothing of a conversation."""
        response = await self._send("DELETE", f"/conversations/{_segment(conversation_id)}")
        if response.status_code != HTTPStatus.NOT_FOUND:
            _checked(response)

    async def _post(self, path: str, body: object) -> httpx.Response:
        # In ASCII: half a character is for the server to refuse.
        content = json.dumps(body).encode("ascii")
        return _checked(await self._send("POST", path, content=content, headers={"Content-Type": "application/json"}))

    async def _send(self, method: str, path: str, **request: Any) -> httpx.Response:
        try:
            return await self._client.request(method, path, **request)
        except (httpx.ReadTimeout, httpx.WriteTimeout) as error:
            raise ServerError(f"The server did not answer within {TIMEOUT.read:.0f} seconds.") from error
        except httpx.RequestError as error:
            raise RunError(f"{self._client.base_url} answers no more ({_reason(error)}); start it again.") from error


@asynccontextmanager
async def open_remote(url: str) -> AsyncIterator[Remote]:
    """Open a server that is ready to answer. Raises `RunError` where there is none.

    Proxies that the environment names are not used: figures would be theirs too.
    """
    try:
        client = httpx.AsyncClient(base_url=url, timeout=TIMEOUT, limits=LIMITS, trust_env=False)
    except httpx.InvalidURL as error:
        raise _unusable(url) from error
    async with client:
        yield Remote(client, await _content(client, url))


async def _content(client: httpx.AsyncClient, url: str) -> str:
    try:
        response = await client.get("/readyz")
        for _ in range(_SECONDS_TO_LOAD):
            if "Retry-After" not in response.headers:
                break
            await asyncio.sleep(1)
            response = await client.get("/readyz")
    except httpx.UnsupportedProtocol as error:
        raise _unusable(url) from error
    except httpx.RequestError as error:
        raise RunError(f"Nothing answers at {url} ({_reason(error)}); start it with `readout serve`.") from error
    if response.status_code == HTTPStatus.SERVICE_UNAVAILABLE:
        raise RunError(f"{url} is not ready: {_said(response)}")
    try:
        ready = json.loads(response.content)
        return str(ready["archive"])
    except (ValueError, KeyError, TypeError) as error:
        raise RunError(f"What answers at {url} is not Readout; give the URL that `readout serve` names.") from error


def _filters(filters: Filters) -> dict[str, object]:
    written = to_json(filters)
    return {"documents": written.pop("document_ids"), **written}


def _segment(name: str) -> str:
    return quote(name, safe="").replace(".", "%2E")  # or ".." would lead out of the folder


def _checked(response: httpx.Response) -> httpx.Response:
    if not response.is_success:
        raise ServerError(_said(response), retryable=response.status_code == HTTPStatus.SERVICE_UNAVAILABLE)
    return response


def _said(response: httpx.Response) -> str:
    """Return the sentence of problem details (RFC 9457), or what else there is."""
    try:
        return str(json.loads(response.content)["detail"])
    except (ValueError, KeyError, TypeError):
        return f"The server answered with status {response.status_code}."


def _read(shape: TypeAdapter[Shown], response: httpx.Response) -> Shown:
    try:
        return shape.validate_python(json.loads(response.content))  # pydantic's own parser refuses lone surrogates
    except ValueError as error:
        raise ServerError("What the server sent cannot be read; run the same version of Readout there.") from error


def _reason(error: httpx.RequestError) -> str:
    return str(error).rstrip(".") or type(error).__name__


def _unusable(url: str) -> RunError:
    return RunError(f"{url} is not a URL of a server; write it like http://127.0.0.1:8000.")
