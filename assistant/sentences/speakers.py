"""Whether someone in a document is the one a question names: by name, by office, or by place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.sentences.words import STOP_WORDS, words
from index.countries import country, country_or_capital, is_place, same_place
from index.roles import (
    DETERMINERS,
    INSTITUTIONS,
    OFFICES,
    PAST,
    STATUS,
    TOPICS,
    Role,
    fits,
    office_at,
    role_of,
    vocabulary,
)
from index.types import Person

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_TITLES = vocabulary("mr mrs ms mx miss dr sir dame lord lady")
_LINKS = vocabulary("of for at to in")
# "The Azerbaijani side" is whoever speaks for Azerbaijan.
_VAGUE = vocabulary("side government administration officials")
_OFFICE_WORDS = frozenset(word for office in OFFICES | TOPICS | STATUS for word in office.split())
# Offices of a town rather than of a country.
_LOCAL = vocabulary("mayor governor police bishop archbishop councillor fire sheriff coach")
_PLAIN = STOP_WORDS | INSTITUTIONS | DETERMINERS | _LINKS
_SURE = 2  # from here on `fits` has found the place as well as the office


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a question's phrase that is none of the office's: what it may be by where it stands."""

    text: str
    may_name: bool = True
    may_place: bool = True


@dataclass(frozen=True, slots=True)
class _Asked:
    """Whom a phrase names. `tokens` are all its words but articles and titles, lower-cased."""

    tokens: tuple[str, ...]
    others: tuple[_Word, ...]
    office: bool

    def role(self, without: Iterable[str] = ()) -> Role:
        """The office, and its place: what is left without the words of a name."""
        left_out = set(without)
        return role_of([token for token in self.tokens if token not in left_out])


def speaks(phrase: str, speaker: str | None, people: Iterable[Person], context: str = "") -> bool:
    """Whether a sentence's speaker is the one a question calls `phrase`.

    `people` may hold one person several times, as several documents name them: their roles are taken together.
    `context` (outlet, title) may tell the place of an office that the document gives without one. An office that
    nobody fits is nobody's.
    """
    asked = _asked(phrase)
    if not speaker or not asked.tokens:
        return False
    known = _together(people)
    everyone = known if any(person.name == speaker for person in known) else (*known, Person(speaker))
    named = _by_name(asked, everyone, context)
    if named:
        return any(person.name == speaker for person in named)
    if asked.office:
        return any(person.name == speaker for person in _holders(asked, everyone, context))
    return _belongs(asked, next(person for person in everyone if person.name == speaker))


def holds(phrase: str, person: Person, context: str = "") -> bool:
    """Whether the person holds the office that the phrase names; a place must be given, by a role or by `context`."""
    asked = _asked(phrase)
    return asked.office and bool(_holders(asked, (person,), context))


@lru_cache(maxsize=256)
def _asked(phrase: str) -> _Asked:
    tokens = _governed([t for w in words(phrase) if (t := w.text.lower()) not in DETERMINERS and t not in _TITLES])
    link = next((i for i, token in enumerate(tokens) if token in _LINKS), len(tokens))
    start = next((i for i in range(link) if office_at(tokens, i)), None)
    if start is None:
        others = [_Word(token) for token in tokens if token not in _LINKS and token not in STOP_WORDS]
        return _Asked(tokens, tuple(others), office=False)
    end = start + office_at(tokens, start)
    while end < len(tokens) and office_at(tokens, end):
        end += office_at(tokens, end)
    return _Asked(tokens, tuple(_others(tokens, start, end)), office=True)


def _governed(tokens: Sequence[str]) -> tuple[str, ...]:
    """Put its country for a capital that stands for a government: "Washington's top diplomat", not its mayor."""
    if not tokens or country(tokens[0]) or _LOCAL & set(tokens) or not is_place(tokens[0]):
        return tuple(tokens)
    return (*(country_or_capital(tokens[0]) or "").split(), *tokens[1:])


def _others(tokens: Sequence[str], start: int, end: int) -> Iterable[_Word]:
    """Before the office stands a place or a name, right behind it a name, behind "of" a place, then perhaps a name."""
    linked = False
    for i, token in enumerate(tokens):
        if token in _LINKS:
            linked = linked or i >= end
        elif not start <= i < end and token not in _OFFICE_WORDS:
            behind = i >= end and not linked
            yield _Word(token, may_name=tokens[i - 1] not in _LINKS or i == 0, may_place=not behind or is_place(token))


def _together(people: Iterable[Person]) -> tuple[Person, ...]:
    """Each name once, with all its roles."""
    found: dict[str, Person] = {}
    for person in people:
        first = found.get(person.name)
        found[person.name] = replace(first, roles=(*first.roles, *person.roles)) if first else person
    return tuple(found.values())


def _by_name(asked: _Asked, people: Sequence[Person], context: str) -> list[Person]:
    """Those whose name the phrase says: rather to the letter, and rather those whom its office fits."""
    whole = [person for person in people if set(asked.tokens) <= set(_parts(person.name))]
    if whole and not asked.office:
        return whole
    exact = [person for person in people if _is_named(asked, person, context, exactly=True)]
    found = exact or [person for person in people if _is_named(asked, person, context, exactly=False)]
    if not found:
        # "Bishop" may be a name.
        return whole if len(asked.tokens) == 1 and not _is_office_of_one(asked, whole) else []
    if asked.office and len(found) > 1:
        fitting = [p for p in found if _fit(asked.role(_said(asked, p, exactly=False)), p) > 0]
        return fitting or found
    return found


def _is_office_of_one(asked: _Asked, people: Sequence[Person]) -> bool:
    called = asked.role()
    return any(fits(called, _role(role)) for person in people for role in person.roles)


@lru_cache(maxsize=4096)
def _parts(name: str) -> tuple[str, ...]:
    return tuple(word.text.lower() for word in words(name))


def _said(asked: _Asked, person: Person, *, exactly: bool) -> list[str]:
    """The words of the phrase that are the person's name."""
    parts = _parts(person.name)
    return [
        word.text
        for word in asked.others
        if word.may_name
        and not (asked.office and country(word.text))
        and any(word.text == part or (not exactly and _akin(word.text, part)) for part in parts)
    ]


def _is_named(asked: _Asked, person: Person, context: str, *, exactly: bool) -> bool:
    """Whether the phrase says the name, and beside it nothing but what is true of the person."""
    said = _said(asked, person, exactly=exactly)
    if not said or all(word in _OFFICE_WORDS | _VAGUE for word in said):
        return False
    if asked.office and not person.roles and not _is_after_office(asked, said):
        return False  # "Velmark's president" is not the "Velmark" that speaks
    rest = [word for word in asked.others if word.text not in said]
    if len(_parts(person.name)) == 1 and not asked.office:
        return asked.others[-1].text in said  # a document that knows the last name only
    if len(_parts(person.name)) == 1:
        rest = [word for word in rest if word.may_place]
    return all(_is_true(word, person, context, office=asked.office) for word in rest)


def _is_after_office(asked: _Asked, said: Sequence[str]) -> bool:
    return any(word.text in said and not word.may_place for word in asked.others)


def _is_true(word: _Word, person: Person, context: str, *, office: bool) -> bool:
    if word.text in _VAGUE or (office and word.text in _OFFICE_WORDS):
        return True
    places = _places(person)
    if any(same_place(word.text, place) for place in places):
        return True
    return word.may_place and (not places if office else _in_context((word.text,), context))


@lru_cache(maxsize=8192)
def _role(text: str) -> Role:
    return role_of(text.split())


def _places(person: Person) -> set[str]:
    return {place for role in person.roles for place in _role(role).places}


def _holders(asked: _Asked, people: Sequence[Person], context: str) -> list[Person]:
    """Those whom the office fits best; where its place is known of nobody, the only one there is, if it may be."""
    called = asked.role()
    scored = [(person, _fit(called, person)) for person in people]
    best = max((score for _, score in scored), default=0)
    found = [person for person, score in scored if score == best]
    if not best:
        return []
    if called.places and best < _SURE:
        return found if len(found) == 1 and _in_context(called.places, context) and _may_all_place(asked) else []
    return found


def _may_all_place(asked: _Asked) -> bool:
    return all(word.may_place for word in asked.others)


def _fit(called: Role, person: Person) -> int:
    """How well the office fits: a place that one of the person's roles contradicts rules the person out."""
    texts = person.roles or _own_office(person.name)
    past = bool(PAST & set(called.text.split()))
    roles = [_role(text) for text in texts if bool(PAST & set(text.split())) is past]
    held = [role for role in roles if fits(replace(called, places=frozenset()), role)]
    if called.places:
        held = [role for role in held if role.places] or held
    return max((fits(called, role) for role in held), default=0)


def _own_office(speaker: str) -> tuple[str, ...]:
    """A speaker who is only known by office: "the president of Chile"; not "the office of the president"."""
    own = _asked(speaker)
    return (" ".join(own.tokens),) if own.office else ()


def _in_context(places: Iterable[str], context: str) -> bool:
    present = _parts(context)
    return all(any(same_place(place, word) or country(word) == place for word in present) for place in places)


def _belongs(asked: _Asked, person: Person) -> bool:
    """Whether the speaker is the institution, or speaks for the place or institution, that the phrase names."""
    wanted = [word.text for word in asked.others if word.text not in _VAGUE] or list(asked.tokens)
    return _says(person.name, wanted) or any(_says(role, wanted, only=True) for role in person.roles)


def _says(text: str, wanted: Sequence[str], *, only: bool = False) -> bool:
    """Whether the text has every word; `only`: and no other that tells: a club's director is not the country's."""
    parts = _parts(text)
    if not all(any(_means(word, part) for part in parts) for word in wanted):
        return False
    rest = [part for part in parts if not any(_means(word, part) for word in wanted)]
    return not only or all(part in _PLAIN or part in _OFFICE_WORDS for part in rest)


def _means(word: str, part: str) -> bool:
    return same_place(word, part) or _akin(word, part)


def _akin(left: str, right: str) -> bool:
    """Whether two spellings are of one name, a slip of the keys forgiven in a long one."""
    return left == right or (min(len(left), len(right)) >= 5 and SequenceMatcher(None, left, right).ratio() >= 0.83)
