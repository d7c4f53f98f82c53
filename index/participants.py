"""Who took part in the event that a report tells of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.countries import same_place
from index.lead import TALKS
from index.roles import role_of, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.lead import Lead
    from index.types import Person

_LEAD = 3  # sentences
_SPEAK_FOR_OTHERS = vocabulary(
    "spokesperson reporter journalist correspondent editor analyst expert economist commentator lawyer witness resident"
)
_COUNTERPART = re.compile(r"\b(?P<place>[\w-]+) counterpart\b")
_TOGETHER = r"(?:\w+ )?(?:spoke|met|talked|discussed|agreed|spoken|meet|speak)\b"


def participants_of(
    lead: Sequence[Lead],
    topic: Lead | None,
    title: str,
    kind: str,
    people: Sequence[Person],
    companies: Sequence[str],
    text: str,
) -> tuple[str, ...]:
    """Those whom the sentence about the event names; too few, and the title, the lead and the text are asked too."""
    topic_text = topic.text if topic else ""
    if kind not in TALKS:
        firms = [name for name in companies if _has(topic_text, name) or _has(title, name)]
        parts = (topic_text, title) if firms or kind in ("report", "statement") else (topic_text, title, *_texts(lead))
        return tuple(dict.fromkeys([*firms[:1], *_named(parts, people, enough=1)]))
    active = [person for person in people if not _speaks_for_others(person)]
    found = _named((topic_text, title), active, enough=2)
    if len(found) == 1:
        first = next(person for person in active if person.name in found)
        found.update(dict.fromkeys(_second(first, topic_text, text, active)))
    for part in _texts(lead):
        if len(found) < 2:
            found.update(_named((part,), active, enough=2))
    return tuple(found)


def _texts(lead: Sequence[Lead]) -> tuple[str, ...]:
    return tuple(sentence.text for sentence in lead[:_LEAD])


def _named(parts: Sequence[str], people: Sequence[Person], *, enough: int) -> dict[str, None]:
    found: dict[str, None] = {}
    for part in parts:
        if len(found) < enough:
            found.update((p.name, None) for p in people if _has(part, p.name.split()[-1]))
        if len(found) < enough:
            found.update((p.name, None) for p in people if _names_office(part.lower(), p))
    return found


def _second(first: Person, topic: str, text: str, people: Sequence[Person]) -> Iterator[str]:
    """The other one of two: "her X counterpart" by place, or who elsewhere "and" the first spoke or met."""
    others = [person for person in people if person is not first]
    counterpart = _COUNTERPART.search(topic)
    if counterpart:
        yield from [p.name for p in others if _is_counterpart(p, first, counterpart["place"].lower())][:1]
    a = re.escape(first.name.split()[-1])
    for person in others:
        b = re.escape(person.name.split()[-1])
        title = r"(?:M[rs]{1,2}\.? |[A-Z]\w+ ){0,3}"
        if re.search(rf"\b(?:{a} and {title}{b}|{b} and {title}{a}) {_TOGETHER}", text):
            yield person.name
            return


def _is_counterpart(person: Person, first: Person, place: str) -> bool:
    """Whether the person holds in that place what the first one holds."""
    offices = {role_of(role.split()).office for role in first.roles}
    held = [role_of(role.split()) for role in person.roles]
    return any(role.office in offices and any(same_place(word, place) for word in role.places) for role in held)


def _speaks_for_others(person: Person) -> bool:
    offices = {role_of(role.split()).office.rsplit(" ", 1)[-1] for role in person.roles}
    return bool(offices) and offices <= _SPEAK_FOR_OTHERS


def _has(text: str, words: str) -> bool:
    return words in text and re.search(rf"\b{re.escape(words)}\b", text) is not None


def _names_office(lower: str, person: Person) -> bool:
    """Whether the text says "the president of X" of the person; the bare office is anyone's."""
    bare = {other for role in person.roles for other in person.roles if role != other and role.endswith(other)}
    return any(" " in role and role not in bare and _has(lower, role) for role in person.roles)
