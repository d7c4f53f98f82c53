"""Names the file, the line and the field of a mistake in what a person wrote."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import yaml

from eval.errors import SuiteError

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic import ValidationError

Location = Sequence[str | int]


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
    field = ".".join(str(part) for part in location)
    where = f"{path}, line {line}" + (f", field {field}" if field else "")
    return SuiteError(f"{where}: {message[:1].lower()}{message[1:].rstrip('.')}.")


def first_of(error: ValidationError) -> tuple[Location, str]:
    """Return where the first mistake is, and what it is."""
    first = error.errors(include_url=False)[0]
    return first["loc"], first["msg"].removeprefix("Value error, ")


def line_of(text: str, location: Location) -> int:
    """Return the line, from 1, of the innermost part of a location that a YAML text holds."""
    node, line = yaml.compose(text, Loader=yaml.SafeLoader), 1
    for part in location:
        step = _step(node, part)
        if step is None:
            break
        line, node = step
    return line


def _step(node: yaml.Node | None, part: str | int) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        found = [pair for pair in node.value if pair[0].value == str(part)]
        return (found[0][0].start_mark.line + 1, found[0][1]) if found else None
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        return node.value[part].start_mark.line + 1, node.value[part]
    return None
