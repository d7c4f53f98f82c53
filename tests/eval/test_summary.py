from __future__ import annotations

from dataclasses import replace

import pytest

from eval.record import Record
from eval.summary import Rate, summarise
from tests.eval.metrics.harbour import answered

Measures = dict[str, float]


def record(
    case_id: str, measures: Measures | None = None, *, passed: bool = True, tags: tuple[str, ...] = ()
) -> Record:
    return Record(
        suite="harbour",
        variant="",
        ablation=None,
        case_id=case_id,
        asked=("How many boats?",),
        tags=tags,
        expected="answered",
        passed=passed,
        failures=(),
        measures=measures or {},
        answer=answered("212 boats."),
        seconds=0.1,
    )


def ablated(case_id: str, measures: Measures, *, passed: bool) -> Record:
    return replace(record(case_id, measures, passed=passed, tags=("figure",)), ablation="noise")


def test_rates_are_counted_over_all_and_by_tag() -> None:
    (summary,) = summarise(
        [
            record("a", tags=("figure", "call")),
            record("b", passed=False, tags=("figure",)),
            record("c", passed=False),
            record("d", tags=("call", "call")),
        ]
    )
    assert summary.rates == (Rate(None, 2, 4), Rate("call", 2, 2), Rate("figure", 1, 2))
    assert summary.rate("figure").rate == 0.5
    assert summary.rate("never").rate == 0.0
    assert summary.failed == ("b", "c")


def test_a_figure_is_over_the_cases_that_bear_on_it() -> None:
    (summary,) = summarise(
        [record("a", {"answer.f1": 1.0}), record("b", {"answer.f1": 0.25}), record("c", {"suite.passed": 1.0})]
    )
    value = summary.value("answer.f1")
    assert value is not None
    assert (value.value, value.cases) == (0.625, 2)
    assert value.low is not None
    assert value.high is not None
    assert 0.25 <= value.low < 0.625 < value.high <= 1.0


def test_a_figure_that_no_case_bears_on_is_left_out_as_is_one_that_is_undefined() -> None:
    scores = [{"abstention.score": 0.9, "abstention.answerable": 1.0, "abstention.outcome": 0.0}] * 3
    (summary,) = summarise([record(str(number), measures) for number, measures in enumerate(scores)])
    assert summary.values == ()
    assert summary.value("abstention.auroc") is None


def test_a_figure_of_several_columns_is_over_the_cases_that_have_them_all() -> None:
    """Of the complete cases, both pairs are in order; the third score has no label."""
    rows = [(0.9, 1.0), (0.4, 1.0), (0.2, 0.0)]
    measures = [{"abstention.score": score, "abstention.answerable": label} for score, label in rows]
    cases = [*measures, {"abstention.score": 0.99}]
    (summary,) = summarise([record(str(number), one) for number, one in enumerate(cases)])
    value = summary.value("abstention.auroc")
    assert value is not None
    assert (value.value, value.cases) == (1.0, 3)


def test_figures_of_time_are_percentiles_of_one_column() -> None:
    """Of 0, 1, … 100 ms the n-th percentile is n ms."""
    (summary,) = summarise([record(str(number), {"cost.ms": float(number)}) for number in range(101)])
    measured = {one.name: one.value for one in summary.values}
    assert measured == pytest.approx({"cost.p50_ms": 50, "cost.p95_ms": 95, "cost.p99_ms": 99})


def test_one_case_has_a_value_and_no_interval() -> None:
    (summary,) = summarise([record("a", {"answer.f1": 0.5})])
    (value,) = summary.values
    assert (value.value, value.low, value.high, value.cases) == (0.5, None, None, 1)


def test_an_ablation_fills_its_figure_and_counts_in_no_rate() -> None:
    (summary,) = summarise([record("a"), ablated("a", {"ablation.noise": 0.0}, passed=False)])
    assert summary.rates == (Rate(None, 1, 1),)
    assert summary.failed == ()
    value = summary.value("ablation.noise")
    assert value is not None
    assert (value.value, value.cases) == (0.0, 1)


def test_figures_and_intervals_are_the_same_in_whatever_order_the_cases_came() -> None:
    """A tenth cannot be written in binary: sums in another order may differ in the last digit."""
    records = [
        record(str(number), {"answer.f1": number % 11 / 10, "suite.passed": number % 3 / 2}) for number in range(90)
    ]
    assert summarise(records)[0].values == summarise(records[::-1])[0].values


def test_each_variant_of_each_suite_is_summarised_by_itself() -> None:
    plain = record("a", {"answer.f1": 1.0})
    varied = replace(plain, variant="passages=4", measures={"answer.f1": 0.0})
    first, second = summarise([plain, varied])
    assert [(one.suite, one.variant) for one in (first, second)] == [("harbour", ""), ("harbour", "passages=4")]
    assert [one.values[0].value for one in (first, second)] == [1.0, 0.0]
