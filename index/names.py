"""Personal names, told from other capitalised words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from index.countries import is_place
from index.roles import ORGANISATION_WORDS, office_at, vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.words import Token

_TITLES = vocabulary(
    "mr mrs ms miss dr prof sir dame lord lady rev mx gen lt col sgt capt maj adm sen rep gov baroness "
    "sheikh commodore brigadier corporal cmdr brig colonel captain major sergeant lieutenant admiral general"
)
_PARTICLES = vocabulary("van von der den de da di del della la le bin ibn al el dos du ten ter af ben abu")
NOT_NAMES = vocabulary(
    "initially finally recently currently previously originally eventually ultimately additionally "
    "similarly notably importantly unfortunately fortunately sadly interestingly especially particularly "
    "typically usually generally actually apparently clearly obviously possibly perhaps maybe instead "
    "together overall certainly merry happy dear hello thanks please yeah okay outside inside following "
    "including toward towards beyond near behind below above across along around the a an this that these "
    "those he she it they we you i his her its their our my in on at by for from to of and or but as if "
    "when while after before since during under over between among against about into with without within "
    "however meanwhile moreover therefore thus also still yet then now here there what who whom whose "
    "which where why how not no yes all some many most both each every such more less one two three four "
    "five six seven eight nine ten earlier later last next today yesterday tomorrow tonight according "
    "speaking asked noting adding citing amid despite because although though until once so nor like "
    "unlike via monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june july august september october november december jan feb mar apr jun jul aug sep sept oct nov "
    "dec is was are were has have had do does did will "
    "would can could should might must said says mr mrs ms dr sir prof jr sr st god internet covid "
    "english recent several other another only even just"
)
FIRM_MARKS = vocabulary("plc inc ltd llc llp corp limited incorporated gmbh ag sa nv bv ab asa oy spa")
_DESCRIBING = ("-based", "-born", "-owned", "-backed", "-led", "-listed", "-run", "-funded", "-headquartered")
_MONTH_NAMES = vocabulary("april may june august")  # also given names: "June Park", "April Jones"


class Named(NamedTuple):
    """A name, the title before it ("mr"), and the index of the word after it."""

    name: str
    title: str | None
    last: int


def read_name(words: Sequence[Token], i: int) -> Named | None:
    """The personal name at `i`."""
    if i >= len(words) or not words[i].capital:
        return None
    title = words[i].word.rstrip(".") if words[i].word.rstrip(".") in _TITLES else None
    start = i + 1 if title else i
    j, parts = start, 0
    while j < len(words) and parts < 4:
        if _is_name_part(words, j, first=j == start):
            parts += 1
        elif not (j > start and words[j].word in _PARTICLES and j + 1 < len(words) and _leads_to_name(words, j + 1)):
            break
        j += 1
        if words[j - 1].possessive:
            break
    run = words[start:j]
    if not run or not _is_personal(run) or _is_firm(words, start, j):
        return None
    name = " ".join(token.text for token in run)
    if run[-1].possessive:
        name = name[: -1 if name[-1] in "'’" else -2]
    return Named(name, title if start > i else None, j)


def _leads_to_name(words: Sequence[Token], j: int) -> bool:
    return words[j].word in _PARTICLES or _is_name_part(words, j, first=False)


def _is_name_part(words: Sequence[Token], j: int, *, first: bool) -> bool:
    token = words[j]
    if not token.capital:
        return False
    if not first and token.text[-1] == "." and token.word.rstrip(".") in _TITLES:
        return False  # "South Carolina Sen. X"
    if token.word in NOT_NAMES:
        follows = j + 1 < len(words) and words[j + 1].capital
        return first and token.word in _MONTH_NAMES and follows and not words[j + 1].text.isdigit()
    if token.word.endswith(_DESCRIBING):
        return False  # "Leeds-based"
    is_acronym = len(token.text) > 1 and token.text.rstrip("s").isupper() and not token.text.endswith(".")
    return not is_acronym


def _is_firm(words: Sequence[Token], first: int, last: int) -> bool:
    """Whether marks around a name make it a company's: "Holt & Sons", "Holt plc"."""
    if last < len(words) and words[last].word.rstrip(".") in FIRM_MARKS:
        return True
    joined = (first > 1 and words[first - 1].text == "&") or (last < len(words) and words[last].text == "&")
    return joined and not (last - first > 1 and _is_couple(words, first, last))


def _is_couple(words: Sequence[Token], first: int, last: int) -> bool:
    """ "Ann Lee & Bo Lund", "Ann Lee & singer Bo Lund": two full names."""
    after = last < len(words) and words[last].text == "&"
    if after and last + 1 < len(words) and not words[last + 1].capital:
        return True
    other = words[last + 1 : last + 3] if after else words[first - 3 : first - 1]
    return len(other) == 2 and all(token.capital for token in other)


def _is_personal(run: Sequence[Token]) -> bool:
    if run[-1].text.endswith(".") and len(run) == 1:
        return False
    if any(token.word in ORGANISATION_WORDS for token in run):
        return False
    if is_place(" ".join(token.word for token in run)):
        return False
    return not (len(run) > 1 and is_place(run[0].word) and office_at([token.word for token in run], 1))


def could_be_name(run: Sequence[Token]) -> bool:
    """Whether these words, taken from a longer run of capitals, may be a person's."""
    return all(token.capital and token.word not in ORGANISATION_WORDS and not is_place(token.word) for token in run)
