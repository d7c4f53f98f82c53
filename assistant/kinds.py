"""What kind of answer a question asks for, and what it counts or says was done."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.words import STOP_WORDS, Word, stem

if TYPE_CHECKING:
    from assistant.types import Kind, Term

_ATTRIBUTE = re.compile(
    r"\bwhat (?:is|was|are|were) (?:the |\w+['’]s )(?:\w+ )?(?P<attribute>population|price|cost|age"
    r"|length|height|area|budget"
    r"|temperature|speed|distance|salary|rate|value|gdp|revenue|turnover)\b",
    re.IGNORECASE,
)
_HOW_MANY = "|".join(
    (
        r"\bhow (?:many|much|large|big|long|old|far|often)\b",
        (
            r"\b(?:what|which|the) (?:was |is |were )?(?:the )?(?:exact |total |overall )?"
            r"(?:number|figure|figures|count|total|percentage|share|amount|sum|size|toll|tally) (?:of|for|was|is)?\b"
        ),
        r"\bwhat (?:number|figure|percentage|share)\b",
        r"^\W*(?:the )?(?:number|figure|total)s? (?:of|for)\b",
        r"\b(?:every|each|all|any|latest|different)\b[^?]*\b(?:numbers|figures?|counts?|totals?)\b",
        r"\bhow (?:did|has|have|do|does) (?:the )?(?:number|figure|count|total)\b",
        _ATTRIBUTE.pattern,
    )
)
_WHEN = r"\bwhen\b|\b(?:what|which) (?:\w+ )?(?:date|day|year|month|time)\b|^\W*date of\b"
_WHERE = (
    r"\bwhere\b|\b(?:what|which) (?:\w+ )?"
    r"(?:city|country|town|district|region|place|village|province|location)\b"
)
_WHY = r"\bwhy\b|\bfor what reason\b|\bwhat (?:was|were|is|are) the reasons?\b|\bwhat caused\b"
_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("how_many", re.compile(_HOW_MANY, re.IGNORECASE)),
    ("when", re.compile(_WHEN, re.IGNORECASE)),
    ("who", re.compile(r"\bwho(?:m|se)?\b", re.IGNORECASE)),
    ("where", re.compile(_WHERE, re.IGNORECASE)),
    ("why", re.compile(_WHY, re.IGNORECASE)),
)
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
_IDENTIFIES = re.compile(r"^\W*(?:who|what)(?:\s+is|\s+was|['’]s)\s+the\b", re.IGNORECASE)
_PREDICATES = (
    re.compile(
        r"\b(?:who|what|where|when|why|which(?: \w+)?|how many(?: \w+){1,2})\s+"
        r"(?:was|were|is|are|has been|have been|had been|got)"
        r"\s+(?:\w+ly\s+)?(?P<verb>[a-z]+e[dn])\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:did|does|do)\s+(?:(?:the|a)\s+)?(?:[A-Z][\w’'-]+\s+|(?:he|she|they|it|of|the|and)\s+)+(?P<verb>[a-z]+)\b"
    ),
    re.compile(r"^\W*(?:who|what|which \w+)\s+(?P<verb>[a-z]+ed)\b", re.IGNORECASE),
)
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
_MEASURES = frozenset(stem(w) for w in ["days", "months", "years", "people", "persons", "calls", "times"])


def kind_of(text: str, *, speaker: str | None) -> Kind:
    """Return the kind of answer; a question that only names a speaker asks what was said."""
    for kind, pattern in _KINDS:
        if pattern.search(text):
            return kind
    if _YES_NO.search(text):
        return "yes_no"
    return "said" if speaker else "what"


def compares(text: str) -> bool:
    """Whether a question asks how reports or calls differ."""
    return bool(_COMPARES.search(text))


def identifies(text: str) -> bool:
    """Whether it asks who or what holds a description: "who is the foreign minister of X"."""
    return bool(_IDENTIFIES.search(text))


def unit(text: str, found: tuple[Word, ...], terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """Return the words that name what is counted: "how many Armenian servicemen were" -> Armenian, servicemen."""
    attribute = _ATTRIBUTE.search(text)
    if attribute:
        return tuple(t for t in terms if t.stem == stem(attribute["attribute"]))
    lead = _COUNTS.search(text)
    if lead is None:
        return ()
    counted: list[Term] = []
    by_stem = {term.stem: term for term in terms}
    for word in (w for w in found if w.start >= lead.end()):
        if word.stem in STOP_WORDS:
            if counted or word.stem in _AUXILIARIES:
                break
        elif word.stem in by_stem and (not by_stem[word.stem].frame or word.stem in _MEASURES):
            counted.append(by_stem[word.stem])
        if len(counted) == 3:
            break
    return tuple(counted) or tuple(t for t in terms if not t.name and not t.frame and t.text in text[: lead.start()])


def predicate(text: str, terms: tuple[Term, ...]) -> Term | None:
    """Return the verb that says what was done, where the form of the question tells which it is."""
    match = next((m for pattern in _PREDICATES if (m := pattern.search(text))), None)
    verb = stem(match["verb"]) if match else None
    return next((t for t in terms if t.stem == verb and not t.frame), None)
