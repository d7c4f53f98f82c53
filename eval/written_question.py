"""A question as sets of questions write it, and the case that it comes to."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field

from eval.case import Case, CaseFilters, Cited, Phrase, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from assistant.types import Status

TUNE, HELD_OUT = "tune", "held-out"
_SHORT = 8  # words: an answer this short can be found in another text as it stands
# What a question is judged to be; no document says so in these words.
_LABELS = frozenset(("supports", "refutes", "not enough info", "supported", "refuted", "yes", "no"))


def half_of(query_id: str) -> str:
    """Return what a question is for: an even first byte of its id's SHA-256 is for tuning, an odd one is held out."""
    return HELD_OUT if sha256(query_id.encode()).digest()[0] % 2 else TUNE


class _Lenient(BaseModel):
    """Sets carry fields of their own, and numbers for ids."""

    model_config = ConfigDict(extra="ignore", frozen=True, coerce_numbers_to_str=True)


class _Evidence(_Lenient):
    """A document that holds the answer, and where the set quotes it, the words."""

    doc_id: Text
    text: str = ""


class _Turn(_Lenient):
    """What was said before."""

    role: str
    text: str = Field(validation_alias=AliasChoices("text", "content"))


def _many(written: Any) -> Any:
    return () if written is None else written


class WrittenQuestion(_Lenient):
    """A line of `queries.jsonl`, by BEIR's names or by ours; fields that are not known are left alone."""

    query_id: Text = Field(validation_alias=AliasChoices("query_id", "_id", "id"))
    question: Text = Field(validation_alias=AliasChoices("question", "text", "query"))
    answers: Annotated[tuple[str, ...], BeforeValidator(_many)] = ()
    evidence: Annotated[tuple[_Evidence, ...], BeforeValidator(_many)] = ()
    answerable: bool | None = None  # None: not known, or no answer is asked for
    history: Annotated[tuple[_Turn, ...], BeforeValidator(_many)] = ()
    rewrite: str | None = None  # the question, written so that it needs no history
    needs_context: bool | None = None
    wrong_answers: Annotated[tuple[str, ...], BeforeValidator(_many)] = ()
    candidates: Annotated[tuple[Text, ...], BeforeValidator(_many)] = ()  # the only documents that may be used
    near_doc: str | None = None  # of an unanswerable question: where it seems to be answered
    type: str | None = None

    @property
    def expects(self) -> bool:
        """Whether it says anything of what is wanted."""
        return bool(self.evidence or self.answers or self.rewrite) or self.answerable is not None

    def case(self, judged: Iterable[str] = ()) -> Case:
        """Return the case that it comes to; `judged` are documents found relevant elsewhere."""
        earlier = tuple(turn.text for turn in self.history if turn.role == "user" and turn.text.strip())
        return Case(
            id=self.query_id,
            status=self._status,
            question=None if earlier else self.question,
            turns=(*earlier, self.question) if earlier else (),
            filters=CaseFilters(documents=self.candidates or None),
            must_include=self._must_include,
            must_cite=self._must_cite(judged),
            evidence=tuple(self._evidence(judged)),
            answers=self._known_answers,
            wrong_answers=_said(self.wrong_answers),
            standalone=(self.rewrite or "").strip() or None if earlier else None,
            tags=tuple(self._tags()),
            note=f"Seems to be answered in {self.near_doc}." if self.near_doc else "",
        )

    @property
    def _status(self) -> Status | None:
        if self.answerable is None:
            return None
        return "answered" if self.answerable else "abstained"

    @property
    def _known_answers(self) -> tuple[str, ...]:
        """The answers that an answer may hold: neither judgements nor the question in other words."""
        answers = _said(self.answers)
        judged = all(answer.casefold() in _LABELS for answer in answers)
        return () if judged or self.answerable is False or self.rewrite in answers else answers

    @property
    def _must_include(self) -> tuple[Phrase, ...]:
        """One of the known answers, where they are short enough to be found in other words."""
        answers = self._known_answers
        short = any(len(answer.split()) <= _SHORT for answer in answers)
        return (Phrase.model_validate({"any": answers}),) if self.answerable and short else ()

    def _must_cite(self, judged: Iterable[str]) -> tuple[tuple[Cited, ...], ...]:
        """One of the documents that bear the answer out, where nothing else tells right from wrong."""
        if not self.answerable or self._must_include:
            return ()
        documents = dict.fromkeys(one.document for one in self._evidence(judged))
        return (tuple(Cited(document=document) for document in documents),) if documents else ()

    def _evidence(self, judged: Iterable[str]) -> Iterator[Cited]:
        """What bears the answer out: of an unanswerable question, nothing does."""
        if self.answerable is False:
            return
        for one in self.evidence:
            yield Cited(document=one.doc_id, quote=one.text.strip() or None)
        own = {one.doc_id for one in self.evidence}
        yield from (Cited(document=document) for document in judged if document not in own)

    def _tags(self) -> Iterator[str]:
        yield half_of(self.query_id)
        if self.type and self.type.strip():
            yield self.type
        if self.needs_context:
            yield "needs context"


def _said(answers: Iterable[str]) -> tuple[str, ...]:
    """The answers that say something, each once."""
    return tuple(dict.fromkeys(answer.strip() for answer in answers if answer.strip()))
