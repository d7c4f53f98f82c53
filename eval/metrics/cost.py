"""What an answer takes: time by the wall clock, tokens as the answer reports them (tiktoken where no model does)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.observed import Measure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eval.observed import Observed


def measure(observed: Observed) -> Iterator[Measure]:
    """Measure the last turn; an error costs nothing that could be compared."""
    if observed.answer is not None:
        yield Measure("cost.ms", observed.seconds * 1000)
        yield Measure("cost.prompt_tokens", float(observed.answer.usage.prompt_tokens))
        yield Measure("cost.completion_tokens", float(observed.answer.usage.completion_tokens))
