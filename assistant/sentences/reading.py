"""A document read for its evidence: each sentence as words, amounts and dates, beside what stands around it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.sentences.quantities import Quantity, find_quantities
from assistant.sentences.words import Word, expansions, words
from index.dates import DateMention, find_dates
from index.types import Document, Sentence

_LEAD_SENTENCES = 2


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """One sentence; offsets of words, amounts and dates are into the document's text."""

    sentence: Sentence
    text: str
    words: tuple[Word, ...]
    content: tuple[Word, ...]  # the words that carry some
    stems: frozenset[str]  # of these
    quantities: tuple[Quantity, ...]
    dates: tuple[DateMention, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A document's sentences, and the stems that any of them may lean on: title, lead, people."""

    document: Document
    sentences: tuple[ReadSentence, ...]
    context: frozenset[str]
    short_forms: Mapping[str, frozenset[str]] = field(default_factory=dict)  # "icrc" -> stems of the long form
    vocabulary: Mapping[str, int] = field(default_factory=dict)  # its different content words, numbered


def read(document: Document) -> Reading:
    """Read a whole document once; the result may be kept as long as the document stays as it is."""
    sentences = tuple(_read_sentence(document, sentence) for sentence in document.sentences)
    people = " ".join(f"{person.name} {' '.join(person.roles)}" for person in document.people)
    context = {w.stem for w in words(f"{document.title} {people}") if not w.stop}
    context.update(*(s.stems for s in sentences[:_LEAD_SENTENCES]))
    different = dict.fromkeys(w.text.lower() for s in sentences for w in s.content)
    vocabulary = {word: number for number, word in enumerate(different)}
    return Reading(document, sentences, frozenset(context), expansions(document.text), vocabulary)


def _read_sentence(document: Document, sentence: Sentence) -> ReadSentence:
    text = document.text[sentence.start : sentence.end]
    found = tuple(Word(w.text, w.start + sentence.start, w.end + sentence.start, w.stem) for w in words(text))
    dates = tuple(
        DateMention(d.start + sentence.start, d.end + sentence.start, d.text, d.year, d.month, d.day, d.relative)
        for d in find_dates(text, reference=document.published_on or document.event_on)
    )
    local = tuple(
        Quantity(q.start + sentence.start, q.end + sentence.start, q.text, q.number, q.unit)
        for q in find_quantities(text, find_dates(text))
    )
    content = tuple(w for w in found if not w.stop)
    return ReadSentence(sentence, text, found, content, frozenset(w.stem for w in content), local, dates)


def issuers(reading: Reading) -> frozenset[str]:
    """Return who the lead credits with the whole report: "…, the agency reports"."""
    people = {person.name for person in reading.document.people}
    lead = ((s.sentence.speaker, s.text) for s in reading.sentences[: _LEAD_SENTENCES + 1])
    return frozenset(name for name, text in lead if name and name not in people and _credits(text, name))


def _credits(text: str, name: str) -> bool:
    return re.search(rf"{re.escape(name)}\W+(?:reports|reported|writes|wrote)\W*$", text) is not None
