"""The address that Slack sends requests to, asked as Slack asks it when it is told of one; and the page's."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from secrets import token_hex
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from assistant.surfaces.doctor.finding import Case, Finding, failed, ok, warning
from assistant.surfaces.slack.manifest import events_url

if TYPE_CHECKING:
    from collections.abc import Mapping

_SECONDS = 10
_LONGEST = 10_000  # bytes of a reply that are read
_FORBIDDEN = (401, 403)
_NO_ROUTE = (404, 405)
_MISDIRECTED = 421
_FINE = 200
_SERVER = "Look whether `readout serve` is running, and whether the proxy before it sends this path there."
_SECRET = "SLACK_SIGNING_SECRET must be the same there as here, and the clocks of both must agree."  # noqa: S105


@dataclass(frozen=True, slots=True)
class _Reply:
    status: int
    body: str


@dataclass(frozen=True, slots=True)
class _Verification:
    """What Slack sends to an address that it is told of, and expects to come back."""

    challenge: str = field(default_factory=lambda: token_hex(16))

    def post(self, url: str, secret: str) -> _Reply:
        from slack_sdk.signature import SignatureVerifier

        body = json.dumps({"type": "url_verification", "challenge": self.challenge, "token": "readout-doctor"})
        stamp = str(int(SignatureVerifier(secret).clock.now()))
        signature = SignatureVerifier(secret).generate_signature(timestamp=stamp, body=body) or ""
        signed = {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": signature}
        return _asked("POST", url, body, {"Content-Type": "application/json", **signed})


def endpoint(case: Case) -> Finding | None:
    """Send a signed request as Slack would, and one that Slack did not sign."""
    secret = case.settings.for_slack().signing_secret
    if case.url is None:
        return None
    if not secret:
        return failed("SLACK_SIGNING_SECRET is not set, so that no request can be signed.", "Set it here too.")
    url, verification = events_url(case.url), _Verification()
    try:
        reply = verification.post(url, secret)
        if reply.status != _FINE or verification.challenge not in reply.body:
            return _refused(url, reply)
        forged = verification.post(url, token_hex(16))
    except (OSError, HTTPException) as error:
        return failed(f"{url} cannot be reached ({_reason(error)}).", _SERVER)
    if forged.status == _FINE:
        return failed(f"{url} takes requests that Slack did not sign.", "Let nothing but Readout answer there.")
    if urlsplit(url).scheme != "https":
        return warning(
            f"{url} takes what Slack signs, and Slack sends to https only.", "Put a proxy that speaks TLS before it."
        )
    return ok(f"{url} takes what Slack signs, and nothing else.")


def page(case: Case) -> Finding | None:
    """Look whether the page is there that sources link to."""
    slack = case.settings.for_slack()
    if slack.page_url is None:
        linked = "READOUT_PAGE_URL is not set: sources in Slack link to the documents' own addresses."
        return ok(linked) if slack.bot_token else None
    do = "Look whether `readout serve` is reached there; those who ask may reach it though this machine does not."
    try:
        reply = _asked("GET", f"{slack.page_url}/healthz")
    except (OSError, HTTPException) as error:
        return warning(f"{slack.page_url} cannot be reached from here ({_reason(error)}).", do)
    if reply.status != _FINE:
        return warning(f"{slack.page_url} answers, and not as Readout does (status {reply.status}).", do)
    return ok(f"The page is at {slack.page_url}.")


def _refused(url: str, reply: _Reply) -> Finding:
    if reply.status in _FORBIDDEN:
        return failed(f"{url} turns away what is signed with SLACK_SIGNING_SECRET (status {reply.status}).", _SECRET)
    if reply.status == _MISDIRECTED:
        return failed(f"{url} answers to other names only.", "Add its name to READOUT_HOSTS there.")
    if reply.status in _NO_ROUTE:
        tokens = "Set SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET where `readout serve` runs, or correct the address."
        return failed(f"Nothing takes Slack's requests at {url} (status {reply.status}).", tokens)
    return failed(f"{url} does not give the challenge back (status {reply.status}).", _SERVER)


def _asked(method: str, url: str, body: str | None = None, headers: Mapping[str, str] | None = None) -> _Reply:
    parts = urlsplit(url)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(parts.netloc, timeout=_SECONDS)
    try:
        connection.request(method, parts.path or "/", body, dict(headers or {}))
        response = connection.getresponse()
        return _Reply(response.status, response.read(_LONGEST).decode(errors="replace"))
    finally:
        connection.close()


def _reason(error: Exception) -> str:
    return str(getattr(error, "strerror", None) or error or type(error).__name__).lower()
