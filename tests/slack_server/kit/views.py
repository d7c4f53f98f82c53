"""What a view may hold."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from tests.slack_server.calls import Problem
from tests.slack_server.kit.blocks import view_blocks
from tests.slack_server.kit.objects import ID, plain
from tests.slack_server.kit.rules import flag, shape, string, typed

_BYTES = 250_000
_ANY = {"callback_id": ID, "external_id": ID, "private_metadata": string(3_000, 0)}
_MODAL = shape(
    {"title": plain(24), "blocks": view_blocks},
    {
        **_ANY,
        "close": plain(24),
        "submit": plain(24),
        "clear_on_close": flag,
        "notify_on_close": flag,
        "submit_disabled": flag,
    },
)
_KINDS = {"modal": typed({"modal": _MODAL}), "home": typed({"home": shape({"blocks": view_blocks}, _ANY)})}


def view_problems(view: Any, kind: str = "modal") -> list[Problem]:
    """Say what is wrong with a view."""
    if len(json.dumps(view).encode()) > _BYTES:
        return [Problem("/view", f"more than {_BYTES} bytes", "view_too_large")]
    found = [replace(problem, error="invalid_arguments") for problem in _KINDS[kind](view, "/view")]
    blocks = view.get("blocks") if isinstance(view, dict) else None
    asks = any(isinstance(one, dict) and one.get("type") == "input" for one in blocks or ())
    if asks and kind == "modal" and "submit" not in view:
        found.append(Problem("/view/submit", "a view that asks has a submit button", "invalid_arguments"))
    return found
