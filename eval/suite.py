"""A suite: an archive, the cases asked of it, and the gates that they must pass."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from eval.case import Case, Text
from eval.errors import SuiteError

Share = Annotated[float, Field(ge=0, le=1)]
Location = Sequence[str | int]


class Gates(BaseModel):
    """The least share of cases that must pass: of all, and of those with a tag."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    pass_rate: Share | None = None
    tags: dict[str, Share] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Suite:
    """A suite that can be run."""

    name: str
    path: Path
    archive: Path  # a folder, a file, or a JSONL corpus
    cases: tuple[Case, ...]
    gates: Gates


class _Written(BaseModel):
    """A suite as it stands in its file; paths are relative to that."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Text
    archive: Text
    cases: Annotated[tuple[Text, ...], Field(min_length=1)]
    gates: Gates = Gates()


def load_suite(path: Path) -> Suite:
    """Read a suite and its cases. Raises `SuiteError` naming file, line and field of the first mistake."""
    text = _read(path)
    written = _parse_suite(path, text)

    def mistake(location: Location, message: str) -> SuiteError:
        return _mistake(path, _line_of(text, location), location, message)

    def beside(name: str, *location: str | int) -> Path:
        found = path.parent / name
        if not found.exists():
            raise mistake(location, f"{found} does not exist")
        return found

    archive = beside(written.archive, "archive")
    cases = load_cases([beside(name, "cases", place) for place, name in enumerate(written.cases)])
    unused = sorted(set(written.gates.tags) - {tag for case in cases for tag in case.tags})
    if unused:
        raise mistake(("gates", "tags", unused[0]), "no case has this tag")
    return Suite(written.name, path, archive, cases, written.gates)


def load_cases(paths: Sequence[Path]) -> tuple[Case, ...]:
    """Read cases, one JSON object a line; blank lines are skipped. Raises `SuiteError`."""
    cases: dict[str, Case] = {}
    for path in paths:
        for number, line in enumerate(_read(path).split("\n"), start=1):
            if not line.strip():
                continue
            case = _parse_case(path, number, line)
            if case.id in cases:
                raise _mistake(path, number, ("id",), f"{case.id!r} is the id of an earlier case")
            cases[case.id] = case
    if not cases:
        raise SuiteError(f"{paths[0]} holds no cases; write one JSON object a line.")
    return tuple(cases.values())


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SuiteError(f"{path} cannot be read as UTF-8 text; check the path and its encoding.") from error


def _parse_suite(path: Path, text: str) -> _Written:
    try:
        return _Written.model_validate(yaml.safe_load(text))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise SuiteError(f"{path}, line {line}: not YAML, {error.problem}.") from error
    except yaml.YAMLError as error:
        raise SuiteError(f"{path} is not YAML.") from error
    except ValidationError as error:
        location, message = _first(error)
        raise _mistake(path, _line_of(text, location), location, message) from error


def _parse_case(path: Path, number: int, line: str) -> Case:
    try:
        return Case.model_validate_json(line)
    except ValidationError as error:
        raise _mistake(path, number, *_first(error)) from error


def _first(error: ValidationError) -> tuple[Location, str]:
    first = error.errors(include_url=False)[0]
    return first["loc"], first["msg"].removeprefix("Value error, ")


def _mistake(path: Path, line: int, location: Location, message: str) -> SuiteError:
    field = ".".join(str(part) for part in location)
    where = f"{path}, line {line}" + (f", field {field}" if field else "")
    return SuiteError(f"{where}: {message[:1].lower()}{message[1:].rstrip('.')}.")


def _line_of(text: str, location: Location) -> int:
    """Return the line, from 1, of the innermost part of a location that the file holds."""
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
