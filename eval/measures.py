"""Measures over many questions; each is a small pure function."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


def auroc(positive: Sequence[float], negative: Sequence[float]) -> float | None:
    """Return how often a positive scores above a negative, ties counting half; None where either is missing.

    The rank form of Mann and Whitney's U (1947): ranks of ties are averaged.
    """
    if not positive or not negative:
        return None
    labelled = sorted([(score, 1) for score in positive] + [(score, 0) for score in negative])
    below, rank_sum = 0, 0.0
    for _, group in groupby(labelled, key=lambda one: one[0]):
        labels = [label for _, label in group]
        rank_sum += sum(labels) * (below + (len(labels) + 1) / 2)
        below += len(labels)
    count = len(positive)
    return (rank_sum - count * (count + 1) / 2) / (count * len(negative))


def recall_at(ranked: Sequence[str], wanted: Collection[str], k: int) -> float:
    """Return the share of wanted documents among the first k distinct ones of a ranking."""
    first = list(dict.fromkeys(ranked))[:k]
    return len(set(first) & set(wanted)) / len(set(wanted))


def mean(values: Sequence[float]) -> float | None:
    """Return the mean, or None of nothing."""
    return sum(values) / len(values) if values else None
