"""Whether a statement turns round what its passages say: a "not" more or less, the opposite word, a "may" made sure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.words import Word, stem, words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from assistant.verified.bearing import Place

_NO_NEGATION = re.compile(
    r"\bnot (?:only|just|merely|simply|least|to mention)\b|\b(?:no|not) (?:more|less|fewer|later|earlier) than\b"
    r"|(?<=[\w,] )(?-i:N)(?:o|ot|ever|one|othing)\b|\bno doubt\b|\bno\.? ?\d|\bwhether or not\b"
    r"|\bnothing but\b|\bnot until\b",
    re.IGNORECASE,
)
_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|nowhere|\w+n[’']t)\b", re.IGNORECASE
)
_NEGATIVE = re.compile(
    r"\b(?:den(?:y|ied|ies|ying|ial)|refus\w+|reject\w+|fail\w*|lack\w*|unable|absen\w+|declin\w+|prevent\w*|halt\w*"
    r"|stop\w*|ban(?:s|ned)?|prohibit\w*|forb\w+|block(?:s|ed|ing)|oppos\w+|hardly|barely|rarely|seldom|scarcely|impossibl\w+"
    r"|rul(?:ed|es|ing) out|dismiss\w*|avoid\w*|un(?!d(?:er|ul)|it|i(?:on|ver|qu|fi|fo)|til|less|cle)[a-z]{4,}"
    r"|in(?:ab|adeq|cap|corr|eff|suff|valid|compl|activ|accur|access)\w+|improp\w+|il(?:leg|log)\w+|non-?[a-z]{3,}"
    r"|dis(?:agree|approv|allow|believ|continu|qualif|band|appear|claim|avow|regard)\w*|missed|missing)\b",
    re.IGNORECASE,
)
_HEDGED = re.compile(
    r"\b(?:may|might|could|possibly|perhaps|allegedly|apparently|reportedly|probably|suspected)\b", re.IGNORECASE
)
_HEDGE = re.compile(
    r"\b(?:may|might|could|can|would|should|possibl\w+|perhaps|alleg\w+|apparent\w*|reported\w*|probabl\w+|likely|suspect\w*"
    r"|potential\w*|expect\w*|believ\w+|thought|claim\w*|suggest\w*|appear\w*|seem\w*|risk\w*|propos\w+|consider\w*"
    r"|if|unclear|uncertain|not sure|fear\w*|hope\w*|warn\w*|said|says|suspicions?|presum\w+|estimat\w+)\b",
    re.IGNORECASE,
)
_OPPOSITES = """
    increase/decrease increase/fall increase/drop increase/decline increase/reduce rise/fall rise/drop
    rise/decline rose/fell grow/shrink grew/shrank gain/lose open/close reopen/close accept/reject accept/refuse
    accept/decline agree/disagree agree/refuse approve/reject confirm/deny admit/deny win/lose won/lost
    allow/ban allow/forbid allow/prohibit allow/block permit/ban permit/forbid permit/prohibit start/end
    start/stop begin/end begin/stop began/ended higher/lower highest/lowest largest/smallest north/south
    east/west northern/southern eastern/western best/worst better/worse succeed/fail success/failure
    support/oppose support/criticise support/reject welcome/condemn welcome/criticise praise/criticise
    praise/condemn arrive/leave arrive/depart arrived/left import/export buy/sell bought/sold legal/illegal
    lawful/unlawful possible/impossible acceptable/unacceptable able/unable safe/unsafe safe/dangerous men/women
    man/woman male/female alive/dead survive/die profit/loss advance/retreat attack/defend major/minor
    majority/minority maximum/minimum inside/outside include/exclude always/never morning/evening hot/cold
    friend/enemy ally/enemy innocent/guilty convict/acquit hire/fire hire/dismiss appoint/dismiss arrest/release
    join/leave enter/leave raise/cut raise/lower raised/lowered strengthen/weaken expand/reduce improve/worsen
    create/destroy build/demolish build/destroy built/demolished lift/impose praise/blame peace/war love/hate
    easy/difficult strong/weak rich/poor old/new public/private positive/negative optimistic/pessimistic
    guilty/acquitted present/absent before/after victory/defeat push/pull send/receive sent/received give/take
    employer/employee father/mother son/daughter brother/sister husband/wife summer/winter spring/autumn
    left/right above/below early/late first/last first/second second/third upper/lower thousand/million
    million/billion hundred/thousand monday/tuesday dry/wet flood/drought
"""
_PAIRS = tuple((stem(one), stem(other)) for one, other in (pair.split("/") for pair in _OPPOSITES.split()))
_SHARES = frozenset(
    stem(word)
    for word in "all every none always never half third quarter twice double triple majority minority dozens".split()
)
_REACH = 3  # content words that a "not" is about
_BEFORE, _BEHIND = 7, 2  # words from a "not" to what it is about, where it stands before and behind


def faults(text: str, places: Sequence[Place]) -> Iterator[str]:
    """Yield in what a text says otherwise than the sentences that bear it."""
    told = " ".join(place.sentence.text for place in places)
    yield from _negations(text, told)
    yield from _complements(text, [place.sentence.text for place in places])
    mine, its = _stems(text), _stems(told)
    for one, other in (*_PAIRS, *((b, a) for a, b in _PAIRS)):
        if one in mine and other in its and one not in its and other not in mine:
            yield f"it says {_written(text, one)!r} where the passages say {_written(told, other)!r}"
    for share in sorted((_SHARES & mine) - its):
        yield f"the passages do not say {_written(text, share)!r}"
    if hedge := next((h for place in places if (h := _dropped_hedge(text, place.sentence.text))), None):
        yield f"the passages say so with {hedge!r} only"


def _negations(text: str, told: str) -> Iterator[str]:
    mine, its = _negated(text), _negated(told)
    for cue, scope in mine:
        if not _is_denied(scope, told, _stems(text)):
            yield f"it says {cue!r}, and the passages do not"
            return
    if mine or _NEGATIVE.search(text):
        return
    said = {word.stem for word in words(text) if not word.stop}
    plain = _unnegated(told)
    for cue, scope in its:
        if scope and scope[0] in said and len(said.intersection(scope)) > len(scope) // 2 and scope[0] not in plain:
            yield f"the passages say {cue!r}, and it does not"
            return


def _complements(text: str, told: Sequence[str]) -> Iterator[str]:
    """Yield an "X of Y" where the sentences have another Y of the same X, and not that one: "shipment of pots"."""
    for head, (written, complement) in _of(text).items():
        its = [found for one in told if (found := _of(one).get(head))]
        known = {word.stem for one in told if head in _of(one) for word in words(one)}
        if its and complement.stem not in known and its[0][1].stem not in _stems(text):
            yield f"the passages say '{its[0][0]}', not '{written}'"


def _of(text: str) -> dict[str, tuple[str, Word]]:
    """Return by the stem of its head each phrase with an "of" between two small words of its own."""
    found = words(text)
    return {
        a.stem: (text[a.start : b.end], b)
        for a, of, b in zip(found, found[1:], found[2:], strict=False)
        if of.text == "of" and not (a.stop or b.stop or a.capital or b.capital or b.number)
    }


def _is_denied(scope: Sequence[str], told: str, said: Collection[str]) -> bool:
    """Whether a "not", or a word like it, stands near what a statement's "not" is about."""
    found, plain = words(told), _without_plain(told)
    denying = {match.start() for match in _NEGATION.finditer(plain)}
    like_it = {match.start() for match in _NEGATIVE.finditer(plain)}
    near = [i for i, w in enumerate(found) if w.start in denying or (w.start in like_it and w.stem not in said)]
    about = [i for i, word in enumerate(found) if word.stem in scope]
    if not about:
        return bool(near)
    return any(-_BEHIND <= i - j <= _BEFORE for i in about for j in near)


def _negated(text: str) -> list[tuple[str, list[str]]]:
    """Return each "not" with the stems of the content words that it is about."""
    plain = _without_plain(text)
    found = [(match.group(), _scope(plain, match.end())) for match in _NEGATION.finditer(plain)]
    return [(cue, scope[:1] if cue.lower() in {"no", "without"} else scope) for cue, scope in found]


def _without_plain(text: str) -> str:
    return _NO_NEGATION.sub(lambda match: "_" * len(match.group()), text)


def _scope(text: str, start: int) -> list[str]:
    clause = re.split(r"[,;:.]|\b(?:but|and|although|because|while)\b", text[start:], maxsplit=1)[0]
    return [word.stem for word in words(clause) if not word.stop][:_REACH]


def _unnegated(text: str) -> set[str]:
    """The stems that also stand where no "not" is about them."""
    plain = _without_plain(text)
    first = _NEGATION.search(plain)
    kept = plain[: first.start()] if first else plain
    return {word.stem for word in words(kept)}


def _dropped_hedge(text: str, sentence: str) -> str | None:
    """Return the "may" of a sentence where the statement has the verb behind it, and nothing that makes it unsure."""
    if _HEDGE.search(text):
        return None
    said = {word.stem for word in words(text) if not word.stop}
    for match in _HEDGED.finditer(sentence):
        if match.group() == "May":
            continue
        following = _scope(sentence, match.end())[:1]
        if following and following[0] in said:
            return match.group()
    return None


def _stems(text: str) -> set[str]:
    return {word.stem for word in words(text)}


def _written(text: str, one: str) -> str:
    found: Word = next(word for word in words(text) if word.stem == one)
    return found.text
