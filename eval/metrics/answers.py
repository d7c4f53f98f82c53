"""What an answer says against what it should say: phrases wanted, known answers, and answers known to be wrong.

Exact match and F1 are SQuAD's (Rajpurkar et al. 2016), of the shortest span that a statement gives for an answer;
`misled` follows RAMDocs (Wang et al. 2025), where some documents mislead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.metrics.words import exact, f1, holds_words
from eval.observed import Measure
from eval.score import found, part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.types import Answer
    from eval.case import Case
    from eval.observed import Observed


def measure(observed: Observed) -> Iterator[Measure]:
    """Measure the phrases wanted of any case, an error holding none; all else of answers given alone.

    How many were given stands beside: `abstention.answered`.
    """
    case, answer = observed.case, observed.answer
    if case.must_include:
        held = sum(bool(answer and found(one, part(answer, one.place))) for one in case.must_include)
        yield Measure("answer.must_include", held / len(case.must_include))
    if answer is not None and answer.status == "answered":
        yield from _known(case, answer)
        yield from _spans(case, answer)


def _known(case: Case, answer: Answer) -> Iterator[Measure]:
    said = part(answer, "text")
    right = any(holds_words(said, known) for known in case.answers)
    if case.answers:
        yield Measure("answer.included", float(right))
    if case.wrong_answers:
        wrong = any(holds_words(said, known) for known in case.wrong_answers)
        yield Measure("answer.misled", float(wrong and not right))


def _spans(case: Case, answer: Answer) -> Iterator[Measure]:
    spans = [statement.answer for statement in answer.statements if statement.answer]
    if spans and case.answers:
        for name, compared in (("exact_match", exact), ("f1", f1)):
            best = max(compared(span, known) for span in spans for known in case.answers)
            yield Measure(f"answer.{name}", best)
