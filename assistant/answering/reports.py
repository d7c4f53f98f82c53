"""Several documents that report one statement: kept together, told apart from different statements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from assistant.answering.distinct import plain
from assistant.answering.evidence import Finding
from assistant.answering.quotes import Span
from assistant.sentences.words import stems

_SAME_MEANING = 0.82  # cosine
_SAME_FIGURES = 0.5  # cosine, where the amounts are the same
_SAME_WORDS = 0.6  # share of the shorter one's words that stand in the longer
_FEWEST_WORDS = 4
_DAYS_APART = 3


@dataclass(frozen=True, slots=True)
class Quoted:
    """A finding and the stretch of it that is quoted, with that stretch's embedding."""

    finding: Finding
    span: Span
    vector: NDArray[np.float32]

    @property
    def text(self) -> str:
        """The quote, to the character."""
        return self.finding.document.text[self.span.start : self.span.end]


@dataclass(frozen=True, slots=True)
class Report:
    """One statement: the quote that leads, and those of other documents that report the same.

    Earliest first, but what is the same to the letter stands together.
    """

    lead: Quoted
    others: tuple[Quoted, ...] = ()

    @property
    def as_of(self) -> date | None:
        """The day it was said, else published."""
        return self.lead.finding.document.event_on or self.lead.finding.document.published_on


def last(reports: tuple[Report, ...]) -> tuple[Report, ...]:
    """Return the reports of the last day that any of them is of; those without a day say nothing of "latest"."""
    latest = max((r.as_of for r in reports if r.as_of), default=None)
    return tuple(r for r in reports if r.as_of == latest)


def in_order(reports: tuple[Report, ...]) -> tuple[Report, ...]:
    """Return the reports by the day they are of; what has no day comes last."""
    return tuple(sorted(reports, key=lambda report: report.as_of or date.max))


def merge(quoted: tuple[Quoted, ...]) -> tuple[Report, ...]:
    """Put quotes of one statement together; `quoted` comes best first, and so do the reports."""
    groups: list[_Group] = []
    for quote in quoted:
        words = plain(quote.text)
        group = next((g for g in groups if words in g), None) or next((g for g in groups if _is_of(quote, g)), None)
        if group is None:
            groups.append(group := {})
        group.setdefault(words, []).append(quote)
    return tuple(_report(group) for group in groups)


_Group = dict[str, list[Quoted]]  # by words: what is the same to the letter is in one list


def _is_of(quote: Quoted, group: _Group) -> bool:
    return any(_same_statement(quote, same[0]) for same in group.values())


def _report(group: _Group) -> Report:
    best: dict[str, Quoted] = {}
    for quote in chain.from_iterable(group.values()):
        best.setdefault(quote.finding.document.document_id, quote)
    # The earliest report leads: the others may have been written from it.
    ordered = sorted(best.values(), key=_first_published)
    first: dict[str, int] = {}
    for place, quote in enumerate(ordered):
        first.setdefault(plain(quote.text), place)
    lead, *others = sorted(ordered, key=lambda quote: first[plain(quote.text)])
    return Report(lead, tuple(others))


def _first_published(quote: Quoted) -> tuple[date, float, str]:
    document = quote.finding.document
    day = document.published_on or document.event_on or date.max
    return day, -round(quote.finding.confidence, 6), document.document_id


def _same_statement(left: Quoted, right: Quoted) -> bool:
    one, two = left.finding.document, right.finding.document
    cosine = float(left.vector @ right.vector)
    if one.document_id != two.document_id and not _same_occasion(left, right):
        return plain(left.text) == plain(right.text)
    if one.document_id == two.document_id and left.span.start < right.span.end and right.span.start < left.span.end:
        return True
    if one.document_id != two.document_id and _same_amount(left, right):
        return True
    figures = _figures(left), _figures(right)
    if figures[0] and figures[1]:
        # "Seven reports" and "15 reports" are two statements, however alike their words.
        return bool(figures[0] & figures[1]) and cosine >= _SAME_FIGURES
    if cosine >= _SAME_MEANING or plain(left.text) == plain(right.text):
        return True
    return one.document_id != two.document_id and _contained(left, right) >= _SAME_WORDS


def _same_amount(left: Quoted, right: Quoted) -> bool:
    """Whether both were found for one and the same amount that the question counts."""
    one, two = left.finding.match.quantity, right.finding.match.quantity
    return one is not None and two is not None and one.number == two.number


def _same_occasion(left: Quoted, right: Quoted) -> bool:
    one, two = left.finding.document, right.finding.document
    if one.event_id or two.event_id:
        return one.event_id == two.event_id
    if one.published_on and two.published_on:
        return abs((one.published_on - two.published_on).days) <= _DAYS_APART
    return False


def _figures(quote: Quoted) -> frozenset[float]:
    span = quote.span
    return frozenset(q.number for q in quote.finding.sentence.quantities if span.start <= q.start < span.end)


def _contained(left: Quoted, right: Quoted) -> float:
    one, two = stems(left.text), stems(right.text)
    shorter = min(len(one), len(two))
    return len(one & two) / shorter if shorter >= _FEWEST_WORDS else 0.0
