"""Two runs of the same cases: what differs, and what does not."""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from markdown_it import MarkdownIt
from rich.console import Console

from eval.compare import Comparison, compare
from eval.errors import RunError
from eval.folder import RunFolder
from eval.reports.compared import markdown, print_comparison
from eval.reports.shown import clean
from eval.score import Failure
from tests.eval.runs import HOSTILE, failed, passed, write_run

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from assistant.types import Answer
    from eval.record import Record


@pytest.fixture
def runs(tmp_path: Path) -> Runs:
    return Runs(tmp_path)


class Runs:
    """Writes two runs and compares them."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def compared(self, first: Sequence[Record], second: Sequence[Record]) -> Comparison:
        return compare(write_run(self.path / "first", first), write_run(self.path / "second", second))


def printed(comparison: Comparison) -> str:
    out = StringIO()
    print_comparison(comparison, Console(file=out, width=120))
    return out.getvalue()


def valued(answer: Answer, values: Sequence[float], column: str = "suite.passed") -> list[Record]:
    return [passed(answer, f"case-{i:02}", measures={column: value}) for i, value in enumerate(values)]


def test_identical_runs_differ_in_nothing(runs: Runs, answer: Answer) -> None:
    records = [passed(answer, "a"), failed(answer, "b"), failed(None, "c", ablation="noise")]
    found = runs.compared(records, records)
    assert found.unchanged
    assert printed(found) == "Nothing changed.\n"
    assert markdown(found) == "### Readout evaluation: 3 cases compared\n\nNothing changed.\n"


def test_the_order_of_the_cases_makes_no_difference(runs: Runs, answer: Answer) -> None:
    first = [passed(answer, "a"), failed(answer, "b"), passed(answer, "c")]
    second = [failed(answer, "c"), passed(answer, "a"), passed(answer, "b")]
    found = runs.compared(first, second)
    assert runs.compared(first, first[::-1]).unchanged
    assert replace(runs.compared(first[::-1], second[::-1]), first=found.first) == found


def test_newly_failing_and_newly_passing_are_told_apart(runs: Runs, answer: Answer) -> None:
    found = runs.compared([passed(answer, "a"), failed(answer, "b")], [failed(answer, "a"), passed(answer, "b")])
    assert [case.case_id for case in found.of("newly_failing")] == ["a"]
    assert [case.case_id for case in found.of("newly_passing")] == ["b"]


def test_a_newly_failing_case_shows_what_is_wrong_and_both_answers(runs: Runs, answer: Answer) -> None:
    other = replace(answer, text="The archive does not say.", citations=answer.citations[:1])
    text = printed(runs.compared([passed(answer)], [failed(other)]))
    assert "1 newly failing\n  boats (norhavn): How many boats left Norhavn?\n" in text
    assert "    must_include: expected '340 boats'; got not in text\n" in text
    assert "    changed: text, citations, failures\n" in text
    assert "    first: - 3 May 2024: “some 212 boats had left Norhavn since March” [1]" in text
    assert "    second: The archive does not say. (cites may:29-72)\n" in text


def test_an_answer_that_passes_both_times_is_shown_where_its_citations_differ(runs: Runs, answer: Answer) -> None:
    found = runs.compared([passed(answer)], [passed(replace(answer, citations=answer.citations[1:]))])
    (case,) = found.of("changed")
    assert case.parts == ("citations",)
    assert "    first cites may:29-72, june:20-73\n    second cites june:20-73\n" in printed(found)


def test_a_case_that_fails_otherwise_is_a_change(runs: Runs, answer: Answer) -> None:
    found = runs.compared([failed(answer)], [failed(answer, failures=(Failure("status", "abstained", "answered"),))])
    assert [case.parts for case in found.of("changed")] == [("failures",)]


def test_time_tokens_and_scores_of_an_answer_are_no_change_of_it(runs: Runs, answer: Answer) -> None:
    slower = passed(replace(answer, score=0.5, timings_ms=replace(answer.timings_ms, total=900.0)), seconds=9.0)
    assert runs.compared([passed(answer)], [slower]).unchanged


def test_cases_of_one_run_alone_are_named(runs: Runs, answer: Answer) -> None:
    found = runs.compared([passed(answer, "a"), passed(answer, "b")], [passed(answer, "b"), passed(answer, "c")])
    assert [case.case_id for case in found.of("only_first")] == ["a"]
    assert [case.case_id for case in found.of("only_second")] == ["c"]
    assert found.common == 1
    assert "1 only in the first run\n  a (norhavn)\n" in printed(found)


def test_a_case_is_compared_with_its_own_variant_and_ablation(runs: Runs, answer: Answer) -> None:
    kinds = ({"variant": "passages=4"}, {"variant": "passages=8"}, {"variant": "passages=8", "ablation": "noise"})
    first = [passed(answer, **kind) for kind in kinds]
    found = runs.compared(first, [*first[:2], failed(answer, **kinds[2])])
    (case,) = found.cases
    assert (case.kind, case.variant, case.ablation) == ("newly_failing", "passages=8", "noise")


def test_an_error_in_place_of_an_answer_is_a_change(runs: Runs, answer: Answer) -> None:
    text = printed(runs.compared([passed(answer)], [failed(None)]))
    assert "    second: no answer (cites nothing)\n" in text


def test_a_figure_changes_by_its_difference_over_common_cases(runs: Runs, answer: Answer) -> None:
    first = valued(answer, [1, 1, 0, 0, 0])  # the last is asked in the first run alone
    found = runs.compared(first, valued(answer, [1, 1, 1, 0]))
    (figure,) = found.figures
    assert (figure.first, figure.second, figure.difference) == (0.5, 0.75, 0.25)
    assert (figure.first_cases, figure.second_cases) == (4, 4)
    assert figure.way == "better"


def test_a_change_in_most_cases_is_marked_and_one_in_few_is_not(runs: Runs, answer: Answer) -> None:
    (sure,) = runs.compared(valued(answer, [1] * 20), valued(answer, [1] * 8 + [0] * 12)).figures
    (unsure,) = runs.compared(valued(answer, [1] * 20), valued(answer, [1] * 19 + [0])).figures
    assert sure.significant
    assert sure.way == "worse"
    # No resample of one lost case out of twenty shows a gain; 0.95 ** 20 = 36 % of them show no loss.
    assert unsure.p_value == pytest.approx(2 * 0.358, abs=0.1)
    assert not unsure.significant


def test_marks_stand_beside_the_figures(runs: Runs, answer: Answer) -> None:
    found = runs.compared(valued(answer, [1] * 20), valued(answer, [1] * 8 + [0] * 12))
    (row,) = [line for line in printed(found).splitlines() if "suite.passed" in line]
    cells = [cell.strip() for cell in row.split("│")[1:-1]]
    assert cells[:4] == ["suite.passed (norhavn)", "1.000", "0.400", "−0.600"]
    assert cells[-1] == "worse *"
    assert "| **worse \\*** |" in markdown(found)


def test_lower_is_better_where_the_table_says_so(runs: Runs, answer: Answer) -> None:
    first, second = (valued(answer, values, "answer.misled") for values in ([0, 0], [1, 0]))
    assert runs.compared(first, second).figures[0].way == "worse"


def test_time_is_shown_and_never_judged(runs: Runs, answer: Answer) -> None:
    found = runs.compared(valued(answer, [10.0] * 20, "cost.ms"), valued(answer, [900.0] * 20, "cost.ms"))
    assert found.unchanged
    assert {figure.name for figure in found.figures} == {"cost.p50_ms", "cost.p95_ms", "cost.p99_ms"}
    assert not any(figure.significant or figure.way != "none" for figure in found.figures)
    text = printed(found)
    assert text.startswith("Nothing changed.\n")
    assert text.count("time: not judged") == 3
    assert "+890 ms" in text


def test_a_case_with_a_value_in_one_run_alone_is_part_of_the_change(runs: Runs, answer: Answer) -> None:
    first = [passed(answer, f"case-{i}", measures={"abstention.precision": 1.0} if i < 4 else {}) for i in range(8)]
    second = [passed(answer, f"case-{i}", measures={"abstention.precision": float(i < 4)}) for i in range(8)]
    (figure,) = runs.compared(first, second).figures
    assert (figure.first, figure.second, figure.difference) == (1.0, 0.5, -0.5)
    assert (figure.first_cases, figure.second_cases) == (4, 8)
    assert figure.low is not None
    assert figure.low >= -1
    assert figure.significant


def test_a_figure_of_one_run_alone_has_no_change(runs: Runs, answer: Answer) -> None:
    judged = passed(answer, measures={"judge.faithful": 1.0})
    (figure,) = runs.compared([passed(answer, measures={})], [judged]).figures
    assert (figure.first, figure.second, figure.difference, figure.p_value) == (None, 1.0, None, None)


def test_hostile_text_is_literal_in_markdown(runs: Runs, answer: Answer) -> None:
    wrong = (Failure("status", HOSTILE, HOSTILE),)
    named = {"asked": (HOSTILE,), "variant": HOSTILE}
    hostile = failed(replace(answer, text=HOSTILE), HOSTILE, failures=wrong, **named)
    text = markdown(runs.compared([passed(answer, HOSTILE, **named)], [hostile]))
    rendered = MarkdownIt("commonmark").enable("table").render(text)
    shown = clean(HOSTILE).replace("@", "@\u200b").replace("#", "#\u200b")  # so that nobody is called by name
    assert rendered.count(escape(shown).replace("&#x27;", "'")) >= 4
    table = {"table", "thead", "tbody", "tr", "th", "td"}
    assert {*re.findall(r"<(\w+)", rendered)} == {"h3", "p", "details", "summary", "ul", "li", "strong", *table}
    assert rendered.count("<td") == 7


def test_hostile_text_does_not_control_the_terminal(runs: Runs, answer: Answer) -> None:
    wrong = (Failure("status", HOSTILE, HOSTILE),)
    hostile = failed(replace(answer, text=HOSTILE), HOSTILE, asked=(HOSTILE,), failures=wrong)
    text = printed(runs.compared([passed(answer, HOSTILE, asked=(HOSTILE,))], [hostile]))
    assert not {"\x1b", "\x00", "\u202e", "\ud800"} & {*text}
    assert "[bold]" in text


def test_markdown_fits_a_comment_however_much_differs(runs: Runs, answer: Answer) -> None:
    long = replace(answer, text="boats " * 100)
    first = [passed(answer, f"case-{i:03}") for i in range(200)]
    text = markdown(runs.compared(first, [failed(long, f"case-{i:03}") for i in range(200)]))
    assert 50_000 < len(text) < 65_536
    assert "200 newly failing" in text
    shown = text.count("- **")
    assert f"- and {200 - shown} more" in text


def test_a_folder_that_is_no_run_is_named(tmp_path: Path, answer: Answer) -> None:
    run = write_run(tmp_path / "first", [passed(answer)])
    with pytest.raises(RunError, match="elsewhere holds no results"):
        compare(run, RunFolder(tmp_path / "elsewhere"))
