"""Which stretch of a sentence to quote: all of it, or the clause that answers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.sentences.values import gives_reason, means
from assistant.sentences.words import words

if TYPE_CHECKING:
    from assistant.answering.evidence import Finding
    from assistant.types import Question
    from index.types import Sentence

_SAID = (
    r"(?:said|says|noted|notes|stated|states|stressed|emphasi[sz]ed|underlined|underscored|added|claimed|recalled|reminded"
    r"|pointed out|announced|declared|argued|warned|reiterated|explained|insisted|informed"
    r"|told [A-Z]\w+|affirmed|confirmed"
    r"|alleged|asserted|maintained|believed|acknowledged|admitted|denied)"
)
_SAYING = (
    r"(?:adding|noting|saying|stating|stressing|emphasi[sz]ing|underlining|underscoring|claiming|recalling|reminding"
    r"|pointing out|warning|arguing|reiterating|explaining|insisting|announcing|declaring|asserting|confirming)"
)
_OPENING = re.compile(rf"\b{_SAID}\s+that\s+(?=\S)")
_TURN = re.compile(rf",?\s+(?:and\s+)?(?:{_SAYING}|{_SAID})\s+that\s+(?=\S)|,?\s+and\s+that\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a document's text, in code points."""

    start: int
    end: int


def quote(question: Question, finding: Finding) -> Span:
    """Return what to quote of a finding: a clause only where it loses little of what the question asked about."""
    sentence = finding.sentence.sentence
    whole = Span(sentence.start, sentence.end)
    if question.kind not in {"digest", "events"} and (before := _pointed_back_to(question, finding)):
        return Span(before.start, whole.end)
    if question.kind == "why" and finding.match.typed < 1 and (after := _reason_after(finding)):
        return Span(whole.start, after.end)
    if sentence.speaker is None:
        return whole
    if question.kind in {"said", "digest"}:
        return _spoken(finding.document.text, whole)
    text = finding.document.text
    # Who said it, when, may be what is asked for.
    spoken = whole if question.kind in {"when", "who", "where"} else _spoken(text, whole)
    content = {t.stem for t in question.terms if not t.frame and not t.name}
    asked = {t.stem for t in question.terms if not t.frame} - _speaker_stems(finding)
    borne = asked & finding.sentence.stems
    amount = finding.match.quantity
    for clause in _clauses(text, whole):
        stems = {w.stem for w in words(text[clause.start : clause.end])}
        if amount and clause.start <= amount.start < clause.end:
            # "this road" may stand for what the clause before names: the amount and half of the rest suffice.
            return _without_means(text, clause, asked) if 2 * len(borne & stems) >= len(borne) else spoken
        if not amount and borne | content <= stems and len(stems) > 3:
            return clause
    return spoken


def _pointed_back_to(question: Question, finding: Finding) -> Span | None:
    """Return the sentence before, where this one says little without it: "In this regard, …", "These facts …"."""
    if finding.position == 0:
        return None
    points = question.kind != "how_many" and _BACK.search(finding.sentence.text)
    if not (points or _leans(finding)):
        return None
    before = finding.reading.sentences[finding.position - 1].sentence
    same = before.paragraph == finding.sentence.sentence.paragraph
    return Span(before.start, before.end) if same else None


def _reason_after(finding: Finding) -> Sentence | None:
    """Return the next sentence, where it goes on from this one to say why: "It did so because …"."""
    place = finding.position + 1
    if place == len(finding.reading.sentences):
        return None
    after = finding.reading.sentences[place]
    same = after.sentence.paragraph == finding.sentence.sentence.paragraph
    return after.sentence if same and gives_reason(after.text) and _GOES_ON.match(after.text) else None


_GOES_ON = re.compile(r"(?:it|they|he|she|this|that|these|its|his|her|their|the (?:reason|cause))\b", re.IGNORECASE)


def _leans(finding: Finding) -> bool:
    """Whether a sentence begins with "it" or "they", and is about the question only by the sentence before."""
    match = finding.match
    opens = _GOES_ON.match(finding.sentence.text) and finding.sentence.sentence.speaker is None
    return bool(opens) and match.cover_around > match.cover + _LEANING


_LEANING = 0.2  # share of a question's words
_BACK = re.compile(
    r"^(?:In this (?:regard|context|connection)|Therefore|For this reason|"
    r"For that reason|As a result|Thus|Hence|That is why)\b"
    r"|\b(?:that|said|says|stressed|noted|added)\s+(?:such an?|these|this)\s+\w+\s+"
    r"(?:is|are|was|were|has|have|had|seriously|will)\b",
)


def _spoken(text: str, whole: Span) -> Span:
    """Return the words in quotation marks of "…," said X; and leave no mark at an end whose other lies elsewhere."""
    sentence = text[whole.start : whole.end]
    match = _DIRECT.fullmatch(sentence)
    if match and not _TURN.search(sentence, match.end("said")):
        return Span(whole.start + match.start("said"), whole.start + match.end("said"))
    marks = sum(sentence.count(mark) for mark in _MARKS)
    if marks == 1 and sentence[0] in _MARKS:
        return Span(whole.start + 1, whole.end)
    if marks == 1 and sentence[-1] in _MARKS:
        return Span(whole.start, whole.end - 1)
    return whole


_MARKS = '"“”«»'
_DIRECT = re.compile(
    rf"[{_MARKS}]?(?P<said>[^{_MARKS}]{{25,}}?)[,.]?[{_MARKS}]\s+"
    rf"(?:said|says|added|according to|(?:\w+\s+){{1,4}}?{_SAID})\b[^{_MARKS}]*",
    re.DOTALL,
)


def _clauses(text: str, whole: Span) -> list[Span]:
    """Return the reported clauses of "X said that A, adding that B": A and B; none lies within quotation marks."""
    opening = _OPENING.search(text, whole.start, whole.end) or _TURN.search(text, whole.start, whole.end)
    # "Noting that A, X said that B": where A ends cannot be told from its own commas.
    if opening is None:
        return []
    starts, ends = [opening.end()], []
    for turn in _TURN.finditer(text, opening.end(), whole.end):
        ends.append(turn.start())
        starts.append(turn.end())
    ends.append(whole.end - 1 if text[whole.end - 1] in ".!?" else whole.end)
    spans = [Span(start, end) for start, end in zip(starts, ends, strict=True) if start < end]
    return [s for s in spans if not any(mark in text[s.start : s.end] for mark in '"“”«»')]


def _without_means(text: str, clause: Span, asked: set[str]) -> Span:
    """Drop by whose means a counted thing came about, unless the question touches it."""
    said = text[clause.start : clause.end]
    tail = means(said)
    if tail is None or asked & {w.stem for w in words(said[tail:])} or re.search(r"\d", said[tail:]):
        return clause
    return Span(clause.start, clause.start + tail)


def _speaker_stems(finding: Finding) -> set[str]:
    speaker = finding.sentence.sentence.speaker or ""
    roles = [r for p in finding.document.people if p.name == speaker for r in p.roles]
    return {w.stem for w in words(" ".join([speaker, *roles]))}
