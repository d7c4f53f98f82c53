"""Dates as English news writes them: found by one regular expression, never guessed.

What the words leave open stays open: "March 21" has no year, "December 2022" no day. Words that need a
reference day ("Monday", "yesterday") are marked `relative` and are resolved only where one is given.
"""

from __future__ import annotations

import re
from dataclasses import astuple, dataclass
from datetime import date, timedelta

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_STEPS = {"yesterday": -1, "tomorrow": 1, "last": -1, "past": -1, "next": 1}

_YEAR = r"(?:1[89]|20)[0-9]{2}(?![0-9]|[.,][0-9]|\s?%)\b"
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9])"
# A day is not followed by more digits: "March 4,700", "May 10.5", "March 5 million".
_DAY_END = r"(?![0-9]|[.,:][0-9]|\s?%|\s(?:million|billion|thousand|percent|per\scent)\b)"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
)
_FULL_MONTH = r"january|february|march|april|may|june|july|august|september|october|november|december"
_LEAD = (  # before a year
    r"(?:in|since|by|until|till|from|before|after|during|early|late|mid|through(?:out)?|between|year|"
    r"(?:spring|summer|autumn|fall|winter)(?:\sof)?|(?:end|start|beginning|middle|half)\sof)"
)
# Matched against text in lower case.
_DATE = re.compile(
    rf"""
    (?<![\w.,/-])(?P<iso_y>{_YEAR})(?P<iso_s>[-/.])(?P<iso_m>[01]?[0-9])(?P=iso_s)(?P<iso_d>[0-3]?[0-9])(?![0-9])
  | (?<![\w.,/:-])(?P<num_a>[0-3]?[0-9])(?P<num_s>[./-])(?P<num_b>[0-3]?[0-9])(?P=num_s)
      (?P<num_y>(?:1[89]|20)[0-9]{{2}}|[0-9]{{2}})(?![0-9]|[./-][0-9])\b
  | (?<![\w.,/:$€£-])(?P<dm_d>{_DAY})(?:\s?(?:-|–|and|to)\s?{_DAY})?(?:st|nd|rd|th)?(?:\sof)?[\s-]{{1,2}}
      (?P<dm_m>{_MONTH})\.?(?:,?[\s-]{{1,2}}(?P<dm_y>{_YEAR}))?
  | \b(?P<md_m>{_MONTH})\.?\s{{1,2}}(?:the\s)?(?P<md_d>{_DAY})(?:\s?[-–]\s?{_DAY})?
      (?:st|nd|rd|th)?{_DAY_END}\b(?:(?:,\s{{0,2}}|\s{{1,2}})(?P<md_y>{_YEAR}))?
  | \b(?P<my_m>{_MONTH})\.?(?:,|\sof)?\s{{1,2}}(?P<my_y>{_YEAR})
  | \b(?P<m>{_FULL_MONTH})\b
  | \b(?:last|this|next|past)\s(?P<unit>week|month|year)\b
  | \b(?P<count>[0-9]{{1,2}}|{"|".join(_COUNTS)})\s(?P<ago>day|week|month|year)s?\sago\b
  | \b(?:(?:last|next)\s)?(?P<weekday>{"|".join(_DAYS)})\b
  | \b(?P<near>yesterday|today|tonight|tomorrow|last\snight)\b
  | (?<=[\s-])(?P<y>{_YEAR})
    """,
    re.VERBOSE,
)
# Where a date can begin. Most sentences hold none of these words, and `in` tells so faster than any pattern.
_OPENINGS = (
    *_MONTHS,
    *(f"{word} " for word in ("last", "this", "next", "past", *_COUNTS)),
    *("mond", "tues", "wedn", "thur", "frid", "satu", "sund", "yesterd", "today", "tonig", "tomor"),
)
_BEGIN = re.compile(rf"[0-9]+|\b(?:{'|'.join(_OPENINGS)})")
_BEGIN_DIGITS = re.compile("[0-9]+")
# Only A to Z: other letters may change their number when they are lower-cased, and with it all offsets.
_LOWER = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}
# What stands before a year or a month that is alone.
_YEAR_LEAD = re.compile(rf"\b{_LEAD}[\s-]\Z")
_MONTH_LEAD = re.compile(
    r"\b(?:in|since|by|until|till|from|before|after|during|early|late|mid|through|throughout|last)[\s-]\Z"
)
_NAME_LEAD = re.compile(r"\b(?:between|and|this|next|of|the|each|every)\s\Z")
_MONTH_NOUN = re.compile(r"\s(?:phone\s|telephone\s)?(?:call|meeting|conversation|visit|talks|summit|release)\b")
_DAY_LEAD = re.compile(r"\b(?:on|since|by|until|till|from|before|after|of|the|to|and)\s\Z")
_LOOK_BACK = 16  # characters: "throughout", "beginning of"
_ALSO_WORDS = ("may", "march", "april", "june", "august", "mar", "dec", "jan")  # verbs, names, abbreviations


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as a text writes it, at code-point offsets; what it does not say is None.

    A range gives its first day. `relative`: the words need a reference day; without one all numbers are None.
    """

    start: int
    end: int
    text: str
    year: int | None
    month: int | None
    day: int | None
    relative: bool = False

    def as_date(self) -> date | None:
        """The calendar day, where year, month and day are all known."""
        if self.year is None or self.month is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)


@dataclass(frozen=True, slots=True)
class _Numbers:
    year: int | None = None
    month: int | None = None
    day: int | None = None
    relative: bool = False

    def exists(self) -> bool:
        """Whether a calendar has such a day. Without a year, 29 February may be."""
        if self.month is None:
            return True
        try:
            date(self.year or 2000, self.month, self.day or 1)
        except ValueError:
            return False
        return True


def find_dates(text: str, *, reference: date | None = None) -> tuple[DateMention, ...]:
    """Every date in the text, in order, without overlaps.

    "03/04/2023" is read month first, unless another such date in the text can only be day first.
    A weekday is the last one on or before `reference`, since news reports what has been.
    """
    matches = _matches(text.lower() if text.isascii() else text.translate(_LOWER))
    day_first = any(m["num_s"] == "/" and int(m["num_a"]) > 12 for m in matches if m["num_s"])
    found: list[DateMention] = []
    for match in matches:
        numbers = _numbers(match, reference, capital=text[match.start()].isupper(), day_first=day_first)
        if numbers is None or not numbers.exists():
            continue
        if found and _names_same_day(found[-1], match.start()):
            found.pop()
        written = text[match.start() : match.end()]
        found.append(DateMention(match.start(), match.end(), written, *astuple(numbers)))
    return tuple(found)


def _matches(lowered: str) -> list[re.Match[str]]:
    begins = _BEGIN if any(word in lowered for word in _OPENINGS) else _BEGIN_DIGITS
    matches: list[re.Match[str]] = []
    end = 0
    for begin in begins.finditer(lowered):
        if begin.start() >= end and (match := _DATE.match(lowered, begin.start())):
            matches.append(match)
            end = match.end()
    return matches


def month_number(name: str) -> int:
    """1 to 12 for an English month's name or abbreviation."""
    return _MONTHS.index(name[:3].casefold()) + 1


def _names_same_day(previous: DateMention, start: int) -> bool:
    """ "Monday, January 23": the weekday adds nothing to the date that follows it."""
    return previous.relative and previous.text.casefold() in _DAYS and start - previous.end <= 2


def _numbers(match: re.Match[str], reference: date | None, *, capital: bool, day_first: bool) -> _Numbers | None:
    kind = match.lastgroup or ""
    if kind.startswith("iso"):
        return _Numbers(int(match["iso_y"]), int(match["iso_m"]), int(match["iso_d"]))
    if kind.startswith("num"):
        return _numeric(match, day_first=day_first)
    if kind.startswith(("dm", "md", "my")):
        return _written(match, kind[:2], capital=capital)
    if kind == "m":
        return _Numbers(month=month_number(match["m"])) if _is_month(match, capital=capital) else None
    if kind == "y":
        return _Numbers(int(match["y"])) if _follows(match, _YEAR_LEAD) else None
    return _relative(match, kind, reference)


def _numeric(match: re.Match[str], *, day_first: bool) -> _Numbers | None:
    first, second, year = int(match["num_a"]), int(match["num_b"]), int(match["num_y"])
    if year < 100:
        # "10-12-15" is more often a score or a code than a date.
        if match["num_s"] == "-" or len(match["num_a"]) + len(match["num_b"]) < 3:
            return None
        year += 2000 if year < 70 else 1900
    month_first = match["num_s"] == "/" and not day_first and first <= 12
    return _Numbers(year, first, second) if month_first else _Numbers(year, second, first)


def _written(match: re.Match[str], kind: str, *, capital: bool) -> _Numbers | None:
    groups = match.groupdict()
    name, day, year = groups[f"{kind}_m"], groups.get(f"{kind}_d"), groups.get(f"{kind}_y")
    # "they may 10 of them", "to march 20 miles": without a capital it needs a year or a word such as "on".
    if kind == "md" and name in _ALSO_WORDS and not (capital or year or _follows(match, _DAY_LEAD)):
        return None
    return _Numbers(int(year) if year else None, month_number(name), int(day) if day else None)


def _is_month(match: re.Match[str], *, capital: bool) -> bool:
    """Whether a month's name that stands alone is the month: "in May", not "May I" or "they march"."""
    if match["m"] not in _ALSO_WORDS or _follows(match, _MONTH_LEAD):
        return True
    a_march = match["m"] == "march" and match.string.startswith((" on ", " for ", " of "), match.end())
    named = capital or _MONTH_NOUN.match(match.string, match.end()) is not None
    return named and not a_march and _follows(match, _NAME_LEAD)


def _follows(match: re.Match[str], lead: re.Pattern[str]) -> bool:
    return lead.search(match.string[max(0, match.start() - _LOOK_BACK) : match.start()]) is not None


def _relative(match: re.Match[str], kind: str, reference: date | None) -> _Numbers:
    if reference is None:
        return _Numbers(relative=True)
    first = match[0].split()[0]
    try:
        if kind == "weekday":
            return _on(_nearest(match["weekday"], first, reference))
        if kind == "near":
            return _on(reference + timedelta(days=_STEPS.get(first, 0)))
        if kind == "unit":
            return _shifted(reference, match["unit"], _STEPS.get(first, 0))
        count = match["count"]
        return _shifted(reference, match["ago"], -_COUNTS.index(count) - 1 if count in _COUNTS else -int(count))
    except (OverflowError, ValueError):
        return _Numbers(relative=True)


def _on(day: date) -> _Numbers:
    return _Numbers(day.year, day.month, day.day, relative=True)


def _nearest(weekday: str, lead: str, reference: date) -> date:
    offset = (_DAYS.index(weekday) - reference.weekday()) % 7
    if lead == "next":
        return reference + timedelta(days=offset or 7)
    back = (7 - offset) % 7
    return reference - timedelta(days=back or (7 if lead == "last" else 0))


def _shifted(reference: date, unit: str, steps: int) -> _Numbers:
    """As exact as the words: days give a day, weeks and months a month, years a year."""
    if unit == "day":
        return _on(reference + timedelta(days=steps))
    if unit == "week":
        day = reference + timedelta(weeks=steps)
        return _Numbers(day.year, day.month, relative=True)
    if unit == "month":
        year, month = divmod(reference.year * 12 + reference.month - 1 + steps, 12)
        return _Numbers(year, month + 1, relative=True)
    return _Numbers(reference.year + steps, relative=True)
