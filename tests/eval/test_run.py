"""Whole runs over a real archive: what is written, that it is the same twice, and that nothing asked is asked again."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from assistant.settings import Settings
from eval.errors import RunError, SuiteError
from eval.folder import RunFolder
from eval.metrics.table import BY_NAME
from eval.opening import in_process
from eval.outcome import outcomes
from eval.run import Options, run_suites
from index.archive import open_archive
from tests.eval.harbour import CASES, run_suite, write_suite

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from eval.opening import Opened, Opener
    from eval.summary import Summary
    from index.progress import Progress
    from tests.eval.conftest import StandIn


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Settings:
    """The user's own settings, databases and all; nothing of these may be touched."""
    home = tmp_path_factory.mktemp("home")
    return Settings(home=home, cache=cache, database_url=f"sqlite:///{home / 'own.db'}", chroma_url="http://x:1")


@pytest.fixture(scope="module")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_suite(tmp_path_factory.mktemp("suite"), gates="{pass_rate: 1}")


def steady(summary: Summary) -> object:
    values = tuple(value for value in summary.values if BY_NAME[value.name].steady)
    return replace(summary, values=values)


def counting(stand_in: StandIn) -> Opener:
    @asynccontextmanager
    async def _open(settings: Settings, progress: Progress) -> AsyncIterator[Opened]:
        async with in_process(settings, progress) as opened:
            yield replace(opened, face=stand_in)

    return _open


async def test_every_case_has_its_record_and_the_users_index_is_not_touched(
    suite: Path, settings: Settings, tmp_path: Path
) -> None:
    outcome = await run_suite(suite, settings, tmp_path)
    assert outcome.fallen == ()
    assert outcome.complete
    assert [record.case_id for record in RunFolder(tmp_path).records()] == [case["id"] for case in CASES]
    assert sorted(path.name for path in settings.home.iterdir()) == ["eval"]


async def test_two_runs_differ_in_nothing_but_time_however_many_cases_are_asked_at_once(
    suite: Path, settings: Settings, tmp_path: Path
) -> None:
    first = await run_suite(suite, settings, tmp_path / "a", Options(parallel=1))
    second = await run_suite(suite, settings, tmp_path / "b", Options(parallel=4))
    assert steady(first.summary) == steady(second.summary)
    records = [
        [(one.case_id, one.answer and one.answer.text, one.failures) for one in RunFolder(tmp_path / name).records()]
        for name in ("a", "b")
    ]
    assert records[0] == records[1]


async def test_a_resumed_run_asks_only_what_is_missing(
    suite: Path, settings: Settings, tmp_path: Path, stand_in: StandIn
) -> None:
    whole = await run_suite(suite, settings, tmp_path)
    results = RunFolder(tmp_path).results
    lines = results.read_text().splitlines(keepends=True)
    results.write_text("".join(lines[:-1]) + lines[-1][:40])
    await run_suite(suite, settings, tmp_path, Options(resume=True), counting(stand_in))
    assert [question for question, _, _ in stand_in.asked] == [CASES[-1]["question"]]
    results.write_text("".join(lines[:2]))
    again = await run_suite(suite, settings, tmp_path, Options(resume=True))
    assert steady(again.summary) == steady(whole.summary)


async def test_a_case_that_was_changed_meanwhile_is_asked_again(settings: Settings, tmp_path: Path) -> None:
    suite = write_suite(tmp_path, cases=CASES[:2])
    await run_suite(suite, settings, tmp_path / "run")
    write_suite(tmp_path, cases=(CASES[0], {**CASES[1], "must_include": [999]}))
    outcome = await run_suite(suite, settings, tmp_path / "run", Options(resume=True))
    assert outcome.summary.failed == ("may",)
    assert outcome.summary.rate(None).cases == 2


async def test_ablations_are_resumed_too(suite: Path, settings: Settings, tmp_path: Path, stand_in: StandIn) -> None:
    options = Options(ablations=("gold_removal",), resume=True)
    await run_suite(suite, settings, tmp_path, options)
    records = list(RunFolder(tmp_path).records())
    assert [one.case_id for one in records if one.ablation] == ["boats", "may", "volunteers", "follow-up"]
    await run_suite(suite, settings, tmp_path, options, counting(stand_in))
    assert stand_in.asked == []


async def test_every_combination_of_settings_is_a_run_of_its_own(settings: Settings, tmp_path: Path) -> None:
    suite = write_suite(tmp_path, more="settings: {passages: [1, 12]}\n", cases=CASES[:1])
    folder = RunFolder(tmp_path / "run")
    await run_suites([suite], settings, folder)
    first, second = outcomes(folder)
    assert (first.summary.variant, first.summary.failed) == ("passages=1", ("boats",))
    assert (second.summary.variant, second.summary.failed) == ("passages=12", ())


async def test_only_the_cases_asked_for_are_run(suite: Path, settings: Settings, tmp_path: Path) -> None:
    outcome = await run_suite(suite, settings, tmp_path, Options(tags=("figure",), limit=2))
    assert [record.case_id for record in RunFolder(tmp_path).records()] == ["boats", "volunteers"]
    assert outcome.complete


async def test_some_of_the_cases_are_not_held_to_gates_of_all(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "before.json").write_text(
        '{"baselines": [{"suite": "harbour", "variant": "", "cases": 9, "figures": {"answer.f1": 2}, "failed": []}]}'
    )
    suite = write_suite(tmp_path, gates="{baseline: before.json, tags: {figure: 1, nothing: 1}}")
    whole = await run_suite(suite, settings, tmp_path / "whole")
    some = await run_suite(suite, settings, tmp_path / "some", Options(tags=("nothing",)))
    assert [gate.name for gate in whole.fallen] == ["baseline: answer.f1"]
    assert some.fallen == ()
    assert some.planned.gates.tags == {"nothing": 1}


async def test_an_index_that_is_there_already_is_asked_as_it_is(settings: Settings, tmp_path: Path) -> None:
    suite = write_suite(tmp_path / "files")
    own = Settings(home=tmp_path / "own", cache=settings.cache)
    with open_archive(own.for_index()) as archive:
        archive.sync([tmp_path / "files" / "bulletins"])
    write_suite(tmp_path / "files", archive="{home: ../own}", gates="{pass_rate: 1}")
    assert (await run_suite(suite, own, tmp_path / "run")).fallen == ()
    assert not (own.home / "eval").exists()


async def test_an_archive_that_changes_is_brought_in_line(settings: Settings, tmp_path: Path) -> None:
    suite = write_suite(tmp_path, cases=CASES[:1])
    await run_suite(suite, settings, tmp_path / "run")
    (tmp_path / "bulletins" / "june.txt").unlink()
    outcome = await run_suite(suite, settings, tmp_path / "run")
    assert outcome.summary.failed == ("boats",)


async def test_an_archive_that_cannot_be_read_whole_is_refused_with_the_reason(
    settings: Settings, tmp_path: Path
) -> None:
    suite = write_suite(tmp_path)
    (tmp_path / "bulletins" / "empty.txt").write_text("")
    with pytest.raises(SuiteError, match=r"empty\.txt cannot be indexed: "):
        await run_suite(suite, settings, tmp_path / "run")


async def test_all_suites_are_read_before_the_first_is_run(suite: Path, settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(SuiteError):
        await run_suites([suite, tmp_path / "none.yaml"], settings, RunFolder(tmp_path / "run"))
    assert not (tmp_path / "run").exists()


async def test_two_suites_of_one_name_are_refused(suite: Path, settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(SuiteError, match="Two suites are called 'harbour'"):
        await run_suites([suite, suite], settings, RunFolder(tmp_path))


async def test_a_server_that_is_not_there_is_an_error_of_the_run(
    suite: Path, settings: Settings, tmp_path: Path
) -> None:
    with pytest.raises(RunError):
        await run_suite(suite, settings, tmp_path, Options(url="http://127.0.0.1:9"))


async def test_what_a_server_cannot_do_is_refused_before_it_is_asked(
    suite: Path, settings: Settings, tmp_path: Path
) -> None:
    with pytest.raises(SuiteError, match="cannot be altered"):
        await run_suite(suite, settings, tmp_path, Options(url="http://127.0.0.1:9", ablations=("noise",)))
    named = write_suite(tmp_path / "named", more="ablations: [noise, paraphrase]\n")
    with pytest.raises(RunError):  # a suite's own are passed over; it is the server that is missing
        await run_suite(named, settings, tmp_path, Options(url="http://127.0.0.1:9"))
    varied = write_suite(tmp_path, more="settings: {passages: [8, 12]}\n")
    with pytest.raises(SuiteError, match="cannot be varied"):
        await run_suite(varied, settings, tmp_path / "run", Options(url="http://127.0.0.1:9"))


async def test_an_index_that_is_there_already_is_not_altered_where_it_cannot_be(
    settings: Settings, tmp_path: Path
) -> None:
    for ablation, reason in (("order", "another order of indexing needs files"), ("noise", "cannot be copied")):
        suite = write_suite(tmp_path, archive="{home: .}", more=f"ablations: [{ablation}]\n")
        with pytest.raises(SuiteError, match=reason):
            await run_suite(suite, settings, tmp_path / "run")
    assert not (tmp_path / "run").exists()


async def test_progress_counts_the_cases_and_starts_where_a_resumed_run_does(
    suite: Path, settings: Settings, tmp_path: Path
) -> None:
    seen: list[tuple[str, int, int]] = []
    folder = RunFolder(tmp_path)
    await run_suites([suite], settings, folder, progress=lambda *step: seen.append(step))
    asked = [step for step in seen if step[0] == "ask harbour"]
    assert asked == [("ask harbour", number, len(CASES)) for number in range(1, len(CASES) + 1)]
    lines = folder.results.read_text().splitlines(keepends=True)
    folder.results.write_text("".join(lines[:4]))
    seen.clear()
    await run_suites([suite], settings, folder, Options(resume=True), progress=lambda *step: seen.append(step))
    assert [step[1] for step in seen if step[0] == "ask harbour"] == [5, 6]
