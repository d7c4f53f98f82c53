"""Whether a sentence holds a value of the kind asked for, and whether it is of the day asked for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.sentences.words import names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.sentences.reading import Reading, ReadSentence
    from assistant.sentences.words import Word
    from assistant.types import Question
    from index.dates import DateMention

_VAGUE_TIME = re.compile(
    r"\b(?:in|over|within) the (?:coming|next|past|last) (?:few |several )?(?:hours|days|weeks|months|years)\b"
    r"|\b(?:soon|shortly|recently"
    r"|earlier|later) (?:this|that|in|on)\b"
    r"|\bon the (?:day|eve|anniversary) of\b|\b(?:mid|early|late)-?(?:century|decade)\b",
    re.IGNORECASE,
)
_BY_WHOSE_MEANS = re.compile(
    r"\s+(?:through the (?:efforts|mediation|work) of|thanks to|by means of"
    r"|with the (?:help|support|assistance|mediation) of)\b[^,;]*$"
)


def typed(question: Question, sentence: ReadSentence, reading: Reading) -> float:
    """Return whether a sentence holds a value of the kind asked for, one the question does not name itself."""
    if question.kind == "when":
        if _UNTIL_ASKED.search(question.text) and not _UNTIL.search(sentence.text):
            return 0.0
        own = {(d.year, d.month, d.day) for d in question.dates}
        if any((d.year, d.month, d.day) not in own for d in sentence.dates):
            return 1.0
        if _VAGUE_TIME.search(sentence.text):
            return 0.9
        # Its event's day is the answer where the question is of that event, or of what was said at it.
        said = (
            question.scope.speaker or all(t.frame or t.name for t in question.terms) or _of_its_event(question, reading)
        )
        return 0.6 if said and (reading.document.event_on or reading.document.published_on) else 0.0
    if question.author:
        return 1.0 if reading.document.byline else 0.0
    if question.kind == "who" and _NAME_ASKED.search(question.text):
        return 1.0 if _names_a_person(sentence, reading) else 0.0
    if question.kind in {"who", "where"}:
        return 1.0 if _names_another(question, sentence, reading) else 0.5 if sentence.sentence.speaker else 0.2
    if question.kind == "what" and (items := _MEMBERS_ASKED.search(question.text)):
        return 1.0 if _lists(sentence.text, items["number"]) else 0.0
    if question.kind == "why":
        return 1.0 if gives_reason(sentence.text) else 0.4
    return 1.0


# How questions speak of the kinds of events on which something is said.
_EVENT_WORDS = {
    "call": "call called phone phoned telephone conversation talk talked speak spoke discuss discussed ring rang",
    "meeting": "meet met meeting talks discuss discussed",
    "visit": "visit visited",
    "statement": "statement announce announced state stated",
}


def _of_its_event(question: Question, reading: Reading) -> bool:
    mention = reading.document.mention
    known = (_EVENT_WORDS.get(mention.kind, mention.kind) if mention else "").split()
    return any(t.text.lower() in known for t in question.terms)


_UNTIL_ASKED = re.compile(
    r"\b(?:until|till|up to) (?:when|what|which)\b|\b(?:last|remain|run|valid) until when\b", re.IGNORECASE
)
_UNTIL = re.compile(r"\b(?:until|till|through|up to|to last|expires?|ends?)\b", re.IGNORECASE)
_SMALL = "two three four five six seven eight nine ten".split()
_MEMBERS_ASKED = re.compile(
    rf"\b(?:what|which) (?:are|were) (?:the|its|their|his|her) (?P<number>{'|'.join(_SMALL)}|\d\d?)\b", re.IGNORECASE
)


def _lists(text: str, number: str) -> bool:
    """Whether a sentence lists about as many things as are asked for: "the five points" with four marks between."""
    count = int(number) if number.isdigit() else 2 + _SMALL.index(number.lower())
    marks = len(re.findall(r",|;|\band\b|\bor\b|\u2022|\n", text)) - len(re.findall(r",\s+(?:and|or)\b", text))
    return marks >= min(count, 6) - 1


_NAME_ASKED = re.compile(r"\bnames? of\b|\bwhat (?:is|was|were|are) (?:his|her|their) names?\b", re.IGNORECASE)


def _names_a_person(sentence: ReadSentence, reading: Reading) -> bool:
    """Whether it names one of the document's people, its speaker aside."""
    others = (p.name for p in reading.document.people if p.name != sentence.sentence.speaker)
    return any(name.split()[-1] in sentence.text for name in others)


def gives_reason(text: str) -> bool:
    """Whether a sentence says why."""
    return bool(_REASON.search(text))


_REASON = re.compile(
    r"\b(?:because|due to|owing to|as a result|in order to|so that|thanks to|caused|prompted|after|since|citing|blam\w+"
    r"|reasons?|therefore|to (?:prevent|avoid|ensure|protect|stop|allow|carry|create|build|help))\b",
    re.IGNORECASE,
)


def _names_another(question: Question, sentence: ReadSentence, reading: Reading) -> bool:
    """Whether it names someone or something with none of the question's words in the name."""
    asked = {t.stem for t in question.terms}
    runs = names(sentence.words, reading.document.text)
    return any(not any(w.stem in asked for w in run) for run in runs if not _is_date(run, sentence))


def _is_date(run: Sequence[Word], sentence: ReadSentence) -> bool:
    return any(d.start <= run[0].start < d.end for d in sentence.dates)


def dated(dates: Sequence[DateMention], reading: Reading, position: int) -> float:
    """Return the share of the question's dates that a sentence, or what it leans on, bears."""
    if not dates:
        return 1.0
    return sum(_bears(day, reading, position) for day in dates) / len(dates)


def _bears(day: DateMention, reading: Reading, position: int) -> float:
    sentence, document = reading.sentences[position], reading.document
    if any(_agree(day, d.year, d.month, d.day) for d in sentence.dates):
        return 1.0
    for known in (document.event_on, document.published_on):
        if known and _agree(day, known.year, known.month, known.day):
            return 0.8
    before = reading.sentences[position - 1] if position else None
    if before and before.sentence.paragraph == sentence.sentence.paragraph and not sentence.dates:
        return 0.7 if any(_agree(day, d.year, d.month, d.day) for d in before.dates) else 0.0
    return 0.0


def _agree(asked: DateMention, year: int | None, month: int | None, day: int | None) -> bool:
    """Whether a date may be the one asked for: what both say is equal, and it says no less than was asked."""
    pairs = ((asked.year, year), (asked.month, month), (asked.day, day))
    both = [(a, b) for a, b in pairs if a is not None and b is not None]
    if not both or any(a != b for a, b in both):
        return False
    return not (asked.month is not None and month is None) and not (asked.day is not None and day is None)


def means(text: str) -> int | None:
    """Return where a sentence begins to say by whose means, if it ends so."""
    tail = _BY_WHOSE_MEANS.search(text)
    return tail.start() if tail else None
