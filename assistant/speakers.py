"""Whether a sentence's speaker is the one a question names: by name, by office, or by place."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from assistant.words import STOP_WORDS, words
from index.countries import country, is_place
from index.roles import DETERMINERS, OFFICES, STATUS, TOPICS, fits, role_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.types import Person


def speaks(phrase: str, speaker: str | None, people: Iterable[Person]) -> bool:
    """Whether a sentence's speaker is the one a question calls `phrase`: by name or office."""
    if speaker is None:
        return False
    asked = [
        w.text.lower() for w in words(phrase) if w.text.lower() not in DETERMINERS and w.text.lower() not in _VAGUE
    ]
    named = [w for w in asked if w not in _OFFICE_WORDS and not is_place(w) and w not in STOP_WORDS]
    known = [w.text.lower() for w in words(speaker)]
    if named:
        return all(any(_akin(a, k) for k in known) for a in named)
    roles = [role for person in people if person.name == speaker for role in person.roles]
    called = role_of(asked)
    if called.office and any(w in _OFFICE_WORDS for w in asked):
        return any(fits(called, role_of(role.split())) for role in roles) or set(asked) <= set(known)
    lands = {country(w) or w for w in asked}
    return bool(lands) and any(lands & {country(w) or w for w in role.split()} for role in [*roles, speaker.lower()])


# "The Azerbaijani side" is whoever speaks for Azerbaijan.
_VAGUE = frozenset(["side", "government", "administration", "officials"])
_OFFICE_WORDS = frozenset(word for office in OFFICES | TOPICS | STATUS for word in office.split())


def _akin(left: str, right: str) -> bool:
    """Whether two spellings are of one name, a slip of the keys forgiven in a long one."""
    return left == right or (min(len(left), len(right)) >= 5 and SequenceMatcher(None, left, right).ratio() >= 0.83)


def holds(phrase: str, person: Person) -> bool:
    """Whether a person holds the office that a phrase names, as their document tells it."""
    asked = [w.text.lower() for w in words(phrase) if w.text.lower() not in DETERMINERS]
    called = role_of(asked)
    return bool(called.office) and any(fits(called, role_of(role.split())) >= 2 for role in person.roles)
