"""Stands in for the grouping into events until it is there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Grouping:
    """No events."""

    events: tuple[Any, ...] = ()
    dated: dict[str, Any] = field(default_factory=dict)


def group(_summaries: Any) -> Grouping:
    """Group nothing."""
    return Grouping()


def mention(*_arguments: Any) -> None:
    """Mention nothing."""
