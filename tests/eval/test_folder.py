from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from eval.errors import RunError
from eval.folder import Plan, Planned, RunFolder
from eval.record import Record, from_line, to_line
from eval.score import Failure
from eval.suite import Gates

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.types import Answer


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    return Plan("2024-06-09T08:00:00+00:00", (Planned("boats", "", tmp_path / "boats.yaml", 3, Gates(pass_rate=0.5)),))


@pytest.fixture
def record(answer: Answer) -> Record:
    return Record(
        suite="boats",
        variant="",
        ablation=None,
        case_id="a",
        asked=("How many boats left Norhavn?",),
        tags=("figure",),
        expected="answered",
        passed=False,
        failures=(Failure("status", "answered", "abstained"),),
        measures={"suite.passed": 0.0},
        answer=answer,
        seconds=0.25,
        fingerprint="f",
    )


def write(folder: RunFolder, *records: Record) -> None:
    with folder.open_results() as results:
        results.writelines(to_line(record) for record in records)


def ids(folder: RunFolder) -> list[str]:
    return [record.case_id for record in folder.records()]


def test_a_record_is_read_back_equal(record: Record) -> None:
    strange = replace(record, asked=("\ud800 \u202e <b>",))
    assert from_line(to_line(record)) == record
    assert from_line(to_line(strange)) == strange
    assert to_line(strange).count("\n") == 1


def test_what_was_planned_and_what_was_written_are_there_for_whoever_reads_the_folder(
    tmp_path: Path, plan: Plan, record: Record
) -> None:
    folder = RunFolder(tmp_path / "new" / "run")
    folder.begin(plan, resume=False)
    write(folder, record)
    again = RunFolder(tmp_path / "new" / "run")
    assert again.plan() == plan
    assert list(again.records()) == [record]


def test_a_new_run_forgets_the_old_one_and_its_reports(tmp_path: Path, plan: Plan, record: Record) -> None:
    folder = RunFolder(tmp_path)
    folder.begin(plan, resume=False)
    write(folder, record)
    (tmp_path / "report.html").write_text("old")
    folder.begin(plan, resume=False)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["run.json"]


def test_a_resumed_run_keeps_what_was_written_whole_and_is_planned_still(
    tmp_path: Path, plan: Plan, record: Record
) -> None:
    folder = RunFolder(tmp_path)
    folder.begin(plan, resume=False)
    write(folder, record, replace(record, suite="trains"), replace(record, case_id="b"))
    with folder.results.open("a") as results:
        results.write(to_line(replace(record, case_id="c"))[:100])
    assert ids(folder) == ["a", "a", "b"]
    folder.begin(plan, resume=True)
    write(folder, replace(record, case_id="d"))
    assert ids(folder) == ["a", "b", "d"]


def test_records_whose_case_or_archive_has_changed_are_dropped(tmp_path: Path, plan: Plan, record: Record) -> None:
    folder = RunFolder(tmp_path)
    folder.begin(plan, resume=False)
    other = replace(record, case_id="b", variant="passages=8")
    write(folder, record, replace(record, case_id="b"), replace(record, case_id="gone"), other)
    folder.retain("boats", "", {"a": "f", "b": "changed"})
    assert [one.key for one in folder.records()] == [record.key, other.key]
    assert folder.done("boats", "", None) == {"a"}
    assert folder.done("boats", "", "noise") == set()


def test_a_case_is_looked_up_as_it_was_asked_without_an_ablation(tmp_path: Path, plan: Plan, record: Record) -> None:
    folder = RunFolder(tmp_path)
    folder.begin(plan, resume=False)
    ablated = replace(record, ablation="noise", seconds=9)
    second = replace(record, case_id="b", asked=("Ærø?",))
    write(folder, record, ablated, second)
    find = folder.lookup("boats", "")
    assert (find("a"), find("b"), find("c")) == (record, second, None)
    assert folder.done("boats", "", "noise") == {"a"}


def test_the_documents_that_answers_cite_or_name_are_known(tmp_path: Path, plan: Plan, record: Record) -> None:
    folder = RunFolder(tmp_path)
    folder.begin(plan, resume=False)
    write(folder, record, replace(record, case_id="b", answer=None))
    assert folder.cited("boats", "") == {"may", "june", "gazette"}


def test_a_folder_without_a_run_or_with_a_damaged_one_is_named(tmp_path: Path, plan: Plan, record: Record) -> None:
    folder = RunFolder(tmp_path)
    with pytest.raises(RunError, match=r"holds no results\.jsonl"):
        folder.records()
    with pytest.raises(RunError, match=r"holds no run\.json"):
        folder.plan()
    folder.begin(plan, resume=False)
    folder.results.write_text("{}\n" + to_line(record))
    with pytest.raises(RunError, match=r"damaged: b'{}\\n' is not a result"):
        list(folder.records())


def test_a_place_that_cannot_be_written_to_is_named(tmp_path: Path, plan: Plan) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(RunError, match="cannot be written to"):
        RunFolder(tmp_path / "file" / "run").begin(plan, resume=False)
