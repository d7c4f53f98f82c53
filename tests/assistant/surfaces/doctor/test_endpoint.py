"""The address that Slack is told of, served by the real Bolt, and by others."""

import asyncio
import json
import os
from contextlib import asynccontextmanager

from aiohttp import web
from slack_bolt.async_app import AsyncApp

from tests.assistant.surfaces.commands import program
from tests.slack_server import BOT_TOKEN, SIGNING_SECRET

SETTINGS = {
    "SLACK_BOT_TOKEN": BOT_TOKEN,
    "SLACK_SIGNING_SECRET": SIGNING_SECRET,
    "READOUT_SLACK_API_URL": "http://127.0.0.1:9/",
}


@asynccontextmanager
async def served(app: web.Application):
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


def bolt(secret: str = SIGNING_SECRET) -> web.Application:
    return AsyncApp(token=BOT_TOKEN, signing_secret=secret).web_app(path="/slack/events")


def replying(status: int, *, echo: bool = False) -> web.Application:
    async def reply(request: web.Request) -> web.Response:
        return web.Response(status=status, text=await request.text() if echo else "Norhavn")

    app = web.Application()
    app.router.add_route("*", "/{anything:.*}", reply)
    return app


async def test_without_an_address_none_is_asked(examined) -> None:
    assert "slack endpoint" not in await examined(**SETTINGS)


async def test_an_endpoint_that_knows_the_secret_gives_the_challenge_back(examined) -> None:
    async with served(bolt()) as url:
        found = (await examined(url=url, **SETTINGS))["slack endpoint"]
    assert found.said == f"{url}/slack/events takes what Slack signs, and Slack sends to https only."
    assert found.state == "warning"


async def test_the_whole_address_may_be_given(examined) -> None:
    async with served(bolt()) as url:
        assert (await examined(url=f"{url}/slack/events", **SETTINGS))["slack endpoint"].state == "warning"


async def test_the_real_server_takes_what_is_signed_and_gives_its_page(examined, home, slack) -> None:
    command = program("serve", "--port", "0", "--json", "--home", str(home))
    environment = os.environ | slack.environment
    server = await asyncio.create_subprocess_exec(*command, env=environment, stdout=asyncio.subprocess.PIPE)
    shown = b"".join([line async for line in _until(server.stdout, b"}\n")])
    url = json.loads(shown)["url"]
    found = await examined(home, url=url, READOUT_PAGE_URL=url, **slack.environment)
    server.terminate()
    await server.wait()
    assert f"Process {server.pid} has the home open" in found["lock"].said
    assert found["slack endpoint"].said == f"{url}/slack/events takes what Slack signs, and Slack sends to https only."
    assert found["page"].said == f"The page is at {url}."
    assert {one.state for one in found.values()} == {"ok", "warning"}


async def _until(stream, last: bytes):
    async for line in stream:
        yield line
        if line == last:
            return


async def test_an_endpoint_with_another_secret_has_failed(examined) -> None:
    async with served(bolt("other")) as url:
        found = (await examined(url=url, **SETTINGS))["slack endpoint"]
    assert found.state == "failed"
    assert "status 401" in found.said
    assert "clocks" in found.do


async def test_an_endpoint_that_looks_at_no_signature_has_failed(examined) -> None:
    async with served(replying(200, echo=True)) as url:
        found = (await examined(url=url, **SETTINGS))["slack endpoint"]
    assert (found.state, found.said[-39:]) == ("failed", "takes requests that Slack did not sign.")


async def test_what_else_listens_there_is_told_by_its_answer(examined) -> None:
    for status, said in (
        (404, "Nothing takes Slack's requests at"),
        (421, "answers to other names only"),
        (200, "does not give the challenge back (status 200)"),
        (502, "does not give the challenge back (status 502)"),
    ):
        async with served(replying(status)) as url:
            found = (await examined(url=url, **SETTINGS))["slack endpoint"]
        assert found.state == "failed"
        assert said in found.said


async def test_an_address_where_nobody_listens_has_failed(examined) -> None:
    found = (await examined(url="http://127.0.0.1:9", **SETTINGS))["slack endpoint"]
    assert found.state == "failed"
    assert found.said == "http://127.0.0.1:9/slack/events cannot be reached (connection refused)."


async def test_what_is_no_address_has_failed(examined) -> None:
    assert "is no address of a server" in (await examined(url="norhavn", **SETTINGS))["slack endpoint"].said


async def test_without_the_secret_no_request_can_be_signed(examined) -> None:
    found = (await examined(url="http://127.0.0.1:9", SLACK_BOT_TOKEN=BOT_TOKEN))["slack endpoint"]
    assert found.state == "failed"


async def test_the_page_is_asked_whether_it_is_there(examined) -> None:
    async with served(replying(200)) as url:
        assert (await examined(READOUT_PAGE_URL=url, **SETTINGS))["page"].state == "ok"
    async with served(replying(404)) as url:
        assert (await examined(READOUT_PAGE_URL=url, **SETTINGS))["page"].state == "warning"
    assert "cannot be reached" in (await examined(READOUT_PAGE_URL="http://127.0.0.1:9", **SETTINGS))["page"].said
    assert "not set" in (await examined(**SETTINGS))["page"].said
