"""Some of a suite's cases."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from eval.cases import Cases
from eval.errors import SuiteError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from eval.case import Case


@dataclass(frozen=True, slots=True)
class Chosen:
    """Those cases of others that have one of the tags (none: all), up to a limit."""

    cases: Cases
    wanted: frozenset[str]
    limit: int | None
    count: int

    @property
    def tags(self) -> frozenset[str]:
        """The tags of all the cases chosen from."""
        return self.cases.tags

    def __iter__(self) -> Iterator[Case]:
        return islice(_tagged(self.cases, self.wanted), self.limit)

    def __len__(self) -> int:
        return self.count


def choose(cases: Cases, tags: Collection[str] = (), limit: int | None = None) -> Cases:
    """Choose cases. Raises `SuiteError` where none is left."""
    if not tags and limit is None:
        return cases
    wanted = frozenset(tags)
    count = sum(1 for _ in islice(_tagged(cases, wanted), limit))
    if not count:
        raise SuiteError(
            f"No case has the tag {' or '.join(sorted(wanted))}; there are: {', '.join(sorted(cases.tags))}."
        )
    return Chosen(cases, wanted, limit, count)


def _tagged(cases: Cases, wanted: frozenset[str]) -> Iterator[Case]:
    return (case for case in cases if not wanted or wanted.intersection(case.tags))
