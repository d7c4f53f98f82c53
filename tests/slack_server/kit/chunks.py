"""What is streamed."""
# ruff: noqa

from __future__ import annotations
from typing import Any
from tests.slack_server.calls import Problem

MARKDOWN_MOST = 12_000


def chunk_problems(chunks: list[dict[str, Any]]) -> list[Problem]:
    return []


def said_in(chunks: list[dict[str, Any]]) -> tuple[str, list[dict[str, Any]]]:
    return "".join(c.get("text", "") for c in chunks if c.get("type") == "markdown_text"), [
        b for c in chunks for b in c.get("blocks", ())
    ]
