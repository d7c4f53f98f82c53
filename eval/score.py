"""What a case expects against what came: one small check for each expectation, each with its explanation."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.types import Answer, Citation, Discrepancy, DiscrepancyValue
    from eval.case import Case, Cited, ExpectedDiscrepancy, Phrase, Place

_MARKER = re.compile(r"\[\d+\]")
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_PLAIN = str.maketrans({"“": '"', "”": '"', "„": '"', "’": "'", "‘": "'", "–": "-", "—": "-"})


@dataclass(frozen=True, slots=True)
class Failure:
    """An expectation that was not met."""

    check: str
    expected: str
    got: str


def score(case: Case, answer: Answer) -> tuple[Failure, ...]:
    """Hold an answer against its case; no failures means that it passes."""
    return tuple(failure for check in CHECKS for failure in check(case, answer))


def holds(text: str, wanted: str) -> bool:
    """Tell whether words stand in a text, whatever their case, quotation marks and spacing.

    A figure is found whole: 980 does not stand in 1,980.
    """
    plain = _plain(wanted)
    before = r"(?<!\d)(?<!\d[.,])" if plain[:1].isdigit() else ""
    after = r"(?!\d)(?![.,]\d)" if plain[-1:].isdigit() else ""
    return re.search(before + re.escape(plain) + after, _plain(text)) is not None


def part(answer: Answer, place: Place) -> str:
    """Return the part of an answer that words are looked for in, without citation markers."""
    parts = {
        "text": [answer.text],
        "quotes": [citation.quote for citation in answer.citations],
        "statements": [statement.text for statement in answer.statements],
        "answers": [statement.answer or "" for statement in answer.statements],
        "related": [citation.quote for citation in answer.related],
    }
    return _MARKER.sub(" ", "\n".join(parts[place]))


def found(phrase: Phrase, text: str) -> tuple[str, ...]:
    """Return the forms of a phrase that stand in a text: words, or the figures near the number wanted."""
    if phrase.number is None:
        return tuple(form for form in phrase.any if holds(text, form))
    figures = (figure for figure in _NUMBER.findall(text) if _near(figure, phrase.number, phrase.tolerance))
    return tuple(dict.fromkeys(figures))


def is_cited(wanted: Cited, citation: Citation) -> bool:
    """Tell whether a citation is of the document wanted, and shares its words with the quote wanted."""
    if wanted.document is not None and wanted.document != citation.document_id:
        return False
    return wanted.quote is None or holds(citation.quote, wanted.quote) or holds(wanted.quote, citation.quote)


def check_status(case: Case, answer: Answer) -> Iterator[Failure]:
    """Answered or abstained."""
    if case.status is not None and answer.status != case.status:
        yield Failure("status", case.status, answer.status)


def check_included(case: Case, answer: Answer) -> Iterator[Failure]:
    """Each phrase stands in its part of the answer, in one of its forms."""
    for phrase in case.must_include:
        if not found(phrase, part(answer, phrase.place)):
            yield Failure("must_include", _described_phrase(phrase), f"not in {phrase.place}")


def check_not_included(case: Case, answer: Answer) -> Iterator[Failure]:
    """No form of a phrase stands in its part of the answer."""
    for phrase in case.must_not_include:
        for form in found(phrase, part(answer, phrase.place)):
            yield Failure("must_not_include", f"no {form!r}", f"in {phrase.place}")


def check_lead(case: Case, answer: Answer) -> Iterator[Failure]:
    """The first statement holds the phrase."""
    if case.must_lead_with is None:
        return
    lead = answer.statements[0].text if answer.statements else ""
    if not found(case.must_lead_with, lead):
        yield Failure("must_lead_with", _described_phrase(case.must_lead_with), lead or "no statement")


def check_cited(case: Case, answer: Answer) -> Iterator[Failure]:
    """Each document or passage, or one of its alternatives, is cited."""
    for alternatives in case.must_cite:
        if not any(is_cited(wanted, citation) for wanted in alternatives for citation in answer.citations):
            yield Failure("must_cite", " or ".join(map(_described_cited, alternatives)), _listed(_cited(answer)))


def check_not_cited(case: Case, answer: Answer) -> Iterator[Failure]:
    """None of the documents or passages is cited."""
    for unwanted in case.must_not_cite:
        if any(is_cited(unwanted, citation) for citation in answer.citations):
            yield Failure("must_not_cite", f"no {_described_cited(unwanted)}", "cited")


def check_corroboration(case: Case, answer: Answer) -> Iterator[Failure]:
    """Each document is named as reporting the same, or cited itself."""
    named = _cited(answer).union(*(citation.also_reported_by for citation in answer.citations))
    for document_id in case.also_reported_by:
        if document_id not in named:
            yield Failure("also_reported_by", document_id, _listed(named))


def check_discrepancies(case: Case, answer: Answer) -> Iterator[Failure]:
    """Each expected disagreement is shown, with its values."""
    for expected in case.discrepancies:
        if not any(_shows(found, expected) for found in answer.discrepancies):
            values = f"{expected.kind} of {_listed((*expected.values, *map(str, expected.dates)))}"
            yield Failure("discrepancies", values, _listed(map(_described, answer.discrepancies)))


def check_no_discrepancies(case: Case, answer: Answer) -> Iterator[Failure]:
    """No disagreement of these kinds is shown."""
    for found in answer.discrepancies:
        if found.kind in case.no_discrepancies:
            yield Failure("no_discrepancies", f"no {found.kind}", _described(found))


def check_speaker(case: Case, answer: Answer) -> Iterator[Failure]:
    """The person said at least one statement, and nobody else said another."""
    if case.speaker is None:
        return
    speakers = [statement.speaker for statement in answer.statements if statement.speaker]
    if not speakers or not all(holds(speaker, case.speaker) for speaker in speakers):
        yield Failure("speaker", case.speaker, _listed(speakers))


def check_as_of(case: Case, answer: Answer) -> Iterator[Failure]:
    """At least one statement carries the date, and none another."""
    dates = (statement.as_of for statement in answer.statements)
    yield from _all_equal("as_of", case.as_of, dates)


def check_event(case: Case, answer: Answer) -> Iterator[Failure]:
    """At least one citation carries the event's date and its precision, and none another."""
    yield from _all_equal("event_on", case.event_on, (one.event_on for one in answer.citations))
    precisions = (one.event_on_precision for one in answer.citations)
    yield from _all_equal("event_on_precision", case.event_on_precision, precisions)


Check = Callable[["Case", "Answer"], Iterator[Failure]]
CHECKS: tuple[Check, ...] = (
    check_status,
    check_included,
    check_not_included,
    check_lead,
    check_cited,
    check_not_cited,
    check_corroboration,
    check_discrepancies,
    check_no_discrepancies,
    check_speaker,
    check_as_of,
    check_event,
)


def _plain(text: str) -> str:
    return " ".join(text.translate(_PLAIN).casefold().split())


def _near(figure: str, number: float, tolerance: float) -> bool:
    return abs(float(figure.replace(",", "")) - number) <= tolerance


def _cited(answer: Answer) -> set[str]:
    return {citation.document_id for citation in answer.citations}


def _all_equal(check: str, expected: object | None, values: Iterable[object | None]) -> Iterator[Failure]:
    if expected is None:
        return
    known = {value for value in values if value is not None}
    if known != {expected}:
        yield Failure(check, str(expected), _listed(map(str, known)))


def _shows(found: Discrepancy, expected: ExpectedDiscrepancy) -> bool:
    dates = {shown.as_of for shown in found.values}
    values_shown = all(any(is_value(shown, wanted) for shown in found.values) for wanted in expected.values)
    return found.kind == expected.kind and values_shown and dates.issuperset(expected.dates)


def is_value(shown: DiscrepancyValue, wanted: str) -> bool:
    """Tell whether a value shown is the one wanted, in words or as a number."""
    if holds(shown.value, wanted):
        return True
    figure = wanted.replace(",", "")
    return figure.isdecimal() and shown.number == float(figure)


def _described(found: Discrepancy) -> str:
    return f"{found.kind} of {_listed(value.value for value in found.values)}"


def _described_phrase(phrase: Phrase) -> str:
    if phrase.number is None:
        return " or ".join(repr(form) for form in phrase.any)
    return f"{phrase.number:g}" + (f" ± {phrase.tolerance:g}" if phrase.tolerance else "")


def _described_cited(one: Cited) -> str:
    return ": ".join(filter(None, (one.document, one.quote and repr(one.quote))))


def _listed(values: Iterable[str]) -> str:
    return "; ".join(sorted(values)) or "none"
