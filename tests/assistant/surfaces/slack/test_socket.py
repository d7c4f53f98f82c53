"""The socket: opened anew whenever it breaks, refused by name, and closed when the process is told to stop."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from assistant.errors import SettingsError
from assistant.surfaces.slack.service import Service
from assistant.surfaces.slack.socket import connected, serve
from tests.assistant.surfaces.commands import program, run
from tests.assistant.surfaces.slack.bot import is_whole, over_socket, settings
from tests.slack_server import CHANNEL, Slack
from tests.slack_server.events import app_mention

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from assistant.assistant import Assistant

HOW_MANY = "How many barges passed the Tessel lock in the February call?"


async def cut(slack: Slack) -> None:
    slack.close_socket()


async def asked_to_reconnect(slack: Slack) -> None:
    await slack.sockets.ask_to_reconnect()


async def turned_away(slack: Slack) -> None:
    slack.sockets.refused = 2
    slack.close_socket()


@pytest.mark.parametrize("breaks", [cut, asked_to_reconnect, turned_away])
async def test_a_socket_that_breaks_is_replaced(newsroom: Assistant, breaks: Callable[[Slack], Any]) -> None:
    async with over_socket(newsroom) as bot:
        await breaks(bot.slack)
        (reply,) = await bot.replies(app_mention(HOW_MANY))
        assert "212 barges" in reply.shown
        assert bot.slack.sockets.opened > 1


async def test_what_comes_while_there_is_no_socket_is_answered_once(newsroom: Assistant) -> None:
    async with over_socket(newsroom) as bot:
        bot.slack.close_socket()
        (reply,) = await bot.replies(app_mention(HOW_MANY))
        assert "212 barges" in reply.shown


@pytest.mark.parametrize(
    ("wrong", "named"), [({"bot_token": "xoxb-0"}, "SLACK_BOT_TOKEN"), ({"app_token": "xapp-0"}, "SLACK_APP_TOKEN")]
)
async def test_a_token_that_slack_refuses_is_named(newsroom: Assistant, wrong: dict[str, str], named: str) -> None:
    async with Slack() as slack:
        told = replace(settings(slack), **wrong)
        with pytest.raises(SettingsError, match=rf"Slack refuses {named} \(invalid_auth\)"):
            await serve(Service(newsroom, told), told, lambda: None)


async def test_a_slack_that_is_not_there_yet_is_waited_for(newsroom: Assistant) -> None:
    async with Slack() as slack:
        told = settings(slack)
        slack.fail("apps.connections.open", "internal_error", 2)
        async with asyncio.timeout(30), connected(Service(newsroom, told), told, ping=0.2):
            await slack.sockets.connected()


@pytest.mark.parametrize("name", ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"])
def test_a_token_that_is_not_set_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str) -> None:
    for other in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"):
        monkeypatch.setenv(other, "" if other == name else "x")
    ended = run("slack", home=tmp_path)
    assert ended.exit_code == 3
    assert ended.stderr.startswith(f"{name} is not set")


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM])
async def test_the_process_answers_and_ends_when_it_is_told_to(papers: Path, tmp_path: Path, told: int) -> None:
    assert run("index", papers, home=tmp_path).exit_code == 0
    async with Slack() as slack:
        process = await asyncio.create_subprocess_exec(
            *program("slack", "--json", "--home", str(tmp_path)),
            env=os.environ | slack.environment,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        assert process.stdout
        assert process.stderr
        async with asyncio.timeout(60):
            assert json.loads(await process.stdout.readuntil(b"}\n")) == {"listening": True}
            asked = app_mention(HOW_MANY)
            assert (await slack.send_event(asked)).acked
            await slack.until(lambda: [one for one in slack.replies(CHANNEL, asked["event"]["ts"]) if is_whole(one)])
            process.send_signal(told)
            logged = await process.stderr.read()
            assert await process.wait() == 0
        assert slack.sockets.count == 0
        assert slack.violations == []
        levels = [json.loads(line)["level"] for line in logged.decode().splitlines()]
        assert not {"error", "critical"} & {level.lower() for level in levels}, logged.decode()


def test_without_the_packages_it_is_said_what_to_install(tmp_path: Path) -> None:
    code = (
        "import sys\nsys.modules['slack_bolt'] = None\n"
        "from assistant.surfaces.cli import main\nsys.argv = ['readout', 'slack']\nmain()"
    )
    told = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "READOUT_HOME": str(tmp_path)}
    run_so = [sys.executable, "-c", code]
    ended = subprocess.run(run_so, env=os.environ | told, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (3, "Slack needs other packages; run `pip install 'readout[slack]'`.\n")
