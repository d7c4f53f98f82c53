"""Who is let in, by the real application: each rule is broken once."""

from __future__ import annotations

import time

import pytest
from fastapi.routing import APIRoute
from starlette.routing import Route

from assistant.surfaces.guard.paths import changes_documents, is_open, is_question
from assistant.surfaces.http import create_app
from assistant.surfaces.settings import HttpSettings
from tests.assistant.surfaces.guard.conftest import ELSEWHERE, HERE, bearer

QUESTION = {"message": "What did the ferry carry?"}
OPEN = ["/healthz", "/readyz", "/", "/page/style.css"]
CLOSED = ["/documents", "/documents/b", "/events", "/conversations", "/answers/x", "/openapi.json", "/metrics"]
FILE = {"files": ("a.txt", b"The ferry sailed.", "text/plain")}


def refused(response, status: int) -> dict:
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["status"] == status
    return response.json()


def test_nobody_needs_a_key_where_there_is_none(reach) -> None:
    client = reach()
    assert client.post("/chat", json=QUESTION).status_code == 200
    assert {client.get(path).status_code for path in OPEN} == {200}
    assert client.get("/documents").status_code == 200


def test_a_client_that_always_sends_some_key_may(reach) -> None:
    assert reach().get("/documents", headers=bearer("none")).status_code == 200


def test_without_a_key_nothing_of_the_archive_is_shown_once_there_is_one(reach, keys) -> None:
    keys.add("desk")
    client = reach()
    for path in CLOSED:
        response = client.get(path)
        assert "Bearer" in refused(response, 401)["detail"]
        assert response.headers["www-authenticate"] == "Bearer"
    refused(client.post("/chat", json=QUESTION), 401)
    refused(client.post("/search", json={"query": "ferry"}), 401)
    refused(client.post("/mcp", json={}), 401)
    refused(client.get("/nowhere"), 401)


def test_signs_of_life_and_the_page_need_no_key(reach, keys) -> None:
    keys.add("desk")
    client = reach()
    assert {client.get(path).status_code for path in OPEN} == {200}
    refused(client.post("/healthz"), 401)


def test_a_key_opens_by_either_header(reach, keys) -> None:
    secret = keys.add("desk")
    client = reach()
    for headers in (bearer(secret), {"Authorization": f"bearer  {secret} "}, {"X-API-Key": secret}):
        assert client.post("/chat", json=QUESTION, headers=headers).status_code == 200


@pytest.mark.parametrize("wrong", ["Bearer", "Bearer x", "Basic {}", "{}", "Bearer {}x", "Bearer {} {}"])
def test_nothing_but_the_key_opens(reach, keys, wrong) -> None:
    secret = keys.add("desk")
    refused(reach().get("/documents", headers={"Authorization": wrong.replace("{}", secret)}), 401)


def test_a_key_is_no_part_of_an_address(reach, keys) -> None:
    secret = keys.add("desk")
    for name in ("key", "api_key", "token", "access_token"):
        refused(reach().get("/documents", params={name: secret}), 401)


def test_under_v1_the_refusal_is_one_that_its_clients_know(reach, keys) -> None:
    keys.add("desk")
    response = reach().post("/v1/chat/completions", json={"model": "readout", "messages": []})
    assert response.status_code == 401
    error = response.json()["error"]
    assert (error["type"], error["code"]) == ("authentication_error", "invalid_api_key")


def test_a_key_of_the_environment_opens_beside_those_that_were_made(reach, keys) -> None:
    made = keys.add("desk")
    client = reach(api_keys=("first-secret", "second-secret"))
    for secret in (made, "first-secret", "second-secret"):
        assert client.get("/documents", headers=bearer(secret)).status_code == 200
    refused(client.get("/documents"), 401)


def test_a_key_of_the_environment_alone_closes_the_server(reach) -> None:
    refused(reach(api_keys=("first-secret",)).get("/documents"), 401)


def test_keys_are_made_and_revoked_while_the_server_runs(reach, keys) -> None:
    client = reach()
    assert client.get("/documents").status_code == 200
    secret = keys.add("desk")
    time.sleep(1.1)
    refused(client.get("/documents"), 401)
    assert client.get("/documents", headers=bearer(secret)).status_code == 200
    keys.revoke("desk")
    time.sleep(1.1)
    assert "revoked" in refused(client.get("/documents", headers=bearer(secret)), 401)["detail"]


def test_the_last_key_that_is_revoked_does_not_open_the_door(reach, keys) -> None:
    keys.add("desk")
    keys.revoke("desk")
    refused(reach().get("/documents"), 401)


def test_elsewhere_nobody_comes_in_without_a_key_even_where_there_is_none(reach) -> None:
    client = reach(local=False)
    refused(client.get("/documents"), 401)
    assert client.get("/healthz").status_code == 200


def test_without_keys_everybody_reads_and_nobody_changes_anything(reach) -> None:
    client = reach(ELSEWHERE, local=False, without_keys=True)
    assert client.post("/chat", json=QUESTION).status_code == 200
    refused(client.post("/documents", files=FILE), 403)
    refused(client.delete("/documents/b"), 403)
    refused(client.get("/metrics"), 403)


def test_a_key_that_is_made_closes_a_server_that_was_open_to_all(reach, keys) -> None:
    keys.add("old")
    keys.revoke("old")
    assert reach(local=False, without_keys=True).get("/documents").status_code == 200
    keys.add("desk")
    refused(reach(local=False, without_keys=True).get("/documents"), 401)


@pytest.mark.parametrize("path", ["/documents", "/documents/", "/documents/b", "/documents/a%2Fb"])
@pytest.mark.parametrize("method", ["POST", "DELETE", "PUT", "PATCH"])
def test_documents_are_changed_with_an_admin_key_only(reach, keys, method, path) -> None:
    reader, keeper = keys.add("reader"), keys.add("keeper", admin=True)
    client = reach()
    assert "--admin" in refused(client.request(method, path, headers=bearer(reader)), 403)["detail"]
    assert client.request(method, path, headers=bearer(keeper)).status_code != 403


async def test_a_body_that_is_refused_is_not_read(assistant) -> None:
    sent: list[dict] = []

    async def receive() -> dict:
        raise AssertionError("the body is read")

    async def send(message: dict) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/documents",
        "headers": [(b"host", b"localhost"), (b"content-length", b"10000000")],
        "client": (HERE, 5000),
    }
    await create_app(assistant, HttpSettings(api_keys=("a-key",)))(scope, receive, send)
    assert sent[0]["status"] == 401


def test_every_route_that_acts_is_a_question_or_changes_documents_or_ones_own_things(assistant) -> None:
    own = {"/feedback", "/conversations/{conversation_id}"}
    for route in create_app(assistant).routes:
        if not isinstance(route, APIRoute | Route):
            continue
        for method in (route.methods or set()) - {"GET", "HEAD"}:
            scope = {"method": method, "path": route.path}
            assert is_question(scope) or changes_documents(scope) or route.path in own, route.path
            assert not is_open(scope)


def test_metrics_are_for_those_who_see_all(reach, keys) -> None:
    assert reach().get("/metrics").status_code == 200
    everything, some = keys.add("everything"), keys.add("some", ["Gazette"])
    client = reach()
    refused(client.get("/metrics"), 401)
    refused(client.get("/metrics", headers=bearer(some)), 403)
    assert client.get("/metrics", headers=bearer(everything)).status_code == 200


def test_a_name_that_is_not_of_this_server_is_refused(reach) -> None:
    client = reach()
    for path in ("/documents", "/", "/healthz"):
        assert "READOUT_HOSTS" in refused(client.get(path, headers={"Host": "evil.example"}), 421)["detail"]
    named = reach(hosts=("desk.example",))
    assert named.get("/documents", headers={"Host": "desk.example:8000"}).status_code == 200


def test_a_page_elsewhere_cannot_act_through_the_browser_of_someone_here(reach, keys) -> None:
    foreign = {"Origin": "https://evil.example"}
    client = reach()
    refused(client.post("/documents", files=FILE, headers=foreign), 403)
    refused(client.delete("/documents/b", headers=foreign), 403)
    refused(client.post("/chat", json=QUESTION, headers={"Origin": "null"}), 403)
    own = {"Origin": "http://localhost"}
    assert client.post("/chat", json=QUESTION, headers=own).status_code == 200
    secret = keys.add("desk")  # a browser never sends it by itself
    assert reach().post("/chat", json=QUESTION, headers={**foreign, **bearer(secret)}).status_code == 200


def test_pages_elsewhere_may_ask_only_where_they_are_named(reach, keys) -> None:
    secret = keys.add("desk")
    friend, stranger = "https://desk.example", "https://evil.example"
    preflight = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"}
    closed, opened = reach(), reach(cors_origins=(friend,))
    for client, origin in ((closed, friend), (opened, stranger)):
        for response in (
            client.options("/chat", headers={"Origin": origin, **preflight}),
            client.get("/documents", headers={"Origin": origin, **bearer(secret)}),
        ):
            assert "access-control-allow-origin" not in response.headers
    allowed = opened.options("/chat", headers={"Origin": friend, **preflight})
    assert (allowed.status_code, allowed.headers["access-control-allow-origin"]) == (200, friend)
    own = {"Access-Control-Request-Headers": "mcp-protocol-version, x-stainless-lang"}  # as clients' libraries send
    assert opened.options("/mcp", headers={"Origin": friend, **preflight, **own}).status_code == 200
    refusal = opened.get("/documents", headers={"Origin": friend})
    assert (refusal.status_code, refusal.headers["access-control-allow-origin"]) == (401, friend)


@pytest.mark.parametrize("secret", ["a-key", None])
def test_whoever_comes_too_often_is_told_when_to_come_again(reach, secret) -> None:
    client = reach(ELSEWHERE, api_keys=("a-key",), rate_per_minute=3)
    headers = bearer(secret) if secret else {}
    before = [client.get("/documents", headers=headers).status_code for _ in range(3)]
    assert before == [200 if secret else 401] * 3
    response = client.get("/documents", headers=headers)
    refused(response, 429)
    assert 1 <= int(response.headers["retry-after"]) <= 20
    limited = client.get("/v1/models", headers=headers)
    assert (limited.status_code, limited.json()["error"]["code"]) == (429, "rate_limit_exceeded")
    assert client.get("/healthz").status_code == 200


def test_a_key_is_counted_by_itself_wherever_it_comes_from(reach) -> None:
    client = reach(ELSEWHERE, api_keys=("a-key", "b-key"), rate_per_minute=1)
    assert client.get("/documents", headers=bearer("a-key")).status_code == 200
    refused(client.get("/documents", headers=bearer("a-key")), 429)
    assert client.get("/documents", headers=bearer("b-key")).status_code == 200


def test_keys_cannot_be_tried_out_without_end(reach) -> None:
    client = reach(HERE, api_keys=("a-key",), rate_per_minute=5)
    tried = [client.get("/documents", headers=bearer(f"guess {number}")).status_code for number in range(8)]
    assert tried == [401] * 5 + [429] * 3


def test_ones_own_machine_is_not_counted_where_nobody_else_comes(reach) -> None:
    here, behind_a_proxy = reach(HERE, rate_per_minute=1), reach(ELSEWHERE, rate_per_minute=1)
    assert {here.get("/documents").status_code for _ in range(5)} == {200}
    assert [behind_a_proxy.get("/documents").status_code for _ in range(2)] == [200, 429]


def test_one_who_has_many_addresses_is_one(reach) -> None:
    settings = {"local": False, "without_keys": True, "rate_per_minute": 1}
    client = reach("2001:db8:1:2::1", **settings)
    assert [client.get("/documents").status_code for _ in range(2)] == [200, 429]
