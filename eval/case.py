"""One question, and what a good answer to it holds."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from assistant.types import DiscrepancyKind, Status
from index.types import Filters, Precision

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Place = Literal["text", "quotes", "statements", "answers", "related"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Phrase(_Strict):
    """Words or a number looked for in a part of the answer: one of the alternatives is enough.

    Written as a string, as a list of alternatives, as a number, or as an object such as
    `{"any": [...], "in": "quotes"}` or `{"number": 980, "tolerance": 20}`.
    """

    any: tuple[Text, ...] = ()
    number: float | None = None
    tolerance: float = Field(default=0, ge=0)  # a number this far from `number` is found too
    place: Place = Field(default="text", alias="in")

    @model_validator(mode="before")
    @classmethod
    def _short_forms(cls, written: Any) -> Any:
        if isinstance(written, str):
            return {"any": (written,)}
        if isinstance(written, int | float) and not isinstance(written, bool):
            return {"number": written}
        return {"any": written} if isinstance(written, list) else written

    @model_validator(mode="after")
    def _looks_for_something(self) -> Self:
        if bool(self.any) == (self.number is not None):
            raise ValueError("give either words or a number")
        return self


class Cited(_Strict):
    """A document, a passage of one, or a passage of any: what a citation is held against.

    Written as a string (a document's id) or as `{"document": …, "quote": …}`; the quote is found in the text
    whatever its spacing.
    """

    document: Text | None = None
    quote: Text | None = None

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, written: Any) -> Any:
        return {"document": written} if isinstance(written, str) else written

    @model_validator(mode="after")
    def _names_something(self) -> Self:
        if self.document is None and self.quote is None:
            raise ValueError("give a document, a quote, or both")
        return self


def _alternatives(written: Any) -> Any:
    return written if isinstance(written, list | tuple) else (written,)


# What may be cited, of which one is enough; written as one or as a list.
OneOf = Annotated[tuple[Cited, ...], BeforeValidator(_alternatives), Field(min_length=1)]


class ExpectedDiscrepancy(_Strict):
    """A disagreement that the answer must show; each value and each date is looked for among those shown."""

    kind: DiscrepancyKind
    values: tuple[Text, ...] = ()
    dates: tuple[date, ...] = ()


class CaseFilters(_Strict):
    """The restrictions that a caller may set beside the question."""

    outlets: tuple[Text, ...] = ()
    since: date | None = None
    until: date | None = None
    documents: tuple[Text, ...] | None = None  # ids of those that may be used; None: any

    def for_search(self) -> Filters:
        """Return them as the archive takes them."""
        return Filters(self.outlets, self.since, self.until, self.documents)


class Case(_Strict):
    """A question, or the turns of a conversation whose last answer is scored, with what is expected of it.

    What is left out is not checked. `speaker`, `as_of` and `event_on` must be named and nothing else may be.
    """

    id: Text
    status: Status | None = None
    question: Text | None = None
    turns: tuple[Text, ...] = ()
    filters: CaseFilters = CaseFilters()
    reply: Text | None = None  # what a language model is made to reply to the last turn: `[#id]` marks a document

    # What decides whether the case passes.
    must_include: tuple[Phrase, ...] = ()
    must_not_include: tuple[Phrase, ...] = ()
    must_lead_with: Phrase | None = None  # stands in the first statement
    must_cite: tuple[OneOf, ...] = ()
    must_not_cite: tuple[Cited, ...] = ()
    also_reported_by: tuple[Text, ...] = ()
    discrepancies: tuple[ExpectedDiscrepancy, ...] = ()
    no_discrepancies: tuple[DiscrepancyKind, ...] = ()
    speaker: Text | None = None
    as_of: date | None = None
    event_on: date | None = None
    event_on_precision: Precision | None = None

    # What is measured without deciding.
    evidence: tuple[Cited, ...] = ()  # what bears the answer out; where left out, what must be cited
    answers: tuple[Text, ...] = ()  # known answers, of which one is enough
    wrong_answers: tuple[Text, ...] = ()  # what misleading documents say
    standalone: Text | None = None  # the last turn, written so that it needs no conversation
    also_asked_as: tuple[Text, ...] = ()  # other words for the question; each must pass too

    tags: tuple[Text, ...] = ()
    note: str = ""

    @model_validator(mode="after")
    def _asks_once(self) -> Self:
        if (self.question is None) == (not self.turns):
            raise ValueError("give either question or turns")
        return self

    @property
    def asked(self) -> tuple[str, ...]:
        """What is asked, in order."""
        return self.turns if self.question is None else (self.question,)

    @property
    def gold(self) -> tuple[Cited, ...]:
        """What bears the answer out: the evidence, or else what must be cited, alternatives included."""
        return self.evidence or tuple(one for alternatives in self.must_cite for one in alternatives)

    @property
    def gold_documents(self) -> frozenset[str]:
        """The ids of the documents among `gold`."""
        return frozenset(self._named(self.gold))

    @property
    def named_documents(self) -> frozenset[str]:
        """The ids of all documents that the case names, wherever it does."""
        cited = [one for alternatives in self.must_cite for one in alternatives]
        named = self._named((*cited, *self.must_not_cite, *self.evidence))
        return frozenset((*named, *self.also_reported_by, *(self.filters.documents or ())))

    @staticmethod
    def _named(cited: Iterable[Cited]) -> Iterator[str]:
        return (one.document for one in cited if one.document is not None)
