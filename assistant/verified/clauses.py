"""A sentence as clauses: what is true of a sentence as a whole may not be true of each."""

from __future__ import annotations

import re

_ENDS = re.compile(
    r"[,;:—–](?=\s|$)|\b(?:which|who|because|since|so that|after|while|whereas|but|although|though|where|thereby"
    r"|therefore|thus|leading|prompting|causing|resulting|sparking|due to|owing to|as a result|in order to|despite"
    r"|until|unless|if)\b",
    re.IGNORECASE,
)
_ALSO_AND = re.compile(rf"{_ENDS.pattern}|\band\b", re.IGNORECASE)


def clauses(text: str) -> tuple[str, ...]:
    """Return what commas and the words that open a clause divide a text into."""
    return tuple(part.strip() for part in _ENDS.split(text) if part.strip())


def clause_of(text: str, stretch: str) -> str:
    """Return the clause, divided by "and" too, that a stretch of a text stands in; the text where it is in none."""
    return next((part for part in _ALSO_AND.split(text) if stretch in part), text)
