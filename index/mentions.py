"""The people a sentence mentions: by name, by office, by both, or by a pronoun."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.names import Named, read_name
from index.offices import may_open, read_role
from index.roles import DETERMINERS, Role, vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.words import Token

PRONOUNS = vocabulary("he she")


@dataclass(frozen=True, slots=True)
class Mention:
    """Someone named in a sentence, at token indexes, `last` not included."""

    first: int
    last: int
    name: str | None = None
    role: Role | None = None
    pronoun: str | None = None
    title: str | None = None
    possessive: bool = False


def mentions(words: Sequence[Token]) -> list[Mention]:
    """Everyone mentioned, in order, without overlaps."""
    found: list[Mention] = []
    position = 0
    while position < len(words):
        mention = _read(words, position) if may_open(words[position]) else None
        if mention:
            found.append(mention)
            position = mention.last
        else:
            position += 1
    return found


def _read(words: Sequence[Token], i: int) -> Mention | None:
    if words[i].word in PRONOUNS:
        return Mention(i, i + 1, pronoun=words[i].word)
    return _read_role_first(words, i) or _read_name_first(words, i)


def _read_role_first(words: Sequence[Token], i: int) -> Mention | None:
    found = read_role(words, i)
    if not found:
        return None
    role, end = found
    if words[end - 1].possessive:
        return Mention(i, end, role=role, possessive=True)
    named = _name_after(words, end)
    if named:
        name, title, last = named
        return Mention(i, last, name, role, title=title, possessive=words[last - 1].possessive)
    definite = words[i].word in DETERMINERS or words[i].possessive or _is_lone_title(words, i, end)
    return Mention(i, end, role=role) if definite else None


def _is_lone_title(words: Sequence[Token], i: int, end: int) -> bool:
    """ "President: ..." in a headline, "French president discusses ..." and "spokesman for X said"."""
    return words[i].capital or end - i > 1


def _name_after(words: Sequence[Token], i: int) -> Named | None:
    """The name that an office is followed by: "minister X", "minister (X)", "minister, X,"."""
    if i >= len(words):
        return None
    mark = words[i].text
    if mark not in (",", "("):
        return read_name(words, i)
    named = read_name(words, i + 1)
    if not named:
        return None
    closes = words[named.last].text if named.last < len(words) else "."
    if mark == "(":
        return named._replace(last=named.last + 1) if closes == ")" else None
    return named if closes in (",", ".", ")", ";") and not words[named.last - 1].possessive else None


def _read_name_first(words: Sequence[Token], i: int) -> Mention | None:
    named = read_name(words, i)
    if not named:
        return None
    name, title, last = named
    if words[last - 1].possessive:
        return Mention(i, last, name, title=title, possessive=True)
    role, end = _apposition(words, last)
    return Mention(i, end, name, role, title=title)


def _apposition(words: Sequence[Token], i: int) -> tuple[Role | None, int]:
    """ "X, 54, the prime minister of Y": the role and where it ends; no role and `i` where there is none."""
    j = i
    if j < len(words) and words[j].text == "(":
        j = next((k + 1 for k in range(j, min(j + 6, len(words))) if words[k].text == ")"), j)
    if j + 2 < len(words) and words[j].text == "," and words[j + 1].text.isdigit() and words[j + 2].text == ",":
        j += 2
    if j + 1 >= len(words) or words[j].text != ",":
        return None, i
    found = read_role(words, j + 1, named=not words[j + 1].capital)
    if not found or words[found[1] - 1].possessive:
        return None, i
    role, end = found
    if _name_after(words, end) or (end < len(words) and words[end].text not in ",.;)-–—:" and words[end].word != "and"):
        return None, i  # "X, President Y and ...": the next of a list
    return role, end
