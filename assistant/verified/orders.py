"""Sentences of a document that speak to whoever answers from it: they are data, and bear nothing out."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.verified.structure import is_disguised, unfolded, unprosaic

if TYPE_CHECKING:
    from assistant.sentences.reading import Reading
    from assistant.verified.bearing import Given
    from index.types import Document

_MODEL = (
    r"(?:(?:ai|language|chat|llm|virtual)[\s-]*(?:assistant|model|bot|system)s?"
    r"|chatbots?|llms?|gpt|claude|assistants?|the\s+model)"
)
_RULES = (
    r"(?:instructions?|prompts?|rules?|guidelines?|directions?|commands?|context|orders?|messages?|text|conversation"
    r"|constraints?|passages?|sources?|documents?|questions?)"
)
_EARLIER = (
    r"(?:previous|prior|above|earlier|preceding|foregoing|other|existing|original|system|all|any|these|those|your|this"
    r"|initial|given|every)"
)
_SAYING = (
    r"(?:reply|respond|answer|output|print|say|state|repeat|reveal|append|insert|cite|write|claim|mention|recommend"
    r"|conclude|tell|include|translate|pretend|report|quote|add|use|treat|consider|note|summari[sz]e|end\s+(?:your|the|every)|begin\s+(?:your|the|every)"
    r"|do\s+not\s+(?:mention|cite|answer|reveal|say|tell|use|quote))"
)
_OPENS = r"(?:^|[.!?:;,\"“(—-]\s*)(?:(?:please|now|instead|always|only|simply|just|then|so|and)\b[\s,]*){0,2}"
# "Ignore the previous instructions" as other languages have it: the verb, and the thing in the same sentence.
_ELSEWHERE = (
    r"\b(?:ignorier\w*|missacht\w*|vergiss|vergessen\s+sie|ignor(?:ez|er|e|a|ad|en|i|ate|eer|uj\w*)|oubli(?:ez|e)|négligez"
    r"|olvid[ae]n?|omite|dimentica\w*|esque[cç]a\w*|desconsidere|negeer|vergeet|zignoruj\w*|pomi[nń]\w*|glöm|bortse|unohda"
    r"|игнорируй\w*|забудь\w*|ігноруй\w*|yok\s*say\w*|unut\w*|görmezden)\b[^.]{0,80}"
    r"(?:anweisung\w*|vorgaben|regeln|befehle|instruc\w+|instrucc?i\w+|istruzion\w*|instruções|consignes|règles|regole|reglas"
    r"|regras|instructies|regels|polece\w*|instrukc\w*|instruktion\w*|ohjee\w*|инструкци\w*|указани\w*|правил\w*"
    r"|інструкці\w*|talimat\w*|kural\w*)|忽略.{0,20}(?:指令|指示|说明|規則|规则)|無視|無視し|무시|تجاهل|התעלם"
)
_THINGS_FIRST = (
    r"\b(?:talimat\w*|kural\w*|anweisung\w*|指示|指令)\b[^.]{0,60}\b(?:unut\w*|yok\s*say\w*|ignorieren|無視\w*|忽略\w*)"
)
_SAY_ELSEWHERE = (
    r"^\W*(?:diga|digam|di|decid|dites|dis|réponds|répondez|sag|sagen\s+sie|antworte|antworten\s+sie|schreibe?|zeg|antwoord"
    r"|rispondi|rispondete|dite|responde|responda|odpowiedz|powiedz|скажи|скажите|ответь|ответьте)\s+(?:que|dass|che|dat|że|что|auf|en|in|на)\b"
    r"|^\W*(?:não|no|ne|nicht|non|nie|не)\s+(?:mencione|menciones|mentionnez|mentionne|erwähne|menzionare|упоминай)\b"
)
_ORDERS = (
    _THINGS_FIRST,
    _SAY_ELSEWHERE,
    (
        rf"\b(?:ignore|disregard|forget|override|bypass|skip|discard|neglect)\b[^.]{{0,40}}"
        rf"\b(?:{_EARLIER}\b[^.]{{0,25}}\b{_RULES}|above|before|everything|everyone)\b"
    ),
    r"\b(?:new|real|updated|actual|following|hidden|special|important|urgent)\s+(?:system\s+)?(?:instructions?|prompt)\s*:",
    rf"\b(?:attention|note|message|instructions?|important|reminder|dear|hello|hey|hi)\W+(?:(?:to|for|all|any|the)\s+)*{_MODEL}\b",
    r"\b(?:system|developer|hidden|secret)\s+(?:prompt|message|instructions?)\b",
    rf"\byou\s+are\s+(?:now|an?|no\s+longer)\b[^.]{{0,40}}\b(?:{_MODEL}|dan|jailbroken|unrestricted|pirate|mode)\b",
    rf"\b(?:as|if\s+you\s+are)\s+an?\s+{_MODEL}\b",
    rf"{_OPENS}(?:act|behave|respond|answer|reply|pretend|speak|write)\s+(?:as|like|to\s+be)\b",
    rf"\byou\s+(?:must|should|will|shall|have\s+to|need\s+to|are\s+to)\s+(?:\w+ly\s+|only\s+|now\s+|always\s+)?{_SAYING}\b",
    (
        rf"{_OPENS}{_SAYING}\s+(?:that|only|exactly|with|the\s+(?:following|word|words|user|reader|answer|sentence|text)|this"
        r"|:|[\"“'‘]|to\b|it\b|your\b|every\b|in\b|no\b|nothing\b|[A-Z]{3,})"
    ),
    rf"\b{_MODEL}\b[^.]{{0,40}}\b(?:must|should|shall|will|may|have\s+to|need\s+to|are\s+(?:to|asked|told|required))\b",
    (
        r"\b(?:readers?|users?|you)\s+(?:must|should|have\s+to|are\s+(?:asked|required)\s+to)"
        r"\s+(?:confirm|visit|click|go\s+to|log|follow|send|include|open|pay)\b"
    ),
    (
        r"\b(?:in|of|to|with|for|from)\s+(?:every|each|all|any|your)(?:\s+of\s+(?:the|your|their|its))?"
        r"\s+(?:answers?|repl(?:y|ies)|responses?|outputs?|summar(?:y|ies))\b"
    ),
    r"\b(?:for|as)\s+(?:evidence|an\s+answer|the\s+answer|a\s+source)\s+(?:for|to)\s+(?:any|every|all|each)\b",
    r"\b(?:ai|llm)[\s-]+(?:answers?|summar\w+|outputs?|results?|readers?|agents?|tools?|users?)\b|\bpassage\s+\d+\b",
    rf"^\W*{_MODEL}\s*,",
    (
        r"\b(?:ignore|disregard|forget|override|bypass)\s+(?:the|what|everything|anything|your)"
        r"\s+(?:questions?|users?|you)\b"
    ),
    r"\b(?:ignore|disregard|forget|override|bypass)\b[^.]{0,30}\b(?:you\s+(?:know|were|have)|instructed|told)\b",
    (
        r"\b(?:as|dear|to|hey|hello|kind|helpful)\s+(?:an?\s+|the\s+|all\s+|any\s+|helpful\s+|kind\s+|dear\s+)*(?:ais?|chatbots?|llms?|assistants?)\b"
        r"(?=\s+(?:trained|reading|model|that|who|which)|\s*,)"
    ),
    r"\b(?:whoever|anyone\s+who|everyone\s+who|those\s+who)\s+(?:process|read|summari[sz]e|answer|index)\w*\s+(?:this|these|the\s+text)\b",
    rf"\b(?:could|would|can)\s+you\s+(?:\w+ly\s+|please\s+)?(?:leave|{_SAYING})\b|\bif\s+you\s+(?:could|would)\s+(?:leave|{_SAYING})\b",
    rf"\byou\s+are\s+(?:not\s+)?(?:allowed|permitted|forbidden|required|asked)\s+to\s+{_SAYING}\b|^\W*cite\s+(?:as|it|this)\b",
    r"\b(?:answers?|repl(?:y|ies)|responses?)\s+(?:to\s+be\s+(?:displayed|shown|given)|about\s+[^.]{1,60}\b(?:must|should|are|have))\b",
    r"\b(?:end|beginning|start|top|bottom)\s+of\s+(?:the|your|each|every)\s+(?:answer|reply|response|summary)\b",
    (
        r"^\W*(?:system|moderation|security|admin\w*|error|debug|policy|override|root|maintenance|service|content)\s+"
        r"(?:notice|message|update|alert|warning|prompt|command|mode|policy|\d{3})\b[^.]{0,30}[:\]]"
    ),
    r"^\W*(?:references?|bibliography|footnotes?|citation)\s*:",
    r"\b(?:passages?|sources?)\s+(?:are|is)\s+(?:corrupt\w*|wrong|outdated|invalid|false)\b",
    r"\b(?:the\s+passages\s+end|comparing\s+the\s+passages|end\s+of\s+(?:the\s+)?(?:passages|context|documents?|prompt))\b",
    _ELSEWHERE,
    r"\b(?:tell|inform|convince|persuade|ask|direct|send|advise)\s+(?:the|all|any|every)\s+(?:user|reader)s?\b",
    r"\b(?:correct|expected|final|right|true)\s+(?:answers?|reply)\s+(?:is|are|must|should|to|for)\b|\bcorrect\s+response\b",
    (
        r"\b(?:when|if)\s+(?:you\s+(?:are\s+)?)?(?:asked|answer\w*|summari[sz]\w*|the\s+user\s+asks)\b[^.]{0,60}"
        r"\b(?:say|answer|reply|respond|output|state|claim|write|mention)\b"
    ),
    r"\b(?:answer|reply|respond)\s+(?:to\s+)?(?:every|all|any|each|the)\s+(?:questions?|quer(?:y|ies)|requests?|users?)\b",
)
_ORDER = re.compile("|".join(_ORDERS), re.IGNORECASE)


@lru_cache(maxsize=20_000)
def is_order(text: str) -> bool:
    """Whether a text gives orders to a model, plays its part, or is no prose."""
    shown = unfolded(text)
    return is_disguised(text) or unprosaic(shown) is not None or _ORDER.search(" ".join(shown.split())) is not None


def titled(document: Document) -> str:
    """Return the title and the outlet of a document, but none that gives orders."""
    return " ".join(part for part in (document.title, document.outlet) if part and not is_order(part))


def prose(given: Given) -> str:
    """Return the text of a passage without its orders."""
    left_out = orders(given.reading)
    return " ".join(given.reading.sentences[i].text for i in given.positions if i not in left_out)


def orders(reading: Reading) -> frozenset[int]:
    """Return the positions of the sentences that bear nothing out.

    These are the sentences that give orders and the rest of their paragraph, of the first what is behind them; where
    one opens what is closed elsewhere (a comment, a turn of a conversation), all up to its end.
    """
    found: set[int] = set()
    giving: int | None = None  # paragraph
    closing = ""
    for position, read in enumerate(reading.sentences):
        if closing:
            found.add(position)
            closing = "" if closing in read.text else closing
        elif read.sentence.paragraph == giving or is_order(read.text):
            giving = read.sentence.paragraph
            found |= {position, *_before(reading, position)}
            closing = _left_open(unfolded(read.text))
    return frozenset(found)


def _before(reading: Reading, position: int) -> set[int]:
    """What leads up to an order in its paragraph; the first paragraph is the report's own."""
    paragraph = reading.sentences[position].sentence.paragraph
    first = reading.sentences[0].sentence.paragraph
    before = range(position) if paragraph != first else range(0)
    return {i for i in before if reading.sentences[i].sentence.paragraph == paragraph}


def _left_open(text: str) -> str:
    """Return what must come to close what a text opens."""
    closing = unprosaic(text) or ""
    opening = {"-->": "<!--"}.get(closing, closing)
    behind = text.partition(opening)[2] if closing else ""
    return "" if closing in behind else closing
