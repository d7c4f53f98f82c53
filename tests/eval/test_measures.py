from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.measures import auroc, mean, recall_at

scores = st.lists(st.integers(0, 5).map(float), min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("positive", "negative", "expected"),
    [
        ([0.9, 0.8], [0.1, 0.2], 1.0),
        ([0.1], [0.9], 0.0),
        ([0.5], [0.5], 0.5),
        ([0.9, 0.4], [0.6, 0.2], 0.75),  # three of the four pairs stand in order
        ([0.6, 0.6], [0.6, 0.2], 0.75),  # two ties count half each, two pairs are won
        ([0.9], [], None),
        ([], [0.9], None),
    ],
)
def test_auroc_is_the_share_of_pairs_in_order(
    positive: list[float], negative: list[float], expected: float | None
) -> None:
    assert auroc(positive, negative) == expected


@given(scores, scores)
def test_auroc_equals_counting_the_pairs(positive: list[float], negative: list[float]) -> None:
    won = sum((p > n) + (p == n) / 2 for p in positive for n in negative)
    assert auroc(positive, negative) == pytest.approx(won / (len(positive) * len(negative)))


@pytest.mark.parametrize(
    ("ranked", "wanted", "k", "expected"),
    [
        (["a", "b", "c"], {"a"}, 1, 1.0),
        (["b", "a", "c"], {"a"}, 1, 0.0),
        (["b", "a", "c"], {"a", "c"}, 2, 0.5),
        (["b", "b", "b", "a"], {"a"}, 2, 1.0),  # passages of one document count once
        ([], {"a"}, 4, 0.0),
    ],
)
def test_recall_counts_distinct_documents(ranked: list[str], wanted: set[str], k: int, expected: float) -> None:
    assert recall_at(ranked, wanted, k) == expected


def test_the_mean_of_nothing_is_unknown_not_zero() -> None:
    assert mean([]) is None
    assert mean([1.0, 0.0]) == 0.5
