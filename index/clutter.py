"""Tells the lines of a page that are furniture, each kind named as a reason for taking it out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.furniture import BUTTONS, FURNITURE, HINTS, LABELS, OPENINGS

if TYPE_CHECKING:
    from index.furniture import Table

_NOTICE_WORDS, _LABEL_WORDS, _BUTTON_WORDS = 6, 4, 2
_RELEASE_HEADING = re.compile(
    r"(?:for immediate release|(?:press|news|media) (?:release|statement|advisory|note)|embargoed\b.*)[.:]?"
)
_INVITATION = re.compile(
    r"(?:find|report|view|get|book|apply|download|visit|browse|explore|discover|watch|learn|buy|order|join|pay|submit|make"
    r"|read|see|check|contact|search|listen|manage|ask|start|try|add|send|vote|give|support|access|request|register) "
    r"(?:an?|the|your|our|my|this|these|more|all|us|how|now|on|in|with|for|to|here|local|online|it)\b"
)
_LONG = 60  # words: a paragraph of this length is hardly a notice
_SAMPLE = 2_000  # characters of a longer one that are looked at
_MARKUP = re.compile(r"[{}<>=;|\\]")
_MARKUP_SHARE = 0.04

_Rules = tuple[tuple[str, re.Pattern[str]], ...]


def _any(patterns: tuple[str, ...], frame: str) -> re.Pattern[str]:
    return re.compile(frame.format("|".join(patterns)))


def _rules(table: Table, frame: str) -> _Rules:
    return tuple((reason, _any(patterns, frame)) for reason, patterns in table)


def _all(table: Table) -> tuple[str, ...]:
    return tuple(pattern for _, patterns in table for pattern in patterns)


def _opening(patterns: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(pattern[1:] for pattern in patterns if pattern.startswith("^"))


def _anywhere(patterns: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(pattern for pattern in patterns if not pattern.startswith("^"))


_WORDS = r"\b(?:{0})\b"
_START = r"^(?:{0})"
_FURNITURE_RULES, _LABEL_RULES = _rules(FURNITURE, "{0}"), _rules(LABELS, _WORDS)
_OPENING_RULES, _BUTTON_RULES = _rules(OPENINGS, _START), _rules(BUTTONS, _WORDS)
# The same patterns in one, to tell quickly the many lines that match none.
_ANY_OPENING = _any(_opening(_all(FURNITURE)), "{0}")
_ANY_FURNITURE = _any(_anywhere(_all(FURNITURE)), "{0}")
_ANY_LABEL = _any(_all(LABELS), _WORDS)
_ANY_HINT = _any(HINTS, _WORDS)


def clutter_in(text: str, words: int, *, sentence: bool) -> str | None:
    """The kind of page furniture that a line of so many words is, or None.

    A whole sentence is judged by phrases that only pages use; a label also by words such as "comments".
    """
    if words > _LONG:
        return _in_long_line(text)
    lowered = text.lower()
    if _ANY_OPENING.match(lowered) or _ANY_FURNITURE.search(lowered):
        return _first(_FURNITURE_RULES, lowered)
    if not sentence and (opening := _first(_OPENING_RULES, lowered)):
        return opening
    if words > _NOTICE_WORDS:
        return None
    if _RELEASE_HEADING.fullmatch(lowered):
        return "release heading"
    return None if sentence else _in_label(lowered, words)


def _in_label(lowered: str, words: int) -> str | None:
    found = None
    if words <= _LABEL_WORDS and _ANY_LABEL.search(lowered):
        found = _first(_LABEL_RULES, lowered)
    return found or (_first(_BUTTON_RULES, lowered) if words <= _BUTTON_WORDS else None)


def opens_as_clutter(text: str) -> bool:
    """Whether the line starts as page furniture does: "Subscribe to …", "Read more: …"."""
    lowered = text.lower()
    return (_ANY_OPENING.match(lowered) or _ANY_FURNITURE.match(lowered)) is not None


def invites(text: str) -> bool:
    """Whether a label asks the reader to do something: "Report a crime"."""
    return _INVITATION.match(text.lower()) is not None


def hints_in(text: str, words: int) -> int:
    """How many words of a line are more usual around articles than in them; long lines are not looked at."""
    return sum(1 for _ in _ANY_HINT.finditer(text.lower())) if words <= 2 * _LONG else 0


def _in_long_line(text: str) -> str | None:
    sample = text[:_SAMPLE].lower()
    if len(_MARKUP.findall(sample)) > len(sample) * _MARKUP_SHARE:
        return "program code"
    if len(sample) < _SAMPLE and len(_ANY_FURNITURE.findall(sample)) > 1:
        return _first(_FURNITURE_RULES, sample)
    return None


def _first(rules: _Rules, text: str) -> str | None:
    return next((reason for reason, pattern in rules if pattern.search(text)), None)
