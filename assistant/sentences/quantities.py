"""Counts and amounts in a text: their value, what is counted, and how exactly."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.dates import DateMention

_SMALL = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_VALUES: dict[str, float] = {word: float(value) for value, word in enumerate(_SMALL)}
_VALUES |= {
    word: float(10 * value)
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
_SCALES: dict[str, float] = {
    "dozen": 12.0,
    "hundred": 100.0,
    "thousand": 1e3,
    "million": 1e6,
    "mln": 1e6,
    "billion": 1e9,
    "bn": 1e9,
    "trillion": 1e12,
}
NUMERALS = frozenset([*_VALUES, *_SCALES, "half", *(f"{scale}s" for scale in _SCALES)])
_WORDS = "|".join([*_VALUES, *_SCALES, "half"])
_NUMERAL = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_QUALIFIER = (
    r"(?:(?:no |not )?(?:more|less|fewer) than|(?:only )?(?:at least|at most|up to)"
    r"|(?:just )?(?:over|under|about|around"
    r"|above|below)|as many as|nearly|almost|some|approximately|roughly|an estimated|close to|only|exactly)"
)
_QUANTITY = re.compile(
    rf"(?P<qualifier>\b{_QUALIFIER}\s+)?(?P<sign>[$€£]\s?)?(?<![\w.,:/-])(?P<number>{_NUMERAL}|(?:a )?(?:{_WORDS})\b)"
    rf"(?:[\s-](?:and )?(?P<scale>{_WORDS})s?\b)?(?P<unit>\s?%|\s?per\s?cent\b|\s?(?:km|kg|m|t)\b)?"
    r"(?![\w:/]|-\w|[.,]\d)",
    re.IGNORECASE,
)
# "No. 5", "Article 5", "Resolution 2758": a name, not an amount.
_LABEL = re.compile(
    r"(?:\b(?:no|nos|article|resolution|paragraph|chapter|page|group|series|phase|section)\.?|#)\s*\Z", re.I
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount as written, at code-point offsets; `text` carries its qualifier ("more than 4,700")."""

    start: int
    end: int
    text: str
    number: float
    unit: str | None = None  # "%", "$", "km" where it is glued to the number


def find_quantities(text: str, dates: tuple[DateMention, ...] = ()) -> tuple[Quantity, ...]:
    """Return the amounts in a text in order; numerals inside `dates` are not amounts."""
    found = []
    for match in _QUANTITY.finditer(text):
        value = _value(match)
        if value is None or any(d.start < match.end() and match.start("number") < d.end for d in dates):
            continue
        if _LABEL.search(text[max(0, match.start("number") - 12) : match.start("number")]):
            continue
        unit = (match["unit"] or match["sign"] or "").strip() or None
        found.append(Quantity(match.start(), match.end(), match.group(), value, unit))
    return tuple(found)


def _value(match: re.Match[str]) -> float | None:
    word = match["number"].lower().removeprefix("a ")
    scale = (match["scale"] or "").lower()
    if word == "one" and not scale:
        # More often a pronoun ("one of them", "this one") than a count.
        return 1.0 if re.match(r"\s(?!of\b)[a-z]{3}", match.string[match.end() : match.end() + 8]) else None
    if word == "half":
        return 0.5
    if word[0].isdigit():
        base = float(word.replace(",", ""))
    elif word in _VALUES:
        base = _VALUES[word]
    else:
        return _SCALES[word]
    if scale in _VALUES:
        return base + _VALUES[scale]
    return base * _SCALES.get(scale, 0.5 if scale == "half" else 1.0)
