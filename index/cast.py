"""The persons of one document, and whom its names, offices and pronouns stand for."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.mentions import Mention, Token, mentions
from index.roles import Role, fits, gender, role_of, vocabulary
from index.speech import base
from index.types import Person

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_INDEFINITE = vocabulary("a an his her their its our my one another")


@dataclass(slots=True)
class _Member:
    """A person while the document is read."""

    name: str
    roles: list[Role] = field(default_factory=list)
    pronoun: str | None = None
    seen: int = 0
    sure: bool = False  # an office, a title or a verb of speech says that it is a person

    def matches(self, name: str) -> bool:
        parts, own = _parts(name), _parts(self.name)
        if len(parts) == 1:
            return parts[0] == own[-1] or (parts[0] == own[0] and not parts[0].endswith("."))
        if len(own) == 1:
            return own[0] in (parts[-1], parts[0])
        return parts[-1] == own[-1] and _same_first(parts[0], own[0])


class Cast:
    """Resolves mentions against the persons of a document, the most recent first."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._members = [
            _Member(p.name, [role_of(r.split()) for r in p.roles], _pronoun_of(p.roles), sure=True)
            for p in people
        ]
        self._clock = 0
        self._speaker: _Member | None = None

    def resolve(self, mention: Mention, phrase: str) -> str | None:
        """The full name, or the phrase where no person is known by it. None: a pronoun without a person."""
        member = self._find(mention, phrase)
        if member:
            return member.name
        if mention.pronoun:
            return None
        return mention.name or phrase

    def is_person(self, mention: Mention, phrase: str) -> bool:
        """Whether the mention stands for a person rather than an institution."""
        return bool(mention.role or mention.pronoun or self._find(mention, phrase))

    def hear(self, found: Sequence[Mention], speaker: str | None) -> None:
        """Notes who was mentioned and who spoke in the sentence just read."""
        for mention in found:
            member = self._find(mention, "the") if mention.name else None
            if member:
                self._clock += 1
                member.seen = self._clock
                member.pronoun = member.pronoun or _pronoun(mention)
        said = next((m for m in self._members if m.name == speaker), None)
        subject = next((m for mention in found[:1] if (m := self._find(mention, "the"))), None)
        focus = said or subject
        if focus:
            self._clock += 1
            self._speaker = focus
            focus.seen = self._clock

    def _find(self, mention: Mention, phrase: str) -> _Member | None:
        if mention.name:
            return self._latest([m for m in self._members if m.matches(mention.name)])
        if mention.pronoun:
            return self._by_pronoun(mention.pronoun)
        if mention.role is None or phrase.split(" ", 1)[0].lower() in _INDEFINITE:
            return None
        return self._by_role(mention.role)

    def _latest(self, members: list[_Member]) -> _Member | None:
        return max(members, key=lambda m: m.seen, default=None)

    def _by_pronoun(self, pronoun: str) -> _Member | None:
        if self._speaker and self._speaker.pronoun in (None, pronoun):
            self._speaker.pronoun = pronoun
            return self._speaker
        seen = [m for m in self._members if m.seen and m.pronoun in (None, pronoun)]
        return self._latest([m for m in seen if m.pronoun] or seen)

    def _by_role(self, role: Role) -> _Member | None:
        scored = [(max((fits(role, own) for own in m.roles), default=0), m) for m in self._members]
        best = max((score for score, _ in scored), default=0)
        return self._latest([m for score, m in scored if score == best]) if best else None


def find_people(sentences: Sequence[Sequence[Token]]) -> tuple[Person, ...]:
    """Everyone who is named as a person: with an office or a title, speaking, or again by one name."""
    members: list[_Member] = []
    roles: list[tuple[Mention, str]] = []
    for words in sentences:
        if _is_headline(words):
            continue
        for mention in mentions(words):
            if mention.name:
                _note(members, mention, speaks=_speaks(words, mention))
            elif mention.role:
                roles.append((mention, words[mention.first].word))
    kept = [m for m in members if m.sure]
    for mention, first in roles:
        if mention.role and first not in _INDEFINITE:
            _add_role(kept, mention.role)
    return tuple(Person(m.name, _role_names(m)) for m in kept)


def _is_headline(words: Sequence[Token]) -> bool:
    """Whether Every Word Has a Capital, so that capitals do not tell names."""
    plain = [token for token in words if token.text[0].isalpha()]
    return (
        len(plain) > 4
        and words[-1].text not in ".?!"
        and sum(token.capital for token in plain) > 0.7 * len(plain)
    )


def _speaks(words: Sequence[Token], mention: Mention) -> bool:
    after = [token.word for token in words[mention.last : mention.last + 3]]
    before = words[mention.first - 1].word if mention.first else ""
    return any(base(word) for word in after[:2]) or bool(base(before))


def _note(members: list[_Member], mention: Mention, *, speaks: bool) -> None:
    name = mention.name or ""
    full = " " in name
    sure = bool(mention.role or mention.title) or (speaks and full)
    member = next((m for m in members if m.matches(name)), None)
    if member is None:
        member = _Member(name)
        members.append(member)
    elif not full and " " in member.name:
        sure = True  # "Ada Roe ... Roe": only people are called by half their name
    elif len(_parts(name)) > len(_parts(member.name)):
        member.name = name
    member.sure = member.sure or sure
    member.pronoun = member.pronoun or _pronoun(mention)
    if mention.role and mention.role not in member.roles:
        member.roles.append(mention.role)


def _add_role(members: list[_Member], role: Role) -> None:
    """Gives an unnamed office to the one person that it fits."""
    scored = [(max((fits(role, own) for own in m.roles), default=0), m) for m in members]
    best = max((score for score, _ in scored), default=0)
    fitting = [m for score, m in scored if score == best]
    if best and len(fitting) == 1 and role not in fitting[0].roles:
        fitting[0].roles.append(role)


def _role_names(member: _Member) -> tuple[str, ...]:
    """Each role as written and without its place: "us secretary of state", "secretary of state"."""
    names: dict[str, None] = {}
    for role in member.roles:
        names[role.text] = None
    for role in member.roles:
        names[role.office] = None
    return tuple(names)


def _pronoun(mention: Mention) -> str | None:
    words = set(mention.role.text.split()) if mention.role else set()
    if mention.title:
        words.add(mention.title)
    return gender(frozenset(words))


def _pronoun_of(roles: Iterable[str]) -> str | None:
    return gender(frozenset(word for role in roles for word in role.split()))


def _parts(name: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode() or name
    return plain.lower().replace("-", " ").split()


def _same_first(a: str, b: str) -> bool:
    """The same given name, an initial of it, or another spelling: "Antony", "Anthony", "A."."""
    if a.rstrip(".") == b.rstrip("."):
        return True
    if min(len(a.rstrip(".")), len(b.rstrip("."))) == 1:
        return a[0] == b[0]
    return a[:3] == b[:3] and a[-1] == b[-1] and abs(len(a) - len(b)) <= 2
