"""Whether a statement makes sure what its passages only expect, plan, or hold possible."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.verified.lemmas import is_past, lemma, lemmas
from assistant.words import words

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
_HAPPENED = re.compile(r"\b(?:was|were|did)\b", re.IGNORECASE)


def faults(text: str, places: Sequence[Place]) -> Iterator[str]:
    """Yield what a text states as it is or was, and its sentences do not."""
    for place in places:
        told = place.sentence.text
        if unsure := _dropped(text, told):
            yield f"the passages say so with {unsure!r} only"
            return
        if not _AHEAD.search(text) and (_has_come(text, told) or (_EXPECTED.search(told) and _HAPPENED.search(text))):
            yield "it says that has come which the passages say is to come"
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
    return any(is_past(w.text) and lemma(w.text) in to_come - elsewhere for w in words(text) if not w.stop)
