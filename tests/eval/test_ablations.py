"""Asking again, over a real archive: what a sound assistant passes, and a seeded reason for which each fails."""

from __future__ import annotations

import asyncio
import json
import shutil
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from assistant.bootstrap import open_assistant
from assistant.settings import Settings
from eval.ablations import applies, ask_again, changes, essence
from eval.altered import altered
from eval.case import Case
from eval.cases import CaseFiles
from eval.face import InProcess
from eval.suite import Ablation, Suite
from index.archive import open_archive
from index.progress import silent
from index.types import Filters
from tests.assistant.newsroom import PAPERS, write_newsroom
from tests.eval.runs import passed

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from assistant.types import Answer
    from eval.face import Face
    from eval.record import Record
    from eval.score import Failure

EVERYTHING = tuple(PAPERS)
ABLATIONS: tuple[Ablation, ...] = ("gold_removal", "duplicates", "noise", "order", "paraphrase")
ANSWERED: tuple[dict[str, Any], ...] = (
    {"id": "series", "question": "How many barges have passed the Tessel lock?", "must_include": [212, 640, "1,150"]},
    {
        "id": "april",
        "question": "How many barges had passed the Tessel lock in the April call?",
        "also_asked_as": ["In the April call, how many barges had passed the Tessel lock?"],
        "must_include": [640],
    },
    {
        "id": "february",
        "question": "What did Holm say in the February call about the illegal shipments?",
        "must_cite": ["press-february"],
        "also_reported_by": ["gazette-february"],
    },
    {
        "id": "compared",
        "question": "Compare the reports of the February call: what does each say on the number of barges?",
        "must_include": [212],
    },
    {"id": "kettles", "question": "How many copper kettles does the museum of Brindle show?", "must_include": [340]},
    {
        "id": "bridge",
        "turns": ["How many barges had passed the Tessel lock in the April call?", "And in the July call?"],
        "must_include": ["1,150"],
    },
)
CASES = (
    *(Case.model_validate({**written, "status": "answered"}) for written in ANSWERED),
    Case(id="chess", question="Who won the chess final in Reykjavik?", status="abstained"),
)
BY_ID = {case.id: case for case in CASES}


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[InProcess]:
    with open_assistant(settings) as assistant:
        yield InProcess(assistant)


async def asked(face: Face, case: Case) -> Answer:
    """Ask as a run does before anything is altered."""
    name = f"base-{case.id}" if case.turns else None
    for turn in case.asked:
        answer = await face.ask(turn, conversation_id=name, filters=Filters())
    if name:
        await face.forget(name)
    return answer


@pytest.fixture(scope="module")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Suite:
    folder = tmp_path_factory.mktemp("suite")
    archive = write_newsroom(folder / "papers")
    return Suite("newsroom", folder / "suite.yaml", CaseFiles((), 0, frozenset()), archive=archive)


@pytest.fixture(scope="module")
def settings(suite: Suite, cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    settings = Settings(_env_file=None, home=tmp_path_factory.mktemp("home"), cache=cache)
    assert suite.archive is not None
    with open_archive(settings.for_index()) as archive:
        archive.sync([suite.archive])
    return settings


@pytest.fixture(scope="module")
def base(settings: Settings) -> dict[str, Record]:
    """What each case was answered with."""

    async def answers() -> dict[str, Answer]:
        async with opened(settings) as face:
            return {case.id: await asked(face, case) for case in CASES}

    answered = asyncio.run(answers())
    return {case.id: passed(answered[case.id], case.id, expected=case.status) for case in CASES}


def changed(name: str, **written: Any) -> Case:
    """A case with something written otherwise."""
    (as_it_is,) = [one for one in ANSWERED if one["id"] == name]
    return Case.model_validate({**as_it_is, "status": "answered", **written})


async def again(
    settings: Settings, ablation: Ablation, case: Case, base: Record
) -> tuple[Answer | None, tuple[Failure, ...]]:
    async with opened(settings) as face:
        return await ask_again(ablation, face, case, base, "again", EVERYTHING)


@pytest.mark.parametrize("ablation", ABLATIONS)
async def test_a_sound_assistant_passes(
    ablation: Ablation, suite: Suite, settings: Settings, base: dict[str, Record]
) -> None:
    cited = frozenset(c.document_id for one in base.values() if one.answer for c in one.answer.citations)
    assert [one.answer.status for one in base.values() if one.answer] == ["answered"] * 6 + ["abstained"]
    with altered(ablation, suite, settings, cited, silent) as other:
        async with opened(other) as face:
            for case in CASES:
                if applies(ablation, case, base[case.id]):
                    answer, failures = await ask_again(ablation, face, case, base[case.id], case.id, EVERYTHING)
                    assert answer is not None
                    assert failures == (), case.id


def test_only_what_was_answered_from_documents_can_lose_them(base: dict[str, Record]) -> None:
    assert [case.id for case in CASES if not applies("gold_removal", case, base[case.id])] == ["chess"]
    assert applies("gold_removal", changed("series", status=None), base["series"])
    assert not applies("gold_removal", changed("series", status="abstained"), base["series"])


def test_abstentions_must_stay_too_and_errors_cannot(base: dict[str, Record]) -> None:
    for ablation in ("duplicates", "noise", "order"):
        assert applies(ablation, BY_ID["chess"], base["chess"])
        assert not applies(ablation, BY_ID["chess"], replace(base["chess"], answer=None))


def test_only_a_case_with_other_words_is_paraphrased(base: dict[str, Record]) -> None:
    assert [case.id for case in CASES if applies("paraphrase", case, base[case.id])] == ["april"]


@pytest.mark.parametrize(
    ("name", "kept", "status"),
    [
        ("series", 9, "abstained"),
        ("series", 1, "answered"),  # the later calls are not taken away
        ("april", 9, "abstained"),
        ("february", 9, "abstained"),
        ("kettles", 9, "abstained"),
    ],
)
async def test_asking_without_documents_answers_as_if_they_were_deleted(
    name: str, kept: int, status: str, settings: Settings, base: dict[str, Record], tmp_path: Path
) -> None:
    case, before = BY_ID[name], base[name].answer
    assert before is not None
    before = replace(before, citations=before.citations[:kept])
    filtered, _ = await again(settings, "gold_removal", case, replace(base[name], answer=before))
    rest = settings.model_copy(update={"home": tmp_path / "home"})
    shutil.copytree(settings.home, rest.home)
    with open_archive(rest.for_index()) as archive:
        archive.remove(sorted({one for c in before.citations for one in (c.document_id, *c.also_reported_by)}))
    async with opened(rest) as face:
        deleted = await asked(face, case)
    assert filtered is not None
    assert filtered.status == deleted.status == status
    assert filtered.text == deleted.text


async def test_of_an_archive_of_which_nothing_is_left_nothing_is_answered(
    settings: Settings, base: dict[str, Record]
) -> None:
    case = changed("kettles", evidence=list(EVERYTHING))
    answer, failures = await again(settings, "gold_removal", case, base["kettles"])
    assert answer is not None
    assert (answer.status, failures) == ("abstained", ())


async def test_the_documents_that_a_case_allows_stay_the_only_ones(settings: Settings, base: dict[str, Record]) -> None:
    """What is left of the two is the orchard; the four others, with their figures, stay out."""
    narrow = changed("april", filters={"documents": ["press-april", "orchard"]})
    answer, failures = await again(settings, "gold_removal", narrow, base["april"])
    assert answer is not None
    assert {one.document_id for one in answer.related} <= {"orchard"}
    assert failures == ()


async def test_what_still_answers_without_its_gold_is_shown(settings: Settings, base: dict[str, Record]) -> None:
    """Seeded: the base answer has lost all citations but its first, so that the later calls are not taken away."""
    whole = base["series"].answer
    assert whole is not None
    first = replace(base["series"], answer=replace(whole, citations=whole.citations[:1]))
    answer, (failure,) = await again(settings, "gold_removal", BY_ID["series"], first)
    assert answer is not None
    assert failure.check == "gold_removal"
    assert "more than 640 barges" in failure.got
    assert "(press-april)" in failure.got
    assert "press-february" not in failure.got


async def test_a_copy_that_takes_the_lead_is_a_failure(
    suite: Suite, settings: Settings, base: dict[str, Record], tmp_path: Path
) -> None:
    """Seeded: a copy of an earlier day."""
    with open_archive(settings.for_index()) as archive:
        original = archive.document("press-april")
    copy = {"doc_id": "copy", "text": original.text, "title": original.title, "source": "Other"}
    path = tmp_path / "copy.jsonl"
    path.write_text(json.dumps({**copy, "published_at": "2021-04-19"}), encoding="utf-8")
    with altered("noise", replace(suite, noise=path), settings, frozenset(), silent) as other:
        _, failures = await again(other, "duplicates", BY_ID["april"], base["april"])
    (failure,) = [one for one in failures if one.check == "citation"]
    assert failure.expected.startswith("press-april[")
    assert failure.got.startswith("copy[")


async def test_noise_that_is_answered_from_is_a_failure(
    suite: Suite, settings: Settings, base: dict[str, Record], tmp_path: Path
) -> None:
    """Seeded: the noise is on the subject."""
    path = tmp_path / "chess.jsonl"
    text = "Vera Stroud won the chess final in Reykjavik on Sunday after six hours."
    path.write_text(json.dumps({"doc_id": "chess", "text": text}), encoding="utf-8")
    with altered("noise", replace(suite, noise=path), settings, frozenset(), silent) as other:
        _, (failure,) = await again(other, "noise", BY_ID["chess"], base["chess"])
    assert (failure.check, failure.expected) == ("status", "abstained")
    assert text in failure.got


async def test_an_answer_that_comes_in_another_order_is_a_failure(
    suite: Suite, settings: Settings, base: dict[str, Record]
) -> None:
    """Seeded: the base answer tells its statements the other way round."""
    whole = base["series"].answer
    assert whole is not None
    turned = replace(base["series"], answer=replace(whole, statements=whole.statements[::-1]))
    with altered("order", suite, settings, frozenset(), silent) as other:
        _, failures = await again(other, "order", BY_ID["series"], turned)
    assert [one.check for one in failures] == ["statement", "statement", "citation", "citation"]
    assert (failures[0].expected, failures[0].got) == (whole.statements[-1].text, whole.statements[0].text)


async def test_a_paraphrase_that_fails_its_case_is_named(settings: Settings, base: dict[str, Record]) -> None:
    """Seeded: the second of three asks for something else."""
    good, *_ = BY_ID["april"].also_asked_as
    other = "How many volunteers polished the kettles?"
    case = changed("april", also_asked_as=[good, other, good])
    answer, (failure,) = await again(settings, "paraphrase", case, base["april"])
    assert answer is not None
    assert answer.question == other
    assert failure.check == "must_include"
    assert failure.got.endswith(f"asked as {other!r}")


async def test_of_a_conversation_the_last_turn_is_paraphrased_and_nothing_is_left(
    settings: Settings, base: dict[str, Record]
) -> None:
    case = changed("bridge", also_asked_as=["What about the July call?", "In the July call?"])
    with open_assistant(settings) as assistant:
        for ablation in ("paraphrase", "order", "gold_removal"):
            answer, failures = await ask_again(
                ablation, InProcess(assistant), case, base["bridge"], "again", EVERYTHING
            )
            assert answer is not None
            assert failures == ()
            assert "July" in answer.standalone_question
        assert [one for one in ("again", "again-1", "again-2") if assistant.conversations.turns(one)] == []


async def test_an_error_in_the_place_of_an_answer_is_a_failure(settings: Settings, base: dict[str, Record]) -> None:
    answer, (failure,) = await again(settings, "noise", Case(id="kettles", question="?!"), base["kettles"])
    assert answer is None
    assert failure.check == "error"
    assert "question is empty" in failure.got


def test_who_else_reports_it_is_not_of_the_essence(answer: Answer) -> None:
    copies = tuple(
        replace(one, document_id=f"{one.document_id}-copy", number=one.number + 2) for one in answer.citations
    )
    more = replace(
        answer,
        text=answer.text.replace("[1]", "[1]; also reported by Gazette [3]"),
        statements=tuple(replace(s, citations=(*s.citations, s.citations[0] + 2)) for s in answer.statements),
        citations=(*(replace(one, also_reported_by=("copy",)) for one in answer.citations), *copies),
    )
    assert changes(essence(answer), essence(more)) == ()


def test_each_part_of_the_essence_is_compared(answer: Answer) -> None:
    first, second = answer.statements
    may, june = answer.citations
    (series,) = answer.discrepancies

    def parts(**changed: Any) -> list[str]:
        return [one.check for one in changes(essence(answer), essence(replace(answer, **changed)))]

    assert parts() == []
    assert parts(status="abstained", statements=()) == ["status"]
    assert parts(statements=(first,)) == ["statement", "citation"]
    assert parts(statements=(replace(first, text="Some 213 boats."), second)) == ["statement"]
    assert parts(citations=(replace(may, start=may.start + 1), june)) == ["citation"]
    assert parts(citations=(replace(may, document_id="july"), june)) == ["citation"]
    assert parts(discrepancies=()) == ["discrepancy"]
    assert parts(discrepancies=(replace(series, kind="conflict"),)) == ["discrepancy"]
    assert parts(discrepancies=(replace(series, values=series.values[:1]),)) == ["discrepancy"]
    assert parts(score=0.9, answer_id="other") == []


def test_a_change_names_what_was_and_what_is(answer: Answer) -> None:
    lost = replace(answer, statements=answer.statements[:1])
    statement, citation = changes(essence(answer), essence(lost))
    assert (statement.expected, statement.got) == (answer.statements[1].text, "nothing")
    june = answer.citations[1]
    assert (citation.expected, citation.got) == (
        f"june[{june.start}:{june.end}] “{june.quote}”",
        "nothing",
    )
