"""A payload as Slack brings it over HTTP."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from tests.slack_server.delivery import kind_of
from tests.slack_server.signing import sign


@dataclass(frozen=True, slots=True)
class Signed:
    """A request's body and headers."""

    body: bytes
    headers: dict[str, str]


def signed(payload: dict[str, Any], at: float | None, retry: int) -> Signed:
    """Return a payload as a signed request; all that the signature covers is in it."""
    kind = kind_of(payload)
    if kind == "events_api" or payload.get("type") == "url_verification":
        body, content = json.dumps(payload).encode(), "application/json"
    else:
        form = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
        body, content = urlencode(form).encode(), "application/x-www-form-urlencoded"
    retried = {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": "http_timeout"} if retry else {}
    return Signed(body, {"Content-Type": content, **sign(body, at), **retried})
