"""Whatever goes wrong over HTTP, as problem details (RFC 9457)."""

from __future__ import annotations

import logging
import re
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from assistant.errors import AssistantError, ConversationError, FeedbackError, QuestionError
from assistant.surfaces.guard.record import current
from assistant.surfaces.openai import errors as openai
from assistant.surfaces.presence import ClientGoneError
from index.errors import CorpusError, IndexStateError, InputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fastapi import FastAPI, Request
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_BODY = 1_000_000  # bytes
MEDIA_TYPE = "application/problem+json"
_UNREADABLE = "There was an error parsing the body"  # as FastAPI has it
_A_TYPE = re.compile(r"(function-\w+|list)\[.*\]")
_MOST_FIELDS = 20  # that one problem names
TO_NOBODY = 499  # what servers log where the client has gone
RETRY_AFTER = {"Retry-After": "5"}  # seconds

# The first line that an error belongs to decides; an error that may pass is 503 whatever its line says.
STATUSES: tuple[tuple[type[Exception], HTTPStatus], ...] = (
    (QuestionError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (ConversationError, HTTPStatus.NOT_FOUND),
    (FeedbackError, HTTPStatus.NOT_FOUND),
    (InputError, HTTPStatus.NOT_FOUND),  # all that a request can name of the archive is a document
    (IndexStateError, HTTPStatus.SERVICE_UNAVAILABLE),
    (Exception, HTTPStatus.INTERNAL_SERVER_ERROR),
)

logger = logging.getLogger(__name__)


class FieldProblem(BaseModel):
    """What is wrong with one field of a request."""

    field: str
    detail: str


class Problem(BaseModel):
    """Problem details as RFC 9457 has them; `errors` names the fields of a request that cannot be read."""

    model_config = ConfigDict(title="Problem")

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: list[FieldProblem] | None = Field(default=None)


def _described() -> dict[str, Any]:
    """Return the schema of problem details, in one piece: what it refers to is not among the API's own shapes."""
    schema = Problem.model_json_schema()
    fields = schema.pop("$defs")["FieldProblem"]
    schema["properties"]["errors"] = {"type": "array", "items": fields}
    return schema


# For every route's description: FastAPI would otherwise announce its own shape for errors.
RESPONSES: dict[int | str, dict[str, Any]] = {
    "default": {"description": "A problem", "content": {MEDIA_TYPE: {"schema": _described()}}}
}


def problem(status: int, detail: str, errors: list[FieldProblem] | None = None) -> Problem:
    """Return the details of a problem."""
    return Problem(title=HTTPStatus(status).phrase, status=status, detail=detail, errors=errors)


_NO_JSON = problem(
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "Send JSON, and say so with the header `Content-Type: application/json`."
)


def problem_of(error: AssistantError | CorpusError) -> Problem:
    """Return the details of an error of ours, and log it where it is no fault of the request."""
    if error.retryable:
        return problem(HTTPStatus.SERVICE_UNAVAILABLE, str(error))
    status = next(status for kind, status in STATUSES if isinstance(error, kind))
    if status == HTTPStatus.INTERNAL_SERVER_ERROR:
        logger.error("A request failed.", exc_info=error)
    return problem(status, str(error))


def defect() -> Problem:
    """Return what clients are told of a defect: by what its log names it, and nothing else."""
    served = current()
    where = f" under {served.request_id}" if served else ""
    sentence = f"Something went wrong in the server that should not have; its log says what{where}."
    return problem(HTTPStatus.INTERNAL_SERVER_ERROR, sentence)


def reply(problem: Problem, headers: Mapping[str, str] | None = None, *, path: str) -> JSONResponse:
    """Return a problem as a response, in the shape that clients of the path know."""
    if path.startswith(openai.PATH):
        return JSONResponse(openai.error_of(problem), openai.status_of(problem), headers)
    return JSONResponse(problem.model_dump(exclude_none=True), problem.status, headers, MEDIA_TYPE)


def handle_problems(app: FastAPI, limits: Mapping[str, int]) -> None:
    """Have every error answered with problem details, and bodies that are too large refused.

    `limits` names paths that take more bytes, or fewer, than others.
    """
    app.add_middleware(_LimitedBody, limits=limits)
    app.add_exception_handler(openai.RefusedError, _of_refusal)
    app.add_exception_handler(ClientGoneError, _to_nobody)
    app.add_exception_handler(HTTPException, _of_http)
    app.add_exception_handler(RequestValidationError, _of_validation)
    app.add_exception_handler(AssistantError, _of_ours)
    app.add_exception_handler(CorpusError, _of_ours)
    app.add_exception_handler(Exception, _of_defect)


async def _of_ours(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, AssistantError | CorpusError)
    return reply(problem_of(error), RETRY_AFTER if error.retryable else None, path=request.url.path)


async def _of_refusal(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, openai.RefusedError)
    refused = problem(error.status_code, error.detail)
    return JSONResponse(openai.error_of(refused, error.param, error.code), error.status_code)


async def _to_nobody(_request: Request, _error: Exception) -> Response:
    return Response(status_code=TO_NOBODY)


async def _of_http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    where = request.url.path
    sentences = {
        HTTPStatus.NOT_FOUND: f"There is nothing at {where}.",
        HTTPStatus.METHOD_NOT_ALLOWED: f"{request.method} cannot be used at {where}; see the Allow header.",
        HTTPStatus.BAD_REQUEST: "The body cannot be read as JSON in UTF-8.",
    }
    status = HTTPStatus(error.status_code)
    detail = sentences.get(status, error.detail) if error.detail in (status.phrase, _UNREADABLE) else error.detail
    return reply(problem(error.status_code, detail), error.headers, path=where)


async def _of_validation(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    unlike = isinstance(error.body, bytes)  # FastAPI has not taken it for JSON
    return reply(_NO_JSON if unlike else _unread(error.errors()), path=request.url.path)


def _unread(found: Sequence[Any]) -> Problem:
    """Return what is wrong with a request that cannot be read, from what pydantic says of it."""
    if found[0]["type"] == "json_invalid":
        return problem(HTTPStatus.BAD_REQUEST, f"The body is not JSON: {found[0]['ctx']['error']}.")
    fields = [FieldProblem(field=_name(one["loc"]), detail=said_of(one["msg"])) for one in found[:_MOST_FIELDS]]
    said = "; ".join(f"{one.field}: {one.detail}" for one in fields)
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, f"The request cannot be understood: {said}.", fields)


async def _of_defect(request: Request, _error: Exception) -> JSONResponse:
    return reply(defect(), path=request.url.path)


def said_of(message: str) -> str:
    """Return what pydantic says of a field, without what its own word for it is."""
    return message.removeprefix("Value error, ")


def _name(location: tuple[str | int, ...]) -> str:
    """Name a field; where it may be of several types, pydantic has the type after it, which is no part of its name."""
    return ".".join(str(part) for part in location[1:] if not _A_TYPE.fullmatch(str(part))) or str(location[0])


class _LimitedBody:
    """Stops reading a request's body at the limit, whatever length the request claims."""

    def __init__(self, app: ASGIApp, limits: Mapping[str, int]) -> None:
        self._app = app
        self._limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        most = self._limits.get(scope.get("path", ""), MAX_BODY)
        seen = 0

        async def limited() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > most:
                raise HTTPException(
                    HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"The body is larger than {most:,} bytes; send less."
                )
            return message

        await self._app(scope, limited, send)
