"""Slack's blocks, one by one, and the rules that hold of all blocks of a message or view together."""

from __future__ import annotations

from collections.abc import Iterator  # noqa: TC003 - part of what a rule is
from typing import Any

from tests.slack_server.calls import Problem
from tests.slack_server.kit.elements import IN_ACTIONS, IN_CONTEXT, IN_CONTEXT_ACTIONS, IN_INPUT, IN_SECTION
from tests.slack_server.kit.objects import FILE, ID, IMAGE_URL, URL, any_text, plain
from tests.slack_server.kit.rich_text import RICH_TEXT_ELEMENTS
from tests.slack_server.kit.rules import Rule, either, flag, many, not_both, one_of, shape, string, typed

MARKDOWN_MOST = 12_000  # of all markdown blocks of a message together
_TABLE_MOST = 10_000  # characters of a table
_ID = {"block_id": ID}
_RICH_TEXT = shape({"elements": RICH_TEXT_ELEMENTS}, _ID)
_CELL = typed({"raw_text": shape({"text": string(_TABLE_MOST)}), "rich_text": _RICH_TEXT})
_COLUMN = shape({}, {"align": one_of("left", "center", "right"), "is_wrapped": flag})
_SOURCE = typed({"url": shape({"url": URL, "text": string(3_000)})})
_TASK = shape(
    {"task_id": ID, "title": string(256), "status": one_of("pending", "in_progress", "complete", "error")},
    {
        **_ID,
        "details": typed({"rich_text": _RICH_TEXT}),
        "output": typed({"rich_text": _RICH_TEXT}),
        "sources": many(_SOURCE, 0, 50),
    },
)

BLOCKS: dict[str, Rule] = {
    "section": shape(
        {},
        {
            **_ID,
            "text": any_text(3_000),
            "fields": many(any_text(2_000), 1, 10),
            "accessory": IN_SECTION,
            "expand": flag,
        },
        either("text", "fields"),
    ),
    "header": shape({"text": plain(150)}, _ID),
    "divider": shape({}, _ID),
    "context": shape({"elements": many(IN_CONTEXT, 1, 10)}, _ID),
    "actions": shape({"elements": many(IN_ACTIONS, 1, 25)}, _ID),
    "context_actions": shape({"elements": many(IN_CONTEXT_ACTIONS, 1, 5)}, _ID),
    "image": shape(
        {"alt_text": string(2_000)},
        {**_ID, "image_url": IMAGE_URL, "slack_file": FILE, "title": plain(2_000)},
        either("image_url", "slack_file"),
        not_both("image_url", "slack_file"),
    ),
    "input": shape(
        {"label": plain(2_000), "element": IN_INPUT},
        {**_ID, "hint": plain(2_000), "optional": flag, "dispatch_action": flag},
    ),
    "markdown": shape({"text": string(MARKDOWN_MOST)}, _ID),
    "rich_text": _RICH_TEXT,
    "table": shape({"rows": many(many(_CELL, 1, 20), 1, 100)}, {**_ID, "column_settings": many(_COLUMN, 0, 20)}),
    "task_card": _TASK,
    "plan": shape({"title": string(256)}, {**_ID, "tasks": many(_TASK, 0, 50)}),
    "video": shape(
        {"alt_text": string(2_000), "title": plain(199), "thumbnail_url": IMAGE_URL, "video_url": URL},
        {
            **_ID,
            "author_name": string(49),
            "description": plain(200),
            "provider_icon_url": IMAGE_URL,
            "provider_name": string(50),
            "title_url": URL,
        },
    ),
}
_ONLY_MESSAGES = {"markdown", "context_actions", "table", "task_card", "plan"}
_ANY = typed(BLOCKS)
_IN_VIEWS = typed({name: rule for name, rule in BLOCKS.items() if name not in _ONLY_MESSAGES})


def message_blocks(blocks: Any, where: str, most: int = 50) -> Iterator[Problem]:
    """Say what is wrong with the blocks of a message."""
    yield from many(_ANY, 0, most)(blocks, where)
    yield from _together(blocks, where)
    markdown = sum(len(text) for text in _texts(blocks, "markdown"))
    if markdown > MARKDOWN_MOST:
        yield Problem(where, f"more than {MARKDOWN_MOST} characters of markdown in all", "msg_blocks_too_long")
    if len(list(_of(blocks, "table"))) > 1:
        yield Problem(where, "only one table is allowed", "invalid_attachments")


def view_blocks(blocks: Any, where: str) -> Iterator[Problem]:
    """Say what is wrong with the blocks of a view."""
    yield from many(_IN_VIEWS, 1, 100)(blocks, where)
    yield from _together(blocks, where)


def _together(blocks: Any, where: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for number, block in enumerate(blocks if isinstance(blocks, list) else ()):
        if not isinstance(block, dict):
            continue
        named = block.get("block_id")
        if isinstance(named, str) and named in seen:
            yield Problem(f"{where}/{number}/block_id", f"`block_id` {named} already exists")
        seen.add(str(named))
        yield from _actions(block, f"{where}/{number}")


def _actions(block: dict[str, Any], where: str) -> Iterator[Problem]:
    elements = block.get("elements")
    if block.get("type") not in ("actions", "context_actions") or not isinstance(elements, list):
        return
    ids = [element.get("action_id") for element in elements if isinstance(element, dict) and "action_id" in element]
    for twice in sorted({str(one) for one in ids if ids.count(one) > 1}):
        yield Problem(f"{where}/elements", f"`action_id` {twice} already exists for another element")


def _of(blocks: Any, kind: str) -> Iterator[dict[str, Any]]:
    for block in blocks if isinstance(blocks, list) else ():
        if isinstance(block, dict) and block.get("type") == kind:
            yield block


def _texts(blocks: Any, kind: str) -> Iterator[str]:
    for block in _of(blocks, kind):
        if isinstance(block.get("text"), str):
            yield block["text"]
