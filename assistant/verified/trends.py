"""Rises and falls that a statement reads off two figures: the figures must bear them out, no words have to."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.sentences.words import words
from assistant.verified.figures import figures
from assistant.verified.lemmas import lemma
from assistant.verified.thesaurus import are_synonyms

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.verified.bearing import Place

_UP = re.compile(
    r"\b(?:ris(?:e|es|en|ing)|rose|gr(?:ow|ows|ew|own|owing)|increas\w+|climb\w*|went up|up from)\b", re.IGNORECASE
)
_DOWN = re.compile(
    r"\b(?:fall(?:s|en|ing)?|fell|drop\w*|decreas\w+|declin\w+|shr(?:ink|inks|ank|unk)|went down|down from)\b",
    re.IGNORECASE,
)

_TWO = 2  # figures that show a rise or a fall
_BACKWARDS = re.compile(r"\bto\b.*\bfrom\b|\bcompared with\b|\bup from\b|\bdown from\b", re.IGNORECASE)


def faults(text: str, places: Sequence[Place]) -> Iterator[str]:
    """Yield a rise that its figures show to be a fall, or the reverse, where the passages do not say so."""
    told = " ".join(place.sentence.text for place in places)
    for pattern, up in ((_UP, True), (_DOWN, False)):
        match = pattern.search(text)
        if not match or pattern.search(told):
            continue
        if _runs(text, up=not up) or (len(figures(text)) < _TWO and not _says_so(match.group(), told)):
            yield f"the figures do not bear out {match.group()!r}"


def _says_so(one: str, told: str) -> bool:
    """Whether a text has a word for the same rise or fall."""
    head = lemma(one.split(maxsplit=1)[0])
    return any(are_synonyms(head, lemma(word.text)) for word in words(told))


def without(text: str) -> str:
    """Return a text without the rise or fall that its own figures show."""
    text = _UP.sub("", text) if _runs(text, up=True) else text
    return _DOWN.sub("", text) if _runs(text, up=False) else text


def _runs(text: str, *, up: bool) -> bool:
    """Whether a text has several figures, each above the one before, or each below it."""
    numbers = [figure.number for figure in figures(text)]
    if _BACKWARDS.search(text):
        numbers.reverse()
    return len(numbers) > 1 and all((a < b) if up else (a > b) for a, b in pairwise(numbers))
