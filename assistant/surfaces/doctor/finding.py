"""What a check finds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from assistant.settings import Settings

State: TypeAlias = Literal["ok", "warning", "failed"]


@dataclass(frozen=True, slots=True)
class Finding:
    """How it stands with one thing, in a sentence, and what to do about it; nothing where all is well."""

    state: State
    said: str
    do: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """What is looked at."""

    settings: Settings
    url: str | None = None  # where Slack is told to send requests to


Look: TypeAlias = Callable[[Case], Finding | None]


@dataclass(frozen=True, slots=True)
class Check:
    """One check; it finds None where there is nothing to look at."""

    name: str
    look: Look
    do: str  # what to do where it ends in a way that was not foreseen


@dataclass(frozen=True, slots=True)
class Result:
    """What was found, and by which check."""

    check: str
    state: State
    said: str
    do: str


def ok(said: str) -> Finding:
    """All is well."""
    return Finding("ok", said)


def warning(said: str, do: str) -> Finding:
    """It works, and may not be what was meant."""
    return Finding("warning", said, do)


def failed(said: str, do: str = "") -> Finding:
    """It does not work."""
    return Finding("failed", said, do)
