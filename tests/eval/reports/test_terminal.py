"""What a person at a terminal reads of a run."""

from dataclasses import replace
from io import StringIO
from pathlib import Path

from rich.console import Console

from assistant.types import Answer
from eval.folder import RunFolder
from eval.outcome import outcomes
from eval.record import Missed
from eval.reports.terminal import print_outcomes
from eval.score import Failure
from eval.suite import Gates
from tests.eval.runs import HOSTILE, failed, passed, planned, write_run


def printed(folder: RunFolder, *, colours: bool = False) -> str:
    out = StringIO()
    print_outcomes(outcomes(folder), folder, Console(file=out, width=100, force_terminal=colours))
    return out.getvalue()


def test_a_failed_case_is_explained(tmp_path: Path, answer: Answer) -> None:
    text = printed(write_run(tmp_path, [failed(answer)]))
    assert "failed boats (norhavn)\n  How many boats left Norhavn?\n" in text
    assert "  must_include expected '340 boats'; got not in text\n" in text
    assert "  not cited june “more than 340 boats had left”: rank 7 in the search\n" in text
    assert "some 212 boats had left Norhavn since March" in text


def test_a_passage_that_search_did_not_find_is_said_to_be_missing(tmp_path: Path, answer: Answer) -> None:
    text = printed(write_run(tmp_path, [failed(answer, missed=(Missed("", "", "many boats", None),))]))
    assert "not cited any document “many boats”: not among the passages found\n" in text


def test_a_passed_case_is_not_shown(tmp_path: Path, answer: Answer) -> None:
    assert "boats" not in printed(write_run(tmp_path, [passed(answer)]))


def test_of_many_failed_cases_twenty_are_shown(tmp_path: Path, answer: Answer) -> None:
    text = printed(write_run(tmp_path, [failed(answer, f"case-{i}") for i in range(23)], planned(23)))
    assert text.count("must_include") == 20
    assert "and 3 more failed cases in report.html\n" in text


def test_figures_have_their_interval_and_their_count(tmp_path: Path, answer: Answer) -> None:
    records = [passed(answer, "a"), failed(answer, "b"), passed(answer, "c"), failed(answer, "d")]
    text = printed(write_run(tmp_path, records, planned(4)))
    (row,) = [line for line in text.splitlines() if "suite.passed" in line]
    assert [cell.strip() for cell in row.split("│")[1:-1]] == ["suite.passed", "0.500", "0.000 … 1.000", "4"]


def test_rates_are_given_by_tag(tmp_path: Path, answer: Answer) -> None:
    records = [passed(answer, "a", tags=("date",)), failed(answer, "b", tags=("date", "figure"))]
    lines = printed(write_run(tmp_path, records, planned(2))).splitlines()
    rows = [[cell.strip() for cell in line.split("│")[1:-1]] for line in lines if line.startswith("│")]
    assert ["all", "1", "2", "0.500"] in rows
    assert ["date", "1", "2", "0.500"] in rows
    assert ["figure", "0", "1", "0.000"] in rows


def test_a_fallen_gate_is_named_with_what_fell(tmp_path: Path, answer: Answer) -> None:
    folder = write_run(tmp_path, [failed(answer)], planned(gates=Gates(pass_rate=1, metrics={"suite.passed": 0})))
    assert [line for line in printed(folder).splitlines() if "Gate" in line] == [
        "Gate fell in norhavn: pass_rate is 0, wanted 1 (boats)"
    ]


def test_an_interrupted_run_is_called_that(tmp_path: Path, answer: Answer) -> None:
    assert "norhavn was interrupted: 1 of 2 cases were asked\n" in printed(
        write_run(tmp_path, [passed(answer)], planned(2))
    )


def test_the_page_is_named_when_it_is_there(tmp_path: Path, answer: Answer) -> None:
    folder = write_run(tmp_path, [passed(answer)])
    assert "Report" not in printed(folder)
    (tmp_path / "report.html").touch()
    assert f"Report: {tmp_path / 'report.html'}\n" in printed(folder)


def test_hostile_text_neither_formats_nor_controls_the_terminal(tmp_path: Path, answer: Answer) -> None:
    wrong = (Failure(HOSTILE, HOSTILE, HOSTILE),)
    hostile = failed(
        replace(answer, text=HOSTILE),
        HOSTILE,
        asked=(HOSTILE,),
        failures=wrong,
        missed=(Missed(HOSTILE, "", HOSTILE, 1),),
        tags=(HOSTILE,),
    )
    text = printed(write_run(tmp_path, [hostile]), colours=True)
    assert "\x1b[31mevil" not in text
    assert not {"\x00", "\u202e", "\ud800"} & {*text}
    assert text.count("\ufffd[31m") >= 6
    assert text.count("[bold]") >= 6
