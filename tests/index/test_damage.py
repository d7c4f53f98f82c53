"""Homes that are damaged, in use or out of reach: one sentence each, and a way out."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from index.errors import CorpusError, HomeBusyError, HomeError, IndexStateError
from tests.index.stand_in import harbour, small_archive, write_corpus

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.archive import Archive


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return write_corpus(tmp_path / "files" / "c.jsonl", [harbour(n) for n in range(20)])


@pytest.fixture
def home(tmp_path: Path, corpus: Path) -> Path:
    home = tmp_path / "home"
    with small_archive(home) as archive:
        archive.sync([corpus])
    return home


def overwrite(path: Path) -> None:
    """Garbage in place of every file."""
    for file in [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file()):
        file.write_bytes(b"\x00garbage" * 200)


def truncate(path: Path) -> None:
    for file in [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file()):
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 3])


def delete(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()


def read_all(archive: Archive) -> None:
    archive.search("ships at the quay", 5)
    for summary in archive.documents():
        archive.document(summary.document_id)


@pytest.mark.parametrize("part", ["catalog.sqlite", "chroma", "lexical"])
@pytest.mark.parametrize("damage", [overwrite, truncate, delete])
def test_a_damaged_index_says_how_to_build_it_again_and_that_works(
    home: Path, corpus: Path, part: str, damage: Callable[[Path], None]
) -> None:
    damage(home / part)
    with pytest.raises(IndexStateError) as caught, small_archive(home) as archive:
        read_all(archive)
    assert "readout index" in str(caught.value)
    assert "\n" not in str(caught.value)
    with small_archive(home) as archive:
        archive.sync([corpus], rebuild=True)
        read_all(archive)
        assert len(archive.documents()) == 20


def test_a_rebuild_keeps_what_others_store_in_the_same_database(home: Path, corpus: Path) -> None:
    with small_archive(home) as archive:
        with archive.engine.begin() as connection:
            connection.execute(sa.text("CREATE TABLE talk (line TEXT)"))
            connection.execute(sa.text("INSERT INTO talk VALUES ('good morning')"))
        archive.sync([corpus], rebuild=True)
        with archive.engine.begin() as connection:
            assert connection.execute(sa.text("SELECT line FROM talk")).scalar_one() == "good morning"


def test_the_holder_of_a_home_is_named_and_its_end_frees_it(home: Path) -> None:
    code = f"""
        import time
        from pathlib import Path
        from index.lock import HomeLock
        lock = HomeLock(Path({str(home)!r}))
        print("held", flush=True)
        time.sleep(60)
    """
    with subprocess.Popen([sys.executable, "-c", textwrap.dedent(code)], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        started = time.monotonic()
        with pytest.raises(HomeBusyError, match=str(holder.pid)):
            small_archive(home)
        assert 1.5 < time.monotonic() - started < 10
        holder.send_signal(signal.SIGKILL)
        holder.wait()
        with small_archive(home) as archive:
            assert archive.search("ships")


def test_a_home_that_cannot_be_written_is_refused() -> None:
    # Nothing can be made below /proc, whoever asks: permissions alone would not stop root.
    if not Path("/proc/self").is_dir():
        pytest.skip("there is no /proc here")
    with pytest.raises(HomeError, match="set READOUT_HOME"):
        small_archive(Path("/proc/self/readout"))


def test_a_failed_rebuild_by_a_wrong_path_costs_nothing(home: Path, tmp_path: Path) -> None:
    with small_archive(home) as archive:
        with pytest.raises(CorpusError):
            archive.sync([tmp_path / "missing"], rebuild=True)
        assert len(archive.documents()) == 20
