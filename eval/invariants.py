"""What holds of every answer, whatever was asked: its quotes, its markers, its figures, dates and names."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from eval.score import Failure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from assistant.types import Answer, Citation, Statement
    from eval.observed import Documents

_MARKER = re.compile(r"\[(\d+)\]")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"[^\W\d_]+")
_MONTHS = "January February March April May June July August September October November December".split()
_MONTH = "|".join(_MONTHS)
_DATE = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<month>{_MONTH})"
    rf"|(?P<month_first>{_MONTH}) (?P<day_after>\d{{1,2}}))"
    r"(?:,? (?P<year>\d{4}))?\b"
)


@dataclass(frozen=True, slots=True)
class _Day:
    """A date as written; its year may be left out."""

    day: int
    month: str
    year: int | None


def broken_invariants(answer: Answer, documents: Documents) -> tuple[Failure, ...]:
    """Check an answer against the documents that it cites, by id."""
    return (
        *check_quotes((*answer.citations, *answer.related), documents),
        *check_markers(answer),
        *check_statements(answer),
        *check_numbers(answer, documents),
        *check_dates(answer, documents),
        *check_names(answer, documents),
    )


def check_quotes(citations: Iterable[Citation], documents: Documents) -> Iterator[Failure]:
    """`documents[document_id].text[start:end] == quote`."""
    for one in citations:
        document = documents.get(one.document_id)
        held = document.text[one.start : one.end] if document and one.start >= 0 else "no such stretch"
        if not one.quote or held != one.quote:
            where = f"{one.document_id}[{one.start}:{one.end}]"
            yield Failure("quote", f"{one.quote!r} at {where}", repr(held))


def check_markers(answer: Answer) -> Iterator[Failure]:
    """Citations are numbered from 1 in order of first use, and each is used."""
    numbers = [citation.number for citation in answer.citations]
    if numbers != list(range(1, len(numbers) + 1)):
        yield Failure("numbering", "1, 2, 3, …", str(numbers))
    used = list(dict.fromkeys(int(marker) for marker in _MARKER.findall(_unquoted(answer))))
    if used != numbers:
        yield Failure("markers", f"{numbers} in this order", str(used))


def check_statements(answer: Answer) -> Iterator[Failure]:
    """An answer makes statements, each with a citation that exists; an abstention makes none."""
    if answer.status == "abstained":
        if answer.statements or answer.citations:
            yield Failure("abstention", "no statements, no citations", answer.text)
        return
    if not answer.statements:
        yield Failure("statements", "at least one", "none")
    numbers = {citation.number for citation in answer.citations}
    for statement in answer.statements:
        if not statement.citations or not numbers.issuperset(statement.citations):
            yield Failure("cited statement", statement.text, f"cites {list(statement.citations)}")


def check_numbers(answer: Answer, documents: Documents) -> Iterator[Failure]:
    """No number stands in a statement that is not in the documents it cites, dates of theirs included."""
    for statement in answer.statements:
        known: set[str] = set()
        for citation in _of(statement, answer):
            known |= _known_numbers(citation, documents)
        unknown = _numbers(_MARKER.sub(" ", statement.text)) - known
        if unknown:
            yield Failure("number", f"numbers of its citations in {statement.text!r}", ", ".join(sorted(unknown)))


def check_dates(answer: Answer, documents: Documents) -> Iterator[Failure]:
    """No day stands in a statement that the documents it cites do not name, nor is the day of their event."""
    for statement in answer.statements:
        texts = _known_texts(statement, answer, documents)
        known = _days(" ".join(texts)) | _own_days(_of(statement, answer))
        known |= {replace(day, year=None) for day in known}
        unknown = _days(statement.text) - known if texts else ()
        if unknown:
            yield Failure("date", f"dates of its citations in {statement.text!r}", ", ".join(sorted(map(str, unknown))))


def check_names(answer: Answer, documents: Documents) -> Iterator[Failure]:
    """No name stands in a statement that is not in the documents it cites; what begins a sentence may be none."""
    for statement in answer.statements:
        texts = _known_texts(statement, answer, documents)
        months = (day.month for day in _own_days(_of(statement, answer)))
        known = {word.casefold() for word in _WORD.findall(" ".join([*texts, *months]))}
        unknown = {name for name in _names(statement.text) if name.casefold() not in known} if texts else ()
        if unknown:
            yield Failure("name", f"names of its citations in {statement.text!r}", ", ".join(sorted(unknown)))


def _known_texts(statement: Statement, answer: Answer, documents: Documents) -> list[str]:
    """Return what the documents that a statement cites say, of themselves too; none where it cites none of them."""
    cited = [c for c in _of(statement, answer) if c.document_id in documents]
    told = [(documents[c.document_id].text, c.title, c.outlet or "", c.speaker or "") for c in cited]
    return [" ".join(part.split()) for parts in told for part in parts]


def _days(text: str) -> set[_Day]:
    found = _DATE.finditer(" ".join(text.split()))
    return {
        _Day(int(m["day"] or m["day_after"]), m["month"] or m["month_first"], int(m["year"]) if m["year"] else None)
        for m in found
    }


def _own_days(citations: Iterable[Citation]) -> set[_Day]:
    days = (day for citation in citations for day in (citation.event_on, citation.published_on) if day)
    return {_Day(day.day, _MONTHS[day.month - 1], day.year) for day in days}


def _names(text: str) -> Iterator[str]:
    """Yield the capitalised words but those that a sentence or a quote begins with."""
    for match in _WORD.finditer(text):
        before = text[: match.start()].rstrip(" \"“‘'(")
        if match.group()[0].isupper() and before and before[-1] not in ".!?:":
            yield match.group()


def _unquoted(answer: Answer) -> str:
    """Return the text without its quotes: what looks like a marker there is the source's own."""
    text = answer.text
    for citation in answer.citations:
        if _MARKER.search(citation.quote):
            text = text.replace(citation.quote, " ")
    return text


def _of(statement: Statement, answer: Answer) -> Iterator[Citation]:
    return (citation for citation in answer.citations if citation.number in statement.citations)


def _known_numbers(citation: Citation, documents: Documents) -> set[str]:
    document = documents.get(citation.document_id)
    text = f"{document.title}\n{document.text}" if document else ""
    return _numbers(text) | _date_numbers(citation.event_on) | _date_numbers(citation.published_on)


def _numbers(text: str) -> set[str]:
    return {number.replace(",", "") for number in _NUMBER.findall(text)}


def _date_numbers(day: date | None) -> set[str]:
    return {f"{day.day}", f"{day.day:02}", f"{day.month}", f"{day.month:02}", f"{day.year}"} if day else set()
