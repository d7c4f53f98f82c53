"""`readout eval`, as it is typed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from assistant.bootstrap import open_memory
from assistant.feedback import Kept
from assistant.settings import Settings
from assistant.types import Answer, Turn
from tests.assistant.surfaces.commands import run
from tests.eval.harbour import CASES, write_suite

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def suite(tmp_path_factory) -> Path:
    return write_suite(tmp_path_factory.mktemp("suite"), gates="{pass_rate: 1}")


@pytest.fixture(scope="module")
def before(tmp_path_factory, suite, home) -> Path:
    report = tmp_path_factory.mktemp("before")
    assert run("eval", "run", suite, "--report", report, home=home).exit_code == 0
    return report


def one_wrong(folder: Path) -> Path:
    return write_suite(folder, gates="{pass_rate: 1}", cases=({**CASES[0], "must_include": [999]}, *CASES[1:]))


def test_a_run_leaves_its_reports_and_says_where(suite, home, tmp_path) -> None:
    result = run("eval", "run", suite, "--report", tmp_path / "out", "--tag", "figure", home=home)
    assert result.exit_code == 0
    assert "report.html" in result.stdout
    assert "retrieval.document.recall@4" in result.stdout
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "results.jsonl",
        "run.json",
        "summary.json",
        "report.html",
        "junit.xml",
    }


def test_without_a_place_the_reports_are_in_the_home(suite, tmp_path) -> None:
    assert run("eval", "run", suite, "--limit", "1", home=tmp_path).exit_code == 0
    assert (tmp_path / "eval-report" / "report.html").exists()


def test_json_has_every_case_with_its_answer_and_what_failed(home, tmp_path) -> None:
    result = run("eval", "run", one_wrong(tmp_path), "--report", tmp_path / "out", "--json", home=home)
    assert result.exit_code == 1
    (found,) = json.loads(result.stdout)["suites"]
    assert (found["name"], found["passed"], found["complete"]) == ("harbour", False, True)
    assert [gate["name"] for gate in found["fallen_gates"]] == ["pass_rate"]
    assert found["rates"][0] == {"tag": None, "passed": 5, "cases": 6, "rate": 5 / 6}
    assert [case["id"] for case in found["cases"] if not case["passed"]] == ["boats"]
    assert found["cases"][0]["failures"][0]["check"] == "must_include"
    assert found["cases"][0]["answer"]["status"] == "answered"
    assert {"name", "value", "low", "high", "cases"} == set(found["figures"][0])


def test_a_gate_that_falls_is_named_and_is_exit_1(home, tmp_path) -> None:
    result = run("eval", "run", one_wrong(tmp_path), "--report", tmp_path / "out", home=home)
    assert result.exit_code == 1
    assert "pass_rate is 0.8333, wanted 1 (boats)" in result.stdout


def test_a_run_that_is_worse_than_its_baseline_is_exit_1_and_names_the_case(suite, home, tmp_path) -> None:
    saved = tmp_path / "baseline.json"
    assert run("eval", "run", suite, "--report", tmp_path / "a", "--save-baseline", saved, home=home).exit_code == 0
    assert run("eval", "run", suite, "--report", tmp_path / "b", "--baseline", saved, home=home).exit_code == 0
    worse = one_wrong(tmp_path / "worse")
    worse.write_text(worse.read_text().replace("{pass_rate: 1}", "{}"))
    result = run("eval", "run", worse, "--report", tmp_path / "c", "--baseline", saved, home=home)
    assert result.exit_code == 1
    assert "cases that passed before" in result.stdout
    assert "boats" in result.stdout


def test_ablations_are_asked_for_by_name_or_all_at_once(suite, home, tmp_path) -> None:
    result = run("eval", "run", suite, "--report", tmp_path, "--ablation", "paraphrase", "--json", home=home)
    (found,) = json.loads(result.stdout)["suites"]
    assert {case["ablation"] for case in found["cases"]} == {None, "paraphrase"}
    assert "ablation.paraphrase" in {figure["name"] for figure in found["figures"]}
    wrong = run("eval", "run", suite, "--report", tmp_path, "--ablation", "sleep", home=home)
    assert wrong.exit_code == 2
    assert "gold_removal, duplicates, noise, order, paraphrase, all" in wrong.stderr.replace("\n", " ")


def test_two_equal_runs_compare_as_unchanged(suite, home, before, tmp_path) -> None:
    run("eval", "run", suite, "--report", tmp_path, home=home)
    result = run("eval", "compare", before, tmp_path)
    assert result.exit_code == 0
    assert "Nothing changed." in result.stdout


def test_a_case_that_fails_now_is_what_comparing_shows(home, before, tmp_path) -> None:
    run("eval", "run", one_wrong(tmp_path / "worse"), "--report", tmp_path / "after", home=home)
    shown = run("eval", "compare", before, tmp_path / "after").stdout
    assert "1 newly failing" in shown
    assert "boats" in shown
    markdown = run("eval", "compare", before, tmp_path / "after", "--markdown").stdout
    assert markdown.startswith("### Readout evaluation")
    found = json.loads(run("eval", "compare", before, tmp_path / "after", "--json").stdout)
    assert [case["case_id"] for case in found["cases"]] == ["boats"]


def test_what_is_no_run_is_not_compared(before, tmp_path) -> None:
    result = run("eval", "compare", before, tmp_path)
    assert result.exit_code == 3
    assert result.stderr.count("\n") == 1


def test_a_run_is_exported(before, tmp_path) -> None:
    result = run("eval", "export", before, tmp_path / "answers.jsonl")
    assert result.stdout == f"{len(CASES)} answers are in {tmp_path / 'answers.jsonl'}.\n"
    assert len((tmp_path / "answers.jsonl").read_text().splitlines()) == len(CASES)


def test_a_suite_is_written_runs_and_grows_by_what_was_asked(suite, tmp_path) -> None:
    home = tmp_path / "home"
    written = run("eval", "new", tmp_path / "press.yaml", "--archive", suite.parent / "bulletins")
    assert written.exit_code == 0
    assert "readout eval run" in written.stdout
    assert run("eval", "run", tmp_path / "press.yaml", home=home).exit_code == 0
    assert run("index", suite.parent / "bulletins", home=home).exit_code == 0
    talk = "How many boats had left Norhavn in the May call?\nAnd in the June call?\n/wrong not these\n"
    assert run("chat", "--conversation", "notes", home=home, stdin=talk).exit_code == 0
    added = run("eval", "add", tmp_path / "press.yaml", "--conversation", "notes", "--turn", "1", home=home)
    assert "how-many-boats" in added.stdout
    assert run("eval", "run", tmp_path / "press.yaml", home=home).exit_code == 0
    marked = run("eval", "add", tmp_path / "press.yaml", "--wrong", "--json", home=home)
    assert [one["complete"] for one in json.loads(marked.stdout)["added"]] == [False]
    assert "nothing to add" in run("eval", "add", tmp_path / "press.yaml", "--wrong", home=home).stdout
    assert run("eval", "run", tmp_path / "press.yaml", home=home).exit_code == 1


def test_what_was_answered_in_slack_is_added_as_what_was_answered_here(suite, tmp_path) -> None:
    home, press = tmp_path / "home", tmp_path / "press.yaml"
    assert run("eval", "new", press, "--archive", suite.parent / "bulletins").exit_code == 0
    talk = "slack.T0NORHAVN.C0HARBOUR.1790000000.000100"
    given = [Answer(f"How many {what}?", f"How many {what}?", "abstained", "No.", (), answer_id=what) for what in "abc"]
    with open_memory(Settings(_env_file=None, home=home)) as memory:
        theirs = memory.feedback.of("slack")
        for answer in given:
            theirs.keep(Kept(answer))
        theirs.rate("a", "wrong", "It was 12.")
        theirs.rate("b", "wrong")
        memory.conversations.of("slack").append(talk, Turn("How many c?", given[2]))
    added = [
        json.loads(run("eval", "add", press, *which, "--json", home=home).stdout)["added"]
        for which in (["--answer", "a"], ["--conversation", talk], ["--wrong"])
    ]
    assert [[one["case"]["turns"] or one["case"]["question"] for one in each] for each in added] == [
        ["How many a?"],
        ["How many c?"],
        ["How many b?"],
    ]
    assert added[0][0]["case"]["note"] == "It was 12."


def test_what_is_added_must_be_named_in_one_way(suite, tmp_path) -> None:
    assert run("eval", "add", suite, home=tmp_path).exit_code == 2
    assert run("eval", "add", suite, "--wrong", "--answer", "x", home=tmp_path).exit_code == 2


def test_a_suite_that_is_there_is_not_written_over(suite) -> None:
    assert run("eval", "new", suite).exit_code == 3
