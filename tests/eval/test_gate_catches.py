"""One seeded defect for each family of metrics: the gate of its figure must turn red, and be green without it."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from assistant.settings import Settings
from assistant.types import Answer, Discrepancy
from eval.face import Face
from eval.opening import Opened, in_process
from eval.run import Options
from tests.eval.harbour import run_suite, write_suite

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from assistant.serialise import DocumentView, FoundPassage
    from assistant.types import Citation
    from eval.opening import Opener
    from index.progress import Progress
    from index.types import Filters

SOUND = {
    "suite.passed": 1,
    "retrieval.document.hit@1": 0.75,
    "retrieval.document.recall@4": 1,
    "retrieval.document.ndcg@10": 0.9,
    "retrieval.passage.recall@4": 1,
    "retrieval.passage.mrr@10": 0.8,
    "grounding.quotes_exact": 1,
    "grounding.citation_precision": 1,
    "grounding.citation_recall": 1,
    "grounding.quote_precision": 1,
    "grounding.quote_recall": 1,
    "grounding.unsupported_numbers": 0,
    "grounding.unsupported_dates": 0,
    "grounding.unsupported_names": 0,
    "answer.must_include": 1,
    "answer.included": 1,
    "answer.f1": 1,
    "abstention.precision": 1,
    "abstention.recall": 1,
    "abstention.f1": 1,
    "abstention.auroc": 1,
    "abstention.answered": 1,
    "abstention.answered_correctly": 1,
    "discrepancies.recall": 1,
    "discrepancies.false_alarms": 0,
    "attribution.speaker": 1,
    "attribution.as_of": 1,
    "attribution.event_on": 1,
    "conversation.same_as_alone": 1,
    "conversation.rewrite_f1": 1,
    "cost.completion_tokens": 200,
    "ablation.gold_removal": 1,
    "ablation.duplicates": 1,
    "ablation.noise": 1,
    "ablation.order": 1,
    "ablation.paraphrase": 1,
}
UNALTERED = {name: bound for name, bound in SOUND.items() if not name.startswith("ablation.")}


def _citations(answer: Answer, alter: Callable[[Citation], Citation]) -> Answer:
    return replace(answer, citations=tuple(alter(one) for one in answer.citations))


def wrong_offset(answer: Answer) -> Answer:
    return _citations(answer, lambda one: replace(one, start=one.start + 1, end=one.end + 1))


def dropped_citation(answer: Answer) -> Answer:
    return replace(answer, citations=answer.citations[:-1])


def other_document(answer: Answer) -> Answer:
    return _citations(answer, lambda one: replace(one, document_id="storm"))


def other_quote(answer: Answer) -> Answer:
    return _citations(answer, lambda one: replace(one, start=0, end=4, quote="Nor"))


def _say(answer: Answer, old: str, new: str) -> Answer:
    statements = tuple(
        replace(one, text=one.text.replace(old, new), answer=one.answer and one.answer.replace(old, new))
        for one in answer.statements
    )
    return replace(answer, text=answer.text.replace(old, new), statements=statements)


def mixed_up_figure(answer: Answer) -> Answer:
    return _say(_say(answer, "212", "221"), "18", "81")


def other_day(answer: Answer) -> Answer:
    return _say(answer, "March 1", "March 8")


def other_name(answer: Answer) -> Answer:
    return _say(answer, "Norhavn", "Nordhavn")


def other_speaker(answer: Answer) -> Answer:
    return replace(answer, statements=tuple(replace(one, speaker="Bo Lind") for one in answer.statements))


def undated(answer: Answer) -> Answer:
    return replace(answer, statements=tuple(replace(one, as_of=None) for one in answer.statements))


def other_event(answer: Answer) -> Answer:
    return _citations(answer, lambda one: replace(one, event_on=date(2024, 5, 4)))


def no_disagreement(answer: Answer) -> Answer:
    return replace(answer, discrepancies=())


def false_alarm(answer: Answer) -> Answer:
    return replace(answer, discrepancies=(Discrepancy("conflict", "boats", "They differ.", ()),))


def silent(answer: Answer) -> Answer:
    return replace(
        answer, status="abstained", text="Nothing.", statements=(), citations=(), discrepancies=(), score=0.0
    )


def babbling(answer: Answer) -> Answer:
    return replace(answer, usage=replace(answer.usage, completion_tokens=5_000))


def flat_score(answer: Answer) -> Answer:
    return replace(answer, score=0.5)


def asked_nothing_of_it(answer: Answer) -> Answer:
    return replace(answer, standalone_question="And?")


@dataclass(frozen=True, slots=True)
class Defective:
    """An assistant of this process with one defect."""

    sound: Face
    alter: Callable[[Answer], Answer] = lambda answer: answer
    forgetful: bool = False  # takes a follow-up for a first question
    bold: bool = False  # answers what it cannot
    blind: bool = False  # finds what is furthest
    deaf: bool = False  # to which documents may be used
    stubborn: bool = False  # understands a question in one way only

    async def ask(self, question: str, *, conversation_id: str | None, filters: Filters) -> Answer:
        if self.stubborn and question.startswith("In the May"):
            question = "Who won the chess final?"
        conversation = None if self.forgetful else conversation_id
        kept = replace(filters, document_ids=None) if self.deaf else filters
        answer = await self.sound.ask(question, conversation_id=conversation, filters=kept)
        if self.bold and answer.status == "abstained":
            answer = await self.sound.ask("How many boats have left?", conversation_id=None, filters=filters)
        return self.alter(answer)

    async def search(self, query: str, *, k: int, filters: Filters) -> tuple[FoundPassage, ...]:
        found = await self.sound.search(query, k=k, filters=filters)
        return found[::-1][:1] if self.blind else found

    async def document(self, document_id: str) -> DocumentView | None:
        return await self.sound.document(document_id)

    async def forget(self, conversation_id: str) -> None:
        await self.sound.forget(conversation_id)


def with_defect(defect: Callable[[Face], Face]) -> Opener:
    @asynccontextmanager
    async def _open(settings: Settings, progress: Progress) -> AsyncIterator[Opened]:
        async with in_process(settings, progress) as opened:
            yield replace(opened, face=defect(opened.face))

    return _open


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Settings:
    return Settings(home=tmp_path_factory.mktemp("home"), cache=cache)


@pytest.fixture(scope="module")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_suite(tmp_path_factory.mktemp("suite"), gates=json.dumps({"metrics": UNALTERED}))


async def test_without_a_defect_every_gate_is_green(settings: Settings, tmp_path: Path) -> None:
    suite = write_suite(tmp_path, gates=json.dumps({"pass_rate": 1, "metrics": SOUND}))
    options = Options(ablations=("gold_removal", "duplicates", "noise", "order", "paraphrase"))
    outcome = await run_suite(suite, settings, tmp_path / "run", options)
    assert [gate.sentence for gate in outcome.fallen] == []
    assert {value.name for value in outcome.summary.values} >= set(SOUND)


@pytest.mark.parametrize(
    ("defect", "fallen"),
    [
        (
            lambda face: Defective(face, blind=True),
            ["retrieval.document.hit@1", "retrieval.document.ndcg@10", "retrieval.passage.recall@4"],
        ),
        (lambda face: Defective(face, wrong_offset), ["suite.passed", "grounding.quotes_exact"]),
        (lambda face: Defective(face, dropped_citation), ["suite.passed", "grounding.citation_recall"]),
        (lambda face: Defective(face, other_document), ["grounding.citation_precision", "grounding.quotes_exact"]),
        (lambda face: Defective(face, other_quote), ["grounding.quote_precision", "grounding.quote_recall"]),
        (
            lambda face: Defective(face, mixed_up_figure),
            ["grounding.unsupported_numbers", "answer.must_include", "answer.f1", "abstention.answered_correctly"],
        ),
        (lambda face: Defective(face, other_day), ["grounding.unsupported_dates"]),
        (lambda face: Defective(face, other_name), ["grounding.unsupported_names"]),
        (lambda face: Defective(face, bold=True), ["abstention.recall", "abstention.f1"]),
        (lambda face: Defective(face, silent), ["abstention.precision", "abstention.answered"]),
        (lambda face: Defective(face, flat_score), ["abstention.auroc"]),
        (lambda face: Defective(face, no_disagreement), ["discrepancies.recall"]),
        (lambda face: Defective(face, false_alarm), ["discrepancies.false_alarms"]),
        (lambda face: Defective(face, other_speaker), ["attribution.speaker"]),
        (lambda face: Defective(face, undated), ["attribution.as_of"]),
        (lambda face: Defective(face, other_event), ["attribution.event_on"]),
        (lambda face: Defective(face, forgetful=True), ["conversation.same_as_alone"]),
        (lambda face: Defective(face, asked_nothing_of_it), ["conversation.rewrite_f1"]),
        (lambda face: Defective(face, babbling), ["cost.completion_tokens"]),
    ],
)
async def test_a_defect_turns_its_gate_red(
    suite: Path, settings: Settings, tmp_path: Path, defect: Callable[[Face], Face], fallen: list[str]
) -> None:
    outcome = await run_suite(suite, settings, tmp_path, opener=with_defect(defect))
    assert set(fallen) <= {gate.name for gate in outcome.fallen}


@pytest.mark.parametrize(
    ("ablation", "defect"),
    [
        ("gold_removal", lambda face: Defective(face, deaf=True)),
        ("paraphrase", lambda face: Defective(face, stubborn=True)),
    ],
)
async def test_a_defect_that_no_label_shows_turns_the_gate_of_its_ablation_red(
    settings: Settings, tmp_path: Path, ablation: str, defect: Callable[[Face], Face]
) -> None:
    suite = write_suite(tmp_path, gates=json.dumps({"metrics": {f"ablation.{ablation}": 1}}))
    outcome = await run_suite(suite, settings, tmp_path / "run", Options(ablations=(ablation,)), with_defect(defect))
    assert [gate.name for gate in outcome.fallen] == [f"ablation.{ablation}"]


@pytest.mark.parametrize("ablation", ["duplicates", "noise", "order"])
async def test_an_answer_that_depends_on_what_else_is_indexed_turns_the_gate_red(
    settings: Settings, tmp_path: Path, ablation: str
) -> None:
    opened: list[str] = []

    def unsteady(face: Face) -> Face:
        opened.append("once more")
        return face if len(opened) == 1 else Defective(face, silent)

    suite = write_suite(tmp_path, gates=json.dumps({"metrics": {f"ablation.{ablation}": 1}}))
    outcome = await run_suite(suite, settings, tmp_path / "run", Options(ablations=(ablation,)), with_defect(unsteady))
    assert [gate.name for gate in outcome.fallen] == [f"ablation.{ablation}"]
