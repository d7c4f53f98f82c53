"""All that is measured of one case, family by family."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.metrics import (
    abstention,
    answers,
    attribution,
    conversation,
    cost,
    discrepancies,
    grounding,
    judged,
    passing,
    retrieval,
    verification,
)

if TYPE_CHECKING:
    from eval.observed import Observed

FAMILIES = (
    passing.measure,
    retrieval.measure,
    grounding.measure,
    answers.measure,
    abstention.measure,
    discrepancies.measure,
    attribution.measure,
    conversation.measure,
    cost.measure,
    verification.measure,
    judged.measure,
)


def measures(observed: Observed) -> dict[str, float]:
    """Return the values that a case adds, by column; a column that it does not bear on is left out."""
    return {one.name: one.value for family in FAMILIES for one in family(observed)}
