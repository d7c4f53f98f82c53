"""Whom and what a question names: the call it means, the outlets, the speaker."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.asking.asked import EVENT, MONTH
from assistant.sentences.words import Word, stem, words
from assistant.types import Scope
from index.countries import country
from index.roles import INSTITUTIONS, OFFICES, STATUS, TOPICS
from index.speech import FINITES, INFINITIVES

if TYPE_CHECKING:
    from assistant.types import Order
    from index.dates import DateMention

# Beside the verbs that report speech, those of a stance: "what does X support?"
_STANCES = "want object support oppose back favor favour expect intend plan regard blame address offer raise mean"
_DO = INFINITIVES | frozenset(_STANCES.split()) | {"characterise", "characterize"}
_DID = FINITES | frozenset("wanted supported opposed backed expected regarded blamed offered raised meant".split())


def _one_of(verbs: frozenset[str]) -> str:
    return rf"(?<!of )(?P<verb>{'|'.join(sorted(verbs, key=len, reverse=True))})\b"


# "When did X call Y?" asks of the call, not of what X said.
_TALKED = frozenset("call called phone phoned ring talk talked speak spoke meet met".split())
_OF_OCCASION = re.compile(
    r"\bwhen\b|\bhow (?:many times|often)\b|\bwhere\b|\b(?:on |in )?(?:what|which) (?:date|day|month|year)\b", re.I
)
_NAME = r"(?P<who>(?:[^\s,?;:]+\s+){0,6}?[^\s,?;:]+)"
_OPINION = (
    r"(?:view|position|reaction|response|comment|stance|message|opinion|argument|assessment|claim|remark|concern"
    r"|explanation|justification|demand|complaint|accusation|word)s?\b"
)
_NO_QUESTION_WORD = r"(?!(?:what|who|how|why|when|where|which|was|is|are|were|tell|give|show|me|us|about)\b)"
_FEELING = r"(?:worried|concerned|angry|pleased|happy|alarmed|upset|unhappy|satisfied|disappointed|grateful)"
_SPEAKERS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:did|does|do)\s+{_NAME}\s+(?:(?:also|really|ever|once\s+again)\s+)?{_one_of(_DO)}",
        rf"\b(?:what|has|have|had)\s+(?!(?:did|does|do|is|are|was|were|has|have|had)\b){_NAME}\s+{_one_of(_DID)}",
        (
            rf"\b(?P<who>(?:the\s+)?(?:{_NO_QUESTION_WORD}[^\s,?;:]+\s+){{0,3}}?{_NO_QUESTION_WORD}[^\s,?;:'’]+)['’]s?\s+"
            rf"(?:\w+\s+)?{_OPINION}"
        ),
        rf"\b(?:was|is|were|are)\s+{_NAME}\s+{_FEELING}\b",
        rf"\b(?:was|is|were|are)\s+(?P<who>[^,?;:]{{2,60}}?)(?:['’]s?)\s+(?:\w+\s+)?{_OPINION}",
        (
            rf"\b{_OPINION}\s+of\s+(?P<who>(?:the\s+)?[^,?;:]{{2,50}}?)"
            r"(?=\s+(?:on|about|in|during|regarding|to|over)\b|[?,.]|$)"
        ),
    )
)
_ACCORDING = re.compile(
    r"\b(?:according\s+to|as\s+(?:reported|told|stated|said)\s+by|in\s+the\s+words\s+of|per)\s+"
    r"(?P<who>(?:the\s+)?[^,?;:]+?)(?=[,?;:]|$"
    r"|\s+(?:how|what|when|who|where|which|did|does|was|were|is|are|on|in|at|during|about|from|by)\b)",
    re.IGNORECASE,
)
_ORDER = re.compile(rf"\b(?:(?P<latest>latest|most recent|last)|(?P<first>first|earliest))\s+{EVENT}\b", re.IGNORECASE)
_AFTER_DATE = re.compile(
    rf"(?:['’]s)?(?:\s+(?:and|or)\s+[A-Z0-9]\w*(?:\s+\d+)?)*\s+(?:\w+\s+){{0,2}}?(?:{EVENT}|one)\b", re.IGNORECASE
)
_BEFORE_DATE = re.compile(
    rf"\b{EVENT}\s+(?:(?:that|which)\s+\w+\s+)?(?:\w+\s+)?(?:on|in|of|from|dated)\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
_BEFORE_OUTLET = re.compile(
    r"(?:according to|as per|per|via|(?:reports?|reported|accounts?"
    r"|versions?|articles?|story|stories|published|quoted|cited)"
    r" (?:by|of|in|from)|(?:what|how|when|where|who|why|and|between) (?:do|does|did) |between|do)\s+(?:the\s+)?\Z"
)
_PLACED = re.compile(r"\w\s+(?:of|in|from|at|near|for)\s+(?:the\s+)?\Z")
_AFTER_OUTLET = re.compile(
    r"(?:['’]s?)?\s*(?:(?:own )?(?:report|version|article|account|story|text|release|coverage|piece)"
    r"|say|said|wrote|write|describe"
    r"|quote|mention|put|give|cite|publish|ha[sd] it|puts? it|and (?:the|its|that))"
)
_OUTLET_WORDS = frozenset(
    stem(w)
    for w in [
        "agency",
        "news",
        "press",
        "service",
        "the",
        "daily",
        "times",
        "post",
        "release",
        "media",
        "online",
        "com",
    ]
)
_SPEAKING = frozenset(w for office in OFFICES | TOPICS | STATUS | INSTITUTIONS for w in office.split()) | {
    "side",
    "administration",
}
# Whoever spoke: no one's words are left out.
_ALL_OF_THEM = re.compile(
    r"(?:the |both |all )*(?:two |three |other )?(?:leaders|sides|parties|participants|interlocutors|speakers"
    r"|people|everyone|everybody)",
    re.IGNORECASE,
)
_NO_ONE = frozenset(
    [
        "there",
        "it",
        "they",
        "this",
        "that",
        "these",
        "those",
        "he",
        "she",
        "we",
        "i",
        "you",
        "anyone",
        "anybody",
        "someone",
        "each",
        "both",
    ]
)
_VERBS = frozenset("is are was were be been has have had will would".split())
_NOT_SPEAKERS = frozenset(
    stem(w)
    for w in [
        "report",
        "call",
        "readout",
        "article",
        "document",
        "text",
        "archive",
        "source",
        "outlet",
        "press",
        "release",
        "conversation",
        "account",
        "version",
    ]
)


def scope(
    text: str, mentions: tuple[DateMention, ...], outlets: tuple[str, ...]
) -> tuple[Scope, list[tuple[int, int]]]:
    """Return where a question says to look, and the stretches of its text that say so."""
    taken: list[tuple[int, int]] = []
    dates = tuple(d for d in mentions if _dates_an_event(text, d))
    named, outlet_spans = _outlets(text, outlets)
    speaker, speaker_span = _speaker(text, [*outlet_spans, *((d.start, d.end) for d in mentions)])
    taken += outlet_spans + ([speaker_span] if speaker_span else [])
    order = _ORDER.search(text)
    if order:
        taken.append(order.span())
    direction: Order | None = None if order is None else "latest" if order["latest"] else "first"
    return Scope(dates, named, speaker, direction), taken


def _dates_an_event(text: str, mention: DateMention) -> bool:
    """Whether a date names a call or a report ("the January call", "the talks on 21 March"), not a day in its text."""
    if mention.relative:
        return False
    after, before = text[mention.end : mention.end + 40], text[max(0, mention.start - 40) : mention.start]
    return bool(_AFTER_DATE.match(after) or _BEFORE_DATE.search(before))


def _outlets(text: str, outlets: tuple[str, ...]) -> tuple[tuple[str, ...], list[tuple[int, int]]]:
    """Return the outlets a question names, in full or by their telling word, where it speaks of them as reporting."""
    named, spans = [], []
    for outlet in outlets:
        telling = _telling_words(outlet)
        pattern = r"\W+(?:\w+\W+){0,3}?".join(re.escape(w.text) for w in telling)
        ending = "|".join({"agency", "news", "newspaper", *(re.escape(w.text) for w in words(outlet))})
        match = re.search(rf"\b(?:the\s+)?{pattern}\b(?:\s+(?:{ending})\b)*", text, re.IGNORECASE)
        whole = match is not None and {w.stem for w in words(outlet)} <= {w.stem for w in words(match.group())}
        if match and _reports(text, match.start(), match.end(), whole=whole):
            named.append(outlet)
            spans.append(match.span())
    return tuple(named), spans


def _telling_words(outlet: str) -> list[Word]:
    """Return the words an outlet may be named by; one that is somebody's office must be named in full."""
    full = list(words(outlet))
    if any(w.text.lower() in OFFICES for w in full):
        return full
    return [w for w in full if not w.stop and _tells_outlet(w)] or full


def _tells_outlet(word: Word) -> bool:
    return word.stem not in _OUTLET_WORDS and word.text.lower() not in _SPEAKING


def _reports(text: str, start: int, end: int, *, whole: bool) -> bool:
    before, after = text[:start].lower(), text[end:].lower()
    if _BEFORE_OUTLET.search(before):
        return True
    # "The king of Brindle says" is no report of the Brindle Post.
    return (whole or not _PLACED.search(before)) and bool(_AFTER_OUTLET.match(after) or not before.strip())


def _speaker(text: str, elsewhere: list[tuple[int, int]]) -> tuple[str | None, tuple[int, int] | None]:
    """Return who is asked for words of theirs, and where the question says so."""
    for pattern in (_ACCORDING, *_SPEAKERS):
        for match in pattern.finditer(text):
            start, end = match.span("who")
            who = re.split(r"\b(?:and|or)\b|\(", match["who"])[0].strip()
            # "the State Border Service": a name, where "did the state border" would be a verb.
            verb = match.groupdict().get("verb") or ""
            overlaps = any(s < end and start < e for s, e in elsewhere)
            talked = verb.lower() in _TALKED and _OF_OCCASION.search(text)
            if not (overlaps or talked or verb[:1].isupper()) and _may_speak(who, text):
                return (None if _ALL_OF_THEM.fullmatch(who) else who), match.span()
    return None, None


def _may_speak(who: str, text: str) -> bool:
    """Whether a phrase can be someone: names and offices only, or, typed in lower case, a few words of any kind."""
    found = [w for w in words(who) if not w.stop]
    if _VERBS & {w.text.lower() for w in words(who)}:
        return False
    if not found or any(w.number or w.stem in _NOT_SPEAKERS for w in found) or words(who)[0].text.lower() in _NO_ONE:
        return False
    if not re.search(r"[A-Z]", re.sub(MONTH, "", text[1:], flags=re.IGNORECASE)):
        return len(found) <= 4
    return all(w.capital or w.text.lower() in _SPEAKING or country(w.text.lower()) for w in found)
