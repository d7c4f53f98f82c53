"""Hands a run over to RAGAS: the dataset that it reads."""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING

from eval.errors import RunError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from assistant.types import Answer
    from eval.folder import RunFolder
    from eval.record import Record

    Sample = dict[str, object]


def export(folder: RunFolder, target: Path) -> int:
    """Write the answers of a run to a file that `ragas.EvaluationDataset.from_jsonl` reads; return how many.

    A line is RAGAS's single-turn sample, with suite, variant and case beside it, which RAGAS passes over. A
    follow-up is given as the question that it was understood as. Left out are ablations, and cases that came
    to an error. Raises `RunError`.

    The format is plain JSON, so nothing of RAGAS is needed to write it and it is not imported: `readout[ragas]`
    brings the package for those who want to read the file here, which is large and need not be where suites run.
    """
    fullest, _ = max(enumerate(_samples(folder)), key=lambda placed: len(placed[1]), default=(0, {}))
    count = 0
    try:
        with target.open("w", encoding="ascii") as lines:  # RAGAS reads in whatever encoding its machine has
            for sample in _starting_with(fullest, folder):
                lines.write(json.dumps(sample) + "\n")
                count += 1
    except OSError as error:
        raise RunError(f"{target} cannot be written to ({error.strerror}); name another file.") from error
    return count


def _starting_with(first: int, folder: RunFolder) -> Iterator[Sample]:
    """Yield the sample with the most fields before the rest: RAGAS takes the first one's for those that all have."""
    yield from islice(_samples(folder), first, first + 1)
    yield from (sample for place, sample in enumerate(_samples(folder)) if place != first)


def _samples(folder: RunFolder) -> Iterator[Sample]:
    for record in folder.records():
        if record.answer is not None and record.ablation is None:
            yield _sample(record, record.answer)


def _sample(record: Record, answer: Answer) -> Sample:
    shown = (citation.quote for citation in (*answer.citations, *answer.related))
    sample: Sample = {
        "user_input": answer.standalone_question if len(record.asked) > 1 else record.asked[0],
        "retrieved_contexts": list(dict.fromkeys(shown)),
        "response": answer.text,
        "suite": record.suite,
        "variant": record.variant,
        "case": record.case_id,
    }
    if record.answers:
        sample["reference"] = record.answers[0]  # RAGAS takes one
    if record.evidence:
        sample["reference_contexts"] = list(record.evidence)
    return sample
