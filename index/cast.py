"""The persons of one document, and whom its names, offices and pronouns stand for."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from index.roles import PAST, Role, fits, gender, role_of, vocabulary
from index.speech import base
from index.types import Person

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.companies import Companies
    from index.mentions import Mention
    from index.prose import Prose
    from index.words import Token

_MOST_HOLDERS = 300  # a longer list of names is a register, where "the minister" says nothing
_INDEFINITE = vocabulary("a an his her their its our my one another")


@dataclass(slots=True)
class _Member:
    """A person while the document is read."""

    name: str
    roles: list[Role] = field(default_factory=list)
    pronoun: str | None = None
    seen: int = 0  # the larger, the more recently named
    thing: bool = False  # "the Gaza Strip": an article before the name
    sure: bool = False  # an office, a title or a verb of speech says that it is a person

    def fit(self, role: Role) -> int:
        """How well the person answers to `role`: the president of X is not the president of Y."""
        placed = {own.office for own in self.roles if own.places} if role.places else ()
        known = (own for own in self.roles if own.places or own.office not in placed)
        return max((fits(role, own) for own in known), default=0)


class _Register:
    """Members by the first and the last word of their names."""

    def __init__(self) -> None:
        self.members: list[_Member] = []
        self._by_part: defaultdict[str, list[_Member]] = defaultdict(list)

    def add(self, member: _Member) -> None:
        self.members.append(member)
        self.index(member)

    def index(self, member: _Member) -> None:
        for part in {_parts(member.name)[0], _parts(member.name)[-1]}:
            if member not in self._by_part[part]:
                self._by_part[part].append(member)

    def named(self, name: str) -> list[_Member]:
        """Whom the name can stand for: those with it as last name, else those with it as first name."""
        parts = _parts(name)
        near = self._by_part.get(parts[-1], []) if len(parts) == 1 else self._near(parts)
        last = [m for m in near if _parts(m.name)[-1] == parts[-1]]
        return last or [m for m in near if len(parts) == 1 or len(_parts(m.name)) == 1]

    def _near(self, parts: Sequence[str]) -> list[_Member]:
        found = [*self._by_part.get(parts[-1], []), *self._by_part.get(parts[0], [])]
        return [m for m in found if _same_person(parts, _parts(m.name))]


class Cast:
    """Resolves mentions against the persons of a document, the most recent first."""

    def __init__(self, people: Iterable[Person], companies: Companies) -> None:
        self._companies = companies
        self._register = _Register()
        self._clock = 0
        self._speaker: _Member | None = None
        self._other: str | None = None  # who spoke last, where that is no person: "the ministry"
        for person in people:
            roles = [role_of(role.split()) for role in person.roles]
            self._register.add(_Member(person.name, roles, _pronoun_of(person.roles)))
        self._by_name = {member.name: member for member in self._register.members}
        self._holders: dict[Role, list[_Member]] = {}

    def resolve(self, mention: Mention, phrase: str) -> str | None:
        """The full name, or the phrase where no person is known by it. None: a pronoun without a person."""
        member = self._find(mention, phrase)
        if member:
            return member.name
        return None if mention.pronoun else mention.name or phrase

    def company(self, phrase: str) -> str:
        """Whom "the company" means, where the document tells of one only; else the phrase."""
        return self._companies.resolve(phrase)

    def knows(self, mention: Mention, phrase: str) -> bool:
        """Whether the mention stands for someone whom the document names."""
        return self._find(mention, phrase) is not None

    def other(self) -> str | None:
        """Whom "it said" means: the speaker before, where that is no person."""
        return self._other

    def is_person(self, mention: Mention, phrase: str) -> bool:
        """Whether the mention stands for a person rather than an institution."""
        return bool(mention.role or mention.pronoun or self._find(mention, phrase))

    def hear(self, found: Sequence[Mention], speaker: str | None) -> None:
        """Notes who was mentioned and who spoke in the sentence just read."""
        for mention in found:
            member = self._find(mention, "the") if mention.name else None
            if member:
                self._note(member)
                member.pronoun = member.pronoun or _pronoun(mention)
        said = self._by_name.get(speaker or "")
        if speaker:
            self._other = None if said else speaker
        focus = said or (self._find(found[0], "the") if found else None)
        if focus:
            self._note(focus)
            self._speaker = focus

    def _note(self, member: _Member) -> None:
        self._clock += 1
        member.seen = self._clock

    def _find(self, mention: Mention, phrase: str) -> _Member | None:
        if mention.name:
            return _latest(self._register.named(mention.name))
        if mention.pronoun:
            return self._by_pronoun(mention.pronoun)
        if mention.role is None or phrase.split(" ", 1)[0].lower() in _INDEFINITE:
            return None
        if mention.role not in self._holders:
            self._holders[mention.role] = _best(self._register.members, mention.role)
        return _latest(self._holders[mention.role])

    def _by_pronoun(self, pronoun: str) -> _Member | None:
        if self._speaker and self._speaker.pronoun in (None, pronoun):
            self._speaker.pronoun = pronoun
            return self._speaker
        seen = [m for m in self._register.members if m.seen and m.pronoun in (None, pronoun)]
        return _latest([m for m in seen if m.pronoun] or seen)


def find_people(prose: Prose) -> tuple[Person, ...]:
    """Everyone who is named as a person: with an office or a title, speaking, or again by one name."""
    register = _Register()
    companies = prose.companies.names
    roles: list[Role] = []
    for words, named in zip(prose.words, prose.mentions, strict=True):
        if _is_headline(words):
            continue
        for mention in named:
            if mention.name in companies:
                continue
            if mention.name:
                _meet(register, mention, speaks=_speaks(words, mention), article=_has_article(words, mention))
            elif mention.role and words[mention.first].word not in _INDEFINITE:
                roles.append(mention.role)
    kept = [m for m in register.members if m.sure and (m.roles or not m.thing)]
    for role in dict.fromkeys(roles):
        _add_role(kept, role)
    return tuple(Person(m.name, _role_names(m)) for m in kept)


def _is_headline(words: Sequence[Token]) -> bool:
    """Whether Every Word Has a Capital, so that capitals do not tell names."""
    plain = [token for token in words if token.text[0].isalpha()]
    many = sum(token.capital for token in plain) > 0.7 * len(plain)
    return len(plain) > 4 and words[-1].text not in ".?!" and many


def _speaks(words: Sequence[Token], mention: Mention) -> bool:
    before = words[mention.first - 1].word if mention.first else ""
    after = words[mention.last : mention.last + 2]
    return bool(base(before)) or any(base(token.word) for token in after)


def _has_article(words: Sequence[Token], mention: Mention) -> bool:
    return mention.role is None and mention.first > 0 and words[mention.first - 1].word in ("the", "a", "an")


def _meet(register: _Register, mention: Mention, *, speaks: bool, article: bool) -> None:
    name = mention.name or ""
    full = " " in name
    sure = bool(mention.role or mention.title) or (speaks and full)
    member = next(iter(register.named(name)), None)
    if member is None:
        member = _Member(name)
        register.add(member)
    elif not full and " " in member.name:
        sure = True  # "Ada Roe ... Roe": only people are called by half their name
    elif len(name.split()) > len(member.name.split()):
        member.name = name
        register.index(member)
    member.sure = member.sure or sure
    member.thing = member.thing or article
    member.pronoun = member.pronoun or _pronoun(mention)
    if mention.role and mention.role not in member.roles:
        member.roles.append(mention.role)


def _add_role(members: Sequence[_Member], role: Role) -> None:
    """Gives an unnamed office to the one person that it fits."""
    fitting = _best(members, role)
    if len(fitting) == 1 and role not in fitting[0].roles:
        fitting[0].roles.append(role)


def _best(members: Sequence[_Member], role: Role) -> list[_Member]:
    scored = [(member.fit(role), member) for member in members[:_MOST_HOLDERS] if member.roles]
    best = max((score for score, _ in scored), default=0)
    return [member for score, member in scored if score == best] if best else []


def _latest(members: Sequence[_Member]) -> _Member | None:
    return max(members, key=lambda m: m.seen, default=None)


def _role_names(member: _Member) -> tuple[str, ...]:
    """Each role as written; those still held then without their place: "mayor of lima", "mayor"."""
    held = [role.office for role in member.roles if not PAST & set(role.text.split())]
    return tuple(dict.fromkeys([*(role.text for role in member.roles), *held]))


def _pronoun(mention: Mention) -> str | None:
    words = mention.role.text.split() if mention.role else []
    return gender(frozenset([*words, mention.title or ""]))


def _pronoun_of(roles: Iterable[str]) -> str | None:
    return gender(frozenset(word for role in roles for word in role.split()))


@lru_cache(maxsize=8192)
def _parts(name: str) -> tuple[str, ...]:
    """The words of a name, without accents, Arabic articles and the like."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return tuple((plain or name).lower().split()) or (name,)


def _same_person(a: Sequence[str], b: Sequence[str]) -> bool:
    if min(len(a), len(b)) == 1:
        return a[-1] == b[-1] or a[0] == b[0]
    return a[-1] == b[-1] and _same_first(a[0], b[0])


def _same_first(a: str, b: str) -> bool:
    """The same given name, an initial of it, or another spelling: "Antony", "Anthony", "A."."""
    short, long = sorted((a.rstrip("."), b.rstrip(".")), key=len)
    if len(short) < 2:
        return long.startswith(short)
    return short == long or (short[:3] == long[:3] and short[-1] == long[-1] and len(long) - len(short) <= 2)
