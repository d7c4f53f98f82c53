"""What Slack sends to the server: signed, small, and let in without a key."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from assistant.keys import Keys
from assistant.surfaces.http import create_app
from assistant.surfaces.settings import HttpSettings
from tests.assistant.surfaces.served import served
from tests.assistant.surfaces.slack.bot import is_whole, settings
from tests.slack_server import CHANNEL, Slack, sign
from tests.slack_server.events import app_mention, message
from tests.slack_server.signed import signed

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from assistant.assistant import Assistant

PATH = "/slack/events"
HANDSHAKE = {"type": "url_verification", "token": "verification", "challenge": "3eZbrw1aB10"}


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    async with Slack() as slack:
        yield slack


@pytest.fixture
async def client(slack: Slack, newsroom: Assistant) -> AsyncIterator[httpx.AsyncClient]:
    """A server that asks everybody for a key, and has room for no question at all."""
    guarded = HttpSettings(api_keys=("a-key",), questions_at_once=1, questions_waiting=0)
    with served(create_app(newsroom, guarded, None, settings(slack))) as url:
        async with httpx.AsyncClient(base_url=url) as client:
            yield client


async def post(client: httpx.AsyncClient, payload: dict[str, Any], at: float | None = None) -> httpx.Response:
    request = signed(payload, at, 0)
    return await client.post(PATH, content=request.body, headers=request.headers)


async def test_slack_is_shown_that_the_server_is_ours(client: httpx.AsyncClient) -> None:
    response = await post(client, HANDSHAKE)
    assert (response.status_code, response.json()) == (200, {"challenge": "3eZbrw1aB10"})


async def test_no_key_is_needed_there_and_everywhere_else_it_is(client: httpx.AsyncClient) -> None:
    assert (await post(client, message("Good morning."))).status_code == 200
    assert (await client.get("/documents")).status_code == 401
    assert (await client.get(PATH)).status_code == 401
    assert (await client.post(PATH + "/more")).status_code == 401


@pytest.mark.parametrize("seconds", [0, -240, 290])
async def test_a_fresh_signature_opens(client: httpx.AsyncClient, seconds: float) -> None:
    assert (await post(client, message("Good morning."), time.time() + seconds)).status_code == 200


@pytest.mark.parametrize("seconds", [-360, 360])
async def test_a_signature_of_another_time_opens_nothing(
    client: httpx.AsyncClient, slack: Slack, seconds: float
) -> None:
    response = await post(client, app_mention("How many barges?"), time.time() + seconds)
    assert (response.status_code, response.json()["title"]) == (401, "Unauthorized")
    assert not slack.calls


BODY = json.dumps(app_mention("How many barges?")).encode()


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (BODY, {}),
        (BODY, {**sign(BODY), "X-Slack-Signature": "v0=00"}),
        (BODY, {**sign(BODY), "X-Slack-Signature": ""}),
        (BODY, {**sign(BODY), "X-Slack-Request-Timestamp": "soon"}),
        (BODY, {**sign(BODY), "X-Slack-Request-Timestamp": "²"}),
        (BODY.replace(b"barges", b"lorries"), sign(BODY)),
        (b"\xff\xfe", sign(BODY)),
        (b"", {}),
        (b"not json", {}),
        (b"[1]", {}),
    ],
)
async def test_what_slack_did_not_sign_is_refused_unread(
    client: httpx.AsyncClient, slack: Slack, body: bytes, headers: dict[str, str]
) -> None:
    encoded = {name: value.encode("latin-1") for name, value in headers.items()}
    response = await client.post(PATH, content=body, headers={"Content-Type": "application/json", **encoded})
    assert response.status_code == 401
    assert response.headers["content-type"] == "application/problem+json"
    assert not slack.calls


async def test_more_than_slack_ever_sends_is_refused(client: httpx.AsyncClient) -> None:
    response = await post(client, message("a" * 1_000_001))
    assert response.status_code == 413


async def test_requests_are_counted_and_wait_behind_no_question(client: httpx.AsyncClient) -> None:
    await post(client, HANDSHAKE)
    await client.post(PATH, content=b"{}")
    figures = (await client.get("/metrics", headers={"Authorization": "Bearer a-key"})).text
    assert f'readout_requests_total{{method="POST",route="{PATH}",status="200"}} 1.0' in figures
    assert f'readout_requests_total{{method="POST",route="{PATH}",status="401"}} 1.0' in figures
    assert 'readout_rejected_total{reason="signature"} 1.0' in figures


async def test_answers_in_slack_are_counted_with_the_others(client: httpx.AsyncClient, slack: Slack) -> None:
    asked = app_mention("How many kettles does the museum of Brindle show?")
    request = slack.signed(asked)
    await client.post(PATH, content=request.body, headers=request.headers)
    await slack.until(lambda: [one for one in slack.replies(CHANNEL, asked["event"]["ts"]) if is_whole(one)])
    figures = (await client.get("/metrics", headers={"Authorization": "Bearer a-key"})).text
    assert 'readout_answers_total{answerer="extractive",status="answered"} 1.0' in figures


async def test_there_is_nothing_for_slack_where_it_is_not_set_up(newsroom: Assistant) -> None:
    with served(create_app(newsroom)) as url:
        async with httpx.AsyncClient(base_url=url) as client:
            assert (await post(client, HANDSHAKE)).status_code == 404


async def test_conversations_in_slack_are_not_seen_by_keys(
    client: httpx.AsyncClient, slack: Slack, newsroom: Assistant
) -> None:
    asked = app_mention("How many kettles does the museum of Brindle show?")
    request = slack.signed(asked)
    await client.post(PATH, content=request.body, headers=request.headers)
    ts = asked["event"]["ts"]
    await slack.until(lambda: [one for one in slack.replies(CHANNEL, ts) if is_whole(one)])
    response = await client.get(f"/conversations/slack.{CHANNEL}.{ts}", headers={"Authorization": "Bearer a-key"})
    assert response.status_code == 404
    assert Keys(newsroom.archive.engine).all() == ()
