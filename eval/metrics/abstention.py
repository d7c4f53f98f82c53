"""Whether the archive's silence is told from its speech: abstaining is what is to be detected.

Abstention is scored as in SQuAD 2.0 (Rajpurkar et al. 2018) and never alone: who abstains on everything has full
recall. The measures of how much is answered, and answered as expected, stand beside.
An error in place of an answer is neither: it misses an abstention that was due and an answer that was due.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.metrics.statistics import FALSE_NEGATIVE, FALSE_POSITIVE, TRUE_NEGATIVE, TRUE_POSITIVE
from eval.observed import Measure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eval.observed import Observed

_OUTCOMES = {  # by whether it abstained, and whether that was due
    (True, True): TRUE_POSITIVE,
    (True, False): FALSE_POSITIVE,
    (False, True): FALSE_NEGATIVE,
    (False, False): TRUE_NEGATIVE,
}


def measure(observed: Observed) -> Iterator[Measure]:
    """Hold the status against the expected one; nothing where none is expected."""
    if observed.case.status is None:
        return
    due = observed.case.status == "abstained"
    status = observed.answer.status if observed.answer else None
    abstained, answered = status == "abstained", status == "answered"
    yield Measure("abstention.outcome", _OUTCOMES[abstained, due])
    if abstained:
        yield Measure("abstention.precision", float(due))
    if due:
        yield Measure("abstention.recall", float(abstained))
    else:
        yield Measure("abstention.answered", float(answered))
        yield Measure("abstention.answered_correctly", float(answered and not observed.failures))
    if observed.answer is not None:
        yield Measure("abstention.score", observed.answer.score)
        yield Measure("abstention.answerable", float(not due))
