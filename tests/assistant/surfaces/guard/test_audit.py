"""Lines that are written down, and files that are put aside."""

from __future__ import annotations

import json
import logging
import multiprocessing
import stat
from typing import TYPE_CHECKING

from assistant.surfaces.guard.audit import Audit

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def lines(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for file in sorted(folder.glob("audit*.jsonl")) for line in file.read_text().splitlines()]


def write_many(folder: Path, name: str) -> None:
    audit = Audit(folder, largest=2_000)
    for number in range(200):
        audit.write("request", name=name, number=number)


def test_a_line_says_what_was_done_and_when(tmp_path: Path) -> None:
    Audit(tmp_path).write("key added", name="desk")
    (line,) = lines(tmp_path)
    assert line == {"at": line["at"], "what": "key added", "name": "desk"}
    assert str(line["at"]).endswith("+00:00")


def test_only_its_owner_reads_it(tmp_path: Path) -> None:
    Audit(tmp_path).write("request")
    assert stat.S_IMODE((tmp_path / "audit.jsonl").stat().st_mode) == 0o600


def test_older_lines_are_put_aside_and_the_oldest_go(tmp_path: Path) -> None:
    audit = Audit(tmp_path, largest=100)
    for number in range(40):
        audit.write("request", number=number)
    assert {file.name for file in tmp_path.glob("audit*.jsonl")} <= {
        "audit.jsonl",
        *(f"audit.{age}.jsonl" for age in range(1, 10)),
    }
    kept = sorted(int(str(line["number"])) for line in lines(tmp_path))
    assert kept == list(range(kept[0], 40))
    assert 0 < kept[0] < 30


def test_two_processes_lose_no_line_and_mix_none(tmp_path: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    writers = [spawn.Process(target=write_many, args=(tmp_path, name)) for name in ("ada", "bo")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    found = lines(tmp_path)
    for name in ("ada", "bo"):
        numbers = sorted(int(str(line["number"])) for line in found if line["name"] == name)
        assert numbers == list(range(numbers[0], 200))


def test_what_was_done_stays_done_where_it_cannot_be_written(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    audit = Audit(tmp_path / "nowhere")
    with caplog.at_level(logging.ERROR):
        audit.write("key revoked", name="desk")
    assert "key revoked" in caplog.text
