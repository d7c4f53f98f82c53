"""Reports with the day of their event, and the year where only the archive as a whole tells it."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import combinations
from typing import TYPE_CHECKING

from index.types import EventMention, Precision

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.types import DocumentSummary

OPEN = frozenset(("report", "statement"))  # kinds that say little of what happened
_TALKS = frozenset(("call", "meeting", "summit", "visit", "agreement"))
MOST_NAMES = 8


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


def nearest(month: int, day: int, published_on: date) -> date | None:
    """The day that a text of that date means: the last one, unless the next is far nearer: announcements."""
    past = latest(month, day, published_on)
    if past is None or (published_on - past).days < 240:
        return past
    try:
        return date(past.year + 1, month, day)
    except ValueError:
        return past


def last_name(name: str) -> str:
    """The last word of a name, lower-cased and without accents: what differing spellings share."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode() or name
    words = [word for word in plain.casefold().split() if word.rstrip(".") not in ("jr", "sr", "ii", "iii")]
    return words[-1] if words else name.casefold()


@dataclass(frozen=True, slots=True)
class Report:
    """A document reduced to what is compared."""

    document_id: str
    title: str
    mention: EventMention
    names: tuple[str, ...]  # last names, sorted
    on: date | None
    precision: Precision | None
    published_on: date | None
    people: frozenset[str] = frozenset()

    @property
    def dated_by_text(self) -> bool:
        """Whether the day stands in the text, rather than being that of the publication."""
        return self.mention.month is not None

    def key(self, participant: str) -> str:
        """What spellings of one participant share: a person's last name, all of an organisation's."""
        known = not self.people or participant in self.people
        return last_name(participant) if known else participant.casefold()

    @property
    def pairs(self) -> list[tuple[str, ...]]:
        """Every two of those who took part; the one alone where there is no second."""
        return list(combinations(self.names, 2)) or ([self.names] if self.names else [])

    @property
    def family(self) -> str:
        """Kinds that sources mix up count as one: a "talk" may be a call or a meeting."""
        if self.mention.kind in OPEN:
            return "open"
        return "talks" if self.mention.kind in _TALKS else self.mention.kind


@dataclass(slots=True)
class Years:
    """The years in which the archive has the same people together."""

    by_day: defaultdict[tuple[object, ...], Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    by_pair: defaultdict[tuple[str, ...], Counter[int]] = field(default_factory=lambda: defaultdict(Counter))

    def learn(self, report: Report) -> None:
        """Counts a report whose day is known."""
        if report.on:
            for pair in report.pairs:
                self.by_day[(report.on.month, report.on.day, pair)][report.on.year] += 1
                self.by_pair[pair][report.on.year] += 1

    def guess(self, report: Report, captured_on: date | None) -> date | None:
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


def dated(summaries: Sequence[DocumentSummary]) -> list[Report]:
    """The reports with a year for every day that can be given one, captured pages first."""
    reports = {s.document_id: _report(s) for s in summaries if s.mention}
    captured = {s.document_id: s.captured_on for s in summaries if s.document_id in reports}
    years = Years()
    for report in reports.values():
        years.learn(report)
    for has_capture in (True, False):
        found = {
            key: redated(report, on)
            for key, report in reports.items()
            if report.on is None and bool(captured[key]) is has_capture and (on := years.guess(report, captured[key]))
        }
        reports |= found
        for report in found.values():
            years.learn(report)
    return list(reports.values())


def _report(summary: DocumentSummary) -> Report:
    mention = summary.mention
    assert mention
    known = frozenset(person.name for person in summary.people)
    report = Report(
        summary.document_id, summary.title, mention, (), mention.on, mention.precision, summary.published_on, known
    )
    return replace(report, names=tuple(sorted({report.key(name) for name in mention.participants[:MOST_NAMES]})))


def redated(report: Report, on: date) -> Report:
    """The report with a day that it does not state itself."""
    return replace(report, on=on, precision="inferred")


def _commonest(counters: Iterable[Counter[int] | None]) -> int | None:
    total: Counter[int] = Counter()
    for counter in counters:
        total.update(counter or ())
    return max(total, key=lambda year: (total[year], year)) if total else None
