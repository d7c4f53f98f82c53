"""The dates and content words of a question."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.sentences.words import stem
from assistant.types import Term
from index.countries import country
from index.dates import DateMention, find_dates, month_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.sentences.words import Word

# What news calls an occasion on which something is said, or the report of it.
EVENT = (
    r"(?:(?:tele)?phone\s+|telephone\s+)?(?:calls?|conversations?|talks?|meetings?|readouts?|statements?|reports?"
    r"|releases?|articles?|summits?|visits?|discussions?|exchanges?|announcements?|notices?|updates?|rulings?"
    r"|briefings?|speech(?:es)?|interviews?)"
)
MONTH = r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b"
# In a question, four digits of these centuries are a year: "the 2021 shipments".
_YEAR = re.compile(r"(?<![\w.,$€£-])(?:19|20)\d{2}(?![\w-]|[.,]\d)")
_COMPARED_MONTH = re.compile(
    r"\b(?:with|and|to|against|versus|than|or)\s+(January|February|March|April|May|June|July|August|September|October|November"
    r"|December)(?=\s*(?:$|[?.,]))"
)
_EVENT_MONTH = re.compile(
    r"\b(January|February|March|April|May|June|July|August|September|October|November|December)(?:['’]s)?"
    rf"(?=\s+one\b|\s+(?:\w+\s+)?{EVENT}\b|\s+and\s+[A-Z]\w+\s+{EVENT}\b)"
)
# Words that put a question rather than name what it is about.
_FRAME = frozenset(
    stem(word)
    for word in """
    say said state stated tell told mention report reported discuss discussed happen happened occur take took
    place number figure many much count amount exact total call calls conversation phone telephone talk talks
    meeting readout statement press release article document source archive know date day month year time
    person people name kind type thing things detail details information describe explain summarize summarise
    summary compare comparison difference differ different view position reaction response comment stance main
    key point points claim claimed express expressed according regard regarding concerning topic subject issue
    content ever exactly actually mean use used go going record each two city country town district region
    organisation organization agency news body company institution outlet account version official word words
    put bring brought voice way gone went change changed evolve develop grow increase decrease lines brief
    briefly leaders sides parties message briefing announcement notice update ruling speech interview latest
    recent newest current currently quote quoted quotes saying service cite cited hear heard long old far
    often one ones once ring rang speak spoke times write wrote written gave given worried concerned angry pleased
    happy alarmed upset unhappy satisfied disappointed grateful
    """.split()
)


def capitalised_months(text: str) -> str:
    """Typing "in march" means the month as well; the length stays the same."""
    if any(c.isupper() for c in text[1:]) and re.search(MONTH, text) is None:
        return text
    return re.sub(
        rf"(?<=\b)(in|since|of|the|by|until|from|before|after|and|on|for|during)(\s)({MONTH})",
        lambda m: m[1] + m[2] + m[3].capitalize(),
        text,
    )


def asked_dates(text: str) -> tuple[DateMention, ...]:
    """Return the dates in a question, a month that only its call tells to be one ("and March calls") included."""
    found = list(find_dates(text))
    for match in _EVENT_MONTH.finditer(text):
        if not any(d.start < match.end(1) and match.start(1) < d.end for d in found):
            found.append(DateMention(*match.span(1), match[1], None, month_number(match[1]), None))
    for match in _COMPARED_MONTH.finditer(text):
        if not any(d.start < match.end(1) and match.start(1) < d.end for d in found):
            found.append(DateMention(*match.span(1), match[1], None, month_number(match[1]), None))
    for match in _YEAR.finditer(text):
        if not any(d.start < match.end() and match.start() < d.end for d in found):
            found.append(DateMention(*match.span(), match[0], int(match[0]), None, None))
    return tuple(sorted(found, key=lambda d: d.start))


def terms(found: Sequence[Word], taken: Sequence[tuple[int, int]]) -> tuple[Term, ...]:
    """Return the content words outside the stretches that are `taken` for the scope and the dates."""
    asked: dict[str, Term] = {}
    for position, word in enumerate(found):
        if word.stop or any(start < word.end and word.start < end for start, end in taken):
            continue
        name = (word.capital and (position > 0 or word.text.isupper())) or country(word.text.lower()) is not None
        asked.setdefault(word.stem, Term(word.text, word.stem, name, word.stem in _FRAME and not name))
    return tuple(asked.values())
