"""Sentences of a document that speak to whoever answers from it: they are data, and bear nothing out."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.verified.claim import plain

if TYPE_CHECKING:
    from assistant.sentences.reading import Reading

_MODEL = (
    r"(?:(?:ai|language|chat|llm|virtual)[\s-]*(?:assistant|model|bot|system)s?"
    r"|chatbots?|llms?|gpt|claude|assistants?|the\s+model)"
)
_RULES = (
    r"(?:instructions?|prompts?|rules?|guidelines?|directions?|commands?|context|orders?|messages?|text|conversation"
    r"|constraints?|passages?|sources?|documents?|questions?)"
)
_EARLIER = (
    r"(?:previous|prior|above|earlier|preceding|foregoing|other|existing|original|system|all|any|these|those|your"
    r"|initial|given|every)"
)
_SAYING = (
    r"(?:reply|respond|answer|output|print|say|state|repeat|reveal|append|insert|cite|write|claim|mention|recommend"
    r"|conclude|tell|include|translate|pretend|summari[sz]e|end\s+(?:your|the|every)|begin\s+(?:your|the|every)"
    r"|do\s+not\s+(?:mention|cite|answer|reveal|say|tell|use|quote))"
)
_OPENS = r"(?:^|[.!?:;,\"“(—-]\s*)(?:(?:please|now|instead|always|only|simply|just|then|so|and)\b[\s,]*){0,2}"
_ORDERS = (
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
    r"\b(?:tell|inform|convince|persuade|ask|direct|send|advise)\s+(?:the|all|any|every)\s+(?:user|reader)s?\b",
    r"\b(?:correct|expected|final|right)\s+(?:answer|reply)\s+(?:is|must|should|to)\b|\bcorrect\s+response\b",
    (
        r"\b(?:when|if)\s+(?:you\s+(?:are\s+)?)?(?:asked|answer\w*|summari[sz]\w*|the\s+user\s+asks)\b[^.]{0,60}"
        r"\b(?:say|answer|reply|respond|output|state|claim|write|mention)\b"
    ),
    r"\b(?:answer|reply|respond)\s+(?:to\s+)?(?:every|all|any|each|the)\s+(?:questions?|quer(?:y|ies)|requests?|users?)\b",
    (
        r"<\|?/?\s*(?:im_start|im_end|system|assistant|user|endoftext|start_header_id|eot_id|begin_of_text|end_of_turn"
        r"|start_of_turn)|\|>"
    ),
    r"\[/?(?:INST|SYS|SYSTEM|ASSISTANT|USER)\]|<</?SYS>>|</?(?:passages?|documents?|instructions?|context|material|question|s)>",
    r"(?:^|\n|[.!?]\s)\W*(?:system|assistant|user|human|developer|ai)\s*:",
    r"###\s*(?:instruction|response|system|human|assistant|user)",
    r"!\[[^\]]*\]\(|\]\(https?:|<img\b|<a\s|<script\b|javascript:",
)
_ORDER = re.compile("|".join(_ORDERS), re.IGNORECASE)


@lru_cache(maxsize=20_000)
def is_order(text: str) -> bool:
    """Whether a text gives orders to a model, or plays its part."""
    return _ORDER.search(" ".join(plain(text).split())) is not None


def orders(reading: Reading) -> frozenset[int]:
    """Return the positions of the sentences that give orders, and of those behind them in the same paragraph."""
    found: set[int] = set()
    giving: int | None = None  # paragraph
    for position, read in enumerate(reading.sentences):
        if read.sentence.paragraph == giving or is_order(read.text):
            giving = read.sentence.paragraph
            found.add(position)
    return frozenset(found)
