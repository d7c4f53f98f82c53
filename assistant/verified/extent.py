"""How far a statement goes: "all", "first", "a week", "because", "the largest" must be the passages' own."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.sentences.quantities import NUMERALS
from assistant.sentences.words import Word, stem, words
from assistant.verified.lemmas import lemma
from assistant.verified.units import measured, unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.verified.bearing import Place

# Of each line at least one word must stand in the sentences, if one stands in the statement.
_GROUPS = tuple(
    frozenset(stem(word) for word in line.split())
    for line in """
    all every each everybody everyone entire whole
    half
    third thirds
    quarter quarters
    twice double doubled doubling
    triple tripled trebled
    majority most
    minority
    dozen dozens
    always ever
    minute minutes
    hour hours hourly
    day days daily
    night nights nightly
    week weeks weekly
    month months monthly
    year years yearly annual annually
    decade decades
    century centuries
    first
    fourth
    fifth
    sixth
    record unprecedented
    largest biggest
    smallest
    highest
    lowest
    oldest
    youngest
    fastest
    worst
    best
    only
    certainly
    definitely
    surely
    undoubtedly
    """.strip().splitlines()
)
_ALL = re.compile(
    r"\b(?:all|every|each|entire|whole)\s+(?:of\s+)?(?:the\s+|its\s+|their\s+|these\s+)?"
    r"(?P<thing>[a-z]+)(?P<more>(?: [a-z]+){0,2})",
    re.IGNORECASE,
)
_SINCE = re.compile(r"\bsince\s+(?:\d|[A-Z])")
_SINCE_OR_FROM = re.compile(r"\b(?:since|from)\b", re.IGNORECASE)
_MORE = re.compile(
    r"\b(?:more|higher|larger|bigger|greater|better|longer|faster|stronger|heavier|older|earlier) than (?!\d|[$€£])",
    re.IGNORECASE,
)
_LESS = re.compile(
    r"\b(?:less|fewer|lower|smaller|worse|shorter|slower|weaker|lighter|younger|later) than (?!\d|[$€£])", re.IGNORECASE
)
_UPWARDS = re.compile(
    r"\b(?:more|above|over|exceed\w*|beat\w*|up|ris\w+|rose|gr[eo]w\w*|increas\w*|gain\w*|doubl\w+|twice|climb\w*"
    r"|most|[a-z]{3,}er|[a-z]{3,}est)\b",
    re.IGNORECASE,
)
_DOWNWARDS = re.compile(
    r"\b(?:less|fewer|below|under|short|down|f[ae]ll\w*|drop\w*|declin\w*|decreas\w*|los[et]\w*|half|halv\w+|least"
    r"|cut|miss\w*|[a-z]{3,}er|[a-z]{3,}est)\b",
    re.IGNORECASE,
)
_COMPARED = re.compile(r"\bthan\b", re.IGNORECASE)
_SUPERLATIVE = re.compile(
    r"(?:\b(?P<rank>second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)[ -])?"
    r"\b(?P<most>[a-z]{3,}est|best|worst)\b",
    re.IGNORECASE,
)
_NONE = ("none", "nobody", "noth", "neither")
_NO_ONE = re.compile(r"\b(?:none|nobody|nothing|neither|nor|no)\b", re.IGNORECASE)
_CAUSE = re.compile(
    r"\b(?:because|due to|owing to|caus\w+|as a result|result(?:s|ed|ing)? (?:of|from|in)|led to|leading to|thanks to"
    r"|prompt\w+|so that|therefore|blam\w+|attribut\w+)\b",
    re.IGNORECASE,
)
_REASON = re.compile(
    rf"{_CAUSE.pattern}|\b(?:since|as|for|after|so|why|reason\w*|citing|cited|saying|with|following|to)\b",
    re.IGNORECASE,
)
_ANYBODY = frozenset("everyone everybody anyone around nearly almost roughly approximately".split())
_ATTRIBUTE = ("al", "ic", "ive", "ous", "ful", "less", "able", "ible", "ary", "ant", "ent", "en")
_FIGURATIVE = re.compile(
    r"\bat first\b|\bfirst (?:of all|reports?|accounts?|said)\b|\bin the first place\b|\bone day\b|\bthese days\b"
    r"|\byears? old\b|\byear-old\b"
    r"|\b(?:in|at|above|after|of) all\b|\ball but\b",
    re.IGNORECASE,
)


def faults(text: str, places: Sequence[Place], among: Sequence[Place]) -> Iterator[str]:
    """Yield what a text says of extent, order, time or cause, and its sentences do not."""
    told = [place.sentence.text for place in places]
    mine = {word.stem: word.text for word in words(_FIGURATIVE.sub(" ", text))}
    none = next((mine[one] for one in _NONE if one in mine), None)
    if none and not any(_NO_ONE.search(one) for one in told):
        yield f"the passages do not say {none!r}"
    if _SINCE.search(text) and not any(_SINCE_OR_FROM.search(one) for one in told):
        yield "the passages do not say 'since'"
    yield from _universal(text, told)
    if own := measured(text) - frozenset(unit for place in among for unit in measured(place.sentence.text)):
        yield f"the passages do not measure in {min(own)!r}"
    yield from _compared(text, " ".join(told))
    its = {word.stem for one in told for word in words(one)}
    for group in _GROUPS:
        said = group & mine.keys()
        if said and not group & its:
            yield f"the passages do not say {mine[min(said)]!r}"
    if (cause := _CAUSE.search(text)) and not any(_REASON.search(one) for one in told):
        yield f"the passages do not say {cause.group()!r}"
    yield from _complements(text, told)
    yield from _ranked(text, " ".join(told))
    yield from _unheard_of(text, among)
    yield from _attributes(text, among)


def _ranked(text: str, told: str) -> Iterator[str]:
    """Yield a "largest" of what the sentences have as the second-largest."""
    its: dict[str, set[str]] = {}
    for match in _SUPERLATIVE.finditer(told):
        its.setdefault(match["most"].lower(), set()).add((match["rank"] or "").lower())
    for match in _SUPERLATIVE.finditer(text):
        ranks = its.get(match["most"].lower())
        if ranks and (match["rank"] or "").lower() not in ranks:
            yield f"the passages have another rank than {match.group()!r}"


def _compared(text: str, told: str) -> Iterator[str]:
    """Yield a "more than last year" where nothing in the sentences goes that way."""
    for way, ways in ((_MORE, _UPWARDS), (_LESS, _DOWNWARDS)):
        match = way.search(text)
        if match and not ways.search(told) and _COMPARED.search(told) is None:
            yield f"the passages do not say {match.group()!r}"


def _universal(text: str, told: Sequence[str]) -> Iterator[str]:
    """Yield an "all" of things that are all in no sentence."""
    for match in _ALL.finditer(_FIGURATIVE.sub(" ", text)):
        thing = lemma(match["thing"])
        if any(thing in {lemma(w.text) for w in words(one)} for one in told) and not any(
            lemma(found["thing"]) == thing or thing in {lemma(w) for w in found["more"].split()}
            for one in told
            for found in _ALL.finditer(one)
        ):
            yield f"the passages do not say '{match.group().strip()}'"


def _unheard_of(text: str, among: Sequence[Place]) -> Iterator[str]:
    """Yield an "of Y" whose Y no passage has."""
    known = {lemma(word.text) for place in among for word in place.sentence.words}
    found = words(text)
    for of, word in pairwise(found):
        if of.text == "of" and _is_thing(word) and lemma(word.text) not in known:
            yield f"the passages do not say 'of {word.text}'"


def _is_thing(word: Word) -> bool:
    plain = word.text.lower() in NUMERALS or word.text.lower() in _ANYBODY or unit_of(word.text) is not None
    return not (plain or word.stop or word.capital or word.number)


def _attributes(text: str, among: Sequence[Place]) -> Iterator[str]:
    """Yield a thing that no passage has behind an attribute that they have of another: "a broken leg"."""
    told = [pair for place in among for pair in _pairs(place.sentence.text)]
    known = {lemma(word.text) for place in among for word in place.sentence.words}
    for a, b in _pairs(text):
        its = [thing for attribute, thing in told if attribute.stem == a.stem]
        if its and lemma(b.text) not in known and a.text.endswith(_ATTRIBUTE) and not a.text.endswith("ment"):
            yield f"the passages say '{a.text} {its[0].text}', not '{a.text} {b.text}'"


def _pairs(text: str) -> list[tuple[Word, Word]]:
    """Return the small words that stand side by side."""
    return [
        (a, b)
        for a, b in pairwise(words(text))
        if text[a.end : b.start] == " " and not any(w.stop or w.capital or w.number for w in (a, b))
    ]


def _complements(text: str, told: Sequence[str]) -> Iterator[str]:
    """Yield an "X of Y" where the sentences have another Y of the same X, and not that one: "shipment of pots"."""
    for head, (written, complement) in _of(text).items():
        its = [found for one in told if (found := _of(one).get(head))]
        known = {lemma(word.text) for one in told if head in _of(one) for word in words(one)}
        if its and lemma(complement.text) not in known and its[0][1].stem not in {word.stem for word in words(text)}:
            yield f"the passages say '{its[0][0]}', not '{written}'"


def _of(text: str) -> dict[str, tuple[str, Word]]:
    """Return by the stem of its head each phrase with an "of" between two small words of its own."""
    found = words(text)
    return {
        a.stem: (text[a.start : b.end], b)
        for a, of, b in zip(found, found[1:], found[2:], strict=False)
        if of.text == "of" and not (a.stop or b.stop or a.capital or b.capital or b.number)
    }
