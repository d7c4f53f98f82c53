"""One question, and what a good answer to it holds."""

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
    """Words looked for in a part of the answer: one of the alternatives is enough.

    Written as a string, as a list of alternatives, or as `{"any": [...], "in": "quotes"}`.
    """

    any: tuple[Text, ...] = Field(min_length=1)
    place: Place = Field("text", alias="in")

    @model_validator(mode="before")
    @classmethod
    def _short_forms(cls, written: Any) -> Any:
        if isinstance(written, str):
            return {"any": (written,)}
        return {"any": written} if isinstance(written, list) else written


def _alternatives(written: Any) -> Any:
    return (written,) if isinstance(written, str) else written


# Document ids, of which one is enough; written as a string or as a list.
OneOf = Annotated[tuple[Text, ...], BeforeValidator(_alternatives), Field(min_length=1)]


class ExpectedDiscrepancy(_Strict):
    """A disagreement that the answer must show; each value is looked for among the values shown."""

    kind: DiscrepancyKind
    values: tuple[Text, ...] = ()


class CaseFilters(_Strict):
    """The restrictions that a caller may set beside the question."""

    outlets: tuple[Text, ...] = ()
    since: date | None = None
    until: date | None = None

    def for_search(self) -> Filters:
        """Return them as the archive takes them."""
        return Filters(outlets=self.outlets, since=self.since, until=self.until)


class Case(_Strict):
    """A question, or the turns of a conversation whose last answer is scored, with what is expected of it.

    What is left out is not checked. `speaker`, `as_of` and `event_on` must be named and nothing else may be.
    """

    id: Text
    status: Status
    question: Text | None = None
    turns: tuple[Text, ...] = ()
    filters: CaseFilters = CaseFilters()
    must_include: tuple[Phrase, ...] = ()
    must_not_include: tuple[Phrase, ...] = ()
    must_cite: tuple[OneOf, ...] = ()
    must_not_cite: tuple[Text, ...] = ()
    also_reported_by: tuple[Text, ...] = ()
    discrepancies: tuple[ExpectedDiscrepancy, ...] = ()
    no_discrepancies: tuple[DiscrepancyKind, ...] = ()
    speaker: Text | None = None
    as_of: date | None = None
    event_on: date | None = None
    event_on_precision: Precision | None = None
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
