"""Runs suites: asks every case of the suite's archive and scores what comes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from time import perf_counter
from typing import TYPE_CHECKING, Protocol

from assistant.errors import AssistantError
from eval.invariants import broken_invariants
from eval.opening import freshly_indexed
from eval.results import CaseResult, SuiteResult
from eval.score import Failure, score
from eval.suite import load_suite
from index.errors import CorpusError
from index.progress import Progress, silent

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.settings import Settings
    from assistant.types import Answer
    from eval.case import Case
    from eval.suite import Suite
    from index.types import Document, Filters


class Documents(Protocol):
    """Where quotes are looked up."""

    def document(self, document_id: str) -> Document:
        """Return a document; raises `InputError` where there is none."""
        ...


class Face(Protocol):
    """What is asked: the assistant, or anything that answers as it does."""

    @property
    def archive(self) -> Documents:
        """What the answers stand on."""
        ...

    async def ask(
        self, question: str, /, *, conversation_id: str | None = ..., filters: Filters | None = ...
    ) -> Answer:
        """Answer a question; a conversation starts with its first."""
        ...


Opener = Callable[["Suite", "Settings", Progress], AbstractAsyncContextManager[Face]]


async def run_suites(
    paths: Sequence[Path],
    settings: Settings,
    *,
    progress: Progress = silent,
    opener: Opener = freshly_indexed,
) -> tuple[SuiteResult, ...]:
    """Run suites one after the other; all are read before the first is run.

    Raises `SuiteError` for a suite that cannot be used. A wrong answer, or an error in the place of one,
    is a failed case.
    """
    suites = [load_suite(path) for path in paths]
    return tuple([await _run(suite, settings, progress, opener) for suite in suites])


async def _run(suite: Suite, settings: Settings, progress: Progress, opener: Opener) -> SuiteResult:
    results: list[CaseResult] = []
    async with opener(suite, settings, progress) as face:
        for number, case in enumerate(suite.cases, start=1):
            results.append(await run_case(face, case, f"case-{number}"))
            progress(f"ask {suite.name}", number, len(suite.cases))
    return SuiteResult(suite, tuple(results))


async def run_case(face: Face, case: Case, conversation_id: str) -> CaseResult:
    """Ask a case's turns in one conversation; the last answer is scored, invariants are checked on all."""
    conversation = conversation_id if case.turns else None
    broken: list[Failure] = []
    for asked in case.asked:
        started = perf_counter()
        try:
            answer = await face.ask(asked, conversation_id=conversation, filters=case.filters.for_search())
        except (AssistantError, CorpusError) as error:
            failure = Failure("error", f"an answer to {asked!r}", str(error))
            return CaseResult(case, None, (*broken, failure), perf_counter() - started)
        seconds = perf_counter() - started
        broken += broken_invariants(answer, _documents(face.archive, answer))
    return CaseResult(case, answer, (*score(case, answer), *broken), seconds)


def _documents(archive: Documents, answer: Answer) -> dict[str, Document]:
    """Return the documents that an answer names; one that is not there is left out."""
    ids = {citation.document_id for citation in (*answer.citations, *answer.related)}
    documents: dict[str, Document] = {}
    for document_id in sorted(ids):
        try:
            documents[document_id] = archive.document(document_id)
        except CorpusError:
            continue
    return documents
