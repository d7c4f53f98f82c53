"""Slack's Web API as it is called here: which calls are made again, and when."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Mapping

    from slack_sdk.http_retry.request import HttpRequest
    from slack_sdk.http_retry.response import HttpResponse
    from slack_sdk.http_retry.state import RetryState
    from slack_sdk.web.async_slack_response import AsyncSlackResponse

# What a call that was made ends in where nobody can say whether it was done.
FAILURES: Final = (SlackApiError, ClientError, TimeoutError)

_RATE_LIMITED: Final = 429
_BROKEN: Final = 500  # and above
_AGAIN: Final = 3
_AGAIN_LATER: Final = 10  # times that Slack may ask to come again later
# Of these Slack says itself that some of what was asked may have been done.
_UNCERTAIN: Final = {"internal_error", "fatal_error", "request_timeout", "service_unavailable", "timeout"}
# A post that is made again where its answer was lost stands there twice; these do not.
_REPEATABLE: Final = {
    "assistant.threads.setSuggestedPrompts",
    "auth.test",
    "chat.update",
    "conversations.history",
    "conversations.replies",
}
_PAUSES: Final = (1.0, 3.0, 9.0)  # seconds until a post that may have been lost is looked for
_PAGE: Final = 200  # messages

logger = logging.getLogger(__name__)


class Again(AsyncRetryHandler):
    """Calls again where the connection broke or Slack did, if nothing comes of it that would be there twice."""

    async def _can_retry_async(
        self,
        *,
        state: RetryState,  # noqa: ARG002 - the SDK's signature
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        if request.url.rpartition("/")[2] not in _REPEATABLE:
            return False
        if response is not None and response.status_code >= _BROKEN:
            return True
        return isinstance(error, (ClientError, TimeoutError))


@dataclass(frozen=True, slots=True)
class Web:
    """The Web API, called in two ways."""

    patient: AsyncWebClient  # comes again when Slack asks it to, however long that takes
    hasty: AsyncWebClient  # for what is done now or not at all


def open_web(token: str, api_url: str) -> Web:
    """Return the Web API as the bot with this token calls it."""
    later = AsyncRateLimitErrorRetryHandler(max_retry_count=_AGAIN_LATER)
    patient = AsyncWebClient(token, api_url, retry_handlers=[later, Again(max_retry_count=_AGAIN)])
    return Web(patient, AsyncWebClient(token, api_url, timeout=5, retry_handlers=[]))


async def post_once(post: Callable[[], Awaitable[str]], find: Callable[[], Awaitable[str | None]]) -> str:
    """Post a message, once even where Slack's answer is lost: then it is looked for. Return its ts."""
    for pause in _PAUSES:
        try:
            return await post()
        except FAILURES as error:
            if not is_uncertain(error):
                raise
            logger.warning("It is not known whether a message was posted (%s); it is looked for.", reason(error))
        await asyncio.sleep(pause)
        if found := await find():
            return found
    return await post()


async def messages(
    read: Callable[..., Awaitable[AsyncSlackResponse]], **where: Any
) -> AsyncIterator[Mapping[str, Any]]:
    """Yield what stands in a channel or a thread, with its metadata, over all pages."""
    cursor = None
    while cursor != "":
        page = await read(**where, limit=_PAGE, cursor=cursor, include_all_metadata=True)
        for said in page.get("messages") or ():
            yield said
        cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""


def reason(error: BaseException) -> str:
    """Return what Slack calls an error, or what it is called here."""
    if isinstance(error, SlackApiError):
        get = getattr(error.response, "get", None)
        return str((get("error") if get else None) or f"HTTP status {_status(error)}")
    return str(error) or type(error).__name__


def is_uncertain(error: BaseException) -> bool:
    """Whether a call may have been done all the same."""
    if isinstance(error, SlackApiError):
        return _status(error) >= _BROKEN or reason(error) in _UNCERTAIN
    return isinstance(error, (ClientError, TimeoutError))


def again_in(error: BaseException) -> float | None:
    """Return after how many seconds Slack asks to come again; none: it does not."""
    if not isinstance(error, SlackApiError) or _status(error) != _RATE_LIMITED:
        return None
    return float(error.response.headers.get("Retry-After", 1))


def _status(error: SlackApiError) -> int:
    return int(getattr(error.response, "status_code", 0) or getattr(error.response, "status", 0))
