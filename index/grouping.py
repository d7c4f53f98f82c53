"""Documents that report the same event, found by its day and by who took part."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations
from typing import TYPE_CHECKING

from index.types import DocumentSummary, Event, EventMention, Precision

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_TALKS = frozenset(("call", "meeting", "summit", "visit", "agreement"))
_OPEN = frozenset(("report", "statement"))  # kinds that say little of what happened
_MOST_NAMES = 8
_JOIN_DAYS = 2


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


@dataclass(frozen=True, slots=True)
class _Report:
    """A document reduced to what is compared."""

    document_id: str
    title: str
    mention: EventMention
    names: tuple[str, ...]  # last names, sorted
    on: date | None
    precision: Precision | None
    published_on: date | None

    @property
    def pairs(self) -> list[tuple[str, ...]]:
        """Every two of those who took part; the one alone where there is no second."""
        return list(combinations(self.names, 2)) or ([self.names] if self.names else [])

    @property
    def family(self) -> str:
        return "talks" if self.mention.kind in _TALKS else self.mention.kind


@dataclass(slots=True)
class _Years:
    """The years in which the archive has the same people together."""

    by_day: defaultdict[tuple[object, ...], Counter[int]] = field(
        default_factory=lambda: defaultdict(Counter)
    )
    by_pair: defaultdict[tuple[str, ...], Counter[int]] = field(default_factory=lambda: defaultdict(Counter))

    def learn(self, report: _Report) -> None:
        if report.on:
            for pair in report.pairs:
                self.by_day[(report.on.month, report.on.day, pair)][report.on.year] += 1
                self.by_pair[pair][report.on.year] += 1

    def guess(self, report: _Report, captured_on: date | None) -> date | None:
        """The same day of the same people, else the last such day before the capture, else their year."""
        month, day = report.mention.month, report.mention.day
        if month is None or day is None:
            return None
        year = _commonest(self.by_day.get((month, day, pair)) for pair in report.pairs)
        if year is None and captured_on:
            return latest(month, day, captured_on)
        year = year or _commonest(self.by_pair.get(pair) for pair in report.pairs)
        try:
            return date(year, month, day) if year else None
        except ValueError:
            return None


def latest(month: int, day: int, limit: date) -> date | None:
    """The last such day not after `limit`, a day's grace for time zones; None for a 29 February long past."""
    for year in (limit.year + 1, limit.year, limit.year - 1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found - timedelta(days=1) <= limit:
            return found
    return None


def group(summaries: Iterable[DocumentSummary]) -> Grouping:
    """The events of an archive. The result does not depend on the order of the documents.

    A day without a year gets one from the capture of its page or from other documents about the same people,
    always "inferred". A document without a day joins the one event of its people just before it appeared.
    """
    listed = list(summaries)
    reports = _dated(listed)
    clusters = _clusters([report for report in reports if report.on])
    _join_undated([report for report in reports if not report.on], clusters)
    events: dict[str, Event] = {}
    places: dict[str, Placement] = {}
    for cluster in sorted(clusters, key=lambda c: min(r.document_id for r in c)):
        event = _event(cluster, events)
        events[event.event_id] = event
        for report in cluster:
            places[report.document_id] = Placement(
                report.document_id, event.event_id, event.on, report.precision
            )
    ordered = sorted(events.values(), key=lambda e: (e.on or date.max, e.event_id))
    return Grouping(
        tuple(ordered), tuple(places.get(s.document_id, Placement(s.document_id)) for s in listed)
    )


def _dated(summaries: Sequence[DocumentSummary]) -> list[_Report]:
    """The reports with a year for every day that can be given one, captured pages first."""
    reports = {s.document_id: _report(s) for s in summaries if s.mention}
    captured = {s.document_id: s.captured_on for s in summaries if s.document_id in reports}
    years = _Years()
    for report in reports.values():
        years.learn(report)
    for has_capture in (True, False):
        found = {
            key: _redated(report, on)
            for key, report in reports.items()
            if report.on is None
            and bool(captured[key]) is has_capture
            and (on := years.guess(report, captured[key]))
        }
        reports |= found
        for report in found.values():
            years.learn(report)
    return list(reports.values())


def _report(summary: DocumentSummary) -> _Report:
    mention = summary.mention
    assert mention
    names = tuple(sorted({last_name(name) for name in mention.participants[:_MOST_NAMES]}))
    return _Report(
        summary.document_id,
        summary.title,
        mention,
        names,
        mention.on,
        mention.precision,
        summary.published_on,
    )


def _redated(report: _Report, on: date) -> _Report:
    return _Report(
        report.document_id, report.title, report.mention, report.names, on, "inferred", report.published_on
    )


def last_name(name: str) -> str:
    """The last word of a name, lower-cased and without accents: what differing spellings share."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode() or name
    words = [word for word in plain.casefold().split() if word.rstrip(".") not in ("jr", "sr", "ii", "iii")]
    return words[-1] if words else name.casefold()


def _commonest(counters: Iterable[Counter[int] | None]) -> int | None:
    total: Counter[int] = Counter()
    for counter in counters:
        total.update(counter or ())
    return max(total, key=lambda year: (total[year], year)) if total else None


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


def _clusters(reports: Sequence[_Report]) -> list[list[_Report]]:
    """Reports of one day with two people in common, or the same one alone, or the same title."""
    groups = _Groups(len(reports))
    buckets: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    for index, report in enumerate(reports):
        for key in _keys(report):
            buckets[(report.on, *key)].append(index)
    for members in buckets.values():
        for a, b in _alike(reports, members):
            groups.join(a, b)
    found: defaultdict[int, list[_Report]] = defaultdict(list)
    for index, report in enumerate(reports):
        found[groups.find(index)].append(report)
    return list(found.values())


def _keys(report: _Report) -> Iterator[tuple[object, ...]]:
    if len(report.names) == 1:
        yield report.names[0], report.family
    elif report.names:
        yield from report.pairs
    else:
        yield report.mention.kind, _slug(report.title)


def _alike(reports: Sequence[_Report], members: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Pairs to join: each kind with itself, and the vague kinds with the only clear one there is."""
    by_family: defaultdict[str, list[int]] = defaultdict(list)
    for index in members:
        by_family[reports[index].family].append(index)
    for same in by_family.values():
        yield from ((same[0], other) for other in same[1:])
    clear = [family for family in by_family if family not in _OPEN]
    vague = [family for family in by_family if family in _OPEN]
    if len(clear) <= 1:
        anchor = by_family[(clear or vague)[0]][0]
        yield from ((anchor, by_family[family][0]) for family in vague)


def _join_undated(reports: Sequence[_Report], clusters: list[list[_Report]]) -> None:
    """Adds each report without a day to the one event that two of its people had just before it appeared."""
    by_pair: defaultdict[tuple[object, ...], set[int]] = defaultdict(set)
    for number, cluster in enumerate(clusters):
        for report in cluster:
            for pair in report.pairs:
                if len(pair) == 2:
                    by_pair[(report.on, report.family, *pair)].add(number)
    joined: list[tuple[int, _Report]] = []
    for report in reports:
        fitting = _just_before(report, by_pair)
        if len(fitting) == 1:
            number = fitting.pop()
            on = clusters[number][0].on
            assert on
            joined.append((number, _redated(report, on)))
    for number, report in joined:
        clusters[number].append(report)


def _just_before(report: _Report, by_pair: dict[tuple[object, ...], set[int]]) -> set[int]:
    if report.published_on is None or report.mention.month is not None or report.mention.kind in _OPEN:
        return set()
    days = [report.published_on - timedelta(days=back) for back in range(_JOIN_DAYS + 1)]
    return {
        number
        for day in days
        for pair in report.pairs
        if len(pair) == 2
        for number in by_pair.get((day, report.family, *pair), ())
    }


def _event(cluster: Sequence[_Report], taken: dict[str, Event]) -> Event:
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


def _kind(cluster: Sequence[_Report]) -> str:
    counts = Counter(report.mention.kind for report in cluster)
    return max(counts, key=lambda kind: (kind not in _OPEN, counts[kind], kind))


def _agreed(cluster: Sequence[_Report]) -> dict[str, str]:
    """The people whom at least half of the reports name, by last name; the fullest spelling of each."""
    counts = Counter(name for report in cluster for name in report.names)
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for report in cluster:
        for full in report.mention.participants[:_MOST_NAMES]:
            spellings[last_name(full)][full] += 1
    kept = {name for name, count in counts.items() if count * 2 >= len(cluster)}
    return {
        name: max(spellings[name], key=lambda full: (len(full.split()), spellings[name][full], full))
        for name in kept
    }


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).casefold()
    return re.sub(r"[^\w]+", "-", "".join(c for c in plain if not unicodedata.combining(c))).strip("-_")


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:6]
