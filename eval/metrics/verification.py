"""What became of a language model's reply: nothing unsound may reach the answer, and little that is sound be lost.

What a case must not include is the defect of its reply; what it must include are the reply's sound sentences.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.observed import Measure
from eval.score import found, part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.types import Answer
    from eval.case import Phrase
    from eval.observed import Observed

_OWN = "extractive"  # who answers where nothing of a reply held


def measure(observed: Observed) -> Iterator[Measure]:
    """Measure cases with a reply. An answer that the archive gives in its place keeps none of it."""
    case, answer = observed.case, observed.answer
    if case.reply is None:
        return
    if case.must_not_include and answer is not None:
        yield Measure("verification.caught", float(not any(_stands(one, answer) for one in case.must_not_include)))
    if case.must_include:
        written = answer if answer and answer.answerer != _OWN else None
        kept = sum(written is not None and _stands(one, written) for one in case.must_include)
        yield Measure("verification.kept", kept / len(case.must_include))


def _stands(phrase: Phrase, answer: Answer) -> bool:
    return bool(found(phrase, part(answer, phrase.place)))
