"""Asks one case, gathers all that belongs to its answer, and makes the record that is kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from time import perf_counter
from typing import TYPE_CHECKING
from uuid import uuid4

from assistant.errors import AssistantError
from assistant.types import Answer
from eval.invariants import broken_invariants
from eval.metrics.measures import measures
from eval.missed import missed
from eval.observed import Observed
from eval.record import Record
from eval.score import Failure, score
from eval.script import Script, following, named
from index.errors import CorpusError

if TYPE_CHECKING:
    from assistant.serialise import DocumentView, FoundPassage
    from eval.case import Case
    from eval.face import Face
    from eval.judge import Judge
    from eval.observed import Verdict
    from eval.suite import Ablation

_RANKED = 50  # passages searched for: enough for ten documents


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of the turns of a case."""

    answer: Answer | None  # to the last; None: an error came instead
    failures: tuple[Failure, ...]  # the error, and invariants broken in any turn
    seconds: float  # of the last


class Asker:
    """Asks cases of one face."""

    def __init__(self, face: Face, judge: Judge | None = None) -> None:
        self._face, self._judge = face, judge
        self._run = uuid4().hex  # so that no conversation is continued by another run

    def conversation(self, case: Case) -> str:
        """Return the name of a conversation that no other case of any run has."""
        return f"eval-{self._run}-{sha256(case.id.encode()).hexdigest()[:16]}"

    async def observe(self, case: Case) -> Observed:
        """Ask a case and gather what its metrics need."""
        name = self.conversation(case)
        try:
            answered = await self._answered(case, name)
        finally:
            if case.turns:
                await self._face.forget(name)
        answer = answered.answer
        found = await self._found(case, answer)
        documents = await self._documents(case, answer, found)
        failures = (*(score(case, answer) if answer else ()), *answered.failures)
        alone = await self._alone(case, answer)
        verdict = await self._verdict(case, answer)
        return Observed(case, answer, failures, documents, answered.seconds, found, alone, verdict)

    async def _answered(self, case: Case, name: str) -> Answered:
        conversation = name if case.turns else None
        broken: list[Failure] = []
        filters, script = case.filters.for_search(), await self._script(case)
        for number, asked in enumerate(case.asked, start=1):
            started = perf_counter()
            try:
                with following(script if number == len(case.asked) else None):
                    answer = await self._face.ask(asked, conversation_id=conversation, filters=filters)
            except (AssistantError, CorpusError) as error:
                failure = Failure("error", f"an answer to {asked!r}", str(error))
                return Answered(None, (*broken, failure), perf_counter() - started)
            seconds = perf_counter() - started
            answer = replace(answer, conversation_id=None)  # it differs from run to run, and is forgotten
            broken += broken_invariants(answer, await self._documents(case, answer))
        return Answered(answer, tuple(broken), seconds)

    async def _script(self, case: Case) -> Script | None:
        if case.reply is None:
            return None
        views = [(one, await self._face.document(one)) for one in sorted(named(case.reply))]
        return Script(case.reply, {name: view.title for name, view in views if view is not None})

    async def _found(self, case: Case, answer: Answer | None) -> tuple[FoundPassage, ...] | None:
        if not case.gold:
            return None
        query = case.standalone or (answer.standalone_question if answer else case.asked[-1])
        try:
            return await self._face.search(query, k=_RANKED, filters=case.filters.for_search())
        except (AssistantError, CorpusError):
            return ()

    async def _documents(
        self, case: Case, answer: Answer | None, found: tuple[FoundPassage, ...] | None = None
    ) -> dict[str, DocumentView]:
        """Return those that an answer or its case names; and those found, where a quote may be of any."""
        cited = (*answer.citations, *answer.related) if answer else ()
        wanted = {*case.gold_documents, *(citation.document_id for citation in cited)}
        if found and any(gold.document is None for gold in case.gold):
            wanted.update(passage.document_id for passage in found)
        views = [(one, await self._face.document(one)) for one in sorted(wanted)]
        return {name: view for name, view in views if view is not None}

    async def _alone(self, case: Case, answer: Answer | None) -> Answer | None:
        if not case.turns or answer is None:
            return None
        question = case.standalone or answer.standalone_question
        try:
            return await self._face.ask(question, conversation_id=None, filters=case.filters.for_search())
        except (AssistantError, CorpusError):
            return None

    async def _verdict(self, case: Case, answer: Answer | None) -> Verdict | None:
        if self._judge is None or answer is None:
            return None
        return await self._judge.verdict(case, answer)


def record_of(observed: Observed, suite: str, variant: str, fingerprint: str) -> Record:
    """Return what is kept of a case."""
    case = observed.case
    passed = not observed.failures
    return Record(
        suite=suite,
        variant=variant,
        ablation=None,
        case_id=case.id,
        asked=case.asked,
        tags=case.tags,
        expected=case.status,
        passed=passed,
        failures=observed.failures,
        measures=measures(observed),
        answer=observed.answer,
        seconds=observed.seconds,
        missed=() if passed else tuple(missed(observed)),
        answers=case.answers,
        evidence=tuple(one.quote for one in case.gold if one.quote),
        verdict=observed.verdict,
        fingerprint=fingerprint,
    )


def ablated_record(
    ablation: Ablation, base: Record, answer: Answer | None, failures: tuple[Failure, ...], seconds: float
) -> Record:
    """Return what is kept of a case that was asked again under an ablation."""
    return replace(
        base,
        ablation=ablation,
        passed=not failures,
        failures=failures,
        measures={f"ablation.{ablation}": float(not failures)},
        answer=answer and replace(answer, conversation_id=None),
        seconds=seconds,
        missed=(),
        verdict=None,
    )


def fingerprint(case: Case, *others: str) -> str:
    """Return what a record must share to stand for asking the case again: case, variant, archive, judge."""
    return sha256("\n".join((case.model_dump_json(), *others)).encode()).hexdigest()[:16]
