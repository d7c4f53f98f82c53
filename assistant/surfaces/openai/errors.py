"""Whatever goes wrong, in the shape that clients of OpenAI know."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException

if TYPE_CHECKING:
    from assistant.surfaces.problems import Problem

PATH = "/v1/"  # everything below it is of this API

_TYPES: dict[int, str] = {
    HTTPStatus.UNAUTHORIZED: "authentication_error",
    HTTPStatus.FORBIDDEN: "permission_error",
    HTTPStatus.TOO_MANY_REQUESTS: "rate_limit_error",
}
_CODES: dict[int, str] = {
    HTTPStatus.UNAUTHORIZED: "invalid_api_key",
    HTTPStatus.TOO_MANY_REQUESTS: "rate_limit_exceeded",
}


# For every route's description.
RESPONSES: dict[int | str, dict[str, Any]] = {
    "default": {
        "description": "An error",
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "properties": {
                        "error": {
                            "type": "object",
                            "properties": {
                                "message": {"type": "string"},
                                "type": {"type": "string"},
                                "param": {"type": ["string", "null"]},
                                "code": {"type": ["string", "null"]},
                            },
                            "required": ["message", "type", "param", "code"],
                        }
                    },
                    "required": ["error"],
                }
            }
        },
    }
}


class RefusedError(HTTPException):
    """A request that asks for what is not done here; `param` is the field that asks for it."""

    def __init__(self, message: str, param: str, code: str, status: HTTPStatus = HTTPStatus.BAD_REQUEST) -> None:
        super().__init__(status, message)
        self.param = param
        self.code = code


def status_of(problem: Problem) -> int:
    """Return the status that a problem has here: OpenAI's API knows no 422."""
    return HTTPStatus.BAD_REQUEST if problem.status == HTTPStatus.UNPROCESSABLE_ENTITY else problem.status


def error_of(problem: Problem, param: str | None = None, code: str | None = None) -> dict[str, Any]:
    """Return a problem as the body of a reply."""
    ours = problem.status >= HTTPStatus.INTERNAL_SERVER_ERROR
    kind = "server_error" if ours else _TYPES.get(problem.status, "invalid_request_error")
    field = problem.errors[0].field if problem.errors else None
    return {
        "error": {
            "message": problem.detail,
            "type": kind,
            "param": param or field,
            "code": code or _CODES.get(problem.status),
        }
    }
