"""YAML as it is written, and where in its file a mistake is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from assistant.errors import SettingsError
from assistant.mistakes import first_of, line_of, sentence

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic import ValidationError

    from assistant.mistakes import Location


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
        where, message = first_of(error)
        location = tuple(part for part in where if part != "[key]")
        return self._mistake(line_of(self._node, location), location, message)

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
        return SettingsError(sentence(self._path, line, location, message))
