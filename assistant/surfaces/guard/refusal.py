"""A request that is not let through, and why."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from http import HTTPStatus


class RefusalError(Exception):
    """The request is refused with one sentence; `reason` is what it is counted as."""

    def __init__(self, status: HTTPStatus, reason: str, sentence: str, headers: Mapping[str, str] | None = None):
        super().__init__(sentence)
        self.status = status
        self.reason = reason
        self.headers = headers or {}


def later(status: HTTPStatus, reason: str, sentence: str, seconds: float) -> RefusalError:
    """Return a refusal of what may be tried again after so many seconds."""
    return RefusalError(status, reason, sentence, {"Retry-After": str(max(1, ceil(seconds)))})
