"""Signed HTTP: Slack sends events, commands and presses of buttons to one path of the server."""

from http import HTTPStatus

from fastapi import APIRouter, Request, Response
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_sdk.signature import SignatureVerifier

from assistant.surfaces.guard.paths import SLACK
from assistant.surfaces.guard.refusal import RefusalError
from assistant.surfaces.slack.service import Service

_SENTENCE = "Slack did not sign this with the secret of this server, or longer than five minutes ago."


def router(service: Service, signing_secret: str) -> APIRouter:
    """Return the route. What Slack did not sign is not even read."""
    made = APIRouter()
    handler = AsyncSlackRequestHandler(service.bot)
    verifier = SignatureVerifier(signing_secret)

    async def taken(request: Request) -> Response:
        if not _is_signed(verifier, await request.body(), request):
            raise RefusalError(HTTPStatus.UNAUTHORIZED, "signature", _SENTENCE)
        return await handler.handle(request)

    made.add_api_route(SLACK, taken, methods=["POST"], include_in_schema=False)
    return made


def _is_signed(verifier: SignatureVerifier, body: bytes, request: Request) -> bool:
    try:
        return verifier.is_valid_request(body, dict(request.headers))
    except ValueError:  # a body that is no text, or a time that is no number
        return False
