"""Whether a statement makes sure what its passages only expect, plan, or hold possible."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.sentences.words import words
from assistant.verified.lemmas import is_past, lemma, lemmas
from index.dates import find_dates

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.verified.bearing import Place

_UNSURE = re.compile(
    r"\b(?:may|might|could|possibly|perhaps|allegedly|apparently|reportedly|probably|suspected)\b", re.IGNORECASE
)
_HEDGE = re.compile(
    r"\b(?:may|might|could|can|would|should|possibl\w+|perhaps|alleg\w+|apparent\w*|reported\w*|probabl\w+|likely|suspect\w*"
    r"|potential\w*|expect\w*|believ\w+|thought|claim\w*|suggest\w*|appear\w*|seem\w*|risk\w*|propos\w+|consider\w*"
    r"|if|unclear|uncertain|not sure|fear\w*|hope\w*|warn\w*|said|says|suspicions?|presum\w+|estimat\w+)\b",
    re.IGNORECASE,
)
_TO_COME = re.compile(
    r"\b(?:will|would|shall|should|must|(?:is|are|was|were|due|scheduled|expected|expects?|planned|plans?|intends?"
    r"|intended|agreed|promised|promises|aims?|set|going|about|hopes?|wants?|proposed|proposes|has|have|had|asked|called"
    r"|decided) to)"
    r"\s+(?:not\s+)?(?:\w+ly\s+)?(?:be\s+|have\s+)?(?P<verb>[a-z]+)\b"
)
_AHEAD = re.compile(
    r"\b(?:will|would|shall|may|might|could|can|should|must|plan\w*|expect\w*|due|schedul\w+|intend\w*|agree\w*|promis\w+"
    r"|aim\w*|propos\w+|want\w*|hope\w*|forecast\w*|predict\w*|estimat\w+|project\w+|ask\w*|call\w*|demand\w*|decid\w+|decision"
    r"|if|once|to (?!the\b|an?\b|his\b|her\b|its\b|their\b)[a-z]+)\b",
    re.IGNORECASE,
)
_EXPECTED = re.compile(r"\b(?:expects?|forecasts?|predicts?|projects|anticipates?|expected to)\b", re.IGNORECASE)
# What is behind these is not said to be so.
_OPEN = re.compile(r"\b(?P<word>whether|until|unless|if|once|as soon as)\b(?P<clause>[^,.;]*)", re.IGNORECASE)
_NOT = re.compile(r"\bnot\b|n[’']t\b|\bunknown\b|\bunclear\b", re.IGNORECASE)
_TWO = 2  # words behind it, from which on they tell something
_FORMS = frozenset({"have", "be", "come", "stand"})
_UNKNOWN = frozenset({"know", "clear", "certain", "unknown", "unclear", "see", "remain"})
_MOSTLY = 0.6  # share of a statement


def faults(text: str, places: Sequence[Place]) -> Iterator[str]:
    """Yield what a text states as it is or was, and its sentences do not."""
    for place in places:
        told = place.sentence.text
        if unsure := _dropped(text, told):
            yield f"the passages say so with {unsure!r} only"
            return
        if not _AHEAD.search(text) and (_has_come(text, told) or _is_expected(text, told)):
            yield "it says that has come which the passages say is to come"
            return
        if match := _left_open(text, told):
            yield f"the passages say so behind {match!r} only"
            return


def _dropped(text: str, told: str) -> str | None:
    """Return the "may" of a sentence where the statement has the verb behind it, and nothing that makes it unsure."""
    if _HEDGE.search(text):
        return None
    said = lemmas(text)
    for match in _UNSURE.finditer(told):
        following = next((word for word in words(told[match.end() :]) if not word.stop), None)
        if match.group() != "May" and following and lemma(following.text) in said:
            return match.group()
    return None


def _has_come(text: str, told: str) -> bool:
    """Whether a verb that a sentence has as to come stands in the past."""
    to_come = {lemma(match["verb"]) for match in _TO_COME.finditer(told)}
    elsewhere = {lemma(word.text) for word in words(_TO_COME.sub(" ", told)) if is_past(word.text)}
    dated = bool(find_dates(text))
    done = (w for w in words(text) if is_past(w.text) or (w.text.endswith("s") and not (dated or _OPEN.search(text))))
    return any(lemma(w.text) in to_come - elsewhere for w in done if not w.stop)


def _is_expected(text: str, told: str) -> bool:
    """Whether most of a statement stands behind an "expects"."""
    mine = {lemma(word.text) for word in words(text) if not word.stop and lemma(word.text) not in _FORMS}
    behind = (re.split(r"[,;.](?=\s|$)", told[match.end() :], maxsplit=1)[0] for match in _EXPECTED.finditer(told))
    return any(len(mine & lemmas(clause)) >= _MOSTLY * len(mine) for clause in behind)


def _left_open(text: str, told: str) -> str | None:
    """Return the "whether" or "until" of a sentence behind which most of a statement stands that has no such word."""
    if _OPEN.search(text) or _NOT.search(text) or _AHEAD.search(text):
        return None
    mine = {lemma(word.text) for word in words(text) if not word.stop}
    for match in _OPEN.finditer(told):
        behind = {lemma(word.text) for word in words(match["clause"]) if not word.stop}
        if len(behind) >= _TWO and behind <= mine | _FORMS | _UNKNOWN:
            return match["word"]
    return None
