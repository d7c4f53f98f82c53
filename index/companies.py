"""Names that a document shows to be companies, and the one that it calls "the company"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.names import FIRM_MARKS, NOT_NAMES
from index.roles import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.words import Token

_KINDS = vocabulary(
    "company companies firm maker manufacturer retailer airline carrier developer brewer carmaker automaker "
    "chipmaker supplier startup start-up supermarket shipbroker insurer lender bakery brewery distillery producer "
    "utility contractor miner steelmaker drugmaker toymaker shipbuilder"
)
_HEADS = (("chief", "executive"), ("managing", "director"), ("finance", "director"), ("ceo",), ("shares",))
_LONGEST = 6  # words of a name
_LEAD = 4  # sentences


class Companies:
    """The companies of one document, by the marks news gives them: "X plc", "Leeds-based X", "the carmaker X"."""

    def __init__(self, sentences: Sequence[Sequence[Token]]) -> None:
        marked = dict.fromkeys(name for words in sentences for name in _marked(words))
        lead = [words for words in sentences if _is_prose(words)][:_LEAD]
        self.names = tuple(marked) or (tuple(_owning(lead[0])) if lead else ())
        self.only = _only(self.names, lead)

    def resolve(self, phrase: str) -> str:
        """The company that the document is about for "the company", "the appliance maker"; else the phrase itself."""
        words = phrase.lower().split()
        if words[-1].rstrip(".") in FIRM_MARKS and phrase.rsplit(" ", 1)[0] in self.names:
            return phrase.rsplit(" ", 1)[0]
        if self.only and 2 <= len(words) <= 4 and words[0] == "the" and words[-1] in _KINDS and phrase[4:].islower():
            return self.only
        return phrase


def _only(names: Sequence[str], lead: Sequence[Sequence[Token]]) -> str | None:
    """The one company that there is and that the report begins with."""
    short = min(names, key=len, default="")
    if not short or not all(name.startswith(short) for name in names):
        return None
    return short if any(_text(words, *run).startswith(short) for words in lead for run in _runs(words)) else None


def _is_prose(words: Sequence[Token]) -> bool:
    return len(words) > 6 and words[-1].text in ".?!"


def _marked(words: Sequence[Token]) -> Iterator[str]:
    for first, last in _runs(words):
        if _is_marked(words, first, last):
            yield _text(words, first, last)


def _runs(words: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Where runs of capitals begin and end, "&" inside a run included."""
    i = 0
    while i < len(words):
        if not words[i].capital:
            i += 1
            continue
        last = i
        while last < min(len(words), i + _LONGEST) and _is_part(words, last, first=i):
            last += 1
            if words[last - 1].possessive:
                break
        if last > i:
            yield i, last
        i = max(last, i + 1)


def _is_part(words: Sequence[Token], i: int, *, first: int) -> bool:
    if words[i].text == "&":
        return i > first and i + 1 < len(words) and words[i + 1].capital
    token = words[i]
    return token.capital and token.word not in NOT_NAMES and not token.word.endswith("-based")


def _is_marked(words: Sequence[Token], first: int, last: int) -> bool:
    before = [token.word for token in words[max(0, first - 3) : first]]
    after = [token.word for token in words[last : last + 4]]
    if words[last - 1].possessive:
        return any(tuple(after[: len(head)]) == head for head in _HEADS)
    if after[:1] and after[0].rstrip(".") in FIRM_MARKS:
        return True
    if before[-1:] and (before[-1].endswith("-based") or _is_kind(words, first - 1)):
        return True
    return before[-1:] in (["of"], ["at"]) and any(tuple(before[:-1])[-len(head) :] == head for head in _HEADS[:-1])


def _is_kind(words: Sequence[Token], i: int) -> bool:
    """ "The mining company X", but not "the company of X" nor "sued the maker. X"."""
    described = any(token.word in ("the", "a", "an", "by") for token in words[max(0, i - 3) : i])
    return words[i].word in _KINDS and not words[i].capital and described


def _owning(words: Sequence[Token]) -> Iterator[str]:
    """ "X has widened its recall": who opens the report and is an "it"."""
    first, last = next(iter(_runs(words)), (1, 0))
    rest = [token.word for token in words[last : last + 6]]
    if first == 0 and last and rest[:1] in (["has"], ["is"], ["will"], ["plans"]) and "its" in rest:
        yield _text(words, first, last)


def _text(words: Sequence[Token], first: int, last: int) -> str:
    parts = [token.text for token in words[first:last]]
    if words[last - 1].possessive:
        parts[-1] = parts[-1][: -1 if parts[-1][-1] in "'’" else -2]
    return " ".join(parts)
