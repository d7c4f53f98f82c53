"""What every reply bears, and what becomes of requests that go wrong, take too long, or are too many."""

from __future__ import annotations

import asyncio
import json
import logging
import re
import socket
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import httpx
import pytest

from assistant.surfaces.guard.headers import HEADERS
from assistant.surfaces.http import create_app
from assistant.surfaces.settings import HttpSettings
from tests.assistant.surfaces.conftest import SmallAssistant
from tests.assistant.surfaces.guard.conftest import bearer
from tests.assistant.surfaces.served import served

QUESTION = {"message": "What did the ferry carry?"}


class Slow(SmallAssistant):
    """Answers after so many seconds."""

    seconds = 0.3

    async def _told(self, question, conversation_id, filters):
        await asyncio.sleep(self.seconds)
        async for event in super()._told(question, conversation_id, filters):
            yield event


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/healthz", 200),
        ("GET", "/documents", 200),
        ("POST", "/chat", 200),
        ("GET", "/nowhere", 404),
        ("PUT", "/chat", 405),
        ("GET", "/page/style.css", 200),
        ("GET", "/", 200),
    ],
)
def test_every_reply_tells_browsers_what_they_may_not_do(reach, method, path, status) -> None:
    response = reach().request(method, path, json=QUESTION if method == "POST" else None)
    assert response.status_code == status
    assert [name for name in HEADERS if name not in response.headers] == []
    policy = response.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert re.match(r"default-src '(none|self)'", policy)
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["referrer-policy"] == "no-referrer"
    assert response.headers["cache-control"] == ("no-cache" if path in {"/", "/page/style.css"} else "no-store")


def test_refusals_and_defects_bear_the_same_headers(reach, keys, assistant) -> None:
    secret = keys.add("desk")
    assistant.failure = KeyError("secret")
    client = reach()
    refused = client.get("/documents")
    failed = client.post("/chat", json=QUESTION, headers=bearer(secret))
    assert (refused.status_code, failed.status_code) == (401, 500)
    for response in (refused, failed):
        assert all(response.headers[name] == value for name, value in HEADERS.items())


def test_a_streamed_answer_bears_them_too(reach) -> None:
    response = reach().post("/chat", json={**QUESTION, "stream": True})
    assert response.headers["content-type"].startswith("text/event-stream")
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["x-content-type-options"] == "nosniff"


def test_no_two_requests_have_one_id_and_none_is_the_clients(reach) -> None:
    client = reach()
    ids = {client.get("/healthz", headers={"X-Request-Id": "mine"}).headers["x-request-id"] for _ in range(5)}
    assert len(ids) == 5
    assert "mine" not in ids


@pytest.mark.parametrize("stream", [False, True])
def test_a_defect_is_told_by_an_id_that_the_log_explains(reach, assistant, caplog, stream) -> None:
    assistant.failure = KeyError("the inside")
    with caplog.at_level(logging.ERROR):
        response = reach().post("/chat", json={**QUESTION, "stream": stream})
    shown = json.loads(response.text.rpartition("data: ")[2]) if stream else response.json()
    assert shown["status"] == 500
    assert response.headers["x-request-id"] in shown["detail"]
    assert "the inside" not in response.text
    assert "Traceback" not in response.text
    assert "the inside" in caplog.text


def test_a_defect_under_v1_is_an_error_of_that_api(reach, assistant) -> None:
    assistant.failure = KeyError("the inside")
    asked = {"model": "readout", "messages": [{"role": "user", "content": "ferry"}]}
    response = reach().post("/v1/chat/completions", json=asked)
    assert (response.status_code, response.json()["error"]["type"]) == (500, "server_error")
    assert response.headers["x-request-id"] in response.json()["error"]["message"]


def test_what_does_not_begin_in_time_is_given_up(assistant) -> None:
    slow = Slow(assistant.archive)
    slow.seconds = 5
    with served(create_app(slow, HttpSettings(request_timeout=0.2))) as url:
        response = httpx.post(f"{url}/chat", json=QUESTION, timeout=10, trust_env=False)
    assert response.status_code == 503
    assert "0.2 seconds" in response.json()["detail"]
    assert int(response.headers["retry-after"]) >= 1
    assert response.elapsed.total_seconds() < 3


def test_a_stream_that_has_begun_is_not_cut(assistant) -> None:
    slow = Slow(assistant.archive)
    slow.seconds = 1.5
    with served(create_app(slow, HttpSettings(request_timeout=1.0))) as url:
        response = httpx.post(f"{url}/chat", json={**QUESTION, "stream": True}, timeout=10, trust_env=False)
    assert response.status_code == 200
    assert "event: answer" in response.text


def test_more_questions_than_can_wait_are_told_to_come_again(assistant) -> None:
    settings = HttpSettings(questions_at_once=1, questions_waiting=2)
    with served(create_app(Slow(assistant.archive), settings)) as url, ThreadPoolExecutor(8) as clients:

        def ask(_: int) -> httpx.Response:
            return httpx.post(f"{url}/chat", json=QUESTION, timeout=20, trust_env=False)

        replies = list(clients.map(ask, range(8)))
        assert httpx.get(f"{url}/healthz", trust_env=False).status_code == 200
        assert ask(0).status_code == 200
    codes = [one.status_code for one in replies]
    assert set(codes) == {200, 503}
    assert codes.count(200) >= 3
    for one in replies:
        assert one.status_code == 200 or int(one.headers["retry-after"]) >= 1


def test_questions_wait_for_each_other_and_nothing_else_waits_for_them(assistant) -> None:
    slow = Slow(assistant.archive)
    slow.seconds = 2
    settings = HttpSettings(questions_at_once=1)
    with served(create_app(slow, settings)) as url, ThreadPoolExecutor(1) as busy:
        asking = busy.submit(httpx.post, f"{url}/chat", json=QUESTION, timeout=20, trust_env=False)
        for path in ("/healthz", "/documents", "/metrics"):
            response = httpx.get(f"{url}{path}", trust_env=False)
            assert response.status_code == 200
        assert not asking.done()
        assert asking.result().status_code == 200


def test_one_who_is_slow_to_ask_keeps_nobody_from_asking(assistant) -> None:
    settings = HttpSettings(questions_at_once=1, questions_waiting=0, request_timeout=2)
    with served(create_app(assistant, settings)) as url:
        slow = httpx.URL(url)
        with socket.create_connection((slow.host, slow.port)) as line:
            line.sendall(b"POST /chat HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{")
            for _ in range(3):
                assert httpx.post(f"{url}/chat", json=QUESTION, timeout=10, trust_env=False).status_code == 200
            line.settimeout(10)
            assert line.recv(1000).startswith(b"HTTP/1.1 503 ")


def test_a_client_that_leaves_gives_its_place_to_the_next(assistant) -> None:
    slow = Slow(assistant.archive)
    slow.seconds = 30
    with served(create_app(slow, HttpSettings(questions_at_once=1, questions_waiting=0))) as url:
        for stream in (True, False):
            with pytest.raises(httpx.ReadTimeout), httpx.Client(timeout=0.5, trust_env=False) as client:
                client.post(f"{url}/chat", json={**QUESTION, "stream": stream})
        slow.seconds = 0.0
        assert _soon(url) == 200


def _soon(url: str) -> int:
    """Ask until a place is free: that the client left is noticed a moment later."""
    for _ in range(50):
        status = httpx.post(f"{url}/chat", json=QUESTION, timeout=10, trust_env=False).status_code
        if status != 503:
            break
    return status


def test_settings_of_a_server_do_not_show_its_keys() -> None:
    settings = replace(HttpSettings(), api_keys=("a-secret",))
    assert "a-secret" not in repr(settings)
