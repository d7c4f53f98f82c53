"""Signed HTTP: Slack sends events, commands and presses of buttons to one path of the server."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_sdk.signature import SignatureVerifier
from starlette.routing import Route

from assistant.surfaces.guard.paths import SLACK
from assistant.surfaces.guard.refusal import RefusalError

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from assistant.surfaces.slack.service import Service

_SENTENCE = "Slack did not sign this with the secret of this server, or longer than five minutes ago."


def route(service: Service, signing_secret: str) -> Route:
    """Return the route. What Slack did not sign is not even read."""
    handler = AsyncSlackRequestHandler(service.bot)
    verifier = SignatureVerifier(signing_secret)

    async def taken(request: Request) -> Response:
        if not _is_signed(verifier, await request.body(), request):
            raise RefusalError(HTTPStatus.UNAUTHORIZED, "signature", _SENTENCE)
        return await handler.handle(request)

    return Route(SLACK, taken, methods=["POST"], include_in_schema=False)


def _is_signed(verifier: SignatureVerifier, body: bytes, request: Request) -> bool:
    try:
        return verifier.is_valid_request(body, dict(request.headers))
    except ValueError:  # a body that is no text, or a time that is no number
        return False
