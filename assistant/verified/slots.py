"""Whether a name, a date or an amount stands with what the passages have it with, and not in another's place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.sentences.quantities import NUMERALS, find_quantities
from assistant.verified.shallow import PREPOSITIONS, Token, tokens
from assistant.verified.thesaurus import are_synonyms
from index.countries import country
from index.dates import find_dates
from index.roles import INSTITUTIONS, OFFICES
from index.speech import FINITES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.verified.bearing import Place

_MONTHS = frozenset("january february march april may june july august september october november december".split())
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_WAYS = frozenset({"from", "to", "by"})  # what a change is told with
_LEAST = 2  # words of a clause that it can be told by
_MORE = 1.5  # words that another clause must have more
_MEANT = frozenset("he she they it his her their its who which".split())
_HEADS = frozenset(OFFICES)


@dataclass(frozen=True, slots=True)
class Anchor:
    """A name or a date in a sentence, with its place there: what stands before it, or that it acts."""

    key: str
    kind: str  # "name", "month", "day", "number"
    slot: str
    clause: int
    at: int  # of its first token


def faults(text: str, places: Sequence[Place]) -> Iterator[str]:
    """Yield the names and dates of a text that stand in its sentences with something else."""
    told = [place.sentence.text for place in places]
    yield from _other_way(text, told)
    for anchor in anchors(text):
        mine = _context(text, anchor)
        if len(mine) < _LEAST or anchor.slot == "says":
            continue
        if _is_swapped(anchor, mine, told):
            yield f"the passages say so of another than {anchor.key!r}"
            return


def _other_way(text: str, told: Sequence[str]) -> Iterator[str]:
    """Yield an amount that a change goes to in a text, and from or by in the sentences."""
    its: dict[float, set[str]] = {}
    for one in told:
        for number, way in _ways(one):
            its.setdefault(number, set()).add(way)
    for number, way in _ways(text):
        others = its.get(number, set()) & _WAYS
        if way in _WAYS and others and way not in its[number]:
            yield f"the passages have {number:g} behind {min(others)!r}, not behind {way!r}"
            return


def _ways(text: str) -> list[tuple[float, str]]:
    """Return the amounts of a text with the word before each."""
    found = find_quantities(text, find_dates(text))
    before = [text[: one.start].split()[-1:] for one in found]
    return [(one.number, word[0].lower() if word else "") for one, word in zip(found, before, strict=True)]


def _is_swapped(anchor: Anchor, mine: frozenset[str], told: Sequence[str]) -> bool:
    own = [_score(mine, one, a) for one in told for a in anchors(one) if a.key == anchor.key]
    if anchor.kind == "name":
        meant = [(one, t.clause) for one in told for t in tokens(one) if t.lower in _MEANT]
        own += [_score(mine, one, replace(anchor, clause=clause)) for one, clause in meant]
    if not own:
        return False
    rivals = [
        _score(mine, one, a)
        for one in told
        for a in anchors(one)
        if a.key != anchor.key and a.kind == anchor.kind and a.slot == anchor.slot
    ]
    return max(rivals, default=0.0) >= max(own) + _MORE


def _score(mine: frozenset[str], told: str, anchor: Anchor) -> float:
    """Return how many words of a context stand in the clause of an anchor; elsewhere in its sentence less."""
    read = tokens(told)
    here = {t.lemma for t in read if t.clause == anchor.clause}
    near = {t.lemma for t in read}
    return sum(1.0 if _among(one, here) else 0.4 if _among(one, near) else 0.0 for one in mine)


def _among(one: str, others: set[str]) -> bool:
    return one in others or any(are_synonyms(one, other) for other in others)


@lru_cache(maxsize=8192)
def _context(text: str, anchor: Anchor) -> frozenset[str]:
    """The words of an anchor's clause that are none themselves; of the whole text where they are too few."""
    named = {a.at for a in anchors(text)}
    read = [(i, t) for i, t in enumerate(tokens(text)) if t.telling and i not in named and t.lower not in FINITES]
    told = [t for i, t in read if not (t.word.capital and i) and not t.word.number]
    here = frozenset(t.lemma for t in told if t.clause == anchor.clause)
    whole = anchor.kind != "name" and len(here) < _LEAST
    return frozenset(t.lemma for t in told) if whole else here


@lru_cache(maxsize=8192)
def anchors(text: str) -> tuple[Anchor, ...]:
    """Return the names, months, days of the week and years of a text."""
    read = tokens(text)
    found: list[Anchor] = []
    i = 0
    while i < len(read):
        kind = _kind(read, i, text)
        if not kind:
            i += 1
            continue
        end = i + 1
        while kind == "name" and end < len(read) and _goes_on(read, end, text):
            end += 1
        owns = text[read[end - 1].word.end :][:1] in {"'", "’"}
        slot = "owns" if owns else _slot(read, i, end)
        found.append(Anchor(read[end - 1].word.stem, kind, slot, read[i].clause, end - 1))
        i = end
    return tuple(found)


def _kind(read: Sequence[Token], i: int, text: str) -> str:
    token = read[i]
    if token.lower in _MONTHS and token.word.capital:
        return "month"
    if token.lower in _DAYS:
        return "day"
    if not token.word.capital or token.word.stop or token.lower in NUMERALS:
        return ""
    first = i == 0 or text[: token.word.start].rstrip(" \"“‘'(")[-1:] in {".", "!", "?", ":", ""}
    shown = (i + 1 < len(read) and _goes_on(read, i + 1, text)) or _acts(read, i + 1)
    return "name" if shown or not first else ""


def _goes_on(read: Sequence[Token], i: int, text: str) -> bool:
    between = text[read[i - 1].word.end : read[i].word.start]
    token = read[i]
    return between in {" ", "-", " & "} and token.word.capital and not token.word.stop and token.lower not in _MONTHS


def _slot(read: Sequence[Token], start: int, end: int) -> str:
    """Return the preposition before a name, "acts" where a verb is behind it, or else nothing."""
    i = start - 1
    while i >= 0 and (read[i].lower in {"the", "a", "an", "its", "their", "his", "her"} or _is_title(read[i])):
        i -= 1
    before = read[i].lower if i >= 0 else ""
    if before in FINITES or (before == "to" and i and read[i - 1].lower == "according") or _says(read, end):
        return "says"
    if before in PREPOSITIONS:
        return "acts" if before == "by" else before
    return "acts" if _acts(read, end) else ""


def _acts(read: Sequence[Token], i: int) -> bool:
    return i < len(read) and read[i].verb


def _says(read: Sequence[Token], i: int) -> bool:
    verb = next((token for token in read[i : i + 3] if token.verb and token.telling), None)
    return verb is not None and verb.lower in FINITES


def _is_title(token: Token) -> bool:
    return token.lower in _HEADS or token.lower in INSTITUTIONS or country(token.lower) is not None
