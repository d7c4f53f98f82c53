"""Quotations in a statement: each must stand in a passage word for word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.verified.orders import prose, titled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.verified.bearing import Given, Place

_DOUBLE = '"“”„‟«»＂〝〞「」『』'
_PAIRS = re.compile(
    r"[\"“„‟＂〝](?P<a>[^\"“”„‟＂〝〞]*)[\"”“‟＂〞]|«\s*(?P<b>[^«»]*)»|»(?P<e>[^«»]*)«|[「『](?P<c>[^」』]*)[」』]"
    r"|``(?P<f>[^`']*)''"
    r"|(?<![\w’'])[‘'‚](?P<d>[^‘\"“”]*?[^\s‘])[’'](?![\w])"
)
_PLAIN = str.maketrans("‘’‚“”„«»–—\u00a0", '\'\'\'"""""-- ')
_LEFT_OUT = re.compile(r"\s*(?:\[?(?:…|\.\s?\.\s?\.)\]?)\s*")


def quotations(text: str) -> tuple[str, ...]:
    """Return what stands in quotation marks of any kind."""
    found = ((next(g for g in match.groups() if g is not None)).strip() for match in _PAIRS.finditer(text))
    return tuple(quoted for quoted in found if quoted)


def faults(text: str, given: Sequence[Given]) -> Iterator[str]:
    """Yield the quotations that are in no passage to the letter, and marks that open none."""
    for quoted in quotations(text):
        texts = (part for one in given for part in (prose(one), titled(one.reading.document)))
        if not any(_stands(quoted, held) for held in texts):
            yield f"the quotation “{quoted}” does not stand in the passages that it cites, word for word"
    if any(mark in _PAIRS.sub("", text) for mark in _DOUBLE):
        yield "a quotation mark opens or closes nothing"


def holders(quoted: str, places: Sequence[Place]) -> frozenset[Place]:
    """Return the sentences that hold a quotation, or the first stretch of it."""
    parts = _parts(quoted)
    whole = {place for place in places if all(part[1:] in _plain(place.sentence.text) for part in parts)}
    return frozenset(whole or {place for place in places if parts and parts[0][1:] in _plain(place.sentence.text)})


def _stands(quoted: str, held: str) -> bool:
    """Whether the stretches between what was left out follow each other in a text."""
    text, position = _plain(held), 0
    for part in _parts(quoted):
        # "Never again" may be quoted from the middle of a sentence: only its first letter has changed.
        cased = (text.find(one, position) for one in (part, part[0].swapcase() + part[1:]))
        position = next((at for at in cased if at >= 0), -1)
        if position < 0 or _is_inside_word(text, position, position + len(part)):
            return False
        position += len(part)
    return True


def _is_inside_word(text: str, start: int, end: int) -> bool:
    before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    return before or (end < len(text) and text[end].isalnum() and text[end - 1].isalnum())


def _parts(quoted: str) -> list[str]:
    """A comma or full stop before the closing mark is the writer's."""
    return [part for part in _LEFT_OUT.split(_plain(quoted).rstrip(".,;:!? ")) if part]


def _plain(text: str) -> str:
    return " ".join(text.translate(_PLAIN).split())
