"""What a page calls itself: the names of organisations and sites, and the menus beside them."""

from __future__ import annotations

import re

_MEDIA = (
    "agency broadcaster broadcasting chronicle courier daily dispatch echo examiner gazette guardian herald journal "
    "magazine media network news newspaper newswire observer radio reporter sentinel telegraph television tribune tv "
    "weekly"
)
# Names of papers that end as headlines do ("Runner Breaks Record"): only behind "The" or in a name of two words.
_PAPERS = (
    "advertiser argus bulletin express globe independent inquirer mail mercury mirror monitor online post press record "
    "register review standard star sun times today wire world"
)
_OFFICES = (
    "academy administration agency assembly association authority bank board bureau cabinet centre center chamber "
    "chancellery church club college commission committee company constabulary consulate corporation council court "
    "department directorate embassy federation foundation fund government group hospital institute institution library "
    "mission ministry museum office organisation organization parliament party police presidency secretariat senate "
    "service services society treasury tribunal trust union university"
)
_FIRMS = "plc ltd limited inc llc corp gmbh"
_LINKS = r"(?:of|for|the|and|&|de|du|la|le|des|del|di|der|und|et|y|in|on)"
_CAPITAL = r"(?-i:[A-ZÀ-Þ])[\w’'.&-]*"
_SECTIONS = frozenset(
    (
        "about appeals archive art arts audio blog blogs books business careers climate comment companies contact "
        "culture economy education entertainment environment events fashion features film finance food football "
        "gallery health help home international investors jobs latest letters life lifestyle live local magazine "
        "markets media money more music national news newsroom notices obituaries opinion people photos podcasts "
        "politics press products publications radio regional releases reports research reviews science search "
        "services shop speeches sport sports statements style tech technology topics travel tv uk updates us "
        "video videos weather world"
    ).split()
)
_NEWSY = frozenset("appeals events media news notices press publications releases speeches statements updates".split())
# A name holds no verb; titles in capitals do: "Bank of Norland Cuts Rates".
_VERBS = frozenset(
    (
        "accuses agrees announces appoints approves arrests asks backs bans bars begins blames blocks breaks buys "
        "calls cancels claims closes condemns confirms cuts delays demands denies discusses drops ends expects "
        "extends faces falls fights finds fires gets gives goes grants grows has helps hires hits holds imposes "
        "is joins jumps keeps kills launches leaves lifts loses lowers makes marks meets moves names offers opens "
        "orders passes pays plans plunges postpones probes promises publishes pulls pushes puts quits raises "
        "reaches recalls receives rejects releases reopens replaces reports resigns returns reveals rises rules "
        "says seeks sees sells sends sets shuts signs slams slashes starts stops strikes sues suspends takes "
        "tells to threatens turns unveils urges votes wants warns welcomes widens will wins withdraws"
    ).split()
)


_PAPER_WORDS = frozenset(f"{_MEDIA} {_PAPERS}".split())


def _either(words: str) -> str:
    return "|".join(words.split())


_NAME = re.compile(
    rf"""(?:the\s)?(?:
        (?:{_CAPITAL}\s){{0,5}}(?:{_either(_OFFICES)})(?:\s(?:of|for|on|to)\b(?:\s{_LINKS})*(?:\s{_CAPITAL})+
            (?:,?(?:\s{_LINKS})+(?:\s{_CAPITAL})+)*)?
      | (?:{_CAPITAL}\s(?:(?:of|and|&)\s)?){{1,5}}(?:{_either(_MEDIA)}|{_either(_FIRMS)})\.?
      | (?:news|radio|television|tv|voice|bank)(?:\s{_CAPITAL}){{1,3}}
      | {_CAPITAL}\s(?:{_either(_PAPERS)})
    )
    | the(?:\s{_CAPITAL}){{1,4}}\s(?:{_either(_PAPERS)})""",
    re.IGNORECASE | re.VERBOSE,
)
_SITE = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,12}", re.IGNORECASE)
# What ends the name in a line that says more.
_SLOGAN = re.compile(r"\s(?:[-–—|:•·]|::)\s")
_MARKS = re.compile(r"\s*(?:\||»|›|·|•|::)\s*|\s[/>→]\s")
_LABEL = re.compile(r"\A\w+\s?:\s")
_STEPS = re.compile(r"[»›]")
_FEWEST_PARTS, _PART_WORDS = 3, 5
_FEWEST_SECTIONS = 4  # in a menu without marks between them
_LONGEST_NAME = 12  # words
_LONGEST_LINE = 300  # characters
_SECTION_SHARE = 0.6


def name_in(text: str) -> str | None:
    """The name of an organisation or a site, where a line says nothing else but for a slogan behind a dash."""
    text = text.strip()
    if len(text) > _LONGEST_LINE:
        return None
    ends = _STEPS if is_menu(text) else _SLOGAN
    name = ends.split(text, maxsplit=1)[0].strip()
    words = name.split()
    if not words or len(words) > _LONGEST_NAME or (text != name and _is_longer_title(text, name)):
        return None
    if _SITE.fullmatch(name):
        return name
    return _in_title_case(name) if _is_name(words) and _NAME.fullmatch(name) else None


def _is_name(words: list[str]) -> bool:
    """Whether the words may be a name: in capitals, without a verb, and more than sections ("Business News")."""
    lowered = {word.lower() for word in words}
    if len(words) < 2 or _SECTIONS.issuperset(lowered) or _VERBS & lowered:
        return False
    return all(_begins_name(word) for word in words)


def is_paper(name: str) -> bool:
    """Whether a name is one of a paper, a broadcaster or an agency."""
    return name.lower().split()[-1] in _PAPER_WORDS


def is_menu(text: str) -> bool:
    """Whether a line only lists the parts of a site, or the way to the page among them."""
    if len(text) > _LONGEST_LINE:
        return False
    parts = [part for part in _MARKS.split(_LABEL.sub("", text)) if part]
    if _STEPS.search(text) or len(parts) >= _FEWEST_PARTS:
        return len(parts) > 1 and all(_is_entry(part) for part in parts)
    if len(parts) == _FEWEST_PARTS - 1:
        return all(part.lower() in _SECTIONS for part in parts)
    words = text.lower().split()
    known = sum(word in _SECTIONS for word in words)
    return len(words) >= _FEWEST_SECTIONS and known >= len(words) * _SECTION_SHARE and _is_capital(text)


def is_section(text: str) -> bool:
    """Whether a short line names a part of a site: "News and events"."""
    words = [word for word in text.lower().split() if word not in ("and", "&", "our", "all", "the", "latest")]
    return 0 < len(words) <= 2 and (_NEWSY.issuperset(words[-1:]) or _SECTIONS.issuperset(words))


def _is_entry(part: str) -> bool:
    return part[0].isupper() and len(part.split()) <= _PART_WORDS and part[-1] not in ".!?"


def _is_capital(text: str) -> bool:
    return all(word[0].isupper() or not word[0].isalpha() for word in text.split())


def _begins_name(word: str) -> bool:
    return word[0].isupper() or re.fullmatch(rf"{_LINKS}|{_either(_FIRMS)}", word) is not None


def _is_longer_title(text: str, name: str) -> bool:
    """ "Ferry crash: police …", "Title | Outlet": what follows the name is no slogan."""
    return text[len(name) :].lstrip()[0] in ":|" or len(text.split()) > _LONGEST_NAME


def _in_title_case(name: str) -> str:
    if not name.isupper():
        return name
    words = name.split()
    return " ".join(_in_case(word, first=n == 0) for n, word in enumerate(words))


def _in_case(word: str, *, first: bool) -> str:
    if re.fullmatch(_LINKS, word.lower()) and not first:
        return word.lower()
    return word.capitalize() if (len(word) > 3 and "." not in word) or (first and word == "THE") else word
