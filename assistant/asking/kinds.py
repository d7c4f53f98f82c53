"""What kind of answer a question asks for, and what it counts or says was done."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.asking.asked import EVENT
from assistant.sentences.things import is_plural
from assistant.sentences.words import STOP_WORDS, Word, stem, words
from assistant.types import Term
from index.roles import office_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.types import Kind

_ATTRIBUTE = re.compile(
    r"\bwhat (?:is|was|are|were) (?:the |\w+['’]s )(?:\w+ )?(?P<attribute>population|price|cost|age"
    r"|length|height|area|budget"
    r"|temperature|speed|distance|salary|rate|value|gdp|revenue|turnover)\b",
    re.IGNORECASE,
)
_COST = r"\bwhat (?:do|does|did|will|would|could|can|has|have|might) [^?]*\bcost\b"
_HOW_MANY = "|".join(
    (
        r"\bhow (?:many|much|large|big|long|old|far|often)\b",
        (
            r"\b(?:what|which|the) (?:was |is |were )?(?:the )?"
            r"(?:(?:exact|total|overall|latest|most recent|newest|current|final|last) )?"
            r"(?:number|figure|figures|count|total|percentage|share|amount|sum|size|toll|tally)"
            r"\b(?! of (?:about |over )?\d)"
        ),
        r"\bwhat (?:number|figure|percentage|share)\b",
        r"^\W*(?:the )?(?:number|figure|total)s? (?:of|for)\b",
        r"\b(?:every|each|all|any|latest|different)\b[^?]*\b(?:numbers|figures?|counts?|totals?)\b",
        r"\bhow (?:did|has|have|do|does) (?:the )?(?:number|figure|count|total)\b",
        _ATTRIBUTE.pattern,
        _COST,
    )
)
_WHEN = r"\bwhen\b|\b(?:what|which) (?:\w+ )?(?:date|day|year|month|time)\b|^\W*date of\b"
_WHERE = (
    r"\bwhere\b|\b(?:what|which) (?:\w+ )?"
    r"(?:city|country|town|district|region|place|village|province|location)\b"
)
_WHY = r"\bwhy\b|\bfor what reason\b|\bwhat (?:was|were|is|are) the reasons?\b|\bwhat caused\b"
_NAME_OF = (
    r"\bnames? of (?!(?:the |an? )?(?:\w+ )?"
    r"(?:company|organi[sz]ation|agency|country|city|town|newspaper|road|ship|operation))"
)
_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("how_many", re.compile(_HOW_MANY, re.IGNORECASE)),
    ("when", re.compile(_WHEN, re.IGNORECASE)),
    ("who", re.compile(rf"\bwho(?:m|se)?\b|{_NAME_OF}", re.IGNORECASE)),
    ("where", re.compile(_WHERE, re.IGNORECASE)),
    ("why", re.compile(_WHY, re.IGNORECASE)),
)
# "Why did the toll rise?" asks for no number.
_OPENS_OTHERWISE = re.compile(r"\W*(?:why|who|whom|whose|when|where)\b", re.IGNORECASE)
_COUNTS_PLAINLY = re.compile(r"\bhow (?:many|much)\b|\b(?:what|which) (?:number|figure)\b", re.IGNORECASE)
_WHICH = re.compile(r"\b(?:which|what) (?P<office>[a-z]+)\b", re.IGNORECASE)
_YES_NO = re.compile(
    r"^\W*(?:(?:and|but|so)\s+)?(?:did|does|do|is|are|was|were|has|have|had|can|could|will|would|should|may|might)"
    r"(?:n['’]t)?\b",
    re.IGNORECASE,
)
_COMPARES = re.compile(
    r"\bcompar|\bdiffer(?:s|ed|ence|ences|ent|ently)?\b|\bdiscrepan|\bcontradict|\bdisagree|\bconflicting\b|\bboth\b"
    r"|\bhow (?:did|has|have|do|does) .*\b(?:chang|evolv|develop|grow|grew|increas|decreas|ris|fall)\w*"
    r"|\b(?:two|both|all|different|various) (?:reports|accounts|versions|sources|outlets|readouts|articles|texts)\b"
    r"|\bsame words\b",
    re.IGNORECASE,
)
_OFFICE = re.compile(r"^\W*who(?:\s+is|\s+was|['’]s)\s+(?:the\s+)?(?P<office>[^?]+?)\s*\??\s*$", re.IGNORECASE)
_LATEST = re.compile(
    r"\b(?:latest|most recent|newest|current(?:ly)?|to date|so far|by now|at present)\b", re.IGNORECASE
)
_TALKED = r"(?:call|called|phone|phoned|ring|rang|talk|talked|meet|met|speak|spoke)"
_OF_EVENTS = re.compile(
    rf"\bhow (?:many times|often)\b.*\b{_TALKED}\b"
    rf"|\bhow many (?:(?!(?:by|in|on|at|of|from|since)\b)\w+ ){{0,3}}?{EVENT}\b"
    rf"|\b(?:list|which|what|all|every)\b(?: \w+){{0,4}}? {EVENT}\b"
    rf"|\b(?:when|on which|on what)\b.*\b(?:{EVENT}|{_TALKED})\b",
    re.IGNORECASE,
)
_TAKING_PART = frozenset(
    map(
        stem,
        "speak spoke talk meet met take took part participate attend present involved participants parties sides"
        " interlocutors".split(),
    )
)
_TOOK_PART = re.compile(
    r"^\W*(?:and )?who(?: all)? (?:spoke|talked|met|took part|participated|attended|(?:was|were) (?:present|on))\b"
    r"|\b(?:who|which|what) (?:is|are|was|were) the (?:participants|parties|sides|interlocutors)\b",
    re.IGNORECASE,
)
_REPORT = r"(?:articles?|stor(?:y|ies)|reports?|pieces?|texts?)"
_AUTHOR = re.compile(
    r"\bwho (?:wrote|reported|has written|has reported) (?:about|on|of|that"
    rf"|(?:the|an?|this|that) (?:\w+ ){{0,2}}?{_REPORT})\b"
    r"|\b(?:which|what) (?:journalist|reporter|correspondent|author)s? (?:wrote|reported|covered|has|have)\b"
    rf"|\bwho (?:is|was|are|were) the authors? of (?:the|an?|this|that) (?:\w+ ){{0,2}}?{_REPORT}\b"
    rf"|\bby whom (?:is|was) (?:the|this|that) (?:\w+ ){{0,2}}?{_REPORT}\b.*\bwritten\b",
    re.IGNORECASE,
)
_OF_CONTENT = re.compile(r"\b(?:say|said|about|discussed|mention\w*)\b", re.IGNORECASE)
_PREDICATES = (
    re.compile(
        r"\b(?:who|what|where|when|why|which(?: \w+)?|how many(?: \w+){1,2})\s+"
        r"(?:was|were|is|are|has been|have been|had been|got)"
        r"\s+(?:\w+ly\s+)?(?P<verb>[a-z]+e[dn])\b",
        re.IGNORECASE,
    ),
    re.compile(
        # "does the Harbour road connect": a last word behind is the verb, and what stands before it a noun.
        r"\b[Dd](?:id|oes|o)\s+(?:(?:the|a)\s+)?(?:[A-Z][\w’'-]+\s+|(?:he|she|they|it|of|the|and)\s+)+"
        r"(?:[a-z]+\s+(?=[a-z]+\W*$))?(?P<verb>[a-z]+)\b"
    ),
    re.compile(
        # "through which bank was the money moved to": the passive behind its subject.
        r"\b(?:was|were|been|being)\s+(?:[\w’'-]+\s+){1,6}(?P<verb>[a-z]+ed)"
        r"(?=\s+(?:to|in|on|by|at|for|from|over|with|through|against|after|into|during|since)\b|\W*$)",
        re.IGNORECASE,
    ),
    re.compile(r"\b(?:will|would|can|could|should)\s+[^?]*?\bbe\s+(?P<verb>[a-z]+e[dn])\b", re.IGNORECASE),
    re.compile(r"^\W*(?:who|what|which \w+)\s+(?P<verb>[a-z]+ed)\b", re.IGNORECASE),
)


def _may_count(term: Term, lead: str, *, first: bool) -> bool:
    """Whether a word can be what is counted: after "how many" any can be, a framing one elsewhere only a measure."""
    return not term.frame or term.stem in _MEASURES or (first and lead.lower().startswith("how"))


_COUNTS = re.compile(
    r"\bhow (?:many|much)\b|\b(?:number|figure|count|total|percentage|share|amount)s?\b(?: (?:of|for))?",
    re.IGNORECASE,
)
_AUXILIARIES = frozenset(
    [
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "has",
        "have",
        "had",
        "did",
        "does",
        "do",
        "can",
        "could",
        "will",
        "would",
        "should",
    ]
)
# "How many by the July call?" does not say what it counts.
_WHEN_OR_WHERE = frozenset("by in on at during from since until before after".split())
# Kinds of measure: "how long" counts time.
_SCALES = (
    (re.compile(r"\bhow long\b", re.IGNORECASE), "hours days weeks months years minutes decades"),
    (re.compile(r"\bhow old\b", re.IGNORECASE), "years aged old"),
    (re.compile(r"\bhow far\b", re.IGNORECASE), "km kilometres kilometers miles metres meters"),
    (
        re.compile(
            rf"\bhow much (?:did|does|do|was|is|were|will|would|must|has|have|can|should|money)\b|{_COST}",
            re.IGNORECASE,
        ),
        "euros euro dollars dollar pounds pound yen francs roubles yuan million billion",
    ),
)
_MEASURES = frozenset(stem(w) for w in ["days", "months", "years", "people", "persons", "calls", "times"])


def kind_of(text: str, *, speaker: str | None) -> Kind:
    """Return the kind of answer; a question that only names a speaker asks what was said."""
    if asks_author(text):
        return "who"
    if (match := _WHICH.search(text)) and office_at([match["office"].lower()], 0):
        return "who"
    opens = bool(_OPENS_OTHERWISE.match(text) or _YES_NO.search(text)) and not _COUNTS_PLAINLY.search(text)
    for kind, pattern in _KINDS:
        if pattern.search(text) and not (kind == "how_many" and opens):
            return kind
    if _YES_NO.search(text):
        return "yes_no"
    return "said" if speaker else "what"


def compares(text: str) -> bool:
    """Whether a question asks how reports or calls differ."""
    return bool(_COMPARES.search(text))


def office(text: str) -> str | None:
    """Return the office of "who is the foreign minister of X?": its holder is asked for."""
    match = _OFFICE.search(text)
    if match is None:
        return None
    found = [w.text.lower() for w in words(match["office"])]
    return match["office"] if any(office_at(found, i) for i in range(len(found))) else None


def asks_attribute(text: str) -> bool:
    """Whether a how-many is of what stands before its amount: "a population of 5 million"."""
    return bool(_ATTRIBUTE.search(text))


def asks_latest(text: str) -> bool:
    """Whether of several values the last is wanted."""
    return bool(_LATEST.search(text))


def asks_author(text: str) -> bool:
    """Whether the author of a report is asked for: "Who wrote about the fair?"."""
    return bool(_AUTHOR.search(text))


def asks_of_events(text: str) -> bool:
    """Whether the calls themselves are asked for: how many, which, when."""
    return bool(_OF_EVENTS.search(text)) and not _OF_CONTENT.search(text)


def asks_who_took_part(text: str, terms: Sequence[Term]) -> bool:
    """Whether the people of a call are asked for, and nothing else: what reports the call names them."""
    own = (term for term in terms if not term.frame and not term.name)
    return bool(_TOOK_PART.search(text)) and all(term.stem in _TAKING_PART for term in own)


def unit(text: str, found: tuple[Word, ...], terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """Return the words that name what is counted: "how many Armenian servicemen were" -> Armenian, servicemen."""
    attribute = _ATTRIBUTE.search(text)
    if attribute:
        return tuple(t for t in terms if t.stem == stem(attribute["attribute"]))
    for scale, measures in _SCALES:
        if scale.search(text):
            return tuple(Term(w, stem(w), name=False) for w in measures.split())
    lead = _COUNTS.search(text)
    if lead is None:
        return ()
    counted: list[Term] = []
    owned = False  # "the peacekeepers' vehicles": the vehicles are counted
    by_stem = {term.stem: term for term in terms}
    after = [w for w in found if w.start >= lead.end()]
    ends = _AUXILIARIES | _WHEN_OR_WHERE if lead[0].lower().startswith("how") else _AUXILIARIES
    for place, word in enumerate(after):
        following = after[place + 1] if place + 1 < len(after) else None
        if word.stem in STOP_WORDS:
            if counted or word.stem in ends:
                break
        elif not word.number and word.stem in by_stem and (_may_count(by_stem[word.stem], lead[0], first=not counted)):
            # "servicemen remain in": what follows the thing is its verb, unless an auxiliary shows it to be a noun.
            if counted and not counted[-1].name and not owned and not _goes_on(counted[-1], word, following):
                break
            owned = text[word.end : word.end + 1] in {"'", "’"}
            counted.append(by_stem[word.stem])
    return tuple(counted) or tuple(t for t in terms if not t.name and not t.frame and t.text in text[: lead.start()])


def _goes_on(before: Term, word: Word, following: Word | None) -> bool:
    """Whether a word is a noun that what is counted ends with: "cargo ships sank", "relief workers were"."""
    if following and following.stem in _AUXILIARIES:
        return True
    return is_plural(word.text) and not is_plural(before.text)


def predicate(text: str, terms: Sequence[Term], counted: Sequence[Term] = ()) -> Term | None:
    """Return the verb that says what was done, where the form of the question tells which it is."""
    match = next((m for pattern in _PREDICATES if (m := pattern.search(text))), None)
    verb = stem(match["verb"]) if match else None
    known = next((t for t in terms if t.stem == verb and not t.frame), None)
    if known or not counted or counted[-1] not in terms:
        return known
    # "how many people died on": the word right after what is counted.
    match = re.search(rf"\b{re.escape(counted[-1].text)}\s+(?P<verb>[a-z]+)\b(?!\s*(?:,|and\b))", text)
    return next((t for t in terms if match and t.text == match["verb"] and not t.frame and not t.name), None)
