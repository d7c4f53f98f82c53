"""YAML as it is written, and where in its file a mistake is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import yaml

from assistant.errors import SettingsError

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic import ValidationError

Location = Sequence[str | int]


class Written:
    """A YAML file. Raises `SettingsError` where it cannot be read."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._node = yaml.compose(path.read_text(encoding="utf-8-sig"), Loader=yaml.SafeLoader)
            self.value = self._plain(self._node)
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError(f"{path} cannot be read as UTF-8 text; check the path and its encoding.") from error
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise SettingsError(f"{path}, line {line}: not YAML, {error.problem}.") from error
        except (yaml.YAMLError, RecursionError) as error:
            raise SettingsError(f"{path} is not YAML.") from error

    def first_mistake(self, error: ValidationError) -> SettingsError:
        """Say where the first mistake is, and what it is, in one sentence."""
        first = error.errors(include_url=False)[0]
        location = tuple(part for part in first["loc"] if part != "[key]")
        return self._mistake(self._line_of(location), location, first["msg"].removeprefix("Value error, "))

    def _plain(self, node: yaml.Node | None) -> Any:
        """What a node says, scalars as they are written: 22:00 is a time, and No may be an outlet."""
        if isinstance(node, yaml.SequenceNode):
            return [self._plain(one) for one in node.value]
        if not isinstance(node, yaml.MappingNode):
            return None if node is None or node.tag.endswith(":null") else node.value
        found: dict[str, Any] = {}
        for key, value in node.value:
            name = str(key.value)
            if name in found:
                raise self._mistake(key.start_mark.line + 1, (name,), "it stands here for the second time")
            found[name] = self._plain(value)
        return found

    def _mistake(self, line: int, location: Location, message: str) -> SettingsError:
        field = ".".join(str(part) for part in location)
        where = f"{self._path}, line {line}" + (f", field {field}" if field else "")
        return SettingsError(f"{where}: {message[:1].lower()}{message[1:].rstrip('.')}.")

    def _line_of(self, location: Location) -> int:
        """The line, from 1, of the innermost part of a location that the file holds."""
        node, line = self._node, 1
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
