"""The names in a clause, and those that a document is about."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.sentences.words import Word, names, words
from assistant.watching.verbs import AUXILIARIES, IRREGULAR
from index.countries import country
from index.speech import base

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.sentences.reading import Reading, ReadSentence

_LEAD, _LEAD_END = 2, 1_000  # sentences that tell what a document is about, and where they must end
# Parts of names that say what kind of thing is named.
_GENERIC = frozenset(
    "county township city town village province district region state states united national bureau census university"
    " company group agency ministry department office north south east west northern southern eastern western new"
    " president minister prime chancellor secretary general the of white african american black asian native".split()
)


def anchors(reading: Reading) -> frozenset[str]:
    """Return the names that a document is about, lower-cased: those of its title and lead."""
    document = reading.document
    lead = [s for s in reading.sentences[:_LEAD] if s.sentence.end <= _LEAD_END]
    found = {w.text.lower() for s in lead for run in named(reading, s, s.words) for w in run if w.capital}
    # In a headline any word may be a capital: it counts where the text has it as a name.
    titled = {w.text for w in words(document.title) if w.capital and not w.stop}
    known = {t.lower() for t in titled if re.search(rf"[a-z,] {re.escape(t)}\b", document.text)}
    return frozenset((found | known) - _GENERIC)


def named(reading: Reading, sentence: ReadSentence, found: Sequence[Word]) -> list[tuple[Word, ...]]:
    """Return the runs of names among some words of a sentence; days and amounts are none."""
    inside = [(d.start, d.end) for d in sentence.dates] + [(q.start, q.end) for q in sentence.quantities]
    kept = []
    for run in names(found, reading.document.text):
        own = tuple(w for w in run if not any(start <= w.start < end for start, end in inside))
        opens = run[0].start == sentence.sentence.start
        if opens and own and (run[0].stop or (len(own) == 1 and not _is_name(own[0], reading, found))):
            own = own[1:]
        if any(w.capital for w in own):
            kept.append(own)
    return kept


def _is_name(word: Word, reading: Reading, found: Sequence[Word]) -> bool:
    """Whether the word that opens a sentence is a name: it is one elsewhere too, or stands right before a verb."""
    lower, text = word.text.lower(), f" {reading.document.text} {reading.document.title} "
    if reading.document.text[word.end : word.end + 1] in {"'", "’"}:  # "Norhavn's"
        return True
    if country(lower) is not None or re.search(rf"[a-z,] {re.escape(word.text)}\b", text):
        return True
    if lower.endswith("s") or lower in {"police", "people"} or f" {lower} " in text:
        return False
    following = next((w.text.lower() for w in found if w.start > word.start), "")
    return following in AUXILIARIES | IRREGULAR or following.endswith("ed") or base(following) is not None
