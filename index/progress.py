"""How long work tells how far it is."""

from collections.abc import Callable

# stage, done, total: ("download", 0, 1)
Progress = Callable[[str, int, int], None]


def silent(stage: str, done: int, total: int) -> None:
    """Say nothing."""
