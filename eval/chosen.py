"""Some of a suite's cases."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from heapq import nsmallest
from typing import TYPE_CHECKING

from eval.cases import Cases
from eval.errors import SuiteError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from eval.case import Case


@dataclass(frozen=True, slots=True)
class Chosen:
    """Those cases of others that have one of the tags (none: all), and one of the ids (None: any)."""

    cases: Cases
    wanted: frozenset[str]
    ids: frozenset[str] | None
    count: int

    @property
    def tags(self) -> frozenset[str]:
        """The tags of all the cases chosen from."""
        return self.cases.tags

    def __iter__(self) -> Iterator[Case]:
        return (case for case in _tagged(self.cases, self.wanted) if self.ids is None or case.id in self.ids)

    def __len__(self) -> int:
        return self.count


def choose(cases: Cases, tags: Collection[str] = (), limit: int | None = None) -> Cases:
    """Choose cases, in their order. Raises `SuiteError` where none is left.

    A limit takes a sample: by a hash of the id, so that it is the same in every run and of all parts of a file.
    """
    if not tags and limit is None:
        return cases
    wanted = frozenset(tags)
    ids = None if limit is None else frozenset(nsmallest(limit, (case.id for case in _tagged(cases, wanted)), _digest))
    count = sum(1 for _ in _tagged(cases, wanted)) if ids is None else len(ids)
    if not count:
        known = ", ".join(sorted(cases.tags)) or "none"
        raise SuiteError(f"No case has the tag {' or '.join(sorted(wanted))}; there are: {known}.")
    return Chosen(cases, wanted, ids, count)


def _tagged(cases: Cases, wanted: frozenset[str]) -> Iterator[Case]:
    return (case for case in cases if not wanted or wanted.intersection(case.tags))


def _digest(case_id: str) -> bytes:
    return sha256(case_id.encode(errors="surrogatepass")).digest()
