from __future__ import annotations

import json
from contextlib import asynccontextmanager
from dataclasses import replace
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from rich.console import Console

from assistant.serialise import to_json
from assistant.settings import Settings
from eval.case import Case
from eval.errors import SuiteError
from eval.report import print_results, rates, report
from eval.run import run_case, run_suites

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from assistant.types import Answer
    from eval.results import SuiteResult
    from eval.run import Face, Opener
    from eval.suite import Suite
    from index.progress import Progress
    from tests.eval.conftest import StandIn

CASES = (
    '{"id": "boats", "question": "How many boats left Norhavn?", "status": "answered",'
    ' "must_include": ["212"], "tags": ["figure"]}\n'
    '{"id": "trains", "question": "How many trains left Norhavn?", "status": "abstained",'
    ' "tags": ["figure", "none"]}\n'
)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home", cache=tmp_path / "cache")


@pytest.fixture
def opener(stand_in: StandIn) -> Opener:
    @asynccontextmanager
    async def _open(_suite: Suite, _settings: Settings, _progress: Progress) -> AsyncIterator[Face]:
        yield stand_in

    return _open


def write(folder: Path, gates: str = "{pass_rate: 1, tags: {none: 1}}", cases: str = CASES) -> Path:
    (folder / "cases.jsonl").write_text(cases, encoding="utf-8")
    path = folder / "suite.yaml"
    path.write_text(f"name: boats\narchive: .\ncases: [cases.jsonl]\ngates: {gates}\n", encoding="utf-8")
    return path


async def run(path: Path, settings: Settings, opener: Opener) -> SuiteResult:
    (result,) = await run_suites([path], settings, opener=opener)
    return result


async def test_a_suite_whose_answers_are_right_passes_every_gate(
    tmp_path: Path, settings: Settings, opener: Opener
) -> None:
    result = await run(write(tmp_path), settings, opener)
    assert [one.failures for one in result.cases] == [(), ()]
    assert result.fallen_gates == ()


async def test_a_wrong_answer_fells_the_gates_it_belongs_to_by_name(
    tmp_path: Path, settings: Settings, opener: Opener, stand_in: StandIn, answer: Answer
) -> None:
    answers = dict(stand_in.answers)
    answers["How many trains left Norhavn?"] = answer
    stand_in.answers = answers
    result = await run(write(tmp_path), settings, opener)
    assert [(gate.name, gate.wanted, gate.got) for gate in result.fallen_gates] == [
        ("pass_rate", 1, 0.5),
        ("tags.none", 1, 0),
    ]


@pytest.mark.parametrize("gates", ["{}", "{pass_rate: 0.5}", "{tags: {figure: 0.5}}"])
async def test_a_gate_that_is_reached_or_not_set_does_not_fall(
    tmp_path: Path, settings: Settings, opener: Opener, gates: str
) -> None:
    cases = CASES.replace('"212"', '"221"')
    result = await run(write(tmp_path, gates, cases), settings, opener)
    assert len(result.failed) == 1
    assert result.fallen_gates == ()


async def test_a_broken_invariant_fails_a_case_that_expects_nothing_of_it(stand_in: StandIn, answer: Answer) -> None:
    first, *others = answer.citations
    moved = replace(answer, citations=(replace(first, start=first.start - 1), *others))
    stand_in.answers = {answer.question: moved}
    result = await run_case(stand_in, Case(id="a", question=answer.question, status="answered"), "case-1")
    assert [failure.check for failure in result.failures] == ["quote"]


async def test_turns_share_a_conversation_that_no_other_case_has(
    tmp_path: Path, settings: Settings, opener: Opener, stand_in: StandIn, answer: Answer, abstention: Answer
) -> None:
    turns = json.dumps({"id": "b", "turns": [answer.question, abstention.question], "status": "abstained"})
    other = json.dumps({"id": "c", "turns": [abstention.question, answer.question], "status": "answered"})
    result = await run(write(tmp_path, "{}", CASES + turns + "\n" + other), settings, opener)
    assert result.failed == ()
    conversations = [conversation for _, conversation, _ in stand_in.asked]
    assert conversations == [None, None, "case-3", "case-3", "case-4", "case-4"]


async def test_invariants_are_checked_on_the_first_turn_too(stand_in: StandIn, answer: Answer) -> None:
    broken = replace(answer, citations=answer.citations[:1])
    stand_in.answers = {**stand_in.answers, answer.question: broken}
    case = Case(id="a", turns=(answer.question, "How many trains left Norhavn?"), status="abstained")
    result = await run_case(stand_in, case, "case-1")
    assert "markers" in [failure.check for failure in result.failures]


async def test_filters_are_passed_on(stand_in: StandIn, answer: Answer) -> None:
    case = Case.model_validate(
        {
            "id": "a",
            "question": answer.question,
            "status": "answered",
            "filters": {"outlets": ["The Gazette"]},
        }
    )
    await run_case(stand_in, case, "case-1")
    assert stand_in.asked[0][2] == case.filters.for_search()


async def test_an_error_in_the_place_of_an_answer_is_a_failed_case(stand_in: StandIn) -> None:
    result = await run_case(stand_in, Case(id="a", question="?", status="abstained"), "case-1")
    assert result.answer is None
    assert [(one.check, one.got) for one in result.failures] == [("error", "The question is empty; ask something.")]


async def test_all_suites_are_read_before_the_first_is_run(
    tmp_path: Path, settings: Settings, opener: Opener, stand_in: StandIn
) -> None:
    with pytest.raises(SuiteError):
        await run_suites([write(tmp_path), tmp_path / "none.yaml"], settings, opener=opener)
    assert stand_in.asked == []


async def test_progress_counts_the_cases(tmp_path: Path, settings: Settings, opener: Opener) -> None:
    seen: list[tuple[str, int, int]] = []
    await run_suites([write(tmp_path)], settings, progress=lambda *step: seen.append(step), opener=opener)
    assert seen == [("ask boats", 1, 2), ("ask boats", 2, 2)]


async def test_the_report_counts_by_tag_and_explains_what_failed(
    tmp_path: Path, settings: Settings, opener: Opener
) -> None:
    result = await run(write(tmp_path, cases=CASES.replace('"212"', '"[221]"')), settings, opener)
    assert [(rate.tag, rate.passed, rate.cases) for rate in rates(result)] == [
        (None, 1, 2),
        ("figure", 1, 2),
        ("none", 1, 1),
    ]
    page = Console(file=StringIO(), width=200)
    print_results([result], page)
    assert isinstance(page.file, StringIO)
    printed = page.file.getvalue()
    assert "failed boats: How many boats left Norhavn?" in printed
    assert "must_include expected '[221]'; got not in text" in printed
    assert "some 212 boats had left Norhavn" in printed
    assert "Gate pass_rate of boats fell: 0.500 passed, 1.000 wanted." in printed
    assert "trains" not in printed


async def test_the_report_is_json(tmp_path: Path, settings: Settings, opener: Opener) -> None:
    result = await run(write(tmp_path, cases=CASES.replace('"212"', '"221"')), settings, opener)
    value = json.loads(json.dumps(to_json(report(result))))
    assert (value["name"], value["passed"]) == ("boats", False)
    assert value["fallen_gates"] == [{"name": "pass_rate", "wanted": 1.0, "got": 0.5}]
    assert [(case["id"], case["passed"]) for case in value["cases"]] == [("boats", False), ("trains", True)]
    assert value["cases"][0]["failures"][0]["check"] == "must_include"
    assert value["cases"][0]["answer"]["citations"][0]["document_id"] == "may"
