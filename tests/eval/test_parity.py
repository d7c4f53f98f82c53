"""The same suite asked in this process and of a server comes to the same scores."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.bootstrap import open_assistant
from assistant.settings import Settings
from eval.folder import RunFolder
from eval.metrics.table import BY_NAME
from eval.run import Options
from tests.eval.harbour import run_suite, write_suite
from tests.eval.serving import serving

if TYPE_CHECKING:
    from pathlib import Path

    from eval.record import Record

OPTIONS = Options(ablations=("paraphrase",))


def scored(record: Record) -> Record:
    """A record without what time and place add to it."""
    measures = {name: value for name, value in record.measures.items() if name != "cost.ms"}
    answer = record.answer and replace(record.answer, timings_ms=None)
    return replace(record, measures=measures, answer=answer, seconds=0.0, fingerprint="")


async def test_in_this_process_and_of_a_server_every_case_is_scored_alike(tmp_path: Path, cache: Path) -> None:
    home = Settings(home=tmp_path / "home", cache=cache)
    suite = write_suite(tmp_path / "files")
    with open_assistant(home) as assistant:
        assistant.archive.sync([tmp_path / "files" / "bulletins"])
    suite = write_suite(tmp_path / "files", archive="{home: ../home}", gates="{pass_rate: 1}")
    here = await run_suite(suite, home, tmp_path / "here", OPTIONS)
    with open_assistant(home) as assistant, serving(assistant) as url:
        there = await run_suite(suite, home, tmp_path / "there", replace(OPTIONS, url=url))
    assert [scored(one) for one in RunFolder(tmp_path / "here").records()] == [
        scored(one) for one in RunFolder(tmp_path / "there").records()
    ]
    steady = [[one for one in run.summary.values if BY_NAME[one.name].steady] for run in (here, there)]
    assert steady[0] == steady[1]
    assert here.fallen == there.fallen == ()
