from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from eval.errors import SuiteError
from eval.finish import save_baseline
from eval.folder import Planned
from eval.gates import Baseline, baseline_of, fallen_gates, read_baselines
from eval.outcome import Outcome
from eval.suite import Gates
from eval.summary import Rate, Summary, Value

if TYPE_CHECKING:
    from pathlib import Path

SUMMARY = Summary(
    "boats",
    "",
    (
        Value("answer.f1", 0.8, 0.7, 0.9, 10),
        Value("grounding.unsupported_numbers", 0.1, 0.0, 0.2, 10),
        Value("cost.p50_ms", 50, 40, 60, 10),
        Value("cost.completion_tokens", 40, 30, 50, 10),
    ),
    (Rate(None, 3, 4), Rate("figure", 1, 2)),
    ("d",),
)
BASELINE = baseline_of(SUMMARY)


@pytest.mark.parametrize(
    ("gates", "fallen"),
    [
        (Gates(), []),
        (Gates(pass_rate=0.75), []),
        (Gates(pass_rate=0.76), ["pass_rate"]),
        (Gates(tags={"figure": 0.5}), []),
        (Gates(tags={"figure": 0.6}), ["tags.figure"]),
        (Gates(metrics={"answer.f1": 0.8}), []),
        (Gates(metrics={"answer.f1": 0.81}), ["answer.f1"]),
        (Gates(metrics={"grounding.unsupported_numbers": 0.1}), []),
        (Gates(metrics={"grounding.unsupported_numbers": 0.05}), ["grounding.unsupported_numbers"]),
        (Gates(metrics={"cost.p50_ms": 49}), ["cost.p50_ms"]),
        (Gates(metrics={"abstention.f1": 0.0}), ["abstention.f1"]),  # nothing to measure is not enough
    ],
)
def test_a_gate_falls_where_its_threshold_is_not_reached(gates: Gates, fallen: list[str]) -> None:
    assert [gate.name for gate in fallen_gates(gates, SUMMARY)] == fallen


def test_a_fallen_gate_says_what_was_wanted_what_came_and_which_cases() -> None:
    (gate,) = fallen_gates(Gates(pass_rate=1), SUMMARY)
    assert gate.sentence == "pass_rate is 0.75, wanted 1 (d)"
    (gate,) = fallen_gates(Gates(metrics={"abstention.f1": 0.5}), SUMMARY)
    assert gate.sentence == "abstention.f1 is nothing to measure, wanted 0.5"


def test_a_run_is_not_worse_than_itself() -> None:
    assert fallen_gates(Gates(), SUMMARY, BASELINE) == ()


def test_a_baseline_holds_no_cost() -> None:
    assert BASELINE.figures == {"answer.f1": 0.8, "grounding.unsupported_numbers": 0.1}
    assert (BASELINE.cases, BASELINE.failed) == (4, ("d",))


@pytest.mark.parametrize(
    ("figures", "tolerance", "fallen"),
    [
        ({"answer.f1": 0.81}, 0, ["baseline: answer.f1"]),
        ({"answer.f1": 0.81}, 0.01, []),
        ({"answer.f1": 0.7}, 0, []),
        ({"grounding.unsupported_numbers": 0.05}, 0, ["baseline: grounding.unsupported_numbers"]),
        ({"grounding.unsupported_numbers": 0.2}, 0, []),
        ({"answer.exact_match": 0.1}, 0, ["baseline: answer.exact_match"]),
    ],
)
def test_a_figure_that_became_worse_than_the_baseline_falls(
    figures: dict[str, float], tolerance: float, fallen: list[str]
) -> None:
    baseline = Baseline("boats", "", 4, figures, ("d",))
    assert [gate.name for gate in fallen_gates(Gates(tolerance=tolerance), SUMMARY, baseline)] == fallen


def test_a_case_that_passed_in_the_baseline_and_fails_now_falls_by_name() -> None:
    (gate,) = fallen_gates(Gates(), SUMMARY, Baseline("boats", "", 4, {}, ("a",)))
    assert gate.sentence == "baseline: cases that passed before is 1, wanted 0 (d)"


def test_nothing_is_asked_of_an_ablation_that_was_not_to_be_made() -> None:
    gates = Gates(metrics={"ablation.noise": 1, "ablation.order": 1})
    baseline = Baseline("boats", "", 4, {"ablation.noise": 1, "ablation.order": 1}, ("d",))
    assert [gate.name for gate in fallen_gates(gates, SUMMARY, baseline, {"noise"})] == [
        "ablation.order",
        "baseline: ablation.order",
    ]


def test_a_baseline_is_read_back_as_it_was_saved(tmp_path: Path) -> None:
    outcome = Outcome(Planned("boats", "", tmp_path, 4, Gates()), SUMMARY, (), complete=True)
    save_baseline(tmp_path / "baselines" / "boats.json", (outcome,))
    assert read_baselines(tmp_path / "baselines" / "boats.json") == (BASELINE,)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"baselines": [{"suite": "boats"}]}'])
def test_a_file_that_is_no_baseline_is_refused_with_what_writes_one(tmp_path: Path, text: str) -> None:
    (tmp_path / "b.json").write_text(text)
    with pytest.raises(SuiteError, match="is not a baseline; `readout eval run --save-baseline` writes one"):
        read_baselines(tmp_path / "b.json")
