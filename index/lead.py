"""How a report begins: its first sentences, what they mainly say, and which kind of event that is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.dateline import Dateline, find_dateline
from index.office_words import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.types import Sentence

SENTENCES = 8
CHARACTERS = 1600
TALKS = frozenset(("call", "summit", "meeting", "visit", "agreement"))  # between persons
_OPENING_TALKS = 3  # sentences that may say that there were talks; other kinds are told by the first

# In order: a sentence that matches two is about the first.
_KINDS = {
    "call": r"(?:tele)?phoned?|(?:video|conference) ?call|videoconference",
    "summit": r"summit",
    "accident": r"accidents?|crash(?:ed|es)?|collision|collided|derail(?:ed|ment)|capsized|collapsed?|sank",
    "fire": r"fires?|blaze|wildfires?|burned down",
    "disaster": r"(?:earth)?quake|floods?|flooding|landslide|avalanche|hurricane|cyclone|typhoon|eruption",
    "attack": r"attack(?:ed|s)?|shell(?:ing|ed)|bomb(?:ing|ed)|shooting|air ?strikes?|ambush|missiles?",
    "vote": r"elections?|referendum|voted?|votes|voting|ballots?|polls",
    "agreement": r"signed|signing|treaty|accord|memorandum|ceasefire|truce",
    "ruling": r"ruled|ruling|verdict|sentenced|convicted|acquitted|court orders?",
    "trial": r"charged|arrested|trial|court|pleaded|indicted",
    "match": r"match|semi-?finals?|(?:cup|the) final|beat|defeated|goalless|scored|tournament|championship",
    "protest": r"protest(?:s|ed|ers)?|demonstrat(?:ion|ors|ed)|rally|rallied|walkout|picket|marchers",
    "meeting": (
        r"met(?! (?:the|its|all) \w+)|met the (?:\w+ )?(?:president|prime|minister|king|queen|pope|leader)|meets?"
        r"|meetings?|talks|hosted|(?<!press )(?<!news )conference|negotiations|discuss(?:ed|es)?"
        r"|received (?:the (?:\w+ )?(?:minister|ambassador|delegation|president)|(?-i:[A-Z]))"
    ),
    "visit": r"visit(?:s|ed|ing)?|arriv(?:ed|es)|trip|tour(?:ed)?",
    "appointment": r"appointed|resign(?:ed|s|ation)|stepped down|sworn in|nominated|elected",
    "statement": r"statement|announced|press release|declared|address(?:ed)?|speech|interview",
}
_PATTERNS = {kind: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for kind, words in _KINDS.items()}
_INCIDENTS = frozenset(("accident", "fire", "disaster", "attack"))
_TOLL = re.compile(r"\b(?:died|dead|deaths?|killed|injured|hurt|wounded|missing|rescued|evacuated)\b", re.IGNORECASE)
# What a second or third sentence must say for the report to be of talks.
_HELD = re.compile(
    r"\b(?:(?:telephone|phone|video) (?:call|conversation)|phoned|spoke by (?:tele)?phone|summit"
    r"|met with|meetings? (?:with|between|took|was held)|(?:talks|negotiations) (?:with|between|took|were held)"
    r"|(?:paid|on) an? (?:\w+ )?visit)\b",
    re.IGNORECASE,
)
_ASIDES = re.compile(
    r"(?:,? \b(?:who|whom|which|whose)\b|,? \b(?:after|because|since|although|though|until)\b"
    r"|, (?:where|when|while|as)\b| that (?:was|were|had been|has been|have been)\b)[^,;]*",
    re.IGNORECASE,
)
# "The recall announced on 4 March": a participle that only tells which one.
_TELLING_WHICH = vocabulary(
    "announced signed declared made held published issued reached agreed adopted launched imposed ordered reported "
    "proposed concluded opened begun started unveiled released"
)
_WHICH_ONE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|\w+(?:ed|s))\b[^,;]*?\b(?:the|a|an|its|his|her|their|this)"
    rf" (?:[\w-]+ ){{1,3}}?(?P<which>{'|'.join(sorted(_TELLING_WHICH))})"
    r" (?:on|in|at|by|last|earlier|during|this|\w+day)\b[^,;]*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Lead:
    """A sentence of the lead without its dateline; `main`: the same with spaces for what it tells by the way."""

    text: str
    main: str
    dateline: Dateline | None = None


def lead_of(text: str, sentences: Sequence[Sentence]) -> tuple[Lead, ...]:
    """The first full sentences; titles and datelines, which have no end, are passed over."""
    return tuple(_lead(text, sentences))


def _lead(text: str, sentences: Sequence[Sentence]) -> Iterator[Lead]:
    full = 0
    for sentence in sentences:
        piece = text[sentence.start : sentence.end]
        if full == SENTENCES or (full and sentence.start > sentences[0].start + CHARACTERS):
            return
        if len(piece.split()) >= 5 and piece.rstrip("\"”»’')]")[-1:] in (".", "!", "?", "…"):
            full += 1
            dateline = find_dateline(piece)
            piece = piece[dateline.length if dateline else 0 :]
            yield Lead(piece, main_clause(piece), dateline)


def main_clause(sentence: str) -> str:
    """The sentence with spaces for its clauses about who, since when, because of what and which one."""
    blanked = _ASIDES.sub(lambda aside: " " * len(aside[0]), sentence)
    if _TELLING_WHICH.isdisjoint(blanked.lower().split()):
        return blanked
    found = _WHICH_ONE.search(blanked)
    if not found or " that " in found[0]:
        return blanked
    start = found.start("which")
    return blanked[:start] + " " * (found.end() - start) + blanked[found.end() :]


def kind_of(lead: Sequence[Lead], title: str) -> tuple[str, Lead | None]:
    """The kind of event and the sentence that tells it, by what is mainly said; "report" where that is unsure."""
    first = lead[0] if lead else None
    if first and (kind := _kind(first.main) or _incident(first)):
        return kind, first
    if kind := _kind(title):
        return kind, first
    for sentence in lead[1:_OPENING_TALKS]:
        if (found := _HELD.search(sentence.main)) and (kind := _kind(found[0])):
            return kind, sentence
    return "report", first


def _kind(text: str) -> str | None:
    return next((kind for kind, pattern in _PATTERNS.items() if pattern.search(text)), None)


def _incident(first: Lead) -> str | None:
    """ "Six people died after a ferry capsized": what they died of is the event."""
    kind = _kind(first.text) if _TOLL.search(first.main) else None
    return kind if kind in _INCIDENTS else None
