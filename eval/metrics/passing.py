"""Whether a case passes: every expectation met, and everything that holds of any answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.observed import Measure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eval.observed import Observed


def measure(observed: Observed) -> Iterator[Measure]:
    """Measure any case; an error in place of an answer is a failure."""
    yield Measure("suite.passed", float(not observed.failures))
