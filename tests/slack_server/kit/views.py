"""What a view may hold."""
# ruff: noqa

from __future__ import annotations
from typing import Any
from tests.slack_server.calls import Problem


def view_problems(view: Any, kind: str) -> list[Problem]:
    return []
