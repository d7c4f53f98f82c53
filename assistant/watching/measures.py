"""What an amount in a sentence measures: the thing, what is done with it, whose, when; told by the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from assistant.answering.quotes import means
from assistant.sentences.quantities import NUMERALS
from assistant.sentences.words import Word, names, stem
from index.countries import country
from index.speech import FINITES, base

if TYPE_CHECKING:
    from assistant.sentences.quantities import Quantity
    from assistant.sentences.reading import Reading, ReadSentence
    from index.dates import DateMention

_SAID = "|".join(sorted(FINITES))
_TURN = re.compile(
    rf",?\s+(?:and\s+)?(?:adding|noting|saying|stating|stressing|\b(?:{_SAID}))"
    r"(?:\s+(?:\w+ly|(?:on|in|at)\s+\w+|(?:\w+\s+)?reporters))*\s+that\s+"
    r"|,\s+(?:of (?:which|whom|them)|while|whereas|but)\s+|;\s+",
    re.IGNORECASE,
)
_LEADS = re.compile(r"^\W*(?:according to [^,]+,\s+|[^\d\"“”]{0,120}?\b(?:said|says)\s+"
    r"(?:on\s+\w+\s+)?(?:that\s+)?(?=[\w$€£]))", re.IGNORECASE)
_TOLL = re.compile(r"\b(?:death )?toll\b(?!\s+(?:road|booth|gate|plaza|charge|fee))", re.IGNORECASE)
_NUMBER_OF = re.compile(r"\b(?:number|total|count) of (?P<things>(?:[a-z]+ ){1,4}?)(?=(?:in|at|on|from|has|have|had|is|was|rose|fell|who|that|to|by)\b)")
_TAIL = re.compile(
    rf",?\s*[\"”]?,?\s+(?:according to\b[^,]*|(?:[^,\s]+\s+){{1,8}}?(?:{_SAID})\b(?! that\b)[^,]*"
    rf"|(?:{_SAID})\s+[^,]*)\W*$"
)
_MODAL = re.compile(
    r"\b(?:will|would|shall|may|might|could|should|must|plan(?:s|ned|ning)?|expect(?:s|ed)?|aim(?:s|ed)?|hop(?:es|ed)"
    r"|intend(?:s|ed)?|promis(?:es|ed)|forecasts?|targets?|goals?|wants?|demand(?:s|ed)|scheduled|due to|able to"
    r"|capacity|if|up to|is to|are to|was to|were to|asked|propos(?:es|ed)|agreed to|decided to|offer(?:s|ed))\b",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:not|no|never|neither|nor|without)\b|n['’]t\b", re.IGNORECASE)
_NO_MORE = re.compile(r"\bno (?:more|less|fewer) than\b|\bnot (?:more|less|fewer) than\b", re.IGNORECASE)
_STANDING = re.compile(
    r"\bsince\b|\bso far\b|\bto date\b|\balready\b|\bby now\b|\bin total\b|\ba total of\b|\btotal(?:l?ed|s)?\b"
    r"|\bper\s?cent\b|%|\ba (?:day|week|month|year)\b|\b(?:daily|weekly|monthly|yearly|annual(?:ly)?)\b"
    r"|\bper (?:day|week|month|year|head)\b|\bnumber of\b|\bcurrently\b|\bnow\b|\bstill\b",
    re.IGNORECASE,
)
_PERFECT = re.compile(r"\b(?:has|have|had)\s+(?:\w+ly\s+|now\s+|already\s+|also\s+)?(?:been\s+)?[a-z]+\b", re.IGNORECASE)
_SINCE = frozenset({"since", "from", "after"})
_UNTIL = frozenset({"by", "until", "till", "before", "of"})  # "as of"
_OF_WHICH = re.compile(r"\b(?:of (?:which|whom|them|those)|among (?:them|whom)|including)\s*\Z", re.IGNORECASE)
_AMONG_THEM = re.compile(r"\s*(?:\w+\s+){0,2}?of (?:them|whom|which|these|those)\b", re.IGNORECASE)
_FURTHER = re.compile(r"\b(?:another|additional|further|extra|every|each|between|from|than|versus|against)\s*\Z", re.I)
_MORE = re.compile(r"\s*(?:more\b(?! than)|others?\b|additional\b|further\b|to \d|[-–]\s?\d|(?:out )?of \d|and \d)", re.I)
_PERIODS = frozenset(
    stem(w)
    for w in "year month week day quarter half hour minute decade century season spring summer autumn winter first second"
    " third last this past morning evening night time".split()
)
_TIMES = frozenset(stem(w) for w in "years months weeks days hours minutes seconds decades year-old centuries".split())
# Words of quantity that are no thing by themselves: what they are of must be the same.
_VESSELS = frozenset(
    stem(w)
    for w in "tonnes tons litres liters barrels metres meters square cubic hectares acres kilos kilograms kilometres"
    " kilometers miles pieces units kinds types copies bags boxes sets crowns dollars euros pounds rubles".split()
)
_AUXILIARY = frozenset("has have had is are was were be been being will would can could may might".split())
_LIGHT = frozenset(stem(w) for w in "also now already together still just only total number some more".split())
_DIE = frozenset({"kill", "dead", "death", "die", "perish", "live", "life", "fatal", "casualti"})
_SAME = {**dict.fromkeys(_DIE, "die"), "wound": "injur", "hurt": "injur", "detent": "detain", "arrest": "detain"}
_PEOPLE = "peopl"
_NP = 6  # words
_BEFORE = 3  # content words


@dataclass(frozen=True, slots=True)
class Period:
    """The time that an amount is of: a day, a month, a year; or from when on it is counted."""

    days: frozenset[tuple[int | None, int | None, int | None]] = frozenset()  # year, month, day
    spans: frozenset[tuple[int | None, int | None]] = frozenset()  # year, month: "in May", "in 2023"
    since: frozenset[tuple[int | None, int | None]] = frozenset()  # year, month


@dataclass(frozen=True, slots=True)
class Measure:
    """What an amount measures. Words are stems; names as they are written, lower-cased."""

    quantity: Quantity
    written: str  # the noun phrase that is counted, as it is written
    things: tuple[str, ...]  # its words, the head last
    contents: frozenset[str]  # what it is of, where the head is a vessel: "tonnes of wheat"
    doing: frozenset[str]  # the words next to it that say what was done
    words: frozenset[str]  # the content words of its clause, names and times aside
    names: frozenset[str]
    period: Period
    ahead: bool  # it is planned, expected, possible
    denied: bool
    pairs: frozenset[tuple[str, str]]  # words right before others: "rail museum"
    standing: bool  # a running total, a level, a rate: what has one value at a time
    perfect: bool  # it may be one
    part: bool  # "of which 300": a part of another amount

    @property
    def head(self) -> str:
        """The word for what is counted."""
        return self.things[-1] if self.things else ""


def measures(reading: Reading, position: int) -> tuple[Measure, ...]:
    """Return what the amounts of a sentence measure, those aside that measure nothing which could be compared."""
    sentence = reading.sentences[position]
    found = (_measure(reading, sentence, quantity) for quantity in sentence.quantities)
    return tuple(one for one in found if one is not None)


def _measure(reading: Reading, sentence: ReadSentence, quantity: Quantity) -> Measure | None:
    text, (start, end) = reading.document.text, _clause(reading, sentence, quantity)
    before, after = text[start : quantity.start], text[quantity.end : sentence.sentence.end]
    if quantity.number in {0.0, 1.0} or _FURTHER.search(before) or _MORE.match(after):
        return None
    found = [w for w in sentence.words if start <= w.start < end]
    phrase, rest = _things(text, quantity, found)
    things = tuple(w.stem for w in phrase)
    toll = not things and bool(_TOLL.search(text[start : quantity.start]))
    if toll or (things and things[-1] in _DIE):
        things = (_PEOPLE,)
    elif not things and (match := _NUMBER_OF.search(text, start, quantity.start)):
        phrase = [w for w in found if match.start("things") <= w.start < match.end("things") and not w.stop]
        things = tuple(w.stem for w in phrase)
    if not things and quantity.unit not in {"%", "$", "€", "£", "per cent", "percent"}:
        return None
    if things and (things[-1] in _TIMES or things[0] in _TIMES):
        return None
    clause = text[start:end]
    named = _names(reading, sentence, found)
    dates = [d for d in sentence.dates if start <= d.start < end]
    in_dates = {w.start for w in found for d in dates if d.start <= w.start < d.end}
    in_names = {w.start for run in named for w in run}
    plain = [w for w in found if not w.stop and not w.number and w.start not in in_dates | in_names]
    plain = [w for w in plain if w.stem not in _PERIODS and w.text.lower() not in NUMERALS and w.stem not in _LIGHT]
    doing = [*_doing(plain, phrase, rest, quantity), *(["die"] if toll else [])]
    told = {_SAME.get(w.stem, w.stem) for w in plain} | ({_PEOPLE, "die"} if toll else set())
    telling = _NO_MORE.sub("", clause)
    return Measure(
        quantity=quantity,
        written=" ".join(w.text for w in phrase) or ("people" if toll else ""),
        things=things,
        contents=_contents(phrase, rest),
        doing=frozenset(_SAME.get(one, one) for one in doing),
        words=frozenset(told),
        names=frozenset(w.text.lower() for run in named for w in run if w.capital),
        period=_period(dates, found),
        ahead=bool(_MODAL.search(_near(text, start, end, quantity))),
        denied=bool(_NOT.search(telling)),
        pairs=frozenset(
            (a.stem, b.stem) for a, b in pairwise(plain) if text[a.end : b.start] == " " and a.stem not in _DIE
        ),
        standing=bool(_STANDING.search(clause)),
        perfect=bool(_PERFECT.search(clause)),
        part=bool(_OF_WHICH.search(text[sentence.sentence.start : quantity.start]) or _AMONG_THEM.match(after)),
    )


def _near(text: str, start: int, end: int, quantity: Quantity) -> str:
    """Return the part of a clause that says whether its amount is there or to come: up to the next "and"."""
    after = re.split(r",|\band\b|\bbut\b", text[quantity.end : end], maxsplit=1)[0]
    return f"{text[start : quantity.start]} {after}"


def _clause(reading: Reading, sentence: ReadSentence, quantity: Quantity) -> tuple[int, int]:
    """Return where the clause of an amount begins and ends, without who says it and by whose means it came about."""
    text, start, end = reading.document.text, sentence.sentence.start, sentence.sentence.end
    if lead := _LEADS.match(text[start:end]):
        start += lead.end() if start + lead.end() <= quantity.start else 0
    for turn in _TURN.finditer(text, start, end):
        if turn.end() <= quantity.start:
            start = turn.end()
        elif turn.start() >= quantity.end:
            end = turn.start()
            break
    tail = _TAIL.search(text[start:end])
    if tail and start + tail.start() >= quantity.end:
        end = start + tail.start()
    by = means(text[start:end])
    if by is not None and start + by >= quantity.end:
        end = start + by
    return start, end


def _things(text: str, quantity: Quantity, found: list[Word]) -> tuple[list[Word], list[Word]]:
    """Return the words of the noun phrase behind an amount, and those behind it."""
    after = [w for w in found if w.start >= quantity.end]
    phrase: list[Word] = []
    last = quantity.end
    for word in after[:_NP]:
        gap = text[last : word.start]
        if word.stop or word.number or gap.strip(" -\n\t") or (phrase and _verbal(word, phrase[-1])):
            break
        phrase.append(word)
        last = word.end
    return phrase, after[len(phrase) :]


def _verbal(word: Word, before: Word) -> bool:
    """Whether a word behind a plural is its verb rather than another noun."""
    lower = word.text.lower()
    return before.text.endswith(("s", "people", "men", "children")) and (
        lower.endswith(("ed", "ing")) or lower in _IRREGULAR or (word.stem in _PERIODS and word.stem != "first")
    )


_IRREGULAR = frozenset(
    "left came went fled died took held found won lost fell rose ran drew sank sent brought bought sold grew met began"
    " live work face need remain take leave come go attend reach reached cross crossed use yesterday today".split()
)


def _contents(phrase: list[Word], rest: list[Word]) -> frozenset[str]:
    if not phrase or phrase[-1].stem not in _VESSELS or not rest or rest[0].text.lower() != "of":
        return frozenset()
    named = takewhile(lambda w: not w.stop, rest[1:])
    return frozenset(w.stem for w in named if w.stem not in _PERIODS)


def _doing(plain: list[Word], phrase: list[Word], rest: list[Word], quantity: Quantity) -> list[str]:
    own = {w.start for w in phrase}
    before = [w.stem for w in plain if w.end <= quantity.start][-_BEFORE:]
    verb: list[str] = []
    for one, other in pairwise([*phrase[-1:], *rest]):
        if other.text.lower() in _AUXILIARY or one.text.lower() in _AUXILIARY:
            if not other.stop and other.start not in own:
                verb = [other.stem]
                break
        elif other in rest[:1] and not other.stop:
            verb = [other.stem]
            break
    return [*before, *verb]


def _names(reading: Reading, sentence: ReadSentence, found: list[Word]) -> list[tuple[Word, ...]]:
    """Return the runs of names in a clause; who speaks is none of what is measured."""
    text = reading.document.text
    inside = [(one.start, one.end) for one in (*sentence.dates, *sentence.quantities)]
    kept = []
    for run in names(found, text):
        own = tuple(w for w in run if not any(start <= w.start < end for start, end in inside))
        opens = run[0].start == sentence.sentence.start
        if opens and own and (run[0].stop or (len(own) == 1 and not _is_name(own[0], reading, _next(run[0], found)))):
            own = own[1:]
        if any(w.capital for w in own):
            kept.append(own)
    return kept


def _next(word: Word, found: list[Word]) -> str:
    return next((w.text.lower() for w in found if w.start > word.start), "")


def _is_name(word: Word, reading: Reading, following: str) -> bool:
    """Whether the word that opens a sentence is a name: it is written as one elsewhere, or stands right before a verb."""
    lower, text = word.text.lower(), f" {reading.document.text} {reading.document.title} "
    if country(lower) is not None or re.search(rf"[a-z,] {re.escape(word.text)}\b", text):
        return True
    if lower.endswith("s") or lower in {"police", "people"} or f" {lower} " in text:
        return False
    return following in _AUXILIARY | _IRREGULAR or following.endswith("ed") or base(following) is not None


def _period(dates: list[DateMention], found: list[Word]) -> Period:
    days, spans, since = set(), set(), set()
    for day in dates:
        leads = [w.text.lower() for w in found if w.end <= day.start][-2:]
        lead = leads[-1] if leads else ""
        if lead == "of" and leads[0] != "as":  # "the truce of March 1"
            lead = next((w for w in _leading(found, day) if w in _SINCE), "of which day")
        if lead in _SINCE:
            since.add((day.year, day.month))
        elif lead in _UNTIL or lead == "of which day":
            continue
        elif day.day is not None:
            days.add((day.year, day.month, day.day))
        elif day.month is not None or day.year is not None:
            spans.add((day.year, day.month))
    return Period(frozenset(days), frozenset(spans), frozenset(since))


def _leading(found: list[Word], day: DateMention) -> list[str]:
    return [w.text.lower() for w in found if w.end <= day.start][-5:]
