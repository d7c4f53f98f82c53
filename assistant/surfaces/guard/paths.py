"""Which requests are special, by their paths."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import Scope

METRICS = "/metrics"
SLACK = "/slack/events"

_LOOKS = {"GET", "HEAD"}
_OPEN = {"/", "/healthz", "/readyz"}
_OPEN_BELOW = "/page/"
_QUESTIONS = {"/chat", "/search", "/mcp", "/v1/chat/completions", "/v1/responses"}
_DOCUMENTS = "/documents"


def is_open(scope: Scope) -> bool:
    """Whether no key is needed: signs of life, the page, which holds nothing of the archive, and what Slack signs."""
    if scope["path"] == SLACK:
        return bool(scope["method"] == "POST")
    return looks(scope) and (scope["path"] in _OPEN or scope["path"].startswith(_OPEN_BELOW))


def looks(scope: Scope) -> bool:
    """Whether a request changes nothing and starts nothing."""
    return scope["method"] in _LOOKS


def is_question(scope: Scope) -> bool:
    """Whether a request takes the time of a question."""
    return scope["method"] == "POST" and scope["path"] in _QUESTIONS


def changes_documents(scope: Scope) -> bool:
    """Whether a request adds or removes documents."""
    below = scope["path"] == _DOCUMENTS or scope["path"].startswith(f"{_DOCUMENTS}/")
    return below and not looks(scope) and scope["method"] != "OPTIONS"
