"""Ctrl-C in the middle of a run: what was asked is kept and reported, and the rest is asked when the run is resumed."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from eval.folder import RunFolder
from tests.eval.harbour import CASES, write_suite

if TYPE_CHECKING:
    from pathlib import Path

MANY = tuple({**CASES[number % 3], "id": f"case-{number:03}"} for number in range(120))
READOUT = (sys.executable, "-c", "from assistant.surfaces.cli import main; main()")


@pytest.fixture
def command(tmp_path: Path) -> tuple[str, ...]:
    suite = write_suite(tmp_path / "files", cases=MANY)
    return (*READOUT, "eval", "run", str(suite), "--report", str(tmp_path / "run"), "--home", str(tmp_path / "home"))


def wait_for(results: Path, lines: int, process: subprocess.Popen[str]) -> None:
    started = time.monotonic()
    while not results.exists() or results.read_bytes().count(b"\n") < lines:
        assert process.poll() is None, process.communicate()
        assert time.monotonic() - started < 120
        time.sleep(0.02)


def test_what_was_asked_is_kept_and_a_resumed_run_asks_the_rest(tmp_path: Path, command: tuple[str, ...]) -> None:
    folder = RunFolder(tmp_path / "run")
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    wait_for(folder.results, 5, process)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 130
    kept = [record.case_id for record in folder.records()]
    assert 5 <= len(kept) < len(MANY)
    assert f"Interrupted after {len(kept)} of {len(MANY)} cases; --resume asks the rest." in errors
    assert "Traceback" not in errors
    made = {path.name for path in folder.path.iterdir()}
    assert made == {"results.jsonl", "run.json", "summary.json", "report.html", "junit.xml"}
    (summary,) = json.loads((folder.path / "summary.json").read_text())["suites"]
    assert summary["complete"] is False

    resumed = subprocess.run((*command, "--resume"), capture_output=True, text=True, check=False)
    assert resumed.returncode == 0, resumed.stderr
    assert [record.case_id for record in folder.records()] == [case["id"] for case in MANY]
    assert [record.case_id for record in folder.records()][: len(kept)] == kept
