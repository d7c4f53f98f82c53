"""What a rule is, and how rules are put together. Each yields what is wrong with a value, and where."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from tests.slack_server.calls import Problem

Rule: TypeAlias = Callable[[Any, str], Iterator[Problem]]


def string(most: int, least: int = 1) -> Rule:
    """A string of so many characters."""

    def rule(value: Any, where: str) -> Iterator[Problem]:
        if not isinstance(value, str):
            yield Problem(where, "must be a string")
        elif len(value) > most:
            yield Problem(where, f"must be less than {most + 1} characters")
        elif len(value) < least:
            yield Problem(where, f"must be more than {least - 1} characters")

    return rule


def matching(pattern: str, said: str, most: int = 255) -> Rule:
    """A string of a form."""
    long_enough = string(most)

    def rule(value: Any, where: str) -> Iterator[Problem]:
        yield from long_enough(value, where)
        if isinstance(value, str) and not re.fullmatch(pattern, value):
            yield Problem(where, said)

    return rule


def one_of(*values: Any) -> Rule:
    """One of a few values."""

    def rule(value: Any, where: str) -> Iterator[Problem]:
        if value not in values:
            yield Problem(where, f"must be one of {', '.join(map(str, values))}")

    return rule


def flag(value: Any, where: str) -> Iterator[Problem]:
    """True or false."""
    if not isinstance(value, bool):
        yield Problem(where, "must be a boolean")


def whole(least: int, most: int) -> Rule:
    """A whole number in a range."""

    def rule(value: Any, where: str) -> Iterator[Problem]:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            yield Problem(where, f"must be a number from {least} to {most}")

    return rule


def many(each: Rule, least: int, most: int) -> Rule:
    """An array of so many items."""

    def rule(value: Any, where: str) -> Iterator[Problem]:
        if not isinstance(value, list):
            yield Problem(where, "must be an array")
            return
        if len(value) > most:
            yield Problem(where, f"no more than {most} items allowed")
        if len(value) < least:
            yield Problem(where, f"no less than {least} items allowed")
        for number, item in enumerate(value):
            yield from each(item, f"{where}/{number}")

    return rule


def shape(required: dict[str, Rule], optional: dict[str, Rule] | None = None, *checks: Rule) -> Rule:
    """An object with these fields and no others; `type` is its caller's business."""
    fields = {**required, **(optional or {})}

    def rule(value: Any, where: str) -> Iterator[Problem]:
        if not isinstance(value, dict):
            yield Problem(where, "must be an object")
            return
        for name in sorted(set(required) - set(value)):
            yield Problem(where, f"missing required field: {name}")
        for name in sorted(set(value) - set(fields) - {"type"}):
            yield Problem(where, f"invalid additional property: {name}")
        for name in sorted(set(value) & set(fields)):
            yield from fields[name](value[name], f"{where}/{name}")
        for check in checks:
            yield from check(value, where)

    return rule


def typed(shapes: dict[str, Rule]) -> Rule:
    """An object whose `type` says which of the shapes it has."""

    def rule(value: Any, where: str) -> Iterator[Problem]:
        kind = value.get("type") if isinstance(value, dict) else None
        if kind not in shapes:
            yield Problem(f"{where}/type", f"unsupported type: {kind}")
        else:
            yield from shapes[str(kind)](value, where)

    return rule


def either(*names: str) -> Rule:
    """An object that has at least one of some fields."""

    def rule(value: Any, where: str) -> Iterator[Problem]:
        if not any(value.get(name) for name in names):
            yield Problem(where, f"one of {', '.join(names)} is required")

    return rule


def not_both(*names: str) -> Rule:
    """An object that has at most one of some fields."""

    def rule(value: Any, where: str) -> Iterator[Problem]:
        if sum(name in value for name in names) > 1:
            yield Problem(where, f"only one of {', '.join(names)} is allowed")

    return rule
