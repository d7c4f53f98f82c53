"""Small papers of Norhavn, answers about them, and what is observed of a case: all written out by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assistant.serialise import DocumentView, FoundPassage, PassageView, Scores
from assistant.types import Answer, Citation, Statement
from eval.case import Case
from eval.observed import Observed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from eval.observed import Measure
    from eval.score import Failure

QUESTION = "How many boats left Norhavn?"


def paper(document_id: str, *sentences: str) -> DocumentView:
    """A document with a passage for each sentence, named `boats:0`, `boats:1`, …"""
    passages, start = [], 0
    for number, sentence in enumerate(sentences):
        passages.append(PassageView(f"{document_id}:{number}", start, start + len(sentence)))
        start += len(sentence) + 1
    return DocumentView(
        document_id=document_id,
        title=document_id,
        outlet=None,
        url=None,
        published_on=None,
        event_on=None,
        event_on_precision=None,
        event_id=None,
        origin=f"{document_id}.txt",
        byline=None,
        language="en",
        text="\n".join(sentences),
        sentences=(),
        passages=tuple(passages),
        removed=(),
    )


def found(document: DocumentView, number: int) -> FoundPassage:
    """A passage as search shows it."""
    passage = document.passages[number]
    return FoundPassage(
        passage_id=passage.passage_id,
        document_id=document.document_id,
        title=document.title,
        outlet=None,
        published_on=None,
        text=document.text[passage.start : passage.end],
        start=passage.start,
        end=passage.end,
        score=1.0,
        scores=Scores(1.0, None),
    )


def cite(document: DocumentView, quote: str, number: int = 1, event_on: date | None = None) -> Citation:
    start = document.text.index(quote)
    return Citation(
        number=number,
        document_id=document.document_id,
        passage_id="",
        title=document.title,
        outlet=None,
        url=None,
        published_on=None,
        event_on=event_on,
        event_on_precision=None,
        speaker=None,
        quote=quote,
        start=start,
        end=start + len(quote),
    )


def expecting(**expected: Any) -> Case:
    asked = {} if "turns" in expected else {"question": QUESTION}
    return Case.model_validate({"id": "boats", **asked, **expected})


def answered(*said: str | Statement, citations: Iterable[Citation] = (), **parts: Any) -> Answer:
    """An answer of these statements, each on its citation of the same number."""
    statements = tuple(
        one if isinstance(one, Statement) else Statement(one, (number,)) for number, one in enumerate(said, start=1)
    )
    text = "\n".join(f"{one.text} [{number}]" for number, one in enumerate(statements, start=1))
    return Answer(QUESTION, QUESTION, "answered", text, statements, tuple(citations), **parts)


def abstained(**parts: Any) -> Answer:
    return Answer(QUESTION, QUESTION, "abstained", "The archive does not say.", **parts)


def seen(
    case: Case,
    answer: Answer | None,
    *documents: DocumentView,
    failures: tuple[Failure, ...] = (),
    found: tuple[FoundPassage, ...] | None = None,
    alone: Answer | None = None,
    seconds: float = 0.25,
) -> Observed:
    by_id = {document.document_id: document for document in documents}
    return Observed(case, answer, failures, by_id, seconds, found, alone)


def values(measure: Callable[[Observed], Iterator[Measure]], observed: Observed) -> dict[str, float]:
    """What a family yields, by the second part of the name; each name once."""
    measured = [(one.name.partition(".")[2], one.value) for one in measure(observed)]
    assert len(dict(measured)) == len(measured)
    return dict(measured)
