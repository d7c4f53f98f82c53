"""What is streamed: markdown, tasks, plans and blocks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tests.slack_server.kit.blocks import MARKDOWN_MOST, message_blocks
from tests.slack_server.kit.objects import ID, URL
from tests.slack_server.kit.rules import many, one_of, shape, string, typed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.slack_server.calls import Problem

_TITLE = string(256)
_CHUNK = typed(
    {
        "markdown_text": shape({"text": string(MARKDOWN_MOST)}),
        "plan_update": shape({"title": _TITLE}),
        "task_update": shape(
            {"id": ID, "title": _TITLE, "status": one_of("pending", "in_progress", "complete", "error")},
            {
                "details": string(256),
                "output": string(256),
                "sources": many(typed({"url": shape({"url": URL, "text": string(256)})}), 0, 50),
            },
        ),
        "blocks": shape({"blocks": message_blocks}),
    }
)


def chunk_problems(chunks: Any) -> list[Problem]:
    """Say what is wrong with chunks of a stream."""
    return [_named(problem) for problem in many(_CHUNK, 0, 100)(chunks, "/chunks")]


def said_in(chunks: list[dict[str, Any]]) -> tuple[str, list[dict[str, Any]]]:
    """Return the text that chunks add to a message, and the blocks."""
    text = "".join(_markdown(chunks))
    return text, [block for chunk in chunks if chunk["type"] == "blocks" for block in chunk["blocks"]]


def _markdown(chunks: list[dict[str, Any]]) -> Iterator[str]:
    for chunk in chunks:
        if chunk["type"] == "markdown_text":
            yield chunk["text"]


def _named(problem: Problem) -> Problem:
    too_long = problem.said.startswith("must be less") and problem.where.endswith("/text")
    blocks = "/blocks" in problem.where
    return replace(problem, error="msg_too_long" if too_long and not blocks else "invalid_chunks")
