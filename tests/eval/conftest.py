"""A harbour's two bulletins, a case about them with a good answer, and a stand-in for the assistant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import pytest

from assistant.errors import QuestionError
from assistant.types import Answer, Citation, Discrepancy, DiscrepancyValue, Statement
from eval.case import Case
from index.errors import InputError
from index.types import Document, Filters

MAY = "On 3 May, Ada Holm said that some 212 boats had left Norhavn since March."
JUNE = "Ada Holm noted that more than 340 boats, crews included, had left Norhavn since March."


def citation(number: int, document: Document, quote: str) -> Citation:
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


@pytest.fixture
def documents() -> dict[str, Document]:
    may = Document("may", "may.txt", "0", "Boats leave", MAY, event_on=date(2024, 5, 3), event_on_precision="inferred")
    june = Document("june", "june.txt", "1", "More boats leave", JUNE, event_on=date(2024, 6, 9))
    return {"may": may, "june": june}


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
def answer(documents: dict[str, Document]) -> Answer:
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
def stand_in(answer: Answer, abstention: Answer, documents: dict[str, Document]) -> StandIn:
    return StandIn({one.question: one for one in (answer, abstention)}, documents)


@dataclass
class StandIn:
    """Answers from a table, as the assistant would; remembers what it was asked."""

    answers: Mapping[str, Answer]
    documents: Mapping[str, Document]
    asked: list[tuple[str, str | None, Filters]] = field(default_factory=list)

    @property
    def archive(self) -> StandIn:
        return self

    def document(self, document_id: str) -> Document:
        if document_id not in self.documents:
            raise InputError(f"There is no document {document_id!r}.")
        return self.documents[document_id]

    async def ask(self, text: str, *, conversation_id: str | None = None, filters: Filters | None = None) -> Answer:
        self.asked.append((text, conversation_id, filters or Filters()))
        if text not in self.answers:
            raise QuestionError("The question is empty; ask something.")
        return self.answers[text]
