"""Nothing is said that its passages do not bear out: the last step before an answer is shown."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.errors import VerificationError
from assistant.sentences.quantities import find_quantities
from assistant.sentences.words import Word, words
from index.countries import country
from index.dates import find_dates

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from assistant.types import Answer, Citation, Statement
    from index.dates import DateMention
    from index.types import Document

_MARKER = re.compile(r"\[(\d+)\]")
_ENDINGS = ("n", "an", "ian", "ese", "ish", "er", "s")
_STUMP = 4  # letters
_APART = "\n\n\n"  # no date reaches across it


def check(answer: Answer, documents: Mapping[str, Document]) -> Answer:
    """Return the answer as it is, or raise `VerificationError` naming the first thing its passages do not bear out."""
    numbers = [citation.number for citation in answer.citations]
    if numbers != list(range(1, len(numbers) + 1)):
        raise VerificationError("The citations are not numbered from 1 in order.")
    for citation in (*answer.citations, *answer.related):
        check_quote(citation, documents)
    markers = {int(number) for number in _MARKER.findall(_outside_quotes(answer))}
    if answer.status == "answered" and markers != set(numbers):
        raise VerificationError("The markers in the text and the citations are not the same.")
    by_number = {citation.number: citation for citation in answer.citations}
    for statement in answer.statements:
        check_statement(statement, by_number, documents)
    return answer


def check_quote(citation: Citation, documents: Mapping[str, Document]) -> None:
    """Raise `VerificationError` unless the quote stands in its document at its offsets, to the character."""
    document = documents.get(citation.document_id)
    held = document.text[citation.start : citation.end] if document and citation.start >= 0 else ""
    if not citation.quote or held != citation.quote:
        raise VerificationError(f"A quote is not in {citation.document_id} where it is said to be.")


def check_statement(statement: Statement, citations: Mapping[int, Citation], documents: Mapping[str, Document]) -> None:
    """Raise `VerificationError` where a statement cites nothing, or holds a number or name that its passages do not."""
    if not statement.citations or any(number not in citations for number in statement.citations):
        raise VerificationError("A statement stands on no citation.")
    missing = unsupported(statement.text, _passages(statement, citations, documents))
    if missing:
        raise VerificationError(f"A statement holds what its passages do not: {', '.join(missing)}.")


def unsupported(text: str, passages: str) -> tuple[str, ...]:
    """Return the numbers, dates and names of a text that do not stand in the passages it cites."""
    there = words(passages)
    known = {word.stem for word in there} | in_digits(passages)
    days = find_dates(passages)
    dates = [d for d in find_dates(text) if not d.relative]
    missing = [d.text for d in dates if not any(_says(day, d) for day in days)]
    inside_date = {w.start for w in words(text) for d in dates if d.start <= w.start < d.end}
    checked = (w for w in words(text) if w.start not in inside_date and _must_stand(w, text))
    return tuple(missing + [w.text for w in checked if w.stem not in known and not is_form(w, there)])


def is_form(word: Word, there: Iterable[Word]) -> bool:
    """Whether a name is what belongs to one of the names there, or is from it: "Norlander" of "Norland"."""
    lower = word.text.lower()
    stumps = [lower.removesuffix(ending) for ending in _ENDINGS if lower.endswith(ending)]
    long = [stump for stump in stumps if len(stump) >= _STUMP]
    return word.capital and any(
        other.capital and other.text.lower() in {form for stump in long for form in (stump, f"{stump}a", f"{stump}e")}
        for other in there
    )


@lru_cache(maxsize=4096)
def in_digits(passages: str) -> frozenset[str]:
    """Return the numbers that a text has in words, as digits, and those with a last zero without it."""
    worded = (q.number for q in find_quantities(passages) if not any(c.isdigit() for c in q.text))
    decimals = (word.text for word in words(passages) if word.number and "." in word.text)
    shorter = {number.rstrip("0").rstrip(".") for number in decimals}
    return frozenset(str(int(number)) for number in worded if number.is_integer()) | shorter


def about(document: Document) -> str:
    """Return what is known of a document beside its text: statements on its passages may say that too."""
    days = (f"{day.day} {day:%B %Y}" for day in (document.event_on, document.published_on) if day)
    people = [f"{person.name}, {', '.join(person.roles)}" for person in document.people]
    lands = frozenset(land for one in people for word in words(one) if (land := country(word.text.lower())))
    return _APART.join((document.title, document.outlet or "", *days, *people, *_forms(document.text, lands)))


@lru_cache(maxsize=4096)
def dated(text: str, published: date | None) -> str:
    """Return the dates that a text means by "last Tuesday" or, without a year, by "3 May", on a day of publication."""
    if published is None:
        return ""
    meant = find_dates(text, reference=published)
    years = {day.year for day in meant if day.year}
    found = [day for mention in meant for day in _meant(mention, published, years)]
    return _APART.join(dict.fromkeys(found))


def _meant(mention: DateMention, published: date, years: set[int]) -> list[str]:
    if mention.year and mention.month is None:
        return [str(mention.year)]
    if mention.month is None:
        return []
    day = mention.day or 1
    near = min(
        (year for year in (published.year - 1, published.year, published.year + 1)),
        key=lambda year: abs((date(year, mention.month or 1, min(day, 28)) - published).days),
    )
    named = {mention.year} if mention.year else {near, *years}
    month = f"{date(published.year, mention.month, 1):%B}"
    return [f"{mention.day or ''} {month} {year}".strip() for year in sorted(named)]


@lru_cache(maxsize=1024)
def _forms(text: str, lands: frozenset[str]) -> tuple[str, ...]:
    """Return the names that a text has for countries: its president "of Norway" may be called "Norwegian"."""
    if not lands:
        return ()
    return tuple(dict.fromkeys(w.text for w in words(text) if w.capital and country(w.text.lower()) in lands))


def _says(day: DateMention, said: DateMention) -> bool:
    """Whether a date is the one said, or a day of the month or year said."""
    pairs = ((day.year, said.year), (day.month, said.month), (day.day, said.day))
    return all(mine is None or mine == its for its, mine in pairs)


def _must_stand(word: Word, text: str) -> bool:
    """Whether a word is a number, or a name: capitalised where no sentence begins."""
    before = text[: word.start].rstrip(" \"“‘'(")
    return word.number or (word.capital and bool(before) and before[-1] not in ".!?:")


def _passages(statement: Statement, citations: Mapping[int, Citation], documents: Mapping[str, Document]) -> str:
    """What a statement may say: passages, quotes by themselves ("… on 5 May. 2021 visitors came"), whose they are."""
    cited = [citations[number] for number in statement.citations]
    parts = [part for one in cited for part in (_passage(one, documents), one.quote, one.speaker or "")]
    parts += [about(documents[one.document_id]) for one in cited]
    parts += [dated(_passage(one, documents), documents[one.document_id].published_on) for one in cited]
    return _APART.join(" ".join(part.split()) for part in parts)


def _passage(citation: Citation, documents: Mapping[str, Document]) -> str:
    document = documents[citation.document_id]
    ranges = ((p.start, p.end) for p in document.passages if p.passage_id == citation.passage_id)
    start, end = next(iter(ranges), (citation.start, citation.end))
    return document.text[min(start, citation.start) : max(end, citation.end)]


def _outside_quotes(answer: Answer) -> str:
    """The text without its quotes: a source may hold "[7]" of its own."""
    text = answer.text
    for quote in sorted(_quotes(answer.citations), key=len, reverse=True):
        text = text.replace(quote, "")
    return text


def _quotes(citations: Iterable[Citation]) -> set[str]:
    return {citation.quote for citation in citations}
