"""Who the bot is in its workspace: asked once, when that is first needed."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from slack_bolt.authorization import AuthorizeResult

from assistant.surfaces.slack.web import FAILURES, reason

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from slack_sdk.web.async_client import AsyncWebClient


class UnknownSelfError(Exception):
    """Slack does not say who the bot is. Of Bolt's own error for it, Bolt would lose the event that was to be read."""


def introduced(client: AsyncWebClient) -> Callable[[], Awaitable[AuthorizeResult]]:
    """Return what tells Bolt who the bot is. Many events at once ask Slack once. Raises `UnknownSelfError`."""
    asking = asyncio.Lock()
    known: list[AuthorizeResult] = []

    async def who() -> AuthorizeResult:
        async with asking:
            if not known:
                known.append(await _asked(client))
        return known[0]

    return who


async def _asked(client: AsyncWebClient) -> AuthorizeResult:
    try:
        told = await client.auth_test()
    except FAILURES as error:
        raise UnknownSelfError(reason(error)) from error
    return AuthorizeResult.from_auth_test_response(bot_token=client.token, auth_test_response=told)
