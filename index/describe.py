"""What a document says of itself: title, outlet, byline, dates, language.

Only what the page shows is said; what it leaves open stays None. What was known from outside wins.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.clean import STAMP, normalise
from index.dateline import Dateline, dateline_of, find_dateline
from index.dates import DateMention, find_dates
from index.headline import is_address
from index.language import language_of
from index.masthead import is_menu, is_section, name_in
from index.outlet import outlet_of
from index.sentences import split_sentences
from index.types import CleanedText, Description, RawDocument

if TYPE_CHECKING:
    from datetime import date

_MOST_TITLE_WORDS, _MOST_TITLE = 30, 200
_CUT_TITLE = 100  # characters of the first sentence, where there is no headline
_STOP = re.compile(r"[.!]['\"”’)\]]*$")
_HEAD = 25  # lines above the article that may date or sign it
_SHORT_TAIL = 3  # lines after the article that may date it
_LABEL_WORDS = 25  # a longer line is text, and its dates are the story's
_PUBLISHED = re.compile(r"\b(?:publish|post|date|issued|released)", re.IGNORECASE)
_AHEAD = re.compile(
    r"\b(?:will|would|shall|until|till|by|next|before|scheduled|expected|due|planned|deadline|expires?|through|upcoming|from)\b",
    re.IGNORECASE,
)
_AHEAD_REACH = 60  # characters before a date in which a word may put it into the future
_TOP = 3  # paragraphs among which the title is
_BY = re.compile(r"(?:by|written by|posted by|reported by|author)\s?:?\s+(?P<name>.+)", re.IGNORECASE)
_NAME = re.compile(r"[A-ZÀ-Þ][\w’'-]+(?: (?:[A-ZÀ-Þ]\.|[a-z]{2,3}|[A-ZÀ-Þ][\w’'-]+)){0,2} [A-ZÀ-Þ][\w’'-]+")
_SIGNERS = re.compile(r",? and |; ")
_NAME_END = re.compile(r"[|,•·]|\s-\s|\s{2,}| in | for ")
_STAMP_WORDS = re.compile(
    r"\b(?:[Uu]pdated?|[Pp]ublished|[Pp]osted|[Ll]ast|[Mm]odified|[Ee]dited|on|at|[Dd]ate|\w+day|[A-Z]{2,5}|\d+)\b"
)


@dataclass(frozen=True, slots=True)
class _Page:
    """The page's lines above, of and below the article, without those that the cleaned text keeps."""

    lines: tuple[str, ...]
    head: tuple[str, ...]
    tail: tuple[str, ...]


def describe(raw: RawDocument, cleaned: CleanedText) -> Description:
    """The document's description."""
    page = _page(raw.text, cleaned)
    paragraphs = cleaned.text.split("\n\n")
    language = language_of(cleaned.text)
    title = raw.title or _title(paragraphs, raw.outlet)
    dateline = dateline_of(cleaned)
    published_on = raw.published_on or _published_on(page, dateline, language)
    return Description(
        title=title,
        outlet=raw.outlet or outlet_of(page.lines, title, dateline),
        byline=_byline(page.head),
        published_on=published_on,
        language=language,
        captured_on=_captured_on(page.lines, published_on),
    )


def _page(text: str, cleaned: CleanedText) -> _Page:
    lines = [line for line in (" ".join(raw.split()) for raw in normalise(text).split("\n")) if line]
    paragraphs = cleaned.text.split("\n\n")
    kept = set(paragraphs)
    prose = [paragraph for paragraph in paragraphs if _STOP.search(paragraph)] or paragraphs
    first = next((n for n, line in enumerate(lines) if _begins(line, prose[0])), 0)
    last = next((n for n in range(len(lines) - 1, -1, -1) if prose[-1].endswith(lines[n])), len(lines))
    head = tuple(line for line in lines[max(0, first - _HEAD) : first] if line not in kept)
    stamps = tuple(removal.text for removal in cleaned.removed if removal.reason == STAMP)
    return _Page(tuple(lines), (*head, *stamps), tuple(lines[last + 1 :]))


def _begins(line: str, paragraph: str) -> bool:
    """Whether a raw line holds the paragraph or its start: lines are joined, date stamps cut off."""
    return line.endswith(paragraph) or (len(line) > _CUT_TITLE // 4 and paragraph.startswith(line))


def _title(paragraphs: list[str], outlet: str | None) -> str:
    first = next((p for p in paragraphs[:_TOP] if not _names_no_story(p, outlet)), paragraphs[0]).lstrip("# ")
    short = len(first.split()) <= _MOST_TITLE_WORDS and len(first) <= _MOST_TITLE
    if first and short and not _STOP.search(first):
        return first
    dateline = find_dateline(first)
    first = first[dateline.length :] if dateline else first
    sentences = split_sentences(first[: 4 * _MOST_TITLE])
    title = first[: sentences[0].end] if sentences else first
    if len(title) <= _CUT_TITLE:
        return title or "Untitled"
    return title[:_CUT_TITLE].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…"


def _names_no_story(text: str, outlet: str | None) -> bool:
    """Whether it says whose the page is, or how to reach them, and nothing of what happened."""
    if _STOP.search(text):
        return False
    is_outlet = outlet is not None and text.casefold() == outlet.casefold()
    return is_outlet or is_address(text) or is_menu(text) or is_section(text) or name_in(text) is not None


def _byline(head: tuple[str, ...]) -> str | None:
    for line in reversed(head):
        named = _BY.match(line)
        rest = named["name"] if named else line
        dates = find_dates(line)
        if not (named or dates) or len(line.split()) > _LABEL_WORDS:
            continue
        for found in dates:
            rest = rest.replace(found.text, " ")
        names = _names(_STAMP_WORDS.sub(" ", rest).strip(" |-–—:,.•·").removeprefix("by "), several=bool(named))
        if names:
            return names
    return None


def _names(text: str, *, several: bool) -> str | None:
    """The names in "Ann Lee in Amity and Bo Hale", or None where it holds anything else."""
    parts = _SIGNERS.split(text) if several else [text]
    names = [_NAME_END.split(part)[0].strip(" |-–—:,.") for part in parts]
    return " and ".join(names) if all(_NAME.fullmatch(name) for name in names) else None


def _published_on(page: _Page, dateline: Dateline | None, language: str | None) -> date | None:
    """The day that the page dates itself: above the article, in its dateline, or right after it."""
    head = [line for line in page.head if len(line.split()) <= _LABEL_WORDS or _PUBLISHED.match(line)]
    labelled = [line for line in head if _PUBLISHED.search(line)]
    after_label = [line[found.end() :] for line in labelled if (found := _PUBLISHED.search(line))]
    for line in (*after_label, *labelled, *head):
        if day := _day_in(line):
            return day
    if dateline and dateline.day and (day := dateline.day.as_date()):
        return day
    tail = page.tail if len(page.tail) <= _SHORT_TAIL else ()
    day = next((day for line in tail if len(line.split()) <= _LABEL_WORDS and (day := _day_in(line))), None)
    return day or (_foreign_day(head, language) if language not in (None, "en") else None)


def _day_in(line: str) -> date | None:
    return next((day for found in find_dates(line[:_MOST_TITLE]) if (day := found.as_date())), None)


def _foreign_day(head: list[str], language: str | None) -> date | None:
    """A date in the page's own language ("24 января 2023"), in a line that holds little else."""
    import dateparser

    for line in head:
        if language and re.search(r"(?:19|20)\d\d", line) and len(line.split()) <= 8:
            parsed = dateparser.parse(line, languages=[language], settings={"STRICT_PARSING": True})
            if parsed is not None:
                return parsed.date()
    return None


def _captured_on(lines: tuple[str, ...], published_on: date | None) -> date | None:
    days = [found.as_date() for line in lines for found in find_dates(line) if not _lies_ahead(line, found)]
    return max((day for day in (*days, published_on) if day), default=None)


def _lies_ahead(line: str, found: DateMention) -> bool:
    """Whether a sentence may speak of a day to come, which says nothing of when the page was taken."""
    if len(line.split()) <= _LABEL_WORDS and not _STOP.search(line):
        return False
    return _AHEAD.search(line, max(0, found.start - _AHEAD_REACH), found.start) is not None
