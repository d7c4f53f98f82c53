"""Words that several documents share to the letter, as reprints of one agency's report do: they count once."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Item = TypeVar("Item")


def plain(text: str) -> str:
    """Return what two texts share that differ in case and spacing only."""
    return " ".join(text.lower().split())


def distinct(items: Iterable[Item], text: Callable[[Item], str]) -> list[Item]:
    """Return the items without those that say again what one before them says."""
    first: dict[str, Item] = {}
    for item in items:
        first.setdefault(plain(text(item)), item)
    return list(first.values())


def with_copies(items: Iterable[Item], most: int, text: Callable[[Item], str]) -> list[Item]:
    """Return the first items up to `most` different texts, and the copies of these wherever they come."""
    seen: set[str] = set()
    kept: list[Item] = []
    for item in items:
        words = plain(text(item))
        if words in seen or len(seen) < most:
            seen.add(words)
            kept.append(item)
    return kept
