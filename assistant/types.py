"""The values that travel from a question to a checked answer. Their JSON is the contract of every surface."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias

from index.dates import DateMention

Kind = Literal["how_many", "when", "who", "where", "why", "yes_no", "said", "what", "digest", "events"]
Order = Literal["latest", "first"]
Status = Literal["answered", "abstained"]
DiscrepancyKind = Literal["series", "conflict", "wording"]
Stage = Literal["retrieve", "answer", "verify"]


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
    office: str | None = None  # asks who holds it: "president of X"
    attribute: bool = False  # what is counted stands before its amount: "a rate of 5 per cent"
    author: bool = False  # asks who wrote a report
    latest: bool = False  # asks for the last of several values
    compares: bool = False  # asks for what differs, so every report is shown by itself


@dataclass(frozen=True, slots=True)
class Citation:
    """A passage of a document, quoted to the character: `documents[document_id].text[start:end] == quote`."""

    number: int  # from 1, in order of first use
    document_id: str
    passage_id: str
    title: str
    outlet: str | None
    url: str | None
    published_on: date | None
    event_on: date | None
    event_on_precision: Literal["stated", "inferred"] | None
    speaker: str | None
    quote: str
    start: int  # code points into the document's cleaned text
    end: int
    also_reported_by: tuple[str, ...] = ()  # document ids


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of an answer, with the numbers of the citations it stands on."""

    text: str
    citations: tuple[int, ...]
    speaker: str | None = None
    as_of: date | None = None
    answer: str | None = None  # the shortest verbatim span that answers, where one was found


@dataclass(frozen=True, slots=True)
class DiscrepancyValue:
    """One of the values that differ, with who said it and when."""

    value: str
    number: float | None
    unit: str | None
    as_of: date | None
    speaker: str | None
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """The archive differs with itself: over time, between sources on one event, or in wording."""

    kind: DiscrepancyKind
    about: str
    note: str
    values: tuple[DiscrepancyValue, ...]


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens, by tiktoken where no model reported its own count."""

    prompt_tokens: int = 0
    completion_tokens: int = 0


@dataclass(frozen=True, slots=True)
class Timings:
    """Wall-clock milliseconds."""

    retrieve: float = 0.0
    answer: float = 0.0
    total: float = 0.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What every surface translates, and what conversations and evals store."""

    question: str
    standalone_question: str
    status: Status
    text: str
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    discrepancies: tuple[Discrepancy, ...] = ()
    related: tuple[Citation, ...] = ()
    conversation_id: str | None = None
    answerer: str = "extractive"
    score: float = 0.0  # 0..1: how near the archive comes to an answer; ranks questions, does not decide
    usage: Usage = field(default_factory=Usage)
    timings_ms: Timings = field(default_factory=Timings)
    answer_id: str = ""  # names it when it is rated
    notes: tuple[str, ...] = ()  # sentences on how it came about: why a model's answer was withheld or cut
    left_out: int = 0  # statements that were withheld, since their passages do not bear them out
    prompt_hash: str | None = None  # of the prompts it was written by; none where it only quotes
    settings_hash: str = ""  # of the settings that decide what is answered
    index_version: str = ""  # of the archive's content


@dataclass(frozen=True, slots=True)
class StatusEvent:
    """What is being done now."""

    stage: Stage


@dataclass(frozen=True, slots=True)
class Delta:
    """More of an answer's text: the deltas of a stream, one after the other, are the text."""

    text: str


StreamEvent: TypeAlias = StatusEvent | Citation | Delta | Answer  # a citation comes before the text that marks it


@dataclass(frozen=True, slots=True)
class Turn:
    """One exchange of a conversation."""

    question: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class Conversation:
    """What was asked and answered so far, oldest first."""

    conversation_id: str
    turns: tuple[Turn, ...] = ()
