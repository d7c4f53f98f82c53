"""A run as one JSON object, written case by case."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from assistant.serialise import to_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from eval.folder import RunFolder
    from eval.outcome import Outcome
    from eval.record import Record


def json_report(folder: RunFolder, summed: Sequence[Outcome]) -> Iterator[str]:
    """Yield the pieces of `{"report", "suites": [{"name", "passed", …, "cases": […]}]}`."""
    yield f'{{"report": {json.dumps(str(folder.path))},\n"suites": ['
    for number, outcome in enumerate(summed):
        yield ",\n" if number else "\n"
        yield json.dumps(to_json(_head(outcome)))[:-1] + ', "cases": ['
        for place, record in enumerate(_records(folder, outcome)):
            yield ("," if place else "") + "\n" + json.dumps(to_json(_case(record)))
        yield "]}"
    yield "]}\n"


def _head(outcome: Outcome) -> dict[str, object]:
    summary = outcome.summary
    return {
        "name": summary.suite,
        "variant": summary.variant,
        "path": outcome.planned.path,
        "passed": not outcome.fallen and outcome.complete,
        "complete": outcome.complete,
        "fallen_gates": outcome.fallen,
        "rates": [{**to_json(one), "rate": one.rate} for one in summary.rates],
        "figures": summary.values,
    }


def _case(record: Record) -> dict[str, object]:
    return {
        "id": record.case_id,
        "ablation": record.ablation,
        "asked": record.asked,
        "tags": record.tags,
        "passed": record.passed,
        "failures": record.failures,
        "measures": record.measures,
        "seconds": record.seconds,
        "answer": record.answer,
    }


def _records(folder: RunFolder, outcome: Outcome) -> Iterator[Record]:
    named = (outcome.summary.suite, outcome.summary.variant)
    return (record for record in folder.records() if (record.suite, record.variant) == named)
