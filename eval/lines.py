"""Where each record stands in the results of a run, so that those that are shown are read again one at a time."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from eval.record import from_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from eval.folder import RunFolder
    from eval.record import Record


def _no_places() -> array[int]:
    return array("q")


@dataclass(slots=True)
class Part:
    """The records of one variant of a suite, or of one of its ablations: byte offsets of their lines."""

    places: array[int] = field(default_factory=_no_places)
    failed: array[int] = field(default_factory=_no_places)  # of those that did not pass
    seconds: float = 0.0


@dataclass(slots=True)
class Parts:
    """The parts of a run by suite, variant and ablation (empty: the cases themselves)."""

    _parts: dict[tuple[str, str, str], Part] = field(default_factory=dict)

    def of(self, suite: str, variant: str, ablation: str = "") -> Part:
        """Return a part; an empty one where there are no records of it."""
        return self._parts.setdefault((suite, variant, ablation), Part())


def located(folder: RunFolder) -> Iterator[tuple[Record, int]]:
    """Yield each record with its place. Raises `RunError`."""
    return zip(folder.records(), _places(folder.results), strict=False)


def parts(folder: RunFolder) -> Parts:
    """Read a run once and return where everything stands: a few bytes a record. Raises `RunError`."""
    found = Parts()
    for record, place in located(folder):
        part = found.of(record.suite, record.variant, record.ablation or "")
        part.places.append(place)
        part.seconds += record.seconds
        if not record.passed:
            part.failed.append(place)
    return found


def read_at(folder: RunFolder, places: Iterable[int]) -> Iterator[Record]:
    """Yield the records at these places, in this order."""
    with folder.results.open("rb") as lines:
        for place in places:
            lines.seek(place)
            yield from_line(lines.readline().decode("utf-8"))


def _places(results: Path) -> Iterator[int]:
    with results.open("rb") as lines:
        place = 0
        for line in lines:
            yield place
            place += len(line)
