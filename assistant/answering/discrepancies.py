"""Where the archive differs with itself: over time, between sources, or in the wording of one statement."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from assistant.answering.distinct import distinct, plain
from assistant.answering.reports import Quoted
from assistant.sentences.quantities import Quantity, find_quantities
from assistant.sentences.words import Word, stems, words
from assistant.types import Discrepancy, DiscrepancyValue, Question
from index.speech import base

if TYPE_CHECKING:
    from assistant.answering.reports import Report
    from assistant.sentences.matching import Words

Numbers = Mapping[tuple[str, int, int], int]  # (document id, start and end of quote) -> citation number

_NEAR = 8  # words
_UNLIKE = 0.45  # cosine of two words below which one does not say what the other does


@dataclass(frozen=True, slots=True)
class _Figure:
    """An amount that a quote gives; `source` is the first that gives it in the same words, maybe itself."""

    quoted: Quoted
    quantity: Quantity
    source: Quoted

    @property
    def day(self) -> object:
        """The day it is of: a reprint without a date is of its source's."""
        return _date(self.quoted) or _date(self.source) or _document(self.source)


def find(question: Question, reports: Sequence[Report], numbers: Numbers, lexicon: Words) -> tuple[Discrepancy, ...]:
    """Return what differs among the reports that answer a question."""
    found: list[Discrepancy] = []
    if any(report.lead.finding.match.quantity for report in reports):
        found += _figures(question, reports, numbers)
    found += [d for left, right in _pairs(question, reports) for d in _wordings(left, right, numbers, lexicon)]
    return tuple(found)


def _pairs(question: Question, reports: Sequence[Report]) -> Iterator[tuple[Quoted, Quoted]]:
    """Yield what may be two wordings of one statement; asked to compare, any two quotes on one event may."""
    told = [distinct((report.lead, *report.others), lambda quoted: quoted.text) for report in reports]
    if not question.compares:
        for lead, *others in told:
            yield from ((lead, other) for other in others)
        return
    quotes = [quoted for report in told for quoted in report]
    yield from ((a, b) for a, b in combinations(quotes, 2) if _day(a) == _day(b) and _document(a) != _document(b))


def _figures(question: Question, reports: Sequence[Report], numbers: Numbers) -> Iterator[Discrepancy]:
    about = " ".join(term.text for term in question.unit) or "figures"
    unit = question.unit[0].text if question.unit else None
    values = [figure for report in reports for figure in _given(report)]
    by_day: dict[object, list[_Figure]] = {}
    for figure in values:
        by_day.setdefault(figure.day, []).append(figure)
    for same_day in by_day.values():
        differing = _conflicting(same_day)
        if differing:
            shown = ", ".join(f"{one.quantity.text} [{_number(one.quoted, numbers)}]" for one in differing)
            note = f"The sources give different figures for the same event. They give {shown}."
            yield Discrepancy("conflict", about, note, _values(differing, unit, numbers))
    if len(by_day) > 1 and len({figure.quantity.number for figure in values}) > 1:
        note = " ".join([_over_time(values), *_kinds_counted(question, values, numbers)])
        yield Discrepancy("series", about, note, _values(values, unit, numbers))


def _over_time(found: Sequence[_Figure]) -> str:
    """Say that figures differ; that it is their dates which differ only where these are known."""
    dated = {(figure.day, figure.quantity.number) for figure in found if isinstance(figure.day, date)}
    if len({day for day, _ in dated}) > 1 and len({number for _, number in dated}) > 1:
        return "The sources give different figures at different dates."
    return "The sources give different figures, and not all of them say of which day."


def _given(report: Report) -> Iterator[_Figure]:
    sources: dict[str, Quoted] = {}
    for quoted in (report.lead, *report.others):
        source = sources.setdefault(plain(quoted.text), quoted)
        if quantity := quoted.finding.match.quantity:
            yield _Figure(quoted, quantity, source)


def _conflicting(found: Sequence[_Figure]) -> list[_Figure]:
    """Return the figures of different documents that no other of them gives too: parts and wholes do not conflict."""
    return [one for one in found if any(_conflict(one, other) for other in found)]


def _conflict(one: _Figure, other: _Figure) -> bool:
    return (
        _document(one.source) != _document(other.source)
        and one.quantity.number not in {q.number for q in other.quoted.finding.sentence.quantities}
        and other.quantity.number not in {q.number for q in one.quoted.finding.sentence.quantities}
    )


def _day(quoted: Quoted) -> object:
    return _date(quoted) or _document(quoted)


def _date(quoted: Quoted) -> date | None:
    return quoted.finding.document.event_on or quoted.finding.document.published_on


def _document(quoted: Quoted) -> str:
    return quoted.finding.document.document_id


def _number(quoted: Quoted, numbers: Numbers) -> int:
    return numbers[_document(quoted), quoted.span.start, quoted.span.end]


def _values(found: Sequence[_Figure], unit: str | None, numbers: Numbers) -> tuple[DiscrepancyValue, ...]:
    """Return one value for each figure and day, in order of time, with all the citations that give it."""
    merged: dict[tuple[object, float], DiscrepancyValue] = {}
    for figure in found:
        quoted, quantity = figure.quoted, figure.quantity
        key = (figure.day, quantity.number)
        known = merged.get(key)
        merged[key] = DiscrepancyValue(
            value=known.value if known else quantity.text,
            number=quantity.number,
            unit=quantity.unit or unit,
            as_of=known.as_of if known else _date(quoted),
            speaker=known.speaker if known and known.speaker else quoted.finding.sentence.sentence.speaker,
            citations=(*(known.citations if known else ()), _number(quoted, numbers)),
        )
    return tuple(sorted(merged.values(), key=lambda v: (str(v.as_of), v.citations)))


def _kinds_counted(question: Question, found: Sequence[_Figure], numbers: Numbers) -> list[str]:
    """Say so where one figure counts several kinds of things together and another counts one of them."""
    counted = [(_number(one.quoted, numbers), _counted_list(one.quoted, one.quantity)) for one in found]
    together = [(number, things) for number, things in counted if len(things) > 1]
    alone = [number for number, things in counted if len(things) < 2]
    if not together or not alone:
        return []
    number, things = together[0]
    if not {term.stem for term in question.unit} & stems(things[0]) or any(map(_says_more, things)):
        return []
    joined = ", ".join(things[:-1]) + " and " + things[-1]
    return [f"[{number}] counts {joined} together; [{alone[0]}] counts {things[0]}."]


def _says_more(thing: str) -> bool:
    """Whether a stretch is more than a thing: it has an amount or a verb of its own."""
    found = words(thing)
    return bool(find_quantities(thing)) or any(
        base(w.text.lower()) or w.stem in {"it", "they", "he", "she"} for w in found
    )


_NAMING = r"(?!and\b|or\b|which\b|who\b|had\b|have\b|has\b|were\b|was\b|are\b|is\b)[\w'’-]+"
# Words have one way only to follow each other: where a list does not end as one, all ways would be tried.
_THING = rf"{_NAMING}(?:\s{_NAMING}){{0,6}}"
_LIST = re.compile(rf"\s+(?P<things>{_THING}(?:,\s+{_THING})*,?\s+and\s+{_THING})(?=[\s,.;]|$)")


def _counted_list(quoted: Quoted, quantity: Quantity) -> list[str]:
    """Return what a figure counts where it is a list: "4,700 cars, patients and those with them"."""
    match = _LIST.match(quoted.finding.document.text, quantity.end, quoted.span.end)
    if match is None or re.search(r"\d", match["things"]):
        return []
    return [thing.strip() for thing in re.split(r",\s+(?:and\s+)?|\s+and\s+", match["things"]) if thing.strip()]


def _wordings(left: Quoted, right: Quoted, numbers: Numbers, lexicon: Words) -> Iterator[Discrepancy]:
    for one, other in _differences(left, right, lexicon):
        note = "Two reports of one statement differ in wording."
        yield Discrepancy("wording", one, note, (_wording(left, one, numbers), _wording(right, other, numbers)))


def _wording(quoted: Quoted, phrase: str, numbers: Numbers) -> DiscrepancyValue:
    return DiscrepancyValue(
        value=phrase,
        number=None,
        unit=None,
        as_of=_date(quoted),
        speaker=quoted.finding.sentence.sentence.speaker,
        citations=(_number(quoted, numbers),),
    )


def _differences(left: Quoted, right: Quoted, lexicon: Words) -> Iterator[tuple[str, str]]:
    """Yield the phrases in which one report says "X of Y" and the other only "X", or "any X" and "neutral X"."""
    yield from _attributes_differ(left, right)
    for one, two, swapped in ((left, right, False), (right, left, True)):
        plain, full = _phrases(two, complemented=False), _phrases(two, complemented=True)
        for head, (phrase, complement) in _phrases(one, complemented=True).items():
            if head not in plain or head in full:
                continue
            if not _says(complement, _words_near(two.text, plain[head][1]), lexicon):
                yield (plain[head][0], phrase) if swapped else (phrase, plain[head][0])


def _attributes_differ(left: Quoted, right: Quoted) -> Iterator[tuple[str, str]]:
    """Yield the phrases whose one noun has one attribute here and another there."""
    one, two = _attributes(left), _attributes(right)
    for head in (key for key in one if key in two):
        (attribute, phrase), (other, its) = one[head], two[head]
        if (
            attribute != other
            and not {attribute, other} <= stems(left.text)
            and not {attribute, other} <= stems(right.text)
        ):
            yield phrase, its


def _attributes(quoted: Quoted) -> dict[str, tuple[str, str]]:
    """Return by the stem of each noun the stem of the attribute before it, and both as written."""
    return {
        head.stem: (attribute.stem, quoted.text[attribute.start : head.end])
        for attribute, head in pairwise(words(quoted.text))
        if not head.stop and not head.capital and not attribute.capital and not head.number
        if quoted.text[attribute.end : head.start] == " " and _ATTRIBUTE.fullmatch(attribute.text)
    }


# Words that look like attributes: a heuristic, since what they miss is only not shown.
_ATTRIBUTE = re.compile(r"any|all|no|every|both|[a-z]+(?:al|ic|ive|ous|ful|less|able|ible|ary|ant|ent)")


def _words_near(text: str, head: Word) -> list[Word]:
    """Return the content words that may say of a thing what a complement would."""
    found = words(text)
    place = found.index(head)
    return [w for w in found[max(0, place - _NEAR) : place + _NEAR] if not w.stop]


def _says(complement: Word, said: Sequence[Word], lexicon: Words) -> bool:
    if any(w.stem == complement.stem for w in said):
        return True
    near = lexicon.similarity([complement.text.lower()], [w.text.lower() for w in said])
    return bool(near.size) and float(near.max()) >= _UNLIKE


def _phrases(quoted: Quoted, *, complemented: bool) -> dict[str, tuple[str, Word]]:
    """Return by the stem of its head each phrase with an "of" complement, or each without; attributes included."""
    text = quoted.text
    found = words(text)
    phrases: dict[str, tuple[str, Word]] = {}
    for i, head in enumerate(found):
        if head.stop or head.capital or head.number:
            continue
        follows = i + 2 < len(found) and found[i + 1].text == "of" and not found[i + 2].stop
        if follows != complemented:
            continue
        first = last = head
        for before, after in pairwise(reversed(found[: i + 1])):
            if after.stop or after.number or text[after.end : before.start] != " ":
                break
            first = after
        if complemented:
            # The complement's noun, not the attribute before it: "of bilateral relations".
            last = found[i + 2]
            for after in found[i + 3 :]:
                if after.stop or text[last.end : after.start] != " " or not _ATTRIBUTE.fullmatch(last.text):
                    break
                last = after
        phrases.setdefault(head.stem, (text[first.start : last.end], last))
    return phrases
