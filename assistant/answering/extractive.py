"""Answers by quoting: every statement is a stretch of a document, under the name and date it was said."""

from __future__ import annotations

import re
from dataclasses import dataclass
from textwrap import shorten
from typing import TYPE_CHECKING

from assistant.answering import discrepancies
from assistant.answering.distinct import plain
from assistant.answering.reports import Quoted, Report
from assistant.sentences.reading import issuers
from assistant.types import Citation, Discrepancy, Question, Statement

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from assistant.sentences.matching import Words
    from index.types import Document

_INFERRED = " (date inferred)"
_LONGEST_TITLE = 70
_MARKER_LIKE = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Draft:
    """What the answerer gives: the parts of an `Answer` that it is responsible for."""

    text: str
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    discrepancies: tuple[Discrepancy, ...]


def compose(question: Question, reports: Sequence[Report], lexicon: Words) -> Draft:
    """Write the answer: a statement a report, each with its citations, and what differs among them."""
    citations = _citations(reports)
    numbers = {(c.document_id, c.start, c.end): c.number for c in citations}
    found = discrepancies.find(question, reports, numbers, lexicon)
    shown = [part for report in reports for part in _apart(report)] if question.compares else reports
    statements = tuple(_statement(report, numbers) for report in shown)
    lines = [_line(report, numbers, author=question.author) for report in shown]
    return Draft(_text(lines, found), statements, citations, found)


def _apart(report: Report) -> list[Report]:
    """Show each document's words by themselves, but once where several have the same."""
    same: dict[str, list[Quoted]] = {}
    for quoted in (report.lead, *report.others):
        same.setdefault(plain(quoted.text), []).append(quoted)
    return [Report(lead, tuple(others)) for lead, *others in same.values()]


def _citations(reports: Sequence[Report]) -> tuple[Citation, ...]:
    found: list[Citation] = []
    for report in reports:
        group = (report.lead, *report.others)
        for quoted in group:
            others = tuple(_id(q) for q in group if q is not quoted)
            found.append(_citation(len(found) + 1, quoted, others))
    return tuple(found)


def _key(quoted: Quoted) -> tuple[str, int, int]:
    return _id(quoted), quoted.span.start, quoted.span.end


def _id(quoted: Quoted) -> str:
    return quoted.finding.document.document_id


def _citation(number: int, quoted: Quoted, others: tuple[str, ...]) -> Citation:
    finding, document = quoted.finding, quoted.finding.document
    return Citation(
        number=number,
        document_id=document.document_id,
        passage_id=finding.passage.passage.passage_id,
        title=document.title,
        outlet=document.outlet,
        url=document.url,
        published_on=document.published_on,
        event_on=document.event_on,
        event_on_precision=document.event_on_precision,
        speaker=finding.sentence.sentence.speaker,
        quote=quoted.text,
        start=quoted.span.start,
        end=quoted.span.end,
        also_reported_by=others,
    )


def _statement(report: Report, numbers: discrepancies.Numbers) -> Statement:
    finding = report.lead.finding
    cited = tuple(numbers[_key(q)] for q in (report.lead, *report.others))
    return Statement(
        text=_in_quotes(report.lead.text),
        citations=cited,
        speaker=finding.sentence.sentence.speaker,
        as_of=report.as_of,
        answer=finding.match.quantity.text if finding.match.quantity else None,
    )


def _line(report: Report, numbers: discrepancies.Numbers, *, author: bool = False) -> str:
    lead = report.lead
    speaker = lead.finding.sentence.sentence.speaker
    credited = speaker in issuers(lead.finding.reading)
    head = label(lead.finding.document, speaker, credited=credited)
    byline = lead.finding.document.byline
    head += f", written by {shown(byline)}" if author and byline else ""
    line = f"{head}: {_in_quotes(lead.text)} [{numbers[_key(lead)]}]"
    if report.others:
        others = ", ".join(f"{source(q.finding.document)} [{numbers[_key(q)]}]" for q in report.others)
        line += f"; also reported by {others}"
    return line


def label(document: Document, speaker: str | None, *, credited: bool = False) -> str:
    """Return who said it when: "23 January 2023 call, A Speaker"; what nobody said is told by the report."""
    occasion = _occasion(document)
    if speaker and credited and occasion:
        return f"{shown(speaker)}, on the {occasion}"
    if speaker:
        return f"{occasion or source(document)}, {shown(speaker)}"
    if document.outlet and document.published_on:
        return f"{source(document)}, {_day(document.published_on)}"
    if document.outlet:
        return f"{source(document)}, on the {occasion}" if occasion else source(document)
    return f"Report on the {occasion}" if occasion else source(document)


def _occasion(document: Document) -> str | None:
    day = document.event_on or document.published_on
    if day is None:
        return None
    kind = document.mention.kind if document.event_on and document.mention and document.mention.kind != "report" else ""
    return f"{_day(day)} {kind or 'report'}{_INFERRED if document.event_on_precision == 'inferred' else ''}"


def source(document: Document) -> str:
    """Return whose document it is: its outlet, or else its title, shortened."""
    return shown(document.outlet or shorten(document.title, _LONGEST_TITLE, placeholder="…"))


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def shown(text: str) -> str:
    """A text of a source on one line; what looks like one of our markers in it is not one."""
    return _MARKER_LIKE.sub(r"(\1)", " ".join(text.split()))


def _in_quotes(text: str) -> str:
    told = shown(text)
    return f"“{told}”" if '"' in told else f'"{told}"'


def _text(lines: list[str], found: Sequence[Discrepancy]) -> str:
    figures = [d for d in found if d.kind != "wording"]
    wording = [
        f'The wording differs: "{shown(d.values[0].value)}" [{d.values[0].citations[0]}], '
        f'"{shown(d.values[1].value)}" [{d.values[1].citations[0]}].'
        for d in found
        if d.kind == "wording"
    ]
    body = [f"- {line}" for line in lines] if len(lines) > 1 or figures else [f"{line}." for line in lines]
    heads, tails = [], []
    for discrepancy in figures:
        head, mark, tail = discrepancy.note.partition(". ")
        heads.append(head + mark.strip())
        tails += [tail] if tail else []
    return "\n".join([*heads, *body, *tails, *wording])


def abstain(question: Question) -> Draft:
    """Say that the archive does not answer, and where it looked where the question narrowed it down."""
    scope = question.scope
    if scope.speaker and not (scope.dates or scope.outlets):
        return Draft("The archive quotes nothing by that speaker which answers this question.", (), (), ())
    if scope.dates or scope.outlets:
        return Draft("The reports that the question names do not answer it.", (), (), ())
    return Draft("The archive does not answer this question.", (), (), ())
