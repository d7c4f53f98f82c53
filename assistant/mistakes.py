"""Mistakes in what a person wrote: where the first one is, and what it is, in one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic import ValidationError

Location = Sequence[str | int]


def sentence(path: Path, line: int, location: Location, message: str) -> str:
    """Say what is wrong where: file, line, and field."""
    field = ".".join(str(part) for part in location)
    where = f"{path}, line {line}" + (f", field {field}" if field else "")
    return f"{where}: {message[:1].lower()}{message[1:].rstrip('.')}."


def first_of(error: ValidationError) -> tuple[Location, str]:
    """Return where the first mistake is, and what it is."""
    first = error.errors(include_url=False)[0]
    return first["loc"], first["msg"].removeprefix("Value error, ")


def line_of(node: yaml.Node | None, location: Location) -> int:
    """Return the line, from 1, of the innermost part of a location that a YAML document holds."""
    line = 1
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
