"""The people a sentence mentions: by name, by office, by both, or by a pronoun."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.countries import is_place
from index.roles import (
    DETERMINERS,
    INSTITUTIONS,
    ORGANISATION_WORDS,
    TOPICS,
    Role,
    is_status,
    office_length,
    role_of,
    vocabulary,
)
from index.speech import base

if TYPE_CHECKING:
    from collections.abc import Sequence

_UPPER = "".join(c for c in map(chr, range(sys.maxunicode)) if c.isupper() and ord(c) < 0x590)
_TOKEN = re.compile(
    rf"(?:[{_UPPER}]\.){{2,}}(?:[’']s)?|(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Sgt|Capt|Maj|Adm|Sen|Rep|Gov|Prof|Rev|Jr|Sr|St)\.(?=\s)"
    rf"|[{_UPPER}]\.(?=\s?[{_UPPER}])|\w+(?:[-’'`&]\w+)*|[^\w\s]"
)
_TITLES = vocabulary(
    "mr mrs ms miss dr prof sir dame lord lady rev mx gen lt col sgt capt maj adm sen rep gov baroness sheikh"
)
_PARTICLES = vocabulary("van von der den de da di del della la le bin ibn al el dos du ten ter af ben abu")
_PRONOUNS = vocabulary("he she")
_NOT_NAMES = vocabulary(
    "outside inside following including toward towards beyond near behind below above across along around "
    "the a an this that these those he she it they we you i his her its their our my in on at by for from "
    "to of and or but as if when while after before since during under over between among against about "
    "into with without within however meanwhile moreover therefore thus also still yet then now here "
    "there what who whom whose which where why how not no yes all some many most both each every such "
    "more less one two three four five six seven eight nine ten earlier later last next today yesterday "
    "tomorrow tonight according speaking asked noting adding citing amid despite because although though "
    "until once so nor like unlike via monday tuesday wednesday thursday friday saturday sunday "
    "january february march april may june july august september october november december is was are "
    "were has have had do does did will would can could should might must said says mr mrs ms dr sir prof "
    "jr sr st god internet covid english recent several other another only even just"
)
_MONTH_NAMES = vocabulary("april may june august")  # also given names: "June Park", "April Jones"
_LINKS = vocabulary("of for at to in")
_LINKS_TO = frozenset(
    ("ambassador", "envoy", "adviser", "advisor", "aide", "assistant", "representative", "nominee")
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a mark, at code-point offsets. `word` is lower-cased, without a possessive 's."""

    text: str
    start: int
    end: int
    word: str
    capital: bool
    possessive: bool


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


def tokens(text: str, start: int, end: int) -> list[Token]:
    """The words and marks of `text[start:end]`."""
    return [_token(match) for match in _TOKEN.finditer(text, start, end)]


def _token(match: re.Match[str]) -> Token:
    text = match.group()
    word = text.lower()
    possessive = len(text) > 2 and word.endswith(("'s", "’s", "`s", "s'", "s’"))
    if possessive:
        word = word[:-2] if word[-1] == "s" else word[:-1]
    capital = text[0].isupper()
    return Token(text, match.start(), match.end(), word.replace("’", "'"), capital, possessive)


def mentions(words: Sequence[Token]) -> list[Mention]:
    """Everyone mentioned, in order, without overlaps."""
    found: list[Mention] = []
    position = 0
    while position < len(words):
        mention = _read(words, position)
        if mention:
            found.append(mention)
            position = mention.last
        else:
            position += 1
    return found


def _read(words: Sequence[Token], i: int) -> Mention | None:
    token = words[i]
    if not token.text[0].isalpha():
        return None
    if token.word in _PRONOUNS:
        return Mention(i, i + 1, pronoun=token.word)
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


def _name_after(words: Sequence[Token], i: int) -> tuple[str, str | None, int] | None:
    """The name that an office is followed by: "minister X", "minister (X)", "minister, X,"."""
    if i >= len(words):
        return None
    mark = words[i].text
    if mark not in (",", "("):
        named = read_name(words, i)
        return named if named and not _opens_relation(words, i) else None
    named = read_name(words, i + 1)
    if not named:
        return None
    name, title, last = named
    closes = words[last].text if last < len(words) else "."
    if mark == "(":
        return (name, title, last + 1) if closes == ")" else None
    return (name, title, last) if closes in (",", ".", ")", ";") and not words[last - 1].possessive else None


def _opens_relation(words: Sequence[Token], i: int) -> bool:
    return words[i].word in ORGANISATION_WORDS


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
    if (
        j + 2 < len(words)
        and words[j].text == ","
        and words[j + 1].text.isdigit()
        and words[j + 2].text == ","
    ):
        j += 2
    if j + 1 >= len(words) or words[j].text != ",":
        return None, i
    found = read_role(words, j + 1)
    if not found or words[found[1] - 1].possessive:
        return None, i
    role, end = found
    if _name_after(words, end) or (
        end < len(words) and words[end].text not in ",.;)-–—:" and words[end].word != "and"
    ):
        return None, i  # "X, President Y and ...": the next of a list
    return role, end


def read_role(words: Sequence[Token], i: int) -> tuple[Role, int] | None:
    """The office named at `i`, with its modifiers and what it is of, and where it ends."""
    start = i + 1 if words[i].word in DETERMINERS else i
    j = start
    while j < len(words) and j - start <= 7:
        length = office_length([token.word for token in words[j : j + 4]])
        if length and not _goes_on(words, j + length):
            end = _complement(words, j + length)
            return role_of([token.text.lower() for token in words[start:end]]), end
        if not (_is_modifier(words[j]) or (start > i and j - start < 2 and _may_describe(words[j]))):
            return None
        j += 1
    return None


def _goes_on(words: Sequence[Token], i: int) -> bool:
    """Whether the office was only a modifier: "deputy" of "deputy prime minister"."""
    if words[i - 1].possessive or i >= len(words):
        return False
    for k in range(i, min(i + 3, len(words))):
        if office_length([token.word for token in words[k : k + 4]]):
            return True
        if words[k].word not in TOPICS or words[k].possessive:
            return words[k].word in INSTITUTIONS and k == i and not words[k].capital
    return False


def _is_modifier(token: Token) -> bool:
    if token.capital:
        return token.word not in _NOT_NAMES
    return (
        token.word in TOPICS
        or is_status(token.word)
        or token.word.startswith(("pro-", "ex-", "vice-", "deputy-"))
    )


def _may_describe(token: Token) -> bool:
    """Whether a word after an article may lead to an office: "the country director", "the club's president"."""
    if token.possessive:
        return True
    plain = token.text.isalpha() and token.word not in _NOT_NAMES and base(token.word) is None
    return plain and not token.word.endswith(("ed", "ing", "s", "ly"))


def _complement(words: Sequence[Token], i: int) -> int:
    """Where "of the Republic of X" ends; `i` where nothing of the kind follows."""
    if i < len(words) and words[i].word == "and" and not words[i - 1].possessive:
        length = office_length([token.word for token in words[i + 1 : i + 5]])
        i = i + 1 + length if length else i
    while i + 1 < len(words) and words[i].word in _LINKS and not words[i - 1].possessive:
        if words[i].word == "to" and words[i - 1].word not in _LINKS_TO:
            break
        end = _complement_end(words, i + 1)
        if end is None:
            break
        i = end
    return i


def _complement_end(words: Sequence[Token], i: int) -> int | None:
    start = i + 1 if words[i].word in DETERMINERS else i
    j = start
    while j < len(words) and _in_complement(words, j):
        j += 1
        if words[j - 1].possessive and words[j - 1].capital:
            break
    if j == start:
        return None
    return _before_name(words, start, j)


def _in_complement(words: Sequence[Token], j: int) -> bool:
    token = words[j]
    if token.capital:
        return token.word not in _NOT_NAMES
    if token.possessive and j > 0 and words[j - 1].word in DETERMINERS:
        return True  # "of the state's largest union"
    if token.word == "and":
        return j + 1 < len(words) and words[j + 1].capital and words[j + 1].word in ORGANISATION_WORDS
    return token.word in TOPICS or token.word in INSTITUTIONS


def _before_name(words: Sequence[Token], start: int, end: int) -> int:
    """Where the place ends and a name begins: "Republic of France Emmanuel Macron", "New York Eric Adams"."""
    run = words[start:end]
    if not run[-1].capital or run[-1].word in ORGANISATION_WORDS:
        return end
    for size in range(min(3, len(run) - 1), 0, -1):
        if is_place(" ".join(token.word for token in run[:size])) and _could_be_name(run[size:]):
            return start + size
    capitals = next(
        (
            k
            for k in range(len(run), 0, -1)
            if not run[k - 1].capital or run[k - 1].word in ORGANISATION_WORDS
        ),
        0,
    )
    if 0 < capitals < len(run):
        return start + capitals
    return end - 2 if len(run) >= 3 and _could_be_name(run[-2:]) else end


def _could_be_name(run: Sequence[Token]) -> bool:
    return all(
        token.capital and token.word not in ORGANISATION_WORDS and not is_place(token.word) for token in run
    )


def read_name(words: Sequence[Token], i: int) -> tuple[str, str | None, int] | None:
    """The personal name at `i`, the title before it, and where it ends."""
    title = words[i].word.rstrip(".") if i < len(words) and words[i].word.rstrip(".") in _TITLES else None
    start = i + 1 if title and words[i].capital else i
    j, parts = start, 0
    while j < len(words) and parts < 4:
        if _is_name_part(words, j, first=j == start):
            parts += 1
        elif not (
            j > start and words[j].word in _PARTICLES and j + 1 < len(words) and _leads_to_name(words, j + 1)
        ):
            break
        j += 1
        if words[j - 1].possessive:
            break
    run = words[start:j]
    if not run or not _is_personal(run):
        return None
    name = " ".join(token.text for token in run)
    return (
        (name[: -2 if name[-1] == "s" else -1] if run[-1].possessive else name),
        title if start > i else None,
        j,
    )


def _leads_to_name(words: Sequence[Token], j: int) -> bool:
    return words[j].word in _PARTICLES or _is_name_part(words, j, first=False)


def _is_name_part(words: Sequence[Token], j: int, *, first: bool) -> bool:
    token = words[j]
    if not token.capital:
        return False
    if token.word in _NOT_NAMES:
        follows = j + 1 < len(words) and words[j + 1].capital
        return first and token.word in _MONTH_NAMES and follows and not words[j + 1].text.isdigit()
    is_acronym = len(token.text) > 1 and token.text.rstrip("s").isupper() and not token.text.endswith(".")
    return not is_acronym


def _is_personal(run: Sequence[Token]) -> bool:
    if run[-1].text.endswith(".") and len(run) == 1:
        return False
    if any(token.word in ORGANISATION_WORDS for token in run):
        return False
    if is_place(" ".join(token.word for token in run)):
        return False
    return not (len(run) > 1 and is_place(run[0].word) and office_length([token.word for token in run[1:]]))
