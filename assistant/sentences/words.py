"""A text as words: what question and evidence are compared by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from unicodedata import normalize

import Stemmer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_LETTERS = r"(?:[^\W\d_][\u0300-\u036f]*)+"  # an accent may be a character of its own
_WORD = re.compile(rf"(?:[A-Z]\.){{2,}}|\d+(?:[.,]\d+)*|{_LETTERS}(?:['’]{_LETTERS})?")
_POSSESSIVE = re.compile(r"['’]s?$")
_SHORT = 2_000  # characters of a text whose words are kept
_LINKS = frozenset({"of", "the", "for", "de", "la"})

STOP_WORDS = frozenset(
    """a about above after again all also am an and any are as at be because been before being between both but by can
    could did do does doing down during each few for from further had has have having he her here hers herself him
    himself his how i if in into is it its itself just me more most my myself no nor not of off on once only or other
    our out over own per same she should so some such than that the their them themselves then there these they this
    those through to too under until up upon us very via was we were what when where which while who whom whose why
    will with within without would you your yours s t ve ll re d m please tell give show list
    since many much another every either neither whether against according there's""".split()
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word where it stands; `stem` is what it is compared by."""

    text: str
    start: int
    end: int
    stem: str

    @property
    def stop(self) -> bool:
        """Whether it carries no content of its own. `US` is a country, `us` is not."""
        return self.stem in STOP_WORDS and not (self.text.isupper() and len(self.text) > 1)

    @property
    def capital(self) -> bool:
        """Whether it is written as a name is."""
        return self.text[0].isupper()

    @property
    def number(self) -> bool:
        """Whether it is written in digits."""
        return self.text[0].isdigit()


@lru_cache(maxsize=1)
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Return the Porter2 stem of one word, lower-cased; stop words and numbers stay themselves."""
    plain = _POSSESSIVE.sub("", word).replace(".", "") if not word[0].isdigit() else word.replace(",", "")
    lower = plain.lower() if plain.isascii() else normalize("NFC", plain.lower())
    if lower in STOP_WORDS:
        return f"{lower}." if plain.isupper() and len(plain) > 1 else lower
    return str(_stemmer().stemWord(lower))


def words(text: str) -> tuple[Word, ...]:
    """Return the words of a text in order; hyphenated ones come apart, possessives lose their ending."""
    return _known(text) if len(text) <= _SHORT else _read(text)


def _read(text: str) -> tuple[Word, ...]:
    found = []
    for match in _WORD.finditer(text):
        raw = match.group()
        bare = raw if raw[0].isdigit() or raw.endswith(".") else _POSSESSIVE.sub("", raw)
        found.append(Word(bare, match.start(), match.start() + len(bare), stem(raw)))
    return tuple(found)


_known = lru_cache(maxsize=4096)(_read)  # the same few texts are read for question after question


def stems(text: str) -> frozenset[str]:
    """Return the stems of a text's content words."""
    return frozenset(word.stem for word in words(text) if not word.stop)


def names(found: Iterable[Word], text: str) -> tuple[tuple[Word, ...], ...]:
    """Return the runs of capitalised words, small words such as "of the" inside a run bridged."""
    runs: list[list[Word]] = []
    bridge: list[Word] = []
    last = 0
    for word in found:
        gap = text[last : word.start].strip() if last else "none"
        # "John F. Kennedy" goes on after its full stop.
        near = gap in {"", "-"} or (gap == "." and text[last - 2 : last - 1] in {" ", ""})
        if word.capital and not (word.stem in STOP_WORDS and not near):
            if runs and near:
                runs[-1].extend([*bridge, word])
            else:
                runs.append([word])
            bridge, last = [], word.end
        elif runs and near and word.text in _LINKS:
            bridge.append(word)
            last = word.end
        else:
            bridge, last = [], 0
    return tuple(tuple(run) for run in runs)


def acronym(run: Iterable[Word]) -> str:
    """Return the initials of a run's capitalised words: the short form it may be given."""
    return "".join(word.text[0] for word in run if word.capital)


def expansions(text: str) -> Mapping[str, frozenset[str]]:
    """Return the short forms a text may use for the names it spells out, lower-cased, with the stems they stand for."""
    return {
        acronym(run).lower(): frozenset(word.stem for word in run if word.capital)
        for run in names(words(text), text)
        if sum(word.capital for word in run) > 1
    }
