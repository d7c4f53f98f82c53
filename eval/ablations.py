"""Asks a case again where its answer is known to have to stay, or to have to go: no labels are needed.

The base answer is what the case was answered with before: in the archive as it is, in the case's own words.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from assistant.errors import AssistantError
from eval.score import Failure, score
from index.errors import CorpusError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.types import Answer, Statement
    from eval.case import Case
    from eval.face import Face
    from eval.record import Record
    from eval.suite import Ablation
    from index.types import Filters

    Again = tuple[Answer | None, tuple[Failure, ...]]

_NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Essence:
    """What of an answer must stay: each part as it is shown to a person."""

    status: str
    statements: tuple[str, ...]
    citations: tuple[str, ...]  # the first of each statement: whose words it gives
    discrepancies: tuple[str, ...]


def applies(ablation: Ablation, case: Case, base: Record) -> bool:
    """Tell whether a case can be asked again so: what was not answered, or stands on nothing, cannot lose its gold."""
    if base.answer is None:
        return False
    if ablation == "gold_removal":
        return base.answer.status == "answered" and case.status != "abstained" and bool(base.answer.citations)
    return ablation != "paraphrase" or bool(case.also_asked_as)


async def ask_again(
    ablation: Ablation, face: Face, case: Case, base: Record, name: str, everything: Sequence[str] = ()
) -> Again:
    """Ask a case's turns once more, and return the answer with what should be otherwise.

    `face` answers from the altered archive. `name`: of a conversation that is not there yet; nothing is left of it.
    `everything`: the ids of all documents of the archive, for `gold_removal`.
    """
    assert base.answer is not None
    try:
        if ablation == "paraphrase":
            return await _paraphrased(face, case, name)
        if ablation == "gold_removal":
            answer = await _ask(face, case.asked, _without_gold(case, base.answer, everything), name)
            return answer, _still_answered(answer)
        answer = await _ask(face, case.asked, case.filters.for_search(), name)
    except (AssistantError, CorpusError) as error:
        return None, (Failure("error", "an answer", str(error)),)
    return answer, changes(essence(base.answer), essence(answer))


def essence(answer: Answer) -> Essence:
    """Return what of an answer neither copies nor noise nor order may change.

    Who else reports the same is left out, and so is a line that repeats another: copies add both.
    """
    told = dict.fromkeys((statement.text, _first_citation(statement, answer)) for statement in answer.statements)
    shown = (f"{d.kind} of {'; '.join(f'{v.value} ({v.as_of})' for v in d.values)}" for d in answer.discrepancies)
    texts, citations = tuple(text for text, _ in told), tuple(citation for _, citation in told)
    return Essence(answer.status, texts, citations, tuple(dict.fromkeys(shown)))


def changes(base: Essence, again: Essence) -> tuple[Failure, ...]:
    """Name each part that is not as it was; where the status changed, that alone."""
    if base.status != again.status:
        return (Failure("status", base.status, f"{again.status}: {' '.join(again.statements) or _NOTHING}"),)
    parts = (
        ("statement", base.statements, again.statements),
        ("citation", base.citations, again.citations),
        ("discrepancy", base.discrepancies, again.discrepancies),
    )
    return tuple(
        Failure(part, was, now)
        for part, before, after in parts
        for was, now in zip_longest(before, after, fillvalue=_NOTHING)
        if was != now
    )


async def _paraphrased(face: Face, case: Case, name: str) -> Again:
    """Ask the last turn in each of its other words; the first answer that fails is returned, else the last."""
    answer: Answer | None = None
    for number, words in enumerate(case.also_asked_as, start=1):
        asked = (*case.asked[:-1], words)
        answer = await _ask(face, asked, case.filters.for_search(), f"{name}-{number}")
        if failures := score(case, answer):
            return answer, tuple(replace(one, got=f"{one.got}, asked as {words!r}") for one in failures)
    return answer, ()


async def _ask(face: Face, asked: Sequence[str], filters: Filters, name: str) -> Answer:
    """Return the answer to the last turn."""
    if len(asked) == 1:
        return await face.ask(asked[0], conversation_id=None, filters=filters)
    try:
        for turn in asked:
            answer = await face.ask(turn, conversation_id=name, filters=filters)
    finally:
        await face.forget(name)
    return answer


def _without_gold(case: Case, base: Answer, everything: Sequence[str]) -> Filters:
    """Leave out what bears the answer out, what it cites, and what reports the same."""
    filters = case.filters.for_search()
    used = {one for citation in base.citations for one in (citation.document_id, *citation.also_reported_by)}
    gone = used | case.gold_documents
    allowed = everything if filters.document_ids is None else filters.document_ids
    return replace(filters, document_ids=tuple(one for one in allowed if one not in gone))


def _still_answered(answer: Answer) -> tuple[Failure, ...]:
    if answer.status == "abstained":
        return ()
    quoted = "; ".join(f"“{one.quote}” ({one.document_id})" for one in answer.citations)
    return (Failure("gold_removal", "an abstention: what answered was taken away", quoted or answer.text),)


def _first_citation(statement: Statement, answer: Answer) -> str:
    cited = next((one for one in answer.citations if one.number in statement.citations[:1]), None)
    return f"{cited.document_id}[{cited.start}:{cited.end}] “{cited.quote}”" if cited else _NOTHING
