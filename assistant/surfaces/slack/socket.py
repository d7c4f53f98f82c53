"""Socket Mode: the bot opens a socket to Slack, so that nothing of ours has to be reachable from elsewhere."""

from __future__ import annotations

import asyncio
import logging
import signal
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, Final

from aiohttp import ClientError
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_sdk.errors import SlackApiError

from assistant.errors import SettingsError
from assistant.surfaces.slack.web import reason

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

    from slack_sdk.socket_mode.aiohttp import SocketModeClient

    from assistant.surfaces.settings import SlackSettings
    from assistant.surfaces.slack.service import Service

PING: Final = 5.0  # seconds between signs of life; a socket that was cut is replaced within so many
_STALE: Final = 3  # looks in a row that find no socket, until a new address is asked for
# Of these Slack will say the same however often it is asked.
_REFUSED: Final = frozenset(
    "account_inactive invalid_auth missing_scope not_allowed_token_type not_authed token_expired token_revoked".split()
)

logger = logging.getLogger(__name__)


async def serve(service: Service, settings: SlackSettings, ready: Callable[[], None]) -> None:
    """Answer until the process is interrupted or terminated; what is under way is finished first, or left for later.

    `ready` is called once the socket is open. Raises `SettingsError` for tokens that Slack refuses.
    """
    await _check(service, settings)
    with _stopping() as stopped:
        async with service.running(), connected(service, settings):
            ready()
            await stopped.wait()


@contextmanager
def _stopping() -> Iterator[asyncio.Event]:
    """Take the first Ctrl-C or SIGTERM for a wish to stop; the next one stops whatever is going on."""
    loop, stopped = asyncio.get_running_loop(), asyncio.Event()

    def stop() -> None:
        stopped.set()
        _forget()

    def _forget() -> None:
        for one in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(one)

    for one in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(one, stop)
    try:
        yield stopped
    finally:
        _forget()


@asynccontextmanager
async def connected(service: Service, settings: SlackSettings, ping: float = PING) -> AsyncIterator[SocketModeClient]:
    """Have events come through a socket, which is opened anew whenever it breaks."""
    client = AsyncSocketModeHandler(service.bot, settings.app_token, logger, ping_interval=ping).client
    watching = asyncio.create_task(_freshen(client, ping))
    try:
        await client.connect()
        yield client
    finally:
        watching.cancel()
        await client.close()


async def _freshen(client: SocketModeClient, ping: float) -> None:
    """Have an address that leads nowhere forgotten: it is good for one socket, and the client tries no other."""
    misses = 0
    while True:
        await asyncio.sleep(ping)
        misses = 0 if await client.is_connected() else misses + 1
        if misses >= _STALE:
            client.wss_uri = None


async def _check(service: Service, settings: SlackSettings) -> None:
    """Refuse to start with tokens that Slack refuses; where it cannot be reached now, it may be later."""
    web = service.web.hasty
    await _accepted("SLACK_BOT_TOKEN", web.auth_test())
    await _accepted("SLACK_APP_TOKEN", web.apps_connections_open(app_token=settings.app_token))


async def _accepted(name: str, call: Awaitable[object]) -> None:
    try:
        await call
    except SlackApiError as error:
        if reason(error) in _REFUSED:
            sentence = f"Slack refuses {name} ({reason(error)}); `readout doctor` says what it needs."
            raise SettingsError(sentence) from error
        logger.warning("Slack could not be asked whether it takes %s (%s).", name, reason(error))
    except (ClientError, TimeoutError, OSError) as error:
        logger.warning("Slack cannot be reached (%s); it is tried again.", reason(error))
