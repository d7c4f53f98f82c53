"""Whether an answer says who said it and when: the expectations of a case, each a figure of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.observed import Measure
from eval.score import check_as_of, check_event, check_speaker

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eval.observed import Observed

_CHECKS = {"speaker": check_speaker, "as_of": check_as_of, "event_on": check_event}


def measure(observed: Observed) -> Iterator[Measure]:
    """Measure what the case names, of answers given."""
    case, answer = observed.case, observed.answer
    if answer is None or answer.status == "abstained":
        return
    wanted = {"speaker": case.speaker, "as_of": case.as_of, "event_on": case.event_on}
    for name, check in _CHECKS.items():
        if wanted[name] is not None:
            met = all(failure.check != name for failure in check(case, answer))
            yield Measure(f"attribution.{name}", float(met))
