"""Names the file, the line and the field of a mistake in what a person wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.mistakes import sentence
from eval.errors import SuiteError

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.mistakes import Location


def read_text(path: Path) -> str:
    """Return a file's text. Raises `SuiteError`."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise cannot_read(path) from error


def cannot_read(path: Path) -> SuiteError:
    """Say that a file cannot be read."""
    return SuiteError(f"{path} cannot be read as UTF-8 text; check the path and its encoding.")


def mistake(path: Path, line: int, location: Location, message: str) -> SuiteError:
    """Say what is wrong where, in one sentence."""
    return SuiteError(sentence(path, line, location, message))
