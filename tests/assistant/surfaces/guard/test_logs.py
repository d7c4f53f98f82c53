"""What is logged and audited of requests: never a key, and no question unless that is wanted."""

from __future__ import annotations

import json
import logging
import sys

import pytest

from assistant.surfaces.guard.logs import FIELDS, JsonLines
from assistant.surfaces.guard.record import Record, begin
from tests.assistant.surfaces.guard.conftest import ELSEWHERE, bearer

SECRET_QUESTION = "What did the ferry carry to Zanzibar?"


@pytest.fixture
def lines(caplog):
    """What has been logged so far, as it is written."""
    caplog.set_level(logging.INFO)
    return lambda: [json.loads(JsonLines().format(one)) for one in caplog.records]


def audited(folder) -> list[dict]:
    return [json.loads(line) for line in (folder / "audit.jsonl").read_text().splitlines()]


def test_a_record_is_one_line_of_json_whatever_it_holds() -> None:
    record = logging.LogRecord("a.b", logging.WARNING, "f", 1, "two\nlines %s “x”", ("and",), None)
    setattr(record, FIELDS, {"route": "/chat", "ms": 1.5})
    line = JsonLines().format(record)
    assert "\n" not in line
    known = json.loads(line)
    assert known.pop("at").endswith("+00:00")
    assert known == {
        "level": "warning",
        "logger": "a.b",
        "message": "two\nlines and “x”",
        "route": "/chat",
        "ms": 1.5,
    }


async def test_a_line_names_the_request_that_it_belongs_to() -> None:
    begin(Record("an-id", "GET", "/", "127.0.0.1"))
    try:
        {}["x"]
    except KeyError:
        record = logging.LogRecord("a", logging.ERROR, "f", 1, "it broke", (), sys.exc_info())
    known = json.loads(JsonLines().format(record))
    assert known["request_id"] == "an-id"
    assert "Traceback" in known["exception"]


def test_a_request_is_logged_with_its_key_route_and_status(reach, keys, lines) -> None:
    secret = keys.add("desk")
    response = reach(ELSEWHERE).get("/documents/b?x=y", headers=bearer(secret))
    (line,) = [one for one in lines() if one["message"] == "request"]
    assert line["request_id"] == response.headers["x-request-id"]
    assert (line["key"], line["method"], line["path"], line["status"]) == ("desk", "GET", "/documents/b", 200)
    assert line["address"] == ELSEWHERE
    assert line["ms"] > 0


@pytest.mark.parametrize("wanted", [False, True])
def test_questions_are_logged_only_where_that_is_wanted(guarded, lines, wanted) -> None:
    client, folder = guarded(log_questions=wanted)
    client.post("/chat", json={"message": SECRET_QUESTION})
    client.post("/chat", json={"message": SECRET_QUESTION, "stream": True, "conversation_id": "notes"})
    client.post("/search", json={"query": SECRET_QUESTION})
    client.post("/v1/responses", json={"model": "readout", "input": SECRET_QUESTION})
    logged = [one.get("question") for one in lines() if one["message"] == "answer"]
    assert logged == [SECRET_QUESTION if wanted else None] * 3
    assert ("Zanzibar" in json.dumps(lines())) == wanted
    assert "Zanzibar" not in (folder / "audit.jsonl").read_text()


def test_a_key_is_in_no_log(reach, keys, lines, tmp_path) -> None:
    secret = keys.add("desk")
    client = reach(audit=tmp_path)
    client.get("/documents", headers=bearer(secret))
    client.get("/documents", headers=bearer(secret + "x"))
    client.get("/documents", headers={"X-API-Key": secret})
    written = json.dumps(lines()) + (tmp_path / "audit.jsonl").read_text()
    assert secret not in written
    assert secret.removeprefix("readout_")[:12] not in written


def test_who_did_what_is_written_down(reach, keys, tmp_path) -> None:
    secret = keys.add("desk")
    client = reach(ELSEWHERE, audit=tmp_path)
    client.get("/healthz")
    client.get("/page/style.css")
    ids = [client.get("/documents", headers=headers).headers["x-request-id"] for headers in (bearer(secret), {})]
    assert [
        (one["what"], one["request_id"], one["key"], one["address"], one["path"], one["status"])
        for one in audited(tmp_path)
    ] == [
        ("request", ids[0], "desk", ELSEWHERE, "/documents", 200),
        ("request", ids[1], None, ELSEWHERE, "/documents", 401),
    ]


def test_who_was_refused_is_written_down(reach, keys, tmp_path) -> None:
    desk = bearer(keys.add("desk"))
    client = reach(ELSEWHERE, audit=tmp_path, rate_per_minute=1)
    client.delete("/documents/b", headers=desk)
    client.get("/documents", headers=desk)
    client.get("/documents", headers=desk)
    assert [(one["key"], one["status"]) for one in audited(tmp_path)] == [("desk", 403), ("desk", 429), ("desk", 429)]


def test_documents_that_are_added_and_removed_are_written_down(guarded) -> None:
    client, folder = guarded()
    document = {"doc_id": "buoy", "title": "Buoy", "text": "A buoy was lit in Tessel harbour."}
    added = client.post("/documents", json={"documents": [document]})
    client.post("/documents", json={"documents": [{**document, "doc_id": "lamp"}]}, params={"stream": True})
    client.delete("/documents/buoy")
    client.delete("/documents/lamp")
    changes = [one for one in audited(folder) if one["what"] == "documents changed"]
    assert [(one["added"], one["removed"]) for one in changes] == [
        (["buoy"], []),
        (["lamp"], []),
        ([], ["buoy"]),
        ([], ["lamp"]),
    ]
    assert changes[0]["request_id"] == added.headers["x-request-id"]
