"""The clause that an amount stands in, and how it is said: as done, to come, denied, or as what goes on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.sentences.values import means
from index.speech import FINITES

if TYPE_CHECKING:
    from assistant.sentences.quantities import Quantity
    from assistant.sentences.reading import ReadSentence

_SAID = "|".join(sorted(FINITES))
_TURN = re.compile(
    rf",?\s+(?:and\s+)?(?:adding|noting|saying|stating|stressing|\b(?:{_SAID}))"
    r"(?:\s+(?:\w+ly|(?:on|in|at)\s+\w+|(?:\w+\s+)?reporters))*\s+that\s+"
    r"|,\s+(?:of (?:which|whom|them)|while|whereas|but)\s+|;\s+",
    re.IGNORECASE,
)
_LEADS = re.compile(
    r"^\W*(?:according to [^,]+,\s+|(?:adding|noting|saying|stating|stressing|recalling|reminding)\s+that\s+"
    r"|[^\d\"“”]{0,120}?\b(?:said|says)\s+(?:on\s+\w+\s+)?(?:that\s+)?(?=[\w$€£]))",
    re.IGNORECASE,
)
_TAIL = re.compile(
    rf",?\s*[\"”]?,?\s+(?:according to\b[^,]*|(?:[^,\s]+\s+){{1,8}}?(?:{_SAID})\b(?! that\b)[^,]*"
    rf"|(?:{_SAID})\s+[^,]*)\W*$"
)
_AHEAD = re.compile(
    r"\b(?:will|would|shall|may|might|could|should|must|plan(?:s|ned|ning)?|expect(?:s|ed)?|aim(?:s|ed)?|hop(?:es|ed)"
    r"|intend(?:s|ed)?|promis(?:es|ed)|forecasts?|targets?|goals?|wants?|demand(?:s|ed)|scheduled|due to|able to"
    r"|capacity|if|up to|is to|are to|was to|were to|asked|propos(?:es|ed)|agreed to|decided to|offer(?:s|ed))\b",
    re.IGNORECASE,
)
_BOUND = re.compile(r"\b(?:no|not) (?:more|less|fewer) than\b", re.IGNORECASE)
_NOT = re.compile(r"\b(?:not|no|never|neither|nor|without)\b|n['’]t\b", re.IGNORECASE)
_STANDING = re.compile(
    r"\bsince\b|\bso far\b|\bto date\b|\balready\b|\bby now\b|\bin total\b|\ba total of\b|\btotal(?:l?ed|s)?\b"
    r"|\bper\s?cent\b|%|\ba (?:day|week|month|year)\b|\b(?:daily|weekly|monthly|yearly|annual(?:ly)?)\b"
    r"|\bper (?:day|week|month|year|head)\b|\bnumber of\b|\bcurrently\b|\bnow\b|\bstill\b",
    re.IGNORECASE,
)
_PERFECT = re.compile(
    r"\b(?:has|have|had)\s+(?:\w+ly\s+|now\s+|already\s+|also\s+)?(?:been\s+)?[a-z]+\b", re.IGNORECASE
)
_PART = re.compile(r"\b(?:of (?:which|whom|them|those)|among (?:them|whom)|including)\s*\Z", re.IGNORECASE)
_AMONG_THEM = re.compile(r"\s*(?:\w+\s+){0,2}?of (?:them|whom|which|these|those)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a document's text, in code points, and how its amount is said."""

    start: int
    end: int
    ahead: bool  # it is planned, expected, possible
    denied: bool
    standing: bool  # a running total, a level, a rate: what has one value at a time
    perfect: bool  # it may be one: "has carried"
    part: bool  # of another amount: "of which 300"


def clause_of(text: str, sentence: ReadSentence, quantity: Quantity) -> Clause:
    """Return the clause of an amount, without who says it and by whose means it came about."""
    whole = sentence.sentence
    start, end = _turns(text, whole.start, whole.end, quantity)
    tail = _TAIL.search(text[start:end])
    if tail and start + tail.start() >= quantity.end:
        end = start + tail.start()
    by = means(text[start:end])
    if by is not None and start + by >= quantity.end:
        end = start + by
    clause, after = text[start:end], text[quantity.end : whole.end]
    near = f"{text[start : quantity.start]} {_up_to_and(text[quantity.end : end])}"
    return Clause(
        start,
        end,
        ahead=bool(_AHEAD.search(_BOUND.sub("", near))),
        denied=bool(_NOT.search(_BOUND.sub("", clause))),
        standing=bool(_STANDING.search(clause)),
        perfect=bool(_PERFECT.search(clause)),
        part=bool(_PART.search(text[whole.start : quantity.start]) or _AMONG_THEM.match(after)),
    )


def _turns(text: str, start: int, end: int, quantity: Quantity) -> tuple[int, int]:
    """Return what of a sentence lies between the turns on either side of an amount: "…, adding that", "of which"."""
    lead = _LEADS.match(text[start:end])
    if lead and start + lead.end() <= quantity.start:
        start += lead.end()
    for turn in _TURN.finditer(text, start, end):
        if turn.end() <= quantity.start:
            start = turn.end()
        elif turn.start() >= quantity.end:
            return start, turn.start()
    return start, end


def _up_to_and(text: str) -> str:
    return re.split(r",|\band\b|\bbut\b", text, maxsplit=1)[0]
