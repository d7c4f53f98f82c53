"""What a call or a day was about, and which calls there were: answers made of a document's own running order."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from assistant.answering.distinct import distinct, plain
from assistant.types import Scope

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answering.evidence import Candidate
    from assistant.sentences.matching import Match
    from assistant.types import Question

    Matched = tuple[Candidate, Match]

_OF_THE_DAY = 0.75  # a sentence that bears the question's date, or whose event does
_MOST = 10  # sentences of an overview
_TALKED = re.compile(
    r"\b(?:(?:tele)?phone[ds]?|call(?:s|ed)?|conversations?|spoke|talk(?:s|ed)?|met|meetings?|discuss(?:ed|ions?)"
    r"|visit(?:s|ed)?|summits?|negotiations?|hosted|received)\b",
    re.IGNORECASE,
)


def overview(question: Question, matched: Sequence[Matched]) -> list[Matched]:
    """Return the sentences that tell what the question's scope was about: its speaker's, or each paragraph's first."""
    if question.scope == Scope() and not question.dates:
        return []
    about = [(c, m) for c, m in matched if not m.headline and m.names > 0]
    told = [(c, m) for c, m in about if m.dated >= _OF_THE_DAY]
    if not (question.scope.speaker or question.dates) and len(distinct(told, _text)) > _MOST:
        told = _leading(told)
    told.sort(key=_running_order)
    kept = {plain(_text(one)) for one in _spread(distinct(told, _text))}
    return [one for one in told if plain(_text(one)) in kept]


def occasions(question: Question, matched: Sequence[Matched]) -> list[Matched]:
    """Return for each event the sentence that reports it: the first that says that they talked, of the earliest."""
    told: dict[str, list[Matched]] = {}
    reporting = [(c, m) for c, m in matched if c.reading.document.event_id and not m.headline and m.names > 0]
    for candidate, match in sorted(reporting, key=_running_order):
        told.setdefault(candidate.reading.document.event_id or "", []).append((candidate, match))
    first = [next((one for one in those if _TALKED.search(_text(one))), those[0]) for those in told.values()]
    return [(c, m) for c, m in first if m.dated > 0 or not question.dates][:_MOST]


def _text(matched: Matched) -> str:
    return matched[0].sentence.text


def _leading(told: list[Matched]) -> list[Matched]:
    """Return of each paragraph the first sentence that reports somebody's words, else its first."""
    first: dict[tuple[str, int], Matched] = {}
    for candidate, match in sorted(told, key=_running_order):
        key = candidate.reading.document.document_id, candidate.sentence.sentence.paragraph
        known = first.get(key)
        if known is None or (known[0].sentence.sentence.speaker is None and candidate.sentence.sentence.speaker):
            first[key] = (candidate, match)
    return list(first.values())


def _running_order(matched: Matched) -> tuple[date, date, str, int]:
    document = matched[0].reading.document
    said = document.event_on or document.published_on or date.max
    return said, document.published_on or said, document.document_id, matched[0].position


def _spread(told: list[Matched]) -> list[Matched]:
    """Give every event its share where there are several."""
    events = Counter(c.reading.document.event_id or c.reading.document.document_id for c, _ in told)
    share = max(2, _MOST // max(1, len(events)))
    seen: Counter[str] = Counter()
    kept = []
    for candidate, match in told:
        event = candidate.reading.document.event_id or candidate.reading.document.document_id
        seen[event] += 1
        if seen[event] <= share or len(events) == 1:
            kept.append((candidate, match))
    return kept[:_MOST]
