"""Who published a page, where the page itself says so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.masthead import is_paper, name_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.dateline import Dateline

# Atomic: a stop in "A.B.C." may be taken two ways, and none is worth trying twice.
_WORD = r"(?>[A-Z](?:[\w’'&-]|\.(?=\w)|(?<=\b[A-Z])\.)*)"
_NAME = rf"{_WORD}(?: (?:of the |of |the |for |and |& )?{_WORD}){{0,7}}"
_YEARS = r"(?:19|20)\d\d(?:\s?[-–]\s?(?:(?:19|20)?\d\d))?"
_RELEASE = re.compile(
    rf"(?i:(?:press |news )?(?:release|statement|communiqué|readout) (?:of|by|from)) (?:the )?({_NAME})\Z"
)
_OFFICE = re.compile(
    r"\b(?:service|office|ministry|department|embassy|administration|secretariat|government|council"
    r"|commission|agency|presidency|chancellery)\b",
    re.IGNORECASE,
)
_FOOTER = re.compile(rf"(?:^|\. )(?:The )?({_NAME})(?:['’]s)? (?:website|web site|portal) (?:contains|publishes)\b")
_COPYRIGHT = re.compile(
    rf"(?i:copyright|©|\(c\))[\s©(c)]*{_YEARS}[,:\s]*(?i:by )?(?:The )?({_NAME})"
    rf"|© (?!(?i:copyright))({_NAME}),? {_YEARS}|\A(?i:copyright) ({_NAME})\Z"
)
_RIGHTS = re.compile(r"[\s,.|–-]*(?i:all rights reserved).*\Z|,? (?:Inc|LLC|Ltd|Limited|Corp)\.?\Z| All\Z")
_PAGE_NAME = re.compile(r"\s+[|–—-]\s+([^|–—]{2,40})\Z")
_SHORTEST_NAME = 3  # characters
_LONGEST_LINE = 600  # characters: a footer is no longer
_TOP = 3  # lines in which a page names its house
_AGENCIES_OF_PICTURES = ("getty", "afp", "shutterstock", "istock", "alamy", "reuters/", "ap photo")


def outlet_of(lines: Sequence[str], title: str, dateline: Dateline | None) -> str | None:
    """The outlet that the page's own lines name, or None where they leave it open.

    Looked at in turn: the first line's page name ("Title | Outlet"), a release's house, a letterhead or a
    paper's name at the top, the agency in a wire report's dateline ("ROME, Sept 3 (ANSA) —"), a footer about the
    outlet's website, a copyright line. An agency behind a date with its year only carries a release for others.
    """
    return (
        _from_page_name(lines[0] if lines else "", title)
        or next((house for line in lines[:_TOP] if (house := _house(line))), None)
        or _letterhead(lines[:_TOP], title)
        or (dateline.agency if dateline and not (dateline.day and dateline.day.year) else None)
        or next((name for line in reversed(lines) if (name := _from_footer(line))), None)
    )


def _letterhead(top: Sequence[str], title: str) -> str | None:
    """The organisation or site named above the title; below it "Supreme Court" is a subject, a paper is not."""
    at = next((n for n, line in enumerate(top) if line == title), len(top))
    for number, line in enumerate(top):
        name = name_in(line)
        if name and line != title and (number < at or is_paper(name)):
            return name
    return None


def _from_page_name(line: str, title: str) -> str | None:
    named = _PAGE_NAME.search(line)
    return named[1].strip() if named and line[: named.start()].strip() == title else None


def _house(line: str) -> str | None:
    found = _RELEASE.match(line)
    return found[1] if found and _OFFICE.search(found[1]) else None


def _from_footer(line: str) -> str | None:
    if len(line) > _LONGEST_LINE:
        return None
    if footer := _FOOTER.search(line):
        return footer[1]
    found = _COPYRIGHT.search(line)
    if not found or any(agency in line.lower() for agency in _AGENCIES_OF_PICTURES):
        return None
    name = _RIGHTS.sub("", _RIGHTS.sub("", found[1] or found[2] or found[3])).strip(" .,")
    return name if len(name) >= _SHORTEST_NAME else None
