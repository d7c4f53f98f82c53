"""Names and offices in a statement: each must be one of its passages', and an office that of whom it is given to."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.answering.verify import about, in_digits, is_form
from assistant.sentences.hits import related
from assistant.sentences.quantities import NUMERALS
from assistant.sentences.speakers import holds
from assistant.sentences.words import STOP_WORDS, Word, stem, words
from assistant.verified.lemmas import lemma
from assistant.verified.operators import is_cue
from assistant.verified.orders import prose, titled
from assistant.verified.shallow import tokens
from assistant.verified.thesaurus import are_synonyms
from assistant.verified.units import unit_of
from index.countries import country
from index.dates import find_dates
from index.roles import DETERMINERS, OFFICES, STATUS, TOPICS, office_at
from index.speech import FINITES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.sentences.matching import Words
    from assistant.verified.bearing import Given, Place
    from index.types import Document, Person

_OFFICE_STEMS = frozenset(stem(word) for office in OFFICES | TOPICS | STATUS for word in office.split())
_OFFICE_STEMS |= {stem(word) for word in "mr mrs ms miss dr sir dame lord lady call".split()}
_RANKS = {
    **dict.fromkeys(("former", "ex", "late", "outgoing", "previous"), "former"),
    **dict.fromkeys(("deputy", "vice", "assistant", "acting", "interim"), "deputy"),
    **dict.fromkeys(("incoming", "future", "designate", "elect"), "future"),
}
_HELD = frozenset(office for office in OFFICES if " " not in office) - {
    "leader",
    "head",
    "chief",
    "secretary",
    "brother",
    "sister",
}
_DAYS = frozenset(
    map(
        stem,
        "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august"
        " september october november december".split(),
    )
)
_LEAD, _LEAN = 2, 2  # sentences that open a document, and that stand before one, whose names it may mean
_MEANT = re.compile(r"\b(?:he|she|they|his|her|their|him|them|it|its|this|these)\b", re.IGNORECASE)
_SAME_NAME = 0.9  # likeness of two forms of one name, "Norway" and "Norwegian"
_LONG = 8  # letters from which a word is no part of others by chance
_NEAR = 0.45  # cosine of two words of one meaning
# What opens a sentence and is nobody's name.
_OPENERS = frozenset(
    """according additionally based yes nobody somebody everybody anybody everyone someone anyone even especially
    particularly
    afterwards all also although altogether approximately around article authorities before besides both
    consequently conversely currently despite due during earlier eventually every figures finally first
    following furthermore given half hence here however including indeed initially instead last lastly later
    likewise many meanwhile moreover most much nearly neither nevertheless none nonetheless nothing notably now
    nowadays officials often once one only originally otherwise overall part passage passages people previously
    prior rather recently regarding report reports respectively second separately several similarly since so
    some sometimes soon source sources still subsequently such taken then thereafter therefore third though thus
    together today two under unlike unless until up upon various when whereas whether while within yes yet""".split()
)


def known(given: Sequence[Given]) -> str:
    """Return all that statements on these passages may take words from: their text, and what is known of them."""
    return "\n\n\n".join(part for one in given for part in (prose(one), _about(one.reading.document)))


def _initials(short: str, there: Sequence[Word]) -> bool:
    """Whether words in a row begin with these letters: "chief financial officer"."""
    letters = "".join(word.text[0].lower() for word in there)
    return len(short) > 1 and short in letters


def _about(document: Document) -> str:
    return about(replace(document, title="", outlet=None)) + f"\n\n\n{titled(document)}"


def faults(text: str, given: Sequence[Given], picked: Sequence[Place], lexicon: Words) -> Iterator[str]:
    """Yield the names and numbers of a text that the passages lack, or have elsewhere, and offices misplaced."""
    there = words(known(given))
    stems = {word.stem for word in there} | in_digits(known(given))
    near = _around(picked)
    squeezed = re.sub(r"[\s-]", "", known(given).lower())
    dates = find_dates(text)
    for word in words(text):
        if any(d.start <= word.start < d.end for d in dates):
            continue
        if len(word.text) >= _LONG and word.text.lower() in squeezed:
            continue  # "Southeast" for "south-east"
        if word.stem not in stems and word.number:
            yield f"the number {word.text!r} does not stand in the passages that it cites"
        elif (
            word.stem not in stems
            and word.capital
            and not (is_form(word, there) or _means_one(word, there))
            and not (_opens(word, text) and _is_plain(word, there, lexicon))
        ):
            yield f"the name {word.text!r} does not stand in the passages that it cites"
        elif word.capital and not word.stop and not _opens(word, text) and word.stem in stems and word.stem not in near:
            yield f"the passages do not say so of {word.text!r}"
    yield from _joined(text, there)
    yield from _attributes(text, picked)
    yield from _status(text, " ".join(place.sentence.text for place in picked))
    yield from _offices(text, [person for one in given for person in one.reading.document.people])


def _means_one(word: Word, there: Sequence[Word]) -> bool:
    """Whether the passages have a country, or an office, under another form of its name."""
    lower = word.text.lower()
    if unit_of(lower) or (word.text.isupper() and _initials(lower, there)):
        return True
    land = country(lower)
    if land is not None:
        return any(other.capital and country(other.text.lower()) == land for other in there)
    return lower in OFFICES and any(are_synonyms(lemma(lower), lemma(other.text)) for other in there)


def _around(picked: Sequence[Place]) -> frozenset[str]:
    """The words that a statement on these sentences may take its names from: theirs, and what they lean on."""
    parts = []
    for place in picked:
        reading, document = place.given.reading, place.given.reading.document
        lead = reading.sentences[:_LEAD]
        before = reading.sentences[max(0, place.position - _LEAN) : place.position + 1]
        parts += [document.title, document.outlet or "", place.sentence.sentence.speaker or ""]
        parts += [read.text for read in (*lead, *before)]
    found = {word.stem for part in parts for word in words(part)}
    people = [person for place in picked for person in place.given.reading.document.people]
    meant = any(_MEANT.search(place.sentence.text) for place in picked)
    for person in people:
        name = {word.stem for word in words(person.name)}
        roles = {word.stem for word in words(" ".join(person.roles))}
        if meant or name & found or any(word in found for word in roles if word in _OFFICE_STEMS):
            found |= name | roles
    days = (day for p in picked for day in (p.given.reading.document.event_on, p.given.reading.document.published_on))
    return frozenset(found | {word.stem for day in days if day for word in words(day.strftime("%-d %B %Y"))})


def _joined(text: str, there: Sequence[Word]) -> Iterator[str]:
    """Yield two words written as one name that stand side by side nowhere: "United Greece"."""
    side_by_side = {(a.stem, b.stem) for a, b in pairwise(there)}
    side_by_side |= {
        (a.stem, b.stem) for a, short, b in zip(there, there[1:], there[2:], strict=False) if _short(short)
    }
    dates = find_dates(text)
    for a, b in pairwise(words(text)):
        named = a.capital and (b.capital or b.number) and text[a.end : b.start] == " "
        if (
            not named
            or a.stop
            or b.stop
            or a.text.lower() in NUMERALS
            or any(d.start <= b.start < d.end for d in dates)
        ):
            continue
        if b.number and not b.text.isdecimal():
            continue
        if (a.stem, b.stem) in side_by_side or (_opens(a, text) and not _is_name(a, there)):
            continue
        if not any(_titles(word) for word in (a, b)) or (b.number and a.stem not in _OFFICE_STEMS):
            yield f"the passages do not have the name '{a.text} {b.text}'"


def _attributes(text: str, picked: Sequence[Place]) -> Iterator[str]:
    """Yield a thing that is another's in the sentences: "Ostmere pilots" for "Norlund pilots"."""
    told = [pair for place in picked for pair in _owned(place.sentence.text)]
    for a, b in _owned(text):
        if not a.capital or a.stop or _opens(a, text):
            continue
        owners = [before for before, thing in told if thing.stem == b.stem]
        if owners and all(
            one.capital and not one.stop and one.text.lower() not in NUMERALS and not _alike(a, one) for one in owners
        ):
            yield f"the passages say '{owners[0].text} {b.text}', not '{a.text} {b.text}'"


def _owned(text: str) -> list[tuple[Word, Word]]:
    """Return the nouns of a text, and what stands as an adjective before one, with the word right before each."""
    found = words(text)
    verbs = {token.word.start for token in tokens(text) if token.verb}
    pairs = zip(found, found[1:], [*found[2:], None], strict=False)
    return [
        (a, b)
        for a, b, after in pairs
        if text[a.end : b.start] == " "
        and not (b.capital or b.stop or b.number or b.text in FINITES or b.start in verbs or is_cue(b.text))
        and not (b.text.endswith(("ed", "ing")) and (after is None or after.stop or after.number))
    ]


def _alike(left: Word, right: Word) -> bool:
    return left.stem == right.stem or related(left.text, right.text) >= _SAME_NAME


def _short(word: Word) -> bool:
    """Whether a word may be the short form, in parentheses, of the name that it stands in."""
    return word.text.isupper() and len(word.text) > 1


def _is_name(word: Word, there: Sequence[Word]) -> bool:
    return any(other.stem == word.stem and other.capital for other in there)


def _titles(word: Word) -> bool:
    return word.stem in _OFFICE_STEMS or country(word.text.lower()) is not None or word.stem in _DAYS


def _opens(word: Word, text: str) -> bool:
    before = text[: word.start].rstrip(" \"“‘'(")
    return not before or before[-1] in ".!?:"


def _is_plain(word: Word, there: Sequence[Word], lexicon: Words) -> bool:
    """Whether the first word of a sentence is one that could be written small."""
    lower = word.text.lower()
    if lower in STOP_WORDS | _OPENERS | DETERMINERS | NUMERALS or lower.endswith(("ly", "ing")):
        return True
    small = sorted({w.text for w in there if not w.capital and not w.number and not w.stop})
    near = lexicon.similarity([lower], small)
    return bool(near.size) and float(near.max()) >= _NEAR


def _offices(text: str, people: Sequence[Person]) -> Iterator[str]:
    """Yield offices that stand right before the name of someone who holds another."""
    found = words(text)
    lower = [word.text.lower() for word in found]
    for i in range(len(found)):
        length = office_at(lower, i)
        if not length or i + length >= len(found) or not found[i + length].capital:
            continue
        between = text[found[i + length - 1].end : found[i + length].start]
        named = [p for p in people if p.roles and _begins(found[i + length :], p.name)] if between == " " else []
        first = i - 1 if i and lower[i - 1] in STATUS | TOPICS else i
        office = " ".join(lower[first : i + length])
        if named and not any(holds(office, person) for person in named):
            yield f"the passages do not call {named[0].name} {office}"


def _status(text: str, told: str) -> Iterator[str]:
    """Yield an office that is told as a present one where the sentences have a former or a deputy, or the reverse."""
    its = _ranks(told)
    for office, ranks in _ranks(text).items():
        if office in its and not ranks & its[office]:
            yield f"the passages have another rank of {office!r}"


def _ranks(text: str) -> dict[str, set[str]]:
    """Return with each office what stands before it of "former", "deputy" and the like, and "" where nothing does."""
    found, ranks = words(text), dict[str, set[str]]()
    for i, word in enumerate(found):
        if word.text.lower() in _HELD:
            before = [w.text.lower() for w in found[max(0, i - 2) : i]]
            ranks.setdefault(word.stem, set()).add(next((_RANKS[w] for w in before if w in _RANKS), ""))
    return ranks


def _begins(found: Sequence[Word], name: str) -> bool:
    """Whether words begin with a person's name or last name."""
    parts = [word.stem for word in words(name)]
    said = [word.stem for word in found[: len(parts)]]
    return said == parts or said[:1] == parts[-1:]
