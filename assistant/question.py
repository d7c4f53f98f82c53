"""What a question asks for: the kind of answer, where to look, and the words that evidence must bear."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from assistant.errors import QuestionError
from assistant.words import STOP_WORDS, Word, stem, words
from index.countries import country
from index.dates import DateMention, find_dates, month_number
from index.roles import OFFICES, STATUS, TOPICS

Kind = Literal["how_many", "when", "who", "where", "why", "yes_no", "said", "what", "digest"]
Order = Literal["latest", "first"]

LONGEST = 4_000  # characters: longer is a document, not a question

_EVENT = (
    r"(?:(?:tele)?phone\s+|telephone\s+)?(?:calls?|conversations?|talks?|meetings?|readouts?|statements?|reports?"
    r"|releases?|articles?|summits?|visits?|discussions?|exchanges?)"
)
_SPEECH = (
    r"(?<!of )(?:say|said|says|state|stated|stress(?:ed)?|note[ds]?|tell|told|claim(?:ed)?|argue[d]?|emphasi[sz]e[d]?|underlined?"
    r"|express(?:ed)?|announced?|promised?|warn(?:ed)?|reiterated?|recall(?:ed)?|remind(?:ed)?|point(?:ed)? out|demand(?:ed)?"
    r"|accused?|call(?:ed)? for|insist(?:ed)?|mention(?:ed)?|describe[d]?|comment(?:ed)?|add(?:ed)?|assured?|highlight(?:ed)?"
    r"|propose[d]?|offer(?:ed)?|think|believe[d]?|want(?:ed)?|allege[d]?|den(?:y|ied)|dismiss(?:ed)?|condemn(?:ed)?|thank(?:ed)?"
    r"|ask(?:ed)?|urge[d]?|object(?:ed)?|complain(?:ed)?|respond(?:ed)?|reply|replied|raise[d]?|suggest(?:ed)?|voice[d]?|characteri[sz]ed?|mean"
    r"|criticise[d]?|criticize[d]?|refer(?:red)? to|speak|spoke|talk(?:ed)?|welcome[d]?|support|oppose|back|favou?r|expect|intend|plan|regard|praise[d]?|blame[d]?|address(?:ed)?)"
)
_NAME = r"(?P<who>(?:[^\s,?;:]+\s+){0,6}?[^\s,?;:]+)"
_SPEAKERS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:did|does|do|has|have|had)\s+{_NAME}\s+(?:also\s+|really\s+|ever\s+|once\s+again\s+)?(?P<verb>{_SPEECH})\b",
        rf"\bwhat\s+{_NAME}\s+(?P<verb>{_SPEECH})\b",
        r"\b(?:was|is|were|are)\s+(?P<who>[^,?;:]{2,60}?)(?:['’]s?)\s+(?:\w+\s+)?"
        r"(?:view|position|reaction|response|comment|stance|message|opinion|argument|assessment|claim|words?|remarks?"
        r"|explanation|justification|concern|demand|complaint|accusation)s?\b",
        r"\b(?:view|position|reaction|response|comment|stance|message|opinion|argument|assessment|claim|remark|concern"
        r"|explanation|demand|complaint|accusation)s?\s+of\s+(?P<who>(?:the\s+)?[^,?;:]{2,50}?)(?=\s+(?:on|about|in|during|"
        r"regarding|to|over)\b|[?,.]|$)",
    )
)
_ACCORDING = re.compile(
    r"\b(?:according\s+to|as\s+(?:reported|told|stated|said)\s+by|in\s+the\s+words\s+of|per)\s+"
    r"(?P<who>(?:the\s+)?[^,?;:]+?)(?=[,?;:]|\s+(?:how|what|when|who|where|which|did|does|was|were|is|are|on|in|at|during|about|from|by)\b|$)",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(
    r"\bwhat (?:is|was|are|were) (?:the |\w+['’]s )(?:\w+ )?(?P<attribute>population|price|cost|age|length|height|area|budget"
    r"|temperature|speed|distance|salary|rate|value|gdp|revenue|turnover)\b",
    re.IGNORECASE,
)
_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (
            "how_many",
            r"\bhow (?:many|much|large|big|long|old|far|often)\b|\b(?:what|which|the) (?:was |is |were )?(?:the )?(?:exact |total |overall )?"
            r"(?:number|figure|figures|count|total|percentage|share|amount|sum|size|toll|tally) (?:of|for|was|is)?\b"
            r"|\bwhat (?:number|figure|percentage|share)\b|^\W*(?:the )?(?:number|figure|total)s? (?:of|for)\b"
            r"|\b(?:every|each|all|any|latest|different)\b[^?]*\b(?:numbers|figures?|counts?|totals?)\b"
            r"|\bhow (?:did|has|have|do|does) (?:the )?(?:number|figure|count|total)\b"
            rf"|{_ATTRIBUTE.pattern}",
        ),
        (
            "when",
            r"\bwhen\b|\b(?:what|which) (?:\w+ )?(?:date|day|year|month|time)\b|\bsince when\b|^\W*date of\b",
        ),
        ("who", r"\bwho(?:m|se)?\b"),
        (
            "where",
            r"\bwhere\b|\b(?:what|which) (?:\w+ )?(?:city|country|town|district|region|place|village|province|location)\b",
        ),
        ("why", r"\bwhy\b|\bfor what reason\b|\bwhat (?:was|were|is|are) the reasons?\b|\bwhat caused\b"),
    )
)
_COMPARES = re.compile(
    r"\bcompar|\bdiffer(?:s|ed|ence|ences|ent|ently)?\b|\bdiscrepan|\bcontradict|\bdisagree|\bconflicting\b|\bboth\b"
    r"|\bhow (?:did|has|have|do|does) .*\b(?:chang|evolv|develop|grow|grew|increas|decreas|ris|fall)\w*"
    r"|\b(?:two|both|all|different|various) (?:reports|accounts|versions|sources|outlets|readouts|articles|texts)\b|\bsame words\b",
    re.IGNORECASE,
)
_YES_NO = re.compile(
    r"^\W*(?:and\s+|but\s+|so\s+)?(?:did|does|do|is|are|was|were|has|have|had|can|could|will|would|should|may|might)(?:n['’]t)?\b",
    re.IGNORECASE,
)
_ORDER = re.compile(
    rf"\b(?:(?P<latest>latest|most recent|last)|(?P<first>first|earliest))\s+{_EVENT}\b", re.IGNORECASE
)
_EVENT_WORD = re.compile(rf"\b{_EVENT}\b", re.IGNORECASE)
_EVENT_MONTH = re.compile(
    r"\b(January|February|March|April|May|June|July|August|September|October|November|December)(?:['’]s)?"
    rf"(?=\s+(?:\w+\s+)?{_EVENT}\b|\s+and\s+[A-Z]\w+\s+{_EVENT}\b)"
)
_MONTH = re.compile(
    r"\b(january|february|march|april|may|june|july|august|september|october|november|december)\b"
)
# Words that put a question rather than name what it is about.
_FRAME = frozenset(
    stem(word)
    for word in """say said state stated tell told mention report reported discuss discussed happen happened occur take took
    place number figure many much count amount exact total call calls conversation phone telephone talk talks meeting readout
    statement press release article document source archive know date day month year time person people name kind type
    thing things detail details information describe explain summarize summarise summary compare comparison difference
    differ different view position reaction response comment stance main key point points claim claimed express expressed
    according regard regarding concerning topic subject issue content ever exactly actually mean use used go going record
    each two city country town district place region organisation organization agency news body company institution outlet
    account version official word words put bring brought voice way kind gone
    went change changed differ evolve develop grow increase decrease""".split()
)


@dataclass(frozen=True, slots=True)
class Term:
    """A content word of a question; `name`: it is written as one. Frame words weigh little."""

    text: str
    stem: str
    name: bool
    frame: bool = False


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a question says to look: events of these dates, these outlets, this speaker's words."""

    dates: tuple[DateMention, ...] = ()
    outlets: tuple[str, ...] = ()
    speaker: str | None = None
    order: Order | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A stand-alone question, understood."""

    text: str
    kind: Kind
    scope: Scope
    terms: tuple[Term, ...]
    dates: tuple[DateMention, ...]  # days or months that the evidence, or its event, must bear
    unit: tuple[Term, ...] = ()  # what a "how many" counts
    predicate: Term | None = None  # what it says was done: "arrested" of "who was arrested"
    identifies: bool = False  # asks who or what holds a description, all of which must then be borne out
    compares: bool = False  # asks for what differs, so every report is shown by itself


def checked(text: str) -> str:
    """Return a question as it will be read. Raises `QuestionError` where it is empty, too long, or not text."""
    if len(text) > LONGEST:
        raise QuestionError(
            f"The question has {len(text):,} characters; {LONGEST:,} are the limit: ask one question at a time."
        )
    visible = "".join(
        " " if unicodedata.category(c) in {"Cc", "Zs", "Zl", "Zp"} else c
        for c in text
        if unicodedata.category(c) not in {"Cf", "Cs"}
    )
    plain = " ".join(visible.split())
    if not any(c.isalnum() for c in plain):
        raise QuestionError("The question is empty: ask it in words.")
    return plain


def _spelled(text: str) -> str:
    """Mend a slip of the keys in the word that asks: "wich", "waht"."""
    first, _, rest = text.partition(" ")
    near = get_close_matches(first.lower(), _ASKING, 1, 0.75) if first.lower() not in STOP_WORDS else []
    return f"{near[0].capitalize()} {rest}" if near and rest else text


_ASKING = ("which", "what", "when", "where", "who", "whose", "why", "how")


def understand(text: str, outlets: tuple[str, ...] = ()) -> Question:
    """Return what a stand-alone question asks for; `outlets` are those the archive knows."""
    text = _spelled(text)
    dated = _capitalised_months(text)
    mentions = _mentions(dated)
    scope, taken = _scope(dated, mentions, outlets)
    kind = _kind(text, scope)
    dates = tuple(d for d in mentions if d not in scope.dates and not d.relative)
    found = words(dated)
    terms = _terms(found, [*taken, *((d.start, d.end) for d in mentions)])
    if not any(not term.frame for term in terms):
        kind = "digest" if kind in {"what", "said"} else kind
    return Question(
        text,
        kind,
        scope,
        terms,
        dates,
        _unit(dated, found, terms) if kind == "how_many" else (),
        _predicate(text, terms),
        bool(_IDENTIFIES.search(text)),
        bool(_COMPARES.search(text)),
    )


def _capitalised_months(text: str) -> str:
    """Typing "in march" means the month as well; the length stays the same."""
    if any(c.isupper() for c in text[1:]) and _MONTH.search(text) is None:
        return text
    return re.sub(
        rf"(?<=\b)(in|since|of|the|by|until|from|before|after|and|on|for|during)(\s){_MONTH.pattern}",
        lambda m: m[1] + m[2] + m[3].capitalize(),
        text,
    )


def _mentions(text: str) -> tuple[DateMention, ...]:
    """Return the dates in a question, a month that only its call tells to be one ("and March calls") included."""
    found = list(find_dates(text))
    for match in _EVENT_MONTH.finditer(text):
        if not any(d.start < match.end(1) and match.start(1) < d.end for d in found):
            found.append(DateMention(*match.span(1), match[1], None, month_number(match[1]), None))
    return tuple(sorted(found, key=lambda d: d.start))


def _kind(text: str, scope: Scope) -> Kind:
    for kind, pattern in _KINDS:
        if pattern.search(text):
            return kind
    if _YES_NO.search(text):
        return "yes_no"
    return "said" if scope.speaker else "what"


def _scope(
    text: str, mentions: tuple[DateMention, ...], outlets: tuple[str, ...]
) -> tuple[Scope, list[tuple[int, int]]]:
    """Return the scope and the stretches of text that express it."""
    taken: list[tuple[int, int]] = []
    dates = tuple(d for d in mentions if _dates_an_event(text, d))
    named, outlet_spans = _outlets(text, outlets)
    speaker, speaker_span = _speaker(text, outlet_spans)
    taken += outlet_spans + ([speaker_span] if speaker_span else [])
    order = _ORDER.search(text)
    if order:
        taken.append(order.span())
    direction: Order | None = None if order is None else "latest" if order["latest"] else "first"
    return Scope(dates, named, speaker, direction), taken


def _dates_an_event(text: str, mention: DateMention) -> bool:
    """Whether a date names a call or a report ("the January call", "the talks on 21 March") rather than a day in its text."""
    if mention.relative:
        return False
    after = text[mention.end : mention.end + 40]
    if re.match(
        rf"(?:['’]s)?(?:\s+(?:and|or)\s+[A-Z0-9]\w*(?:\s+\d+)?)*\s+(?:\w+\s+){{0,2}}?{_EVENT}\b",
        after,
        re.IGNORECASE,
    ):
        return True
    before = text[max(0, mention.start - 40) : mention.start]
    return bool(
        re.search(
            rf"\b{_EVENT}\s+(?:(?:that|which)\s+\w+\s+)?(?:\w+\s+)?(?:on|in|of|from|dated)\s+(?:the\s+)?\Z",
            before,
            re.IGNORECASE,
        )
    )


def _outlets(text: str, outlets: tuple[str, ...]) -> tuple[tuple[str, ...], list[tuple[int, int]]]:
    """Return the outlets a question names, in full or by their telling word, where it speaks of them as reporting."""
    named, spans = [], []
    for outlet in outlets:
        telling = [w for w in words(outlet) if not w.stop and _tells_outlet(w)] or list(words(outlet))
        pattern = r"\W+(?:\w+\W+){0,3}?".join(re.escape(w.text) for w in telling)
        match = re.search(rf"\b(?:the\s+)?{pattern}\b(?:\s+(?:agency|news|newspaper))*", text, re.IGNORECASE)
        if match and _reports(text, match.start(), match.end()):
            named.append(outlet)
            spans.append(match.span())
    return tuple(named), spans


def _tells_outlet(word: Word) -> bool:
    return word.stem not in _OUTLET_WORDS and word.text.lower() not in _SPEAKING


_OUTLET_WORDS = frozenset(
    stem(w) for w in "agency news press service the daily times post release media online com".split()
)


def _reports(text: str, start: int, end: int) -> bool:
    before, after = text[:start].lower(), text[end:].lower()
    return bool(
        re.search(
            r"(?:according to|reported by|report by|report of|version of|by|in|from|does|did|has|to|and|between|of|via|as|do|per)\s+(?:the\s+)?\Z",
            before,
        )
        or re.match(
            r"(?:['’]s?)?\s*(?:report|version|say|said|write|wrote|article|account|story|text|statement|release|,|and|describe|put|give|quote|mention|ha[sd] it|puts? it)",
            after,
        )
        or not before.strip()
    )


def _speaker(text: str, outlet_spans: list[tuple[int, int]]) -> tuple[str | None, tuple[int, int] | None]:
    for pattern in (_ACCORDING, *_SPEAKERS):
        for match in pattern.finditer(text):
            start, end = match.span("who")
            who = re.split(r"\b(?:and|or)\b|\(", match["who"])[0].strip()
            overlaps = any(s < end and start < e for s, e in outlet_spans)
            if (
                not overlaps
                and _may_speak(who, text)
                and not (match.groupdict().get("verb") or "a")[0].isupper()
            ):
                return who, match.span()
    return None, None


_SPEAKING = frozenset(w for office in OFFICES | TOPICS | STATUS for w in office.split()) | {
    "side",
    "administration",
}


def _may_speak(who: str, text: str) -> bool:
    """Whether a phrase can be someone: names and offices only, or, typed in lower case, a few words of any kind."""
    found = [w for w in words(who) if not w.stop]
    if not found or any(w.number or w.stem in _NOT_SPEAKERS for w in found) or words(who)[0].stem in _NO_ONE:
        return False
    if not re.search(r"[A-Z]", re.sub(_MONTH.pattern, "", text[1:], flags=re.IGNORECASE)):
        return len(found) <= 4
    return all(w.capital or w.text.lower() in _SPEAKING or country(w.text.lower()) for w in found)


_NO_ONE = frozenset(
    "there it they this that these those he she we i you anyone anybody someone each both".split()
)
_NOT_SPEAKERS = frozenset(
    stem(w)
    for w in "report call readout article document text archive source press release conversation account version".split()
)


def _terms(found: tuple[Word, ...], taken: list[tuple[int, int]]) -> tuple[Term, ...]:
    terms: dict[str, Term] = {}
    for position, word in enumerate(found):
        if word.stop or any(start < word.end and word.start < end for start, end in taken):
            continue
        name = (word.capital and (position > 0 or word.text.isupper())) or country(
            word.text.lower()
        ) is not None
        terms.setdefault(word.stem, Term(word.text, word.stem, name, word.stem in _FRAME and not name))
    return tuple(terms.values())


def _unit(text: str, found: tuple[Word, ...], terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """Return the words that name what is counted: "how many Armenian servicemen were" -> Armenian, servicemen."""
    attribute = _ATTRIBUTE.search(text)
    if attribute:
        return tuple(t for t in terms if t.stem == stem(attribute["attribute"]))
    lead = _COUNTS.search(text)
    if lead is None:
        return ()
    unit: list[Term] = []
    by_stem = {term.stem: term for term in terms}
    for word in (w for w in found if w.start >= lead.end()):
        if word.stem in STOP_WORDS:
            if unit or word.stem in _AUXILIARIES:
                break
        elif word.stem in by_stem and (not by_stem[word.stem].frame or word.stem in _MEASURES):
            unit.append(by_stem[word.stem])
        if len(unit) == 3:
            break
    return tuple(unit) or tuple(
        t for t in terms if not t.name and not t.frame and t.text in text[: lead.start()]
    )


_COUNTS = re.compile(
    r"\bhow (?:many|much)\b|\b(?:number|figure|count|total|percentage|share|amount)s?\b(?: (?:of|for))?",
    re.IGNORECASE,
)
_AUXILIARIES = frozenset(
    "is are was were be been has have had did does do can could will would should".split()
)
_MEASURES = frozenset(stem(w) for w in "days months years people persons calls times".split())


def _predicate(text: str, terms: tuple[Term, ...]) -> Term | None:
    """Return the verb that says what was done, where the form of the question tells which it is."""
    match = next((m for pattern in _PREDICATES if (m := pattern.search(text))), None)
    verb = stem(match["verb"]) if match else None
    return next((t for t in terms if t.stem == verb and not t.frame), None)


_IDENTIFIES = re.compile(r"^\W*(?:who|what)(?:\s+is|\s+was|['’]s)\s+the\b", re.IGNORECASE)
_PREDICATES = (
    re.compile(
        r"\b(?:who|what|where|when|why|which(?: \w+)?|how many(?: \w+){1,2})\s+(?:was|were|is|are|has been|have been|had been|got)"
        r"\s+(?:\w+ly\s+)?(?P<verb>[a-z]+e[dn])\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:did|does|do)\s+(?:(?:the|a)\s+)?(?:[A-Z][\w’'-]+\s+|(?:he|she|they|it|of|the|and)\s+)+(?P<verb>[a-z]+)\b"
    ),
    re.compile(r"^\W*(?:who|what|which \w+)\s+(?P<verb>[a-z]+ed)\b", re.IGNORECASE),
)
