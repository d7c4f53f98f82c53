"""The home, its lock, and the file of settings."""

import subprocess
import sys

import pytest

HOLD = """
import sys
from pathlib import Path
from index.lock import HomeLock
held = HomeLock(Path(sys.argv[1]))
print(flush=True)
input()
"""


@pytest.fixture
def env(tmp_path):
    """The file of settings of the folder that the examination is in."""
    return tmp_path / ".env"


@pytest.fixture
def holder(place):
    """A process that has the home open."""
    command = [sys.executable, "-c", HOLD, str(place)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        process.stdout.readline()
        yield process
        process.kill()


async def test_settings_that_cannot_be_understood_end_the_examination(examined) -> None:
    found = await examined(READOUT_PASSAGES="many")
    assert list(found) == ["settings"]
    assert found["settings"].state == "failed"
    assert found["settings"].said.startswith("READOUT_PASSAGES cannot be used")


async def test_a_name_in_the_env_file_that_nothing_reads_is_named(examined, env) -> None:
    env.write_text("SLACK_TOKEN=xoxb-1\nREADOUT_PASSAGES=9\nREADOUT_LANGUAGE=en\nPATH_OF_OTHERS=1\n")
    found = (await examined())["settings"]
    assert found.state == "warning"
    assert found.said == ".env sets SLACK_TOKEN, READOUT_LANGUAGE, which nothing reads."


async def test_an_env_file_that_others_may_read_is_named(examined, env) -> None:
    env.write_text("SLACK_APP_TOKEN=\nOTEL_TRACES_EXPORTER=none\n")
    env.chmod(0o644)
    assert (await examined())["settings"].do == "Run `chmod 600 .env`."
    env.chmod(0o600)
    assert (await examined())["settings"].state == "ok"


async def test_an_env_file_that_is_no_text_is_one_failure(examined, env) -> None:
    env.write_bytes(b"READOUT_PASSAGES=\xff\xfe")
    found = await examined()
    assert [(one.check, one.state) for one in found.values()] == [("settings", "failed")]


async def test_a_home_that_is_not_there_is_not_made(examined, tmp_path) -> None:
    found = await examined(tmp_path / "nowhere")
    assert found["home"].state == "warning"
    assert not (tmp_path / "nowhere").exists()


async def test_a_home_that_is_a_file_has_failed(examined, tmp_path) -> None:
    (tmp_path / "file").write_text("")
    found = await examined(tmp_path / "file")
    assert found["home"].state == "failed"
    assert "file" in found["home"].said


async def test_whoever_holds_the_home_is_named_and_all_else_is_looked_at(examined, place, holder) -> None:
    found = await examined()
    assert found["lock"].state == "ok"
    assert f"Process {holder.pid} has the home open: " in found["lock"].said
    assert str(place) in found["lock"].said
    assert found["home"].state == "ok"
    holder.kill()
    holder.wait()
    assert (await examined())["lock"].said == "No process has the home open."
