"""What a build server reads of a run."""

import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

from assistant.types import Answer
from eval.folder import RunFolder
from eval.outcome import outcomes
from eval.reports.junit import write_junit
from eval.score import Failure
from eval.suite import Gates
from tests.eval.runs import HOSTILE, failed, passed, planned, write_run


def junit(folder: RunFolder) -> ET.Element:
    return ET.parse(write_junit(folder, outcomes(folder))).getroot()


def suites(root: ET.Element) -> dict[str | None, ET.Element]:
    return {suite.get("name"): suite for suite in root.iter("testsuite")}


def test_a_suite_counts_its_cases_its_failures_and_its_time(tmp_path: Path, answer: Answer) -> None:
    folder = write_run(tmp_path, [passed(answer, "boats"), failed(answer, "more")], planned(2))
    suite = suites(junit(folder))["norhavn"]
    assert (suite.get("tests"), suite.get("failures"), suite.get("time")) == ("2", "1", "0.500")
    assert [case.get("name") for case in suite.iter("testcase")] == ["boats", "more"]
    assert [case.get("time") for case in suite.iter("testcase")] == ["0.250", "0.250"]


def test_a_failed_case_says_what_was_expected_and_what_came(tmp_path: Path, answer: Answer) -> None:
    wrong = (Failure("status", "abstained", "answered"), Failure("must_cite", "june", "may"))
    folder = write_run(tmp_path, [failed(answer, failures=wrong)])
    (failure,) = junit(folder).iter("failure")
    assert failure.get("type") == "status"
    assert failure.get("message") == "status: expected abstained; got answered; must_cite: expected june; got may"
    assert answer.question in (failure.text or "")
    assert answer.text in (failure.text or "")


def test_a_case_that_an_error_came_of_has_a_failure_too(tmp_path: Path) -> None:
    (failure,) = junit(write_run(tmp_path, [failed(None)])).iter("failure")
    assert (failure.text or "").endswith("no answer")


def test_variants_and_ablations_are_suites_of_their_own(tmp_path: Path, answer: Answer) -> None:
    records = [
        passed(answer, variant="passages=4"),
        passed(answer, variant="passages=8"),
        failed(answer, variant="passages=4", ablation="noise"),
    ]
    plans = [planned(variant="passages=4", ablations=("noise",)), planned(variant="passages=8")]
    found = suites(junit(write_run(tmp_path, records, *plans)))
    assert found["norhavn · passages=4 · noise"].get("failures") == "1"
    assert found["norhavn · passages=4"].get("failures") == "0"
    assert found["norhavn · passages=8"].get("tests") == "1"


def test_each_gate_is_a_case_and_a_fallen_one_fails_in_words(tmp_path: Path, answer: Answer) -> None:
    gates = Gates(pass_rate=0.9, metrics={"suite.passed": 0.4})
    folder = write_run(tmp_path, [passed(answer, "a"), failed(answer, "b")], planned(2, gates=gates))
    suite = suites(junit(folder))["norhavn · gates"]
    fell = {case.get("name"): case.findtext("failure") for case in suite.iter("testcase")}
    assert fell == {
        "pass_rate": "pass_rate is 0.5, wanted 0.9 (b)",
        "suite.passed": None,
        "every case asked": None,
    }


def test_an_interrupted_run_does_not_pass(tmp_path: Path, answer: Answer) -> None:
    root = junit(write_run(tmp_path, [passed(answer)], planned(3)))
    assert [failure.text for failure in root.iter("failure")] == ["1 of 3 cases were asked"]
    assert root.get("failures") == "1"


def test_the_whole_counts_all_suites_and_gates(tmp_path: Path, answer: Answer) -> None:
    records = [failed(answer), failed(answer, suite="inland")]
    plans = [planned(gates=Gates(pass_rate=1)), planned(suite="inland")]
    root = junit(write_run(tmp_path, records, *plans))
    assert int(root.get("tests", "")) == len(list(root.iter("testcase"))) == 5
    assert int(root.get("failures", "")) == len(list(root.iter("failure"))) == 3


def test_hostile_text_leaves_the_xml_valid(tmp_path: Path, answer: Answer) -> None:
    wrong = (Failure(HOSTILE, HOSTILE, HOSTILE),)
    hostile = failed(replace(answer, text=HOSTILE), HOSTILE, asked=(HOSTILE,), failures=wrong)
    root = junit(write_run(tmp_path, [hostile]))
    (failure,) = root.iter("failure")
    assert "</script><script>alert(1)</script>" in (failure.text or "")
    assert "\ufffd" in (failure.get("message") or "")
    assert not list(root.iter("script"))
