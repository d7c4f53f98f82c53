"""What listeners hold: nothing is acknowledged that is not kept, and nothing is lost that went wrong."""

from __future__ import annotations

import asyncio
import json
import os
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

import httpx
from sqlalchemy import text

from assistant.surfaces.slack.ways.errands import Errands
from tests.assistant.surfaces.commands import program, run
from tests.assistant.surfaces.slack.bot import is_whole, over_socket
from tests.slack_server import CHANNEL, Slack
from tests.slack_server.delivery import Patience
from tests.slack_server.events import app_mention, message
from tests.slack_server.interactions import slash_command

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pytest

    from assistant.assistant import Assistant

HOW_MANY = "How many barges passed the Tessel lock in the February call?"


@contextmanager
def no_inbox(assistant: Assistant) -> Iterator[None]:
    """The inbox's table is not there for a while."""
    engine = assistant.archive.engine
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE inbox RENAME TO inbox_away"))
    try:
        yield
    finally:
        with engine.begin() as connection:
            connection.execute(text("ALTER TABLE inbox_away RENAME TO inbox"))


async def test_an_event_that_cannot_be_kept_is_not_acknowledged_and_is_answered_when_it_comes_again(
    newsroom: Assistant, caplog: pytest.LogCaptureFixture
) -> None:
    async with over_socket(newsroom) as bot:
        bot.slack.patience = Patience(wait=0.5, pauses=())
        asked = app_mention(HOW_MANY)
        with no_inbox(newsroom):
            assert not (await bot.slack.send_event(asked)).acked
        assert f"{asked['event_id']} could not be taken from Slack" in caplog.text
        assert "no such table" in caplog.text
        bot.slack.patience = Patience()
        (reply,) = await bot.replies(asked)
        assert "212 barges" in reply.shown


async def test_a_command_that_cannot_be_kept_is_not_acknowledged(newsroom: Assistant) -> None:
    async with over_socket(newsroom) as bot:
        bot.slack.patience = Patience(wait=0.5)
        with no_inbox(newsroom):
            assert not (await bot.slack.send_event(slash_command(bot.slack, HOW_MANY))).acked


async def test_slack_is_asked_once_who_the_bot_is_however_much_comes_at_once(newsroom: Assistant) -> None:
    async with over_socket(newsroom) as bot:
        bot.slack.faults.stall("auth.test", 0.3)
        await asyncio.gather(*(bot.deliver(message(f"Talk {number}.")) for number in range(20)))
        assert len(bot.slack.called("auth.test")) == 1


async def test_no_event_is_lost_while_slack_does_not_say_who_the_bot_is(newsroom: Assistant) -> None:
    async with over_socket(newsroom) as bot:
        bot.slack.patience = Patience(wait=0.5, pauses=(0.0, 0.1))
        bot.slack.fail("auth.test", "internal_error", 2)
        (reply,) = await bot.replies(app_mention(HOW_MANY))
        assert "212 barges" in reply.shown


async def test_an_errand_that_fails_is_logged_and_keeps_no_other_from_being_done(
    caplog: pytest.LogCaptureFixture,
) -> None:
    done: list[str] = []

    async def fail() -> None:
        raise ValueError("no such channel")

    async def do() -> None:
        await asyncio.sleep(0.05)
        done.append("done")

    errands = Errands()
    errands.run(fail())
    errands.run(do())
    await errands.close()
    assert done == ["done"]
    assert "no such channel" in caplog.text


async def test_the_server_answers_slack_where_its_settings_say_so(papers: Path, tmp_path: Path) -> None:
    assert run("index", papers, home=tmp_path).exit_code == 0
    async with Slack() as slack:
        process = await asyncio.create_subprocess_exec(
            *program("serve", "--port", "0", "--json", "--home", str(tmp_path)),
            env=os.environ | slack.environment,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        assert process.stdout
        async with asyncio.timeout(60):
            url = json.loads(await process.stdout.readuntil(b"}\n"))["url"]
            asked = app_mention(HOW_MANY)
            request = slack.signed(asked)
            async with httpx.AsyncClient(base_url=url) as client:
                response = await client.post("/slack/events", content=request.body, headers=request.headers)
            assert (response.status_code, response.content) == (200, b"")
            await slack.until(lambda: [one for one in slack.replies(CHANNEL, asked["event"]["ts"]) if is_whole(one)])
            process.terminate()
            _, logged = await process.communicate()
        assert process.returncode == 0
        assert slack.violations == []
    secret = re.compile("|".join(map(re.escape, (*slack.environment.values(), HOW_MANY))))
    assert not secret.search(logged.decode().replace(slack.api_url, ""))
