"""Offices, and when two ways to name one mean the same."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.countries import country, same_place
from index.office_words import (
    DETERMINERS,
    DOCUMENTS,
    INSTITUTIONS,
    OFFICES,
    ORGANISATION_WORDS,
    PAST,
    STATUS,
    TOPICS,
    vocabulary,
)

if TYPE_CHECKING:
    from collections.abc import Sequence


__all__ = [
    "DETERMINERS",
    "DOCUMENTS",
    "INSTITUTIONS",
    "OFFICES",
    "OFFICE_STARTS",
    "ORGANISATION_WORDS",
    "PAST",
    "STATUS",
    "TOPICS",
    "Role",
    "fits",
    "gender",
    "office_at",
    "role_of",
    "vocabulary",
]

_HEADS_OF_STATE = vocabulary("president king queen emir sultan monarch pope prince leader")
_HEADS_OF_GOVERNMENT = vocabulary("prime_minister premier pm chancellor leader")
_TOP_DIPLOMATS = vocabulary("secretary_of_state foreign_minister secretary high_representative foreign_secretary")
_SYNONYMS = {
    "head of state": _HEADS_OF_STATE,
    "leader": _HEADS_OF_STATE | _HEADS_OF_GOVERNMENT | {"chairman", "head", "general secretary", "commander"},
    "head of government": _HEADS_OF_GOVERNMENT,
    "premier": _HEADS_OF_GOVERNMENT,
    "pm": _HEADS_OF_GOVERNMENT,
    "prime minister": _HEADS_OF_GOVERNMENT,
    "monarch": vocabulary("king queen emir sultan"),
    "top diplomat": _TOP_DIPLOMATS,
    "chief diplomat": _TOP_DIPLOMATS,
    "diplomat": _TOP_DIPLOMATS | {"ambassador", "envoy"},
    "chief executive": vocabulary("ceo chief_executive_officer boss managing_director"),
    "ceo": vocabulary("chief_executive chief_executive_officer boss"),
    "boss": vocabulary("ceo chief_executive chief_executive_officer manager head"),
    "official": vocabulary("spokesperson director commissioner coordinator envoy representative head deputy chief"),
    "officer": vocabulary("sergeant inspector constable detective superintendent captain"),
    "manager": vocabulary("coach"),
    "coach": vocabulary("manager trainer"),
    "scientist": vocabulary("professor researcher"),
    "researcher": vocabulary("professor scientist"),
    "lawmaker": vocabulary("senator mp congressman congresswoman representative deputy mep"),
    "lawyer": vocabulary("attorney solicitor barrister counsel"),
    "attorney": vocabulary("lawyer"),
    "chief": vocabulary("head director commander boss leader"),
    "head": vocabulary("chief director president chairman"),
    "envoy": vocabulary("ambassador representative rapporteur"),
}
_SAME = {"spokesman": "spokesperson", "spokeswoman": "spokesperson", "spox": "spokesperson"}
_SAME |= {"chairman": "chair", "chairwoman": "chair", "chairperson": "chair", "advisor": "adviser"}
_SAME |= {"secretary-general": "secretary general", "director-general": "director general"}
_SAME |= {"vice-president": "vice president", "neighbor": "neighbour", "defense": "defence", "pm": "prime minister"}

_MEN = vocabulary(
    "king prince emir sultan pope chairman spokesman congressman councilman father brother son husband "
    "uncle mr sir lord"
)
_WOMEN = vocabulary(
    "queen princess chairwoman spokeswoman congresswoman councilwoman mother sister daughter wife widow "
    "aunt actress ms mrs miss lady dame"
)


_LINKS = vocabulary("of for to at in and")
OFFICE_STARTS = frozenset(name.split()[0] for name in OFFICES)
_LENGTHS: dict[str, list[int]] = {}
for _name in sorted(OFFICES, key=lambda name: -len(name.split())):
    _LENGTHS.setdefault(_name.split()[0], []).append(len(_name.split()))


@dataclass(frozen=True, slots=True)
class Role:
    """An office as a text names it: the whole phrase, the office in it, and the words that tell whose."""

    text: str
    office: str
    places: frozenset[str] = frozenset()


def role_of(words: Sequence[str]) -> Role:
    """The role that lower-cased `words`, without an article, name."""
    told = _told_by_complement(words)
    if told:
        return told
    first, last = _office_span(words)
    while first > 0 and words[first - 1] in TOPICS:
        first -= 1
    office = " ".join(_SAME.get(word, word) for word in words[first:last])
    return Role(" ".join(words), _SAME.get(office, office), _places([*words[:first], *words[last:]]))


_LEADERS = vocabulary("head leader chief")
_HEAD_OF = {
    "government": "head of government",
    "cabinet": "head of government",
    "state": "head of state",
    "opposition": "opposition leader",
}
_BRIEFS = {"internal": "interior", "external": "foreign", "defense": "defence"}


def _told_by_complement(words: Sequence[str]) -> Role | None:
    """ "Head of the X government", "minister of foreign affairs of X": what it is of tells the office."""
    link = next((i for i, word in enumerate(words) if word in ("of", "for")), 0)
    held = words[link - 1] if link else ""
    rest = [word for word in words[link + 1 :] if word not in DETERMINERS]
    stop = next((i for i, word in enumerate(rest) if word in _LINKS and word != "and"), len(rest))
    whose, further = rest[:stop], rest[stop:]
    if held in _LEADERS and whose and whose[-1] in _HEAD_OF:
        office, others = _HEAD_OF[whose[-1]], [*whose[:-1], *further]
    elif held in ("minister", "secretary") and whose and whose[0] in TOPICS and whose[0] != "state":
        topics = list(itertools.takewhile(lambda word: word in TOPICS and word != "affairs", whose))
        office, others = " ".join([*(_BRIEFS.get(word, word) for word in topics), held]), further
    else:
        return None
    first = link - 1
    while first > 0 and words[first - 1] in TOPICS:
        first -= 1
    return Role(" ".join(words), " ".join([*words[first : link - 1], office]), _places([*words[:first], *others]))


def office_at(words: Sequence[str], i: int) -> int:
    """How many words from `i` are an office: 3 of "secretary of state said", 0 of "said"."""
    if i >= len(words):
        return 0
    for length in _LENGTHS.get(words[i], ()):
        if i + length <= len(words) and " ".join(words[i : i + length]) in OFFICES:
            return length
    return 0


def _office_span(words: Sequence[str]) -> tuple[int, int]:
    """The last office before "of" or the like: "deputy prime minister of X" names a prime minister."""
    found, start = (0, len(words)), 0
    while start < len(words) and words[start] not in _LINKS:
        length = office_at(words, start)
        if length:
            found = start, start + length
        start += length or 1
    return found


def _places(words: Sequence[str]) -> frozenset[str]:
    plain = [word.removesuffix("'s").removesuffix("’s") for word in words]
    pairs = {f"{a} {b}" for a, b in itertools.pairwise(plain)}
    found = {known for name in pairs if (known := country(name))}
    if not found:
        found = {known for name in plain if (known := country(name))}
    rest = {word for word in plain if word not in _EMPTY and not country(word)}
    return frozenset(found or rest)


_EMPTY = (
    STATUS
    | TOPICS
    | INSTITUTIONS
    | vocabulary("of the for to at in and 's ’s on a an federal democratic people's islamic")
)


def fits(phrase: Role, role: Role) -> int:
    """How well `phrase` can name someone known as `role`: 0 cannot, 3 says the same."""
    office = _fits_office(phrase.office, role.office)
    if not office:
        return 0
    if phrase.places and role.places and not _one_place(phrase.places, role.places):
        return 0
    if phrase.places and role.places:
        return 3 if office == 2 else 2
    return office if phrase.places == role.places else 1


def _one_place(left: frozenset[str], right: frozenset[str]) -> bool:
    """Whether both name one place: a country in common, or else every word of the shorter name in the longer."""
    if any(country(word) for word in (*left, *right)):
        return bool(left & right)
    few, many = sorted((left, right), key=len)
    return all(any(same_place(word, other) for other in many) for word in few)


def _fits_office(phrase: str, role: str) -> int:
    if phrase == role:
        return 2
    if role.endswith(" " + phrase) or role.startswith(phrase + " of "):
        return 0 if phrase == "president" or role.startswith(_UNDER) else 1  # a vice president is not the president
    return 1 if _is_synonym(phrase, role) or _is_synonym(role, phrase) else 0


def _is_synonym(phrase: str, role: str) -> bool:
    known = _SYNONYMS.get(phrase, frozenset())
    return role in known or any(
        role.endswith(" " + name) and not _APART & set(role.removesuffix(name).split()) for name in known
    )


_UNDER = ("deputy ", "vice ", "assistant ")
# Theirs is not the leader of the country.
_APART = vocabulary("deputy vice assistant opposition party rebel tribal union club team campaign")


def gender(words: frozenset[str]) -> str | None:
    """ "he" or "she" where an office or a title tells."""
    if words & _MEN:
        return "he"
    return "she" if words & _WOMEN else None
