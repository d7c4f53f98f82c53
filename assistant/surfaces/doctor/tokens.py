"""What Slack is spoken to with: tokens, their scopes, the secret that requests are signed with."""

from __future__ import annotations

import re
from importlib.util import find_spec
from typing import TYPE_CHECKING

from assistant.surfaces.doctor.finding import Case, Finding, failed, ok, warning
from assistant.surfaces.slack.manifest import scopes

if TYPE_CHECKING:
    from slack_sdk import WebClient
    from slack_sdk.http_retry import RetryHandler

_SECONDS = 10
_BOT, _APP = "xoxb-", "xapp-"
_SECRET = re.compile(r"[0-9a-z]{32}")
_PACKAGES = ("slack_bolt", "slack_sdk", "aiohttp")
_TOKENS = "Install the app (OAuth & Permissions), and set SLACK_BOT_TOKEN to its Bot User OAuth Token."
_SECRETS = "Copy the Signing Secret from Basic Information into SLACK_SIGNING_SECRET."
_SOCKETS = "Make an app-level token with connections:write (Basic Information), and set SLACK_APP_TOKEN to it."
_SCOPES = "Compare the app's manifest with `readout slack manifest`, save it, and install the app again."
_MEANING = {
    "invalid_auth": "Slack does not know it",
    "account_inactive": "the app was removed from the workspace",
    "token_revoked": "it was revoked",
    "token_expired": "it has expired",
    "not_allowed_token_type": "it is a token of another kind",
    "missing_scope": "it lacks a scope",
    "ratelimited": "Slack was asked too often",
}


def client(case: Case, token: str = "", *, patient: bool = False) -> WebClient:
    """Return what asks Slack, with the bot's token unless another is given; one that asks often is patient."""
    from slack_sdk import WebClient
    from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler

    settings = case.settings.for_slack()
    again: list[RetryHandler] = [RateLimitErrorRetryHandler(max_retry_count=3)] if patient else []
    return WebClient(token or settings.bot_token, settings.api_url, _SECONDS, retry_handlers=again)


def is_set_up(case: Case) -> bool:
    """Tell whether Slack can be asked with the bot's token."""
    return case.settings.for_slack().bot_token.startswith(_BOT) and not _missing()


def setup(case: Case) -> Finding:
    """Look whether the bot has what it needs to speak, and to be spoken to."""
    slack = case.settings.for_slack()
    if not (slack.bot_token or slack.app_token or slack.signing_secret):
        return ok("The bot in Slack is not set up; docs/slack.md shows how.")
    if _missing():
        return failed(f"{', '.join(_missing())} is not installed.", "Run `pip install 'readout[slack]'`.")
    if not slack.bot_token:
        return failed("SLACK_BOT_TOKEN is not set.", _TOKENS)
    if not (slack.app_token or slack.signing_secret):
        unheard = "Neither SLACK_APP_TOKEN nor SLACK_SIGNING_SECRET is set, so that Slack cannot reach the bot."
        return failed(unheard, f"{_SOCKETS} Or, for HTTP: {_SECRETS}")
    ways = {"over a socket (`readout slack`)": bool(slack.app_token), "over HTTP (`readout serve`)": slack.signed}
    return ok(f"Slack reaches the bot {' or '.join(way for way, is_open in ways.items() if is_open)}.")


def bot_token(case: Case) -> Finding | None:
    """Ask Slack whose token it is."""
    if not case.settings.for_slack().bot_token or _missing():
        return None
    if not is_set_up(case):
        return failed(f"SLACK_BOT_TOKEN does not begin with {_BOT}.", _TOKENS)
    from slack_sdk.errors import SlackApiError

    try:
        told = client(case).auth_test()
    except SlackApiError as error:
        return failed(f"Slack refuses SLACK_BOT_TOKEN: {meaning(error)}.", _TOKENS)
    return ok(f"The bot is @{told['user']} in {told['team']} ({told['url']}).")


def token_scopes(case: Case) -> Finding | None:
    """Compare what the token may do with what the manifest asks for."""
    if not is_set_up(case):
        return None
    from slack_sdk.errors import SlackApiError

    try:
        told = client(case).auth_test().headers
    except SlackApiError:
        return None  # said already
    given = next((value for name, value in told.items() if name.lower() == "x-oauth-scopes"), "")
    has = frozenset(part.strip() for part in given.split(",") if part.strip())
    if lacking := sorted(scopes() - has):
        return failed(f"The token lacks {', '.join(lacking)}.", _SCOPES)
    if more := sorted(has - scopes()):
        return warning(f"The token has {', '.join(more)}, which the bot does not need.", _SCOPES)
    return ok(f"The token has the {len(has)} scopes that the bot needs, and no other.")


def app_token(case: Case) -> Finding | None:
    """Ask Slack for a socket, and leave it alone."""
    token = case.settings.for_slack().app_token
    if not token or _missing():
        return None
    if not token.startswith(_APP):
        return failed(f"SLACK_APP_TOKEN does not begin with {_APP}.", _SOCKETS)
    from slack_sdk.errors import SlackApiError

    try:
        client(case, token).apps_connections_open(app_token=token)
    except SlackApiError as error:
        return failed(f"Slack opens no socket for SLACK_APP_TOKEN: {meaning(error)}.", _SOCKETS)
    return ok("Slack opens a socket for SLACK_APP_TOKEN.")


def signing_secret(case: Case) -> Finding | None:
    """Look at the form of the signing secret; whether it is the right one, a request of Slack's tells."""
    secret = case.settings.for_slack().signing_secret
    if not secret:
        return None
    if secret.startswith((_BOT, _APP)) or not secret.isalnum():
        return failed("SLACK_SIGNING_SECRET is something else than a signing secret.", _SECRETS)
    if not _SECRET.fullmatch(secret):
        return warning("SLACK_SIGNING_SECRET does not have the 32 characters that Slack's have.", _SECRETS)
    return ok("SLACK_SIGNING_SECRET has the form of one.")


def meaning(error: object) -> str:
    """Say what Slack's refusal means."""
    code = str(getattr(error, "response", {}).get("error", "unknown"))
    return f"{_MEANING[code]} ({code})" if code in _MEANING else code


def _missing() -> list[str]:
    return [name for name in _PACKAGES if find_spec(name) is None]
