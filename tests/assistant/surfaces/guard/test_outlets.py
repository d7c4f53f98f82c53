"""A key that may see some outlets: through every route the others are as if they were not there."""

from __future__ import annotations

import json

import pytest
from starlette.testclient import TestClient

from assistant.keys import Keys
from assistant.surfaces.http import create_app
from tests.assistant.newsroom import PAPERS
from tests.assistant.surfaces.guard.conftest import bearer

SEEN = "gazette-february"
HIDDEN = tuple(PAPERS.keys() - {SEEN}) + tuple({outlet for outlet, _ in PAPERS.values()} - {"Harbour Gazette"})
QUESTION = "How many barges had passed the Tessel lock since November 2020?"
MCP = {"Accept": "application/json, text/event-stream", "MCP-Protocol-Version": "2025-06-18"}


@pytest.fixture(scope="module")
def secrets(reports) -> dict[str, str]:
    keys = Keys(reports.archive.engine)
    made = {"gazette": keys.add("gazette", ["harbour gazette"]), "all": keys.add("all")}
    return made | {"keeper": keys.add("keeper", admin=True), "other": keys.add("other")}


@pytest.fixture(scope="module")
def client(reports):
    with TestClient(create_app(reports), "http://localhost") as client:
        yield client


def called(tool: str, **arguments: object) -> dict[str, object]:
    return {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": tool, "arguments": arguments}}


MESSAGES = [{"role": "user", "content": QUESTION}]
REQUESTS = {
    "chat": ("POST", "/chat", {"message": QUESTION}),
    "chat, streamed": ("POST", "/chat", {"message": QUESTION, "stream": True}),
    "chat, abstained": ("POST", "/chat", {"message": "How many volunteers polished copper by hand?"}),
    "chat, filtered": ("POST", "/chat", {"message": QUESTION, "filters": {"documents": ["press-july", SEEN]}}),
    "search": ("POST", "/search", {"query": "barges and frost", "k": 100}),
    "completions": ("POST", "/v1/chat/completions", {"model": "readout", "messages": MESSAGES}),
    "completions, streamed": (
        "POST",
        "/v1/chat/completions",
        {"model": "readout", "messages": MESSAGES, "stream": True},
    ),
    "responses": ("POST", "/v1/responses", {"model": "readout", "input": QUESTION}),
    "documents": ("GET", "/documents", None),
    "document": ("GET", f"/documents/{SEEN}", None),
    "events": ("GET", "/events", None),
    "mcp, ask": ("POST", "/mcp", called("ask", question=QUESTION)),
    "mcp, search": ("POST", "/mcp", called("search", query="barges and frost", k=50)),
}


@pytest.mark.parametrize("name", REQUESTS)
def test_nothing_of_a_hidden_outlet_is_in_any_reply(client, secrets, name) -> None:
    method, path, body = REQUESTS[name]
    headers = MCP if path == "/mcp" else {}
    replies = {
        key: client.request(method, path, json=body, headers={**headers, **bearer(secrets[key])})
        for key in ("gazette", "all")
    }
    assert {one.status_code for one in replies.values()} == {200}
    assert [hidden for hidden in HIDDEN if hidden in replies["gazette"].text] == []
    assert name == "chat, abstained" or SEEN in replies["gazette"].text
    if name != "document":
        assert [hidden for hidden in HIDDEN if hidden in replies["all"].text]


def test_a_hidden_document_is_not_found_like_one_that_never_was(client, secrets) -> None:
    hidden, never = (
        client.get(f"/documents/{name}", headers=bearer(secrets["gazette"])) for name in ("press-july", "press-junex")
    )
    assert (hidden.status_code, never.status_code) == (404, 404)
    assert hidden.text.replace("press-july", "X") == never.text.replace("press-junex", "X")
    read = called("read_document", document_id="press-july")
    told = client.post("/mcp", json=read, headers={**MCP, **bearer(secrets["gazette"])})
    assert "There is no document" in told.text
    assert "Norlund" not in told.text


def test_what_others_asked_and_were_answered_is_not_there(client, secrets) -> None:
    mine, theirs = bearer(secrets["all"]), bearer(secrets["other"])
    asked = {"message": QUESTION, "conversation_id": "plans"}
    given = client.post("/chat", json=asked, headers=mine).json()
    rating = {"answer_id": given["answer_id"], "rating": "wrong"}
    assert client.get("/conversations/plans", headers=mine).status_code == 200
    for who in (theirs, bearer(secrets["keeper"])):
        assert client.get("/conversations/plans", headers=who).status_code == 404
        assert client.delete("/conversations/plans", headers=who).status_code == 404
        assert client.get("/conversations", headers=who).json()["total"] == 0
        assert client.get(f"/answers/{given['answer_id']}", headers=who).status_code == 404
        assert client.post("/feedback", json=rating, headers=who).status_code == 404
    assert client.post("/feedback", json=rating, headers=mine).status_code == 204
    assert client.delete("/conversations/plans", headers=mine).status_code == 204


def test_the_same_id_is_another_conversation_for_another_key(client, secrets) -> None:
    for key in ("all", "other"):
        asked = {"message": f"What was said of the lock, asks {key}?", "conversation_id": "shared"}
        client.post("/chat", json=asked, headers=bearer(secrets[key]))
    for key in ("all", "other"):
        turns = client.get("/conversations/shared", headers=bearer(secrets[key])).json()["turns"]
        assert [turn["question"] for turn in turns] == [f"What was said of the lock, asks {key}?"]


def test_an_admin_adds_and_removes_what_readers_then_see(client, secrets) -> None:
    document = {
        "doc_id": "buoy",
        "title": "Buoy",
        "text": "A buoy was lit in Tessel harbour.",
        "source": "Harbour Gazette",
    }
    refused = client.post("/documents", json={"documents": [document]}, headers=bearer(secrets["all"]))
    assert refused.status_code == 403
    added = client.post("/documents", json={"documents": [document]}, headers=bearer(secrets["keeper"]))
    assert json.loads(added.text)["added"] == ["buoy"]
    assert client.get("/documents/buoy", headers=bearer(secrets["gazette"])).status_code == 200
    assert client.delete("/documents/buoy", headers=bearer(secrets["keeper"])).status_code == 200
    assert client.get("/documents/buoy", headers=bearer(secrets["gazette"])).status_code == 404
