"""Documents that report the same event, found by its day and by who took part."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from index.dating import MOST_NAMES, OPEN, Report, dated, redated
from index.types import DocumentSummary, Event, Precision

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_JOIN_DAYS = 2
_SHORTEST_WORD = 4  # letters of a title's word that tells what it is about


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a document belongs: all None where it reports no dated event."""

    document_id: str
    event_id: str | None = None
    event_on: date | None = None
    precision: Precision | None = None


@dataclass(frozen=True, slots=True)
class Grouping:
    """The events of an archive, by day, and the place of each document, in the order given."""

    events: tuple[Event, ...]
    placements: tuple[Placement, ...]


def group(summaries: Iterable[DocumentSummary]) -> Grouping:
    """The events of an archive. The result does not depend on the order of the documents.

    A day without a year gets one from the capture of its page or from other documents about the same people,
    always "inferred". A document without a day joins the one event of its people just before it appeared.
    """
    listed = list(summaries)
    reports = dated(listed)
    clusters = _clusters([report for report in reports if report.on])
    _join_undated([report for report in reports if not report.on], clusters)
    events: dict[str, Event] = {}
    places: dict[str, Placement] = {}
    for cluster in sorted(clusters, key=lambda c: min(r.document_id for r in c)):
        event = _event(cluster, events)
        events[event.event_id] = event
        for report in cluster:
            places[report.document_id] = Placement(report.document_id, event.event_id, event.on, report.precision)
    ordered = sorted(events.values(), key=lambda e: (e.on or date.max, e.event_id))
    return Grouping(tuple(ordered), tuple(places.get(s.document_id, Placement(s.document_id)) for s in listed))


class _Groups:
    """Disjoint sets of reports."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def find(self, i: int) -> int:
        while self._parent[i] != i:
            self._parent[i] = self._parent[self._parent[i]]
            i = self._parent[i]
        return i

    def join(self, a: int, b: int) -> None:
        self._parent[self.find(a)] = self.find(b)


def _clusters(reports: Sequence[Report]) -> list[list[Report]]:
    """Reports of one day with two people in common, or the same one alone, or the same title.

    Plain reports and statements say little of what happened: they need a name and a word of the title in common.
    """
    groups = _Groups(len(reports))
    buckets: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    for index, report in enumerate(reports):
        for key in _keys(report):
            buckets[(report.on, *key)].append(index)
    for members in buckets.values():
        for a, b in _alike(reports, members):
            groups.join(a, b)
    found: defaultdict[int, list[Report]] = defaultdict(list)
    for index, report in enumerate(reports):
        found[groups.find(index)].append(report)
    return list(found.values())


def _keys(report: Report) -> Iterator[tuple[object, ...]]:
    if report.family == "open":
        yield from _open_keys(report)
    elif len(report.names) == 1:
        yield report.names[0], report.family
    elif report.names:
        yield from report.pairs
    else:
        yield report.mention.kind, _slug(report.title)


def _open_keys(report: Report) -> Iterator[tuple[object, ...]]:
    if not report.names:
        yield report.mention.kind, _slug(report.title)
    own = {part for name in report.mention.participants for part in _slug(name).split("-")}
    for word in {
        w.removesuffix("s") for w in _slug(report.title).split("-") if len(w) >= _SHORTEST_WORD and w not in own
    }:
        yield from ((name, report.family, word) for name in report.names)
    if report.dated_by_text and len(report.names) > 1:
        yield from report.pairs


def _alike(reports: Sequence[Report], members: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Pairs to join: each kind with itself, and the vague kinds with the only clear one there is."""
    by_family: defaultdict[str, list[int]] = defaultdict(list)
    for index in members:
        by_family[reports[index].family].append(index)
    for same in by_family.values():
        yield from ((same[0], other) for other in same[1:])
    vague = by_family.pop("open", [])
    if vague and len(by_family) == 1:
        yield next(iter(by_family.values()))[0], vague[0]


def _join_undated(reports: Sequence[Report], clusters: list[list[Report]]) -> None:
    """Adds each report without a day to the one event that two of its people had just before it appeared."""
    by_pair: defaultdict[tuple[object, ...], set[int]] = defaultdict(set)
    for number, cluster in enumerate(clusters):
        for report in cluster:
            for pair in report.pairs:
                if len(pair) == 2:
                    by_pair[(report.on, report.family, *pair)].add(number)
    joined: list[tuple[int, Report]] = []
    for report in reports:
        fitting = _just_before(report, by_pair)
        if len(fitting) == 1:
            number = fitting.pop()
            on = clusters[number][0].on
            assert on
            joined.append((number, redated(report, on)))
    for number, report in joined:
        clusters[number].append(report)


def _just_before(report: Report, by_pair: dict[tuple[object, ...], set[int]]) -> set[int]:
    if report.published_on is None or report.mention.month is not None or report.mention.kind in OPEN:
        return set()
    days = [report.published_on - timedelta(days=back) for back in range(_JOIN_DAYS + 1)]
    return {
        number
        for day in days
        for pair in report.pairs
        if len(pair) == 2
        for number in by_pair.get((day, report.family, *pair), ())
    }


def _event(cluster: Sequence[Report], taken: dict[str, Event]) -> Event:
    on = cluster[0].on
    kind = _kind(cluster)
    names = _agreed(cluster)
    parts = [on.isoformat() if on else "undated", kind, *sorted(names)[:4]]
    if not names:
        parts.append(_mark(min(_slug(report.title) for report in cluster)))
    documents = tuple(sorted(report.document_id for report in cluster))
    event_id = _slug("-".join(parts))
    if event_id in taken:
        event_id += "-" + _mark(documents[0])
    precision: Precision = "stated" if any(r.precision == "stated" for r in cluster) else "inferred"
    return Event(event_id, kind, on, precision, tuple(names[name] for name in sorted(names)), documents)


def _kind(cluster: Sequence[Report]) -> str:
    counts = Counter(report.mention.kind for report in cluster)
    return max(counts, key=lambda kind: (kind not in OPEN, counts[kind], kind))


def _agreed(cluster: Sequence[Report]) -> dict[str, str]:
    """The people whom at least half of the reports name, by what spellings share; the fullest spelling of each."""
    counts = Counter(name for report in cluster for name in report.names)
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for report in cluster:
        for full in report.mention.participants[:MOST_NAMES]:
            spellings[report.key(full)][full] += 1
    kept = {name for name, count in counts.items() if count * 2 >= len(cluster)}
    return {
        name: max(spellings[name], key=lambda full: (len(full.split()), spellings[name][full], full)) for name in kept
    }


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).casefold()
    return re.sub(r"[^\w]+", "-", "".join(c for c in plain if not unicodedata.combining(c))).strip("-_")


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:6]
