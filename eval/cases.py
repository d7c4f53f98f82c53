"""Cases, one JSON object a line: read as they are needed, so that a suite may be larger than memory."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from pydantic import ValidationError

from assistant.mistakes import first_of
from eval.case import Case
from eval.errors import SuiteError
from eval.mistakes import cannot_read, mistake

if TYPE_CHECKING:
    from collections.abc import Iterator


class Cases(Protocol):
    """Cases that can be read again and again, in the same order."""

    @property
    def tags(self) -> frozenset[str]:
        """Every tag that a case has."""
        ...

    def __iter__(self) -> Iterator[Case]:
        """Yield the cases. Raises `SuiteError` where what holds them has become unusable."""
        ...

    def __len__(self) -> int:
        """Return how many they are."""
        ...


@dataclass(frozen=True, slots=True)
class CaseFiles:
    """The cases of JSONL files; blank lines, and those that start with `#`, are skipped."""

    paths: tuple[Path, ...]
    count: int
    tags: frozenset[str]

    def __iter__(self) -> Iterator[Case]:
        for path in self.paths:
            yield from (case for _, case in read_cases(path))

    def __len__(self) -> int:
        return self.count


def open_cases(paths: tuple[Path, ...]) -> CaseFiles:
    """Read all cases once to know that they can be used. Raises `SuiteError` naming file, line and field."""
    ids: set[str] = set()
    tags: set[str] = set()
    for path in paths:
        for number, case in read_cases(path):
            if case.id in ids:
                raise mistake(path, number, ("id",), f"{case.id!r} is the id of an earlier case")
            ids.add(case.id)
            tags.update(case.tags)
    if not ids:
        raise SuiteError(f"{paths[0]} holds no cases; write one JSON object a line.")
    return CaseFiles(paths, len(ids), frozenset(tags))


def read_cases(path: Path) -> Iterator[tuple[int, Case]]:
    """Yield the cases of a file, each with its line. Raises `SuiteError`."""
    try:
        with path.open(encoding="utf-8-sig") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip() and not line.startswith("#"):
                    yield number, _parse(path, number, line)
    except (OSError, UnicodeDecodeError) as error:
        raise cannot_read(path) from error


def _parse(path: Path, number: int, line: str) -> Case:
    try:
        return Case.model_validate_json(line)
    except ValidationError as error:
        raise mistake(path, number, *first_of(error)) from error
