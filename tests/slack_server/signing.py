"""How Slack signs what it sends over HTTP."""

import hashlib
import hmac
import time

from tests.slack_server.names import SIGNING_SECRET


def sign(body: bytes | str, timestamp: float | None = None, secret: str = SIGNING_SECRET) -> dict[str, str]:
    """Return the headers of a request that was signed at a time, in seconds since 1970; now where none is given."""
    at = str(int(time.time() if timestamp is None else timestamp))
    raw = body.encode() if isinstance(body, str) else body
    digest = hmac.new(secret.encode(), b"v0:" + at.encode() + b":" + raw, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": at, "X-Slack-Signature": f"v0={digest}"}
