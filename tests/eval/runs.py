"""Writes small runs, as a run writes them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eval.folder import Plan, Planned, RunFolder
from eval.record import Missed, Record, to_line
from eval.score import Failure
from eval.suite import Gates

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assistant.types import Answer
    from eval.suite import Ablation

# What no document should hold: markup, control characters, a turned order, half a character, quotation marks.
HOSTILE = "</script><script>alert(1)</script>\x1b[31m\x00\u202eevil\ud800\uffff [bold]\"'&amp; ]]> | `@ada` #1"
WRONG = Failure("must_include", "'340 boats'", "not in text")
LOST = Missed("june", "More boats leave", "more than 340 boats had left", 7)


def passed(answer: Answer | None, case_id: str = "boats", **changes: Any) -> Record:
    record = Record(
        suite="norhavn",
        variant="",
        ablation=None,
        case_id=case_id,
        asked=(answer.question if answer else "What came?",),
        tags=(),
        expected="answered",
        passed=True,
        failures=(),
        measures={"suite.passed": 1.0},
        answer=answer,
        seconds=0.25,
    )
    return replace(record, **changes)


def failed(answer: Answer | None, case_id: str = "boats", **changes: Any) -> Record:
    wrong = {"passed": False, "failures": (WRONG,), "missed": (LOST,), "measures": {"suite.passed": 0.0}}
    return passed(answer, case_id, **{**wrong, **changes})


def write_run(path: Path, records: Iterable[Record], *suites: Planned) -> RunFolder:
    folder = RunFolder(path)
    folder.begin(Plan("2026-11-21T09:30:00+00:00", suites or (planned(),)), resume=False)
    with folder.open_results() as results:
        results.writelines(map(to_line, records))
    return folder


def planned(
    cases: int = 1,
    *,
    suite: str = "norhavn",
    variant: str = "",
    gates: Gates | None = None,
    ablations: tuple[Ablation, ...] = (),
) -> Planned:
    return Planned(suite, variant, Path(f"{suite}.yaml"), cases, gates or Gates(), ablations)
