"""A harbour's two bulletins, a case about them with a good answer, and a stand-in for the assistant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import pytest

from assistant.errors import QuestionError
from assistant.serialise import DocumentView, FoundPassage, Scores, document_view
from assistant.types import Answer, Citation, Discrepancy, DiscrepancyValue, Statement
from eval.case import Case
from index.types import Document, Filters, Passage, Precision

MAY = "On 3 May, Ada Holm said that some 212 boats had left Norhavn since March."
JUNE = "Ada Holm noted that more than 340 boats, crews included, had left Norhavn since March."


def citation(number: int, document: DocumentView, quote: str) -> Citation:
    start = document.text.index(quote)
    return Citation(
        number=number,
        document_id=document.document_id,
        passage_id=f"{document.document_id}:0-{len(document.text)}",
        title=document.title,
        outlet=document.outlet,
        url=None,
        published_on=document.published_on,
        event_on=document.event_on,
        event_on_precision=document.event_on_precision,
        speaker="Ada Holm",
        quote=quote,
        start=start,
        end=start + len(quote),
    )


def bulletin(
    document_id: str, title: str, text: str, event_on: date, precision: Precision | None = None
) -> DocumentView:
    """A document of one passage."""
    passage = Passage(f"{document_id}:0-{len(text)}", document_id, 0, len(text), tokens=20)
    return document_view(
        Document(
            document_id,
            f"{document_id}.txt",
            "0",
            title,
            text,
            event_on=event_on,
            event_on_precision=precision,
            passages=(passage,),
        )
    )


@pytest.fixture
def documents() -> dict[str, DocumentView]:
    return {
        "may": bulletin("may", "Boats leave", MAY, date(2024, 5, 3), "inferred"),
        "june": bulletin("june", "More boats leave", JUNE, date(2024, 6, 9)),
    }


@pytest.fixture
def case() -> Case:
    """Expects everything that can be expected of the good answer."""
    return Case.model_validate(
        {
            "id": "boats",
            "question": "How many boats left Norhavn?",
            "status": "answered",
            "must_include": [
                "some 212 boats",
                ["340 boats", "340 vessels"],
                {"any": ["212"], "in": "answers"},
            ],
            "must_not_include": ["2,340", {"any": ["212"], "in": "related"}],
            "must_cite": ["may", ["june", "july"]],
            "must_not_cite": ["july"],
            "also_reported_by": ["gazette"],
            "discrepancies": [{"kind": "series", "values": ["212", "340"]}],
            "no_discrepancies": ["conflict"],
            "speaker": "Holm",
            "tags": ["figure"],
        }
    )


@pytest.fixture
def answer(documents: dict[str, DocumentView]) -> Answer:
    """Meets every expectation of the case and every invariant."""
    may = citation(1, documents["may"], "some 212 boats had left Norhavn since March")
    june = citation(2, documents["june"], "more than 340 boats, crews included, had left Norhavn")
    return Answer(
        question="How many boats left Norhavn?",
        standalone_question="How many boats left Norhavn?",
        status="answered",
        text=f"- 3 May 2024: “{may.quote}” [1]\n- 9 June 2024: “{june.quote}” [2]",
        statements=(
            Statement(f"3 May 2024: “{may.quote}”", (1,), "Ada Holm", date(2024, 5, 3), "212"),
            Statement(f"9 June 2024: “{june.quote}”", (2,), "Ada Holm", date(2024, 6, 9), "340"),
        ),
        citations=(may, replace(june, also_reported_by=("gazette",))),
        discrepancies=(
            Discrepancy(
                "series",
                "boats",
                "The figures are of different dates.",
                (
                    DiscrepancyValue("some 212 boats", 212, "boats", date(2024, 5, 3), "Ada Holm", (1,)),
                    DiscrepancyValue("more than 340", 340, "boats", date(2024, 6, 9), "Ada Holm", (2,)),
                ),
            ),
        ),
    )


@pytest.fixture
def abstention() -> Answer:
    question = "How many trains left Norhavn?"
    return Answer(question, question, "abstained", "The archive does not say.")


@pytest.fixture
def stand_in(answer: Answer, abstention: Answer, documents: dict[str, DocumentView]) -> StandIn:
    return StandIn({one.question: one for one in (answer, abstention)}, documents)


@dataclass
class StandIn:
    """Answers from a table, as the assistant would; remembers what it was asked."""

    answers: Mapping[str, Answer]
    documents: Mapping[str, DocumentView]
    asked: list[tuple[str, str | None, Filters]] = field(default_factory=list)
    searched: list[tuple[str, Filters]] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)

    async def ask(self, question: str, *, conversation_id: str | None, filters: Filters) -> Answer:
        self.asked.append((question, conversation_id, filters))
        if question not in self.answers:
            raise QuestionError("The question is empty; ask something.")
        return replace(self.answers[question], conversation_id=conversation_id)

    async def search(self, query: str, *, k: int, filters: Filters) -> tuple[FoundPassage, ...]:
        self.searched.append((query, filters))
        return tuple(found(document) for document in self.documents.values())[:k]

    async def document(self, document_id: str) -> DocumentView | None:
        return self.documents.get(document_id)

    async def forget(self, conversation_id: str) -> None:
        self.forgotten.append(conversation_id)


def found(document: DocumentView) -> FoundPassage:
    (passage,) = document.passages
    return FoundPassage(
        passage_id=passage.passage_id,
        document_id=document.document_id,
        title=document.title,
        outlet=document.outlet,
        published_on=document.published_on,
        text=document.text,
        start=0,
        end=len(document.text),
        score=0.5,
        scores=Scores(0.5, None),
    )
