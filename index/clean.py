"""Takes the article out of a page's text and records what was left behind, and why.

The cleaned text is the article's paragraphs, each on one line, with an empty line between them. Its words are
the page's; only space changes: runs of it (no-break spaces too) become one plain space, indentation goes.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from index.body import Stretch, find_body
from index.clutter import invites, opens_as_clutter
from index.dateline import REASON, find_dateline
from index.dates import find_dates
from index.headline import Head, find_head, is_byline, title_lines
from index.lines import Line, split_lines
from index.masthead import name_in
from index.types import CleanedText, Removal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LINE_BREAKS = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
# Quotes are printed, and a terminal takes control characters for orders.
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_DATE_LABEL = re.compile(r"(?:date|dated|published|posted|updated)\b(?: on)?\s?[:\-–]?\s?", re.IGNORECASE)
_SHORT_RUN = 3  # lines among or after the article that go only for a reason of their own
_QUIET_RUN = 12  # lines that go together where one has such a reason
_SHORT_SENTENCE = 12  # words
_LIST_HEADINGS, _HEADING_WORDS = ("heading of a list of links", "link to another article"), 4
_LIST = "list of other headlines"
STAMP = "date stamp before the text"
_REST = "not part of the article"
_LOOSE = (
    _REST,
    "date stamp",
    "byline and date",
    "repeated line",
    _LIST,
)  # what a list of headlines is made of
_SHORTEST_LIST = 3
_ENTRY = re.compile(r"\S(?: [–—-] |: |- )\S")
_SHORTEST_LIST_IN_TEXT, _ENTRY_SHARE = 6, 0.9
_BYLINE_WORDS = 2  # beside a date: a first and a last name


def normalise(text: str) -> str:
    """The text with "\\n" line breaks and without control characters; lone surrogates become U+FFFD."""
    return _SURROGATES.sub("\ufffd", _UNPRINTABLE.sub("", _LINE_BREAKS.sub("\n", text)))


def as_it_stands(text: str) -> CleanedText:
    """A text that needs no cleaning, only `normalise`."""
    return CleanedText(normalise(text).strip())


def clean(text: str, *, title: str | None = None, outlet: str | None = None) -> CleanedText:
    """The article, after its title and subtitle where the page has them, without its dateline.

    `title`, `outlet`: where they are known from elsewhere. A text in which nothing reads like an article stays whole.
    """
    lines = split_lines(normalise(text))
    titles = title_lines(lines, title, outlet)
    body = find_body(lines, titles)
    if not body:
        return CleanedText("\n\n".join(line.text for line in lines))
    head = find_head(lines, titles, min(_sentences_above(lines, body[0].start), default=body[0].start), outlet)
    reasons = _reasons(lines, body, head)
    return _assembled(lines, reasons)


def _reasons(lines: Sequence[Line], body: Sequence[Stretch], head: Head) -> list[str | None]:
    """For each line why it goes; None: it stays."""
    reasons: list[str | None] = [_reason(line, head) for line in lines]
    for number in _under_list_headings(lines, body[0].start):
        reasons[number] = _LIST
    for number in (*head.kept, *_sentences_above(lines, body[0].start)):
        reasons[number] = None
    for stretch in body:
        _keep_stretch(lines, stretch, head, reasons)
    _keep_quiet(lines, body[0].start, reasons)
    for number in _invitations(lines, body[-1].end + 1):
        reasons[number] = reasons[number] or "list of links"
    return _with_lists(lines, reasons, body)


def _reason(line: Line, head: Head) -> str:
    if line.clutter:
        return line.clutter
    if head.title and line.key == head.title:
        return "repeated title"
    if line.stamp:
        return "date stamp" if line.undated != _BYLINE_WORDS else "byline and date"
    return "repeated line" if line.repeats else _REST


def _under_list_headings(lines: Sequence[Line], start: int) -> Iterator[int]:
    """The lines after "Latest news" or "Read also", up to the next text."""
    in_list = False
    for number in range(start, len(lines)):
        line = lines[number]
        if line.prose or line.stop:
            in_list = False
        elif line.clutter in _LIST_HEADINGS and line.words <= _HEADING_WORDS:
            in_list = True
        elif in_list and not line.clutter:
            yield number


def _sentences_above(lines: Sequence[Line], start: int) -> Iterator[int]:
    """The sentences right above the article's first paragraph, too short to show that they begin it."""
    for number in range(start - 1, -1, -1):
        line = lines[number]
        if not line.stop or line.clutter or line.stamp or line.repeats:
            return
        yield number


def _invitations(lines: Sequence[Line], start: int) -> Iterator[int]:
    """The runs of labels below the article in which the page asks its reader to do something."""
    for is_label, numbers in groupby(range(start, len(lines)), key=lambda n: _is_label(lines[n])):
        run = list(numbers) if is_label else []
        asking = sum(lines[n].clutter is not None or invites(lines[n].text) for n in run)
        if len(run) > 1 and asking * 2 >= len(run):
            yield from run


def _is_label(line: Line) -> bool:
    return not (line.sentence or line.bullet) and line.words <= _SHORT_SENTENCE


def _keep_stretch(lines: Sequence[Line], stretch: Stretch, head: Head, reasons: list[str | None]) -> None:
    """Keeps what is text of a stretch: not its date stamps, repeated title, links and notices."""
    prose = [n for n in range(stretch.start, stretch.end + 1) if lines[n].prose]
    for number in range(stretch.start, stretch.end + 1):
        inner = bool(prose) and prose[0] < number < prose[-1]
        if reasons[number] != _LIST and _is_text(lines[number], head, inner=inner):
            reasons[number] = None


def _is_text(line: Line, head: Head, *, inner: bool) -> bool:
    if line.clutter:
        return inner and line.sentence and not opens_as_clutter(line.text)
    if line.repeats and line.words >= _SHORT_SENTENCE:
        return False
    return not line.stamp and line.key != head.title


def _keep_quiet(lines: Sequence[Line], start: int, reasons: list[str | None]) -> None:
    """Keeps what follows the article's first line where nothing shows that it is not the article's.

    A table, a list, a signature: pages put their links among dates, notices and repeated lines.
    """
    for removed, numbers in groupby(range(start, len(lines)), key=lambda number: reasons[number] is not None):
        run = list(numbers) if removed else []
        quiet = [number for number in run if reasons[number] == _REST and _is_quiet(lines[number])]
        if len(run) <= _SHORT_RUN or (len(run) <= _QUIET_RUN and len(quiet) == len(run)):
            for number in quiet:
                reasons[number] = None
        elif run and run[0] > start:
            for number in _entries(lines, run, reasons):
                reasons[number] = None


def _entries(lines: Sequence[Line], run: Sequence[int], reasons: Sequence[str | None]) -> Sequence[int]:
    """The long list that a run begins with, of lines all in one form: "Best actor – Ann Lee", "2019: Ann Lee"."""
    size = next((at for at, number in enumerate(run) if reasons[number] != _REST), len(run))
    listed = [at for at in range(size) if lines[run[at]].undated is None and _ENTRY.search(lines[run[at]].text)]
    dense = [at for count, at in enumerate(listed, 1) if count >= max(_SHORTEST_LIST_IN_TEXT, _ENTRY_SHARE * (at + 1))]
    return run[: dense[-1] + 1] if dense else ()


def _is_quiet(line: Line) -> bool:
    return line.undated is None or line.sentence or line.bullet


def _with_lists(lines: Sequence[Line], reasons: list[str | None], body: Sequence[Stretch]) -> list[str | None]:
    """Names runs of labels and date stamps for what they are together."""
    named: list[str | None] = []
    for removed, numbers in groupby(range(len(lines)), key=lambda number: reasons[number] is not None):
        run = list(numbers)
        if not removed:
            named += [None] * len(run)
            continue
        name = "navigation" if run[-1] < body[0].start else _LIST
        is_list = sum(reasons[n] in _LOOSE for n in run) >= _SHORTEST_LIST
        for n in run:
            loose = reasons[n] == _REST or (is_list and reasons[n] in _LOOSE)
            named.append(_loose(lines[n], name, is_list=is_list) if loose else reasons[n])
    return named


def _loose(line: Line, name: str, *, is_list: bool) -> str:
    if is_list:
        return name
    if line.undated is not None:
        return "byline and date"
    if is_byline(line) or name_in(line.text):
        return "byline" if is_byline(line) else "name of the site"
    return "place line" if line.text.isupper() else "section name or label"


def _assembled(lines: Sequence[Line], reasons: Sequence[str | None]) -> CleanedText:
    kept: list[str] = []
    removed: list[Removal] = []
    stays = [number for number in range(len(lines)) if reasons[number] is None]
    opening = next((number for number in stays if lines[number].prose or lines[number].stop), None)
    for reason, numbers in groupby(range(len(lines)), key=lambda number: reasons[number]):
        if reason is not None:
            removed.append(Removal("\n".join(lines[number].text for number in numbers), reason))
            continue
        for number in numbers:
            text = lines[number].text
            before = _before_text(text, opens=number == opening)
            removed += [before] if before else []
            kept.append(text[len(before.text) :].lstrip() if before else text)
    return CleanedText("\n\n".join(kept), tuple(removed))


def _before_text(text: str, *, opens: bool) -> Removal | None:
    """What stands in front of a paragraph's first sentence."""
    stamp = _leading_stamp(text)
    if stamp:
        return Removal(text[:stamp].strip(), STAMP)
    dateline = find_dateline(text) if opens else None
    return Removal(text[: dateline.length].strip(), REASON) if dateline else None


def _leading_stamp(text: str) -> int:
    """How much of "date 2023-01-23 On Monday, …" is only a label and its date."""
    label = _DATE_LABEL.match(text)
    dates = find_dates(text[:60]) if label else ()
    if not label or not dates or dates[0].start != label.end() or dates[0].as_date() is None:
        return 0
    rest = text[dates[0].end :]
    skipped = len(rest) - len(rest.lstrip(" :|–-"))
    return dates[0].end + skipped if rest[skipped : skipped + 1].isupper() else 0
