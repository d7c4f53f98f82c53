"""What a message may hold."""
# ruff: noqa

from __future__ import annotations
from typing import Any
from tests.slack_server.calls import Problem


def content_problems(values: dict[str, Any], *, longest: int = 40_000, refuses: str | None = None) -> list[Problem]:
    if not values.get("text") and not values.get("blocks") and not values.get("markdown_text"):
        return [Problem("/text", "no text", "no_text")]
    return []


def block_problems(blocks: Any, where: str, *, too_many: str = "invalid_blocks") -> list[Problem]:
    return []


def metadata_problems(metadata: Any) -> list[Problem]:
    return []
