"""Makes everything that a run leaves behind of the results it wrote down, whether or not it came to its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.gates import baseline_of
from eval.outcome import outcomes
from eval.reports.junit import write_junit
from eval.reports.page import write_page

if TYPE_CHECKING:
    from pathlib import Path

    from eval.folder import RunFolder
    from eval.outcome import Outcome


def finish(folder: RunFolder, baseline: Path | None = None) -> tuple[Outcome, ...]:
    """Sum a run up and write its reports into its folder. Raises `SuiteError`, `RunError`."""
    summed = outcomes(folder, baseline)
    folder.write_json("summary.json", {"suites": summed})
    write_junit(folder, summed)
    write_page(folder, summed)
    return summed


def save_baseline(path: Path, summed: tuple[Outcome, ...]) -> None:
    """Write what later runs must not be worse than."""
    import json

    from assistant.serialise import to_json

    baselines = [baseline_of(one.summary) for one in summed]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"baselines": to_json(baselines)}, indent=1) + "\n", encoding="utf-8")
