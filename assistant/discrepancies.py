"""Where the archive differs with itself: over time, between sources, or in the wording of one statement."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from assistant.quantities import find_quantities
from assistant.types import Discrepancy, DiscrepancyValue, Question
from assistant.words import Word, stems, words
from index.speech import base

if TYPE_CHECKING:
    from assistant.matching import Words
    from assistant.quantities import Quantity
    from assistant.reports import Quoted, Report

Numbers = Mapping[tuple[str, int, int], int]  # (document id, start and end of quote) -> citation number

_NEAR = 8  # words
_UNLIKE = 0.45  # cosine of two words below which one does not say what the other does


def find(question: Question, reports: Sequence[Report], numbers: Numbers, lexicon: Words) -> tuple[Discrepancy, ...]:
    """Return what differs among the reports that answer a question."""
    found: list[Discrepancy] = []
    if any(report.lead.finding.match.quantity for report in reports):
        found += _figures(question, reports, numbers)
    found += [d for left, right in _pairs(question, reports) for d in _wordings(left, right, numbers, lexicon)]
    return tuple(found)


def _pairs(question: Question, reports: Sequence[Report]) -> Iterator[tuple[Quoted, Quoted]]:
    """Yield what may be two wordings of one statement; asked to compare, any two quotes on one event may."""
    if not question.compares:
        for report in reports:
            yield from ((report.lead, other) for other in report.others)
        return
    quotes = [quoted for report in reports for quoted in (report.lead, *report.others)]
    yield from ((a, b) for a, b in combinations(quotes, 2) if _day(a) == _day(b) and _document(a) != _document(b))


def _figures(question: Question, reports: Sequence[Report], numbers: Numbers) -> Iterator[Discrepancy]:
    about = " ".join(term.text for term in question.unit) or "figures"
    unit = question.unit[0].text if question.unit else None
    values = [(q, quantity) for r in reports for q in (r.lead, *r.others) if (quantity := q.finding.match.quantity)]
    by_day: dict[object, list[tuple[Quoted, Quantity]]] = {}
    for quoted, quantity in values:
        by_day.setdefault(_day(quoted), []).append((quoted, quantity))
    for same_day in by_day.values():
        differing = _conflicting(same_day)
        if differing:
            shown = ", ".join(f"{quantity.text} [{_number(quoted, numbers)}]" for quoted, quantity in differing)
            note = f"The sources give different figures for the same event. They give {shown}."
            yield Discrepancy("conflict", about, note, _values(differing, unit, numbers))
    if len(by_day) > 1 and len({quantity.number for _, quantity in values}) > 1:
        note = " ".join(
            ["The sources give different figures at different dates.", *_kinds_counted(question, values, numbers)]
        )
        yield Discrepancy("series", about, note, _values(values, unit, numbers))


def _conflicting(found: Sequence[tuple[Quoted, Quantity]]) -> list[tuple[Quoted, Quantity]]:
    """Return the figures of different documents that no other of them gives too: parts and wholes do not conflict."""
    return [
        (quoted, quantity)
        for quoted, quantity in found
        if any(
            _document(other) != _document(quoted)
            and quantity.number not in {q.number for q in other.finding.sentence.quantities}
            and its.number not in {q.number for q in quoted.finding.sentence.quantities}
            for other, its in found
        )
    ]


def _day(quoted: Quoted) -> object:
    document = quoted.finding.document
    return document.event_on or document.published_on or document.document_id


def _document(quoted: Quoted) -> str:
    return quoted.finding.document.document_id


def _number(quoted: Quoted, numbers: Numbers) -> int:
    return numbers[_document(quoted), quoted.span.start, quoted.span.end]


def _values(
    found: Sequence[tuple[Quoted, Quantity]], unit: str | None, numbers: Numbers
) -> tuple[DiscrepancyValue, ...]:
    """Return one value for each figure and day, in order of time, with all the citations that give it."""
    merged: dict[tuple[object, float], DiscrepancyValue] = {}
    for quoted, quantity in found:
        key = (_day(quoted), quantity.number)
        known = merged.get(key)
        merged[key] = DiscrepancyValue(
            value=known.value if known else quantity.text,
            number=quantity.number,
            unit=quantity.unit or unit,
            as_of=quoted.finding.document.event_on or quoted.finding.document.published_on,
            speaker=known.speaker if known and known.speaker else quoted.finding.sentence.sentence.speaker,
            citations=(*(known.citations if known else ()), _number(quoted, numbers)),
        )
    return tuple(sorted(merged.values(), key=lambda v: (str(v.as_of), v.citations)))


def _kinds_counted(question: Question, found: Sequence[tuple[Quoted, Quantity]], numbers: Numbers) -> list[str]:
    """Say so where one figure counts several kinds of things together and another counts one of them."""
    counted = [(_number(quoted, numbers), _counted_list(quoted, quantity)) for quoted, quantity in found]
    together = [(number, things) for number, things in counted if len(things) > 1]
    alone = [(number, quoted) for (number, things), (quoted, _) in zip(counted, found, strict=True) if len(things) < 2]
    if not together or not alone:
        return []
    number, things = together[0]
    if not {term.stem for term in question.unit} & stems(things[0]) or any(map(_says_more, things)):
        return []
    joined = ", ".join(things[:-1]) + " and " + things[-1]
    return [f"[{number}] counts {joined} together; [{alone[0][0]}] counts {things[0]}."]


def _says_more(thing: str) -> bool:
    """Whether a stretch is more than a thing: it has an amount or a verb of its own."""
    found = words(thing)
    return bool(find_quantities(thing)) or any(
        base(w.text.lower()) or w.stem in {"it", "they", "he", "she"} for w in found
    )


_THING = r"(?:(?!and\b|or\b|which\b|who\b|had\b|have\b|has\b|were\b|was\b|are\b|is\b)[\w'’-]+\s?){1,7}"
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
    document = quoted.finding.document
    return DiscrepancyValue(
        value=phrase,
        number=None,
        unit=None,
        as_of=document.event_on or document.published_on,
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
