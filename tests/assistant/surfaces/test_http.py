import asyncio
import threading
from datetime import date, datetime, timedelta

import pytest
from fastapi.testclient import TestClient

from assistant.errors import AssistantError, VerificationError
from assistant.serialise import to_json
from assistant.surfaces.http import create_app
from index.errors import HomeBusyError, IndexStateError, ModelError
from index.types import Filters


@pytest.fixture
def client(assistant):
    with TestClient(create_app(assistant), "http://localhost", raise_server_exceptions=False) as client:
        yield client


def problem(response, status: int) -> dict:
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    body = response.json()
    assert body["status"] == status
    assert body["type"] == "about:blank"
    assert body["title"]
    assert body["detail"]
    assert "Traceback" not in response.text
    return body


def test_chat_gives_the_answer_as_every_surface_shows_it(client, assistant) -> None:
    shown = client.post("/chat", json={"message": "What did the ferry carry?"}).json()
    assert shown == to_json(asyncio.run(assistant.ask("What did the ferry carry?")))
    assert shown["citations"][0]["published_on"] == "1921-05-04"


def test_an_abstention_is_an_answer_too(client) -> None:
    response = client.post("/chat", json={"message": "Who won?"})
    assert response.status_code == 200
    assert response.json()["status"] == "abstained"
    assert response.json()["related"][0]["document_id"] == "a/ferry news"


def test_filters_reach_the_assistant(client, assistant) -> None:
    filters = {"outlets": ["Gazette"], "since": "1921-01-01", "until": "1921-12-31", "documents": ["b"]}
    client.post("/chat", json={"message": "ferry", "filters": filters})
    client.post("/search", json={"query": "ferry", "filters": filters})
    assert assistant.asked == [Filters(("Gazette",), date(1921, 1, 1), date(1921, 12, 31), ("b",))] * 2


def test_no_documents_at_all_is_another_filter_than_any(client, assistant) -> None:
    for filters in ({"documents": []}, {"documents": None}, {}):
        client.post("/chat", json={"message": "ferry", "filters": filters})
    assert [one.document_ids for one in assistant.asked] == [(), None, None]


def test_what_is_null_is_not_set(client, assistant) -> None:
    nothing = {"outlets": None, "since": None, "until": None, "documents": None}
    for filters in (None, nothing):
        client.post("/chat", json={"message": "ferry", "filters": filters, "conversation_id": None, "stream": None})
        client.post("/search", json={"query": "ferry", "filters": filters})
    assert assistant.asked == [Filters()] * 4
    answer_id = client.post("/chat", json={"message": "ferry"}).json()["answer_id"]
    rated = {"answer_id": answer_id, "rating": "good", "comment": None}
    assert client.post("/feedback", json=rated).status_code == 204


def test_a_conversation_can_be_read_and_forgotten(client) -> None:
    for message in ("And the ferry?", "And then?"):
        client.post("/chat", json={"message": message, "conversation_id": "my-notes"})
    kept = client.get("/conversations/my-notes").json()
    assert kept["conversation_id"] == "my-notes"
    assert [turn["question"] for turn in kept["turns"]] == ["And the ferry?", "And then?"]
    assert kept["turns"][1]["answer"]["status"] == "abstained"
    assert client.delete("/conversations/my-notes").status_code == 204
    assert "my-notes" in problem(client.get("/conversations/my-notes"), 404)["detail"]
    problem(client.delete("/conversations/my-notes"), 404)


def test_conversations_are_listed_a_page_at_a_time(client) -> None:
    for name in ("first", "second", "third"):
        client.post("/chat", json={"message": f"And the {name} ferry?", "conversation_id": name})
    page = client.get("/conversations", params={"limit": 2, "offset": 1}).json()
    assert (page["total"], page["limit"], page["offset"]) == (3, 2, 1)
    assert [one["conversation_id"] for one in page["conversations"]] == ["second", "first"]
    assert (page["conversations"][0]["title"], page["conversations"][0]["turns"]) == ("And the second ferry?", 1)
    assert datetime.fromisoformat(page["conversations"][0]["used_at"]).utcoffset() == timedelta(0)


def test_an_answer_is_shown_again_with_what_explains_it(client) -> None:
    filters = {"outlets": ["Gazette"], "since": "1921-01-01"}
    given = client.post("/chat", json={"message": "What did the ferry carry?", "filters": filters}).json()
    client.post("/feedback", json={"answer_id": given["answer_id"], "rating": "wrong", "comment": "It carried 13."})
    shown = client.get(f"/answers/{given['answer_id']}").json()
    assert shown["answer"] == given
    assert (shown["rating"], shown["comment"]) == ("wrong", "It carried 13.")
    assert {"turns", "filters", "version"} <= shown.keys()
    assert "'none'" in problem(client.get("/answers/none"), 404)["detail"]


def test_answers_go_with_their_conversation(client) -> None:
    given = client.post("/chat", json={"message": "And the ferry?", "conversation_id": "notes"}).json()
    client.delete("/conversations/notes")
    problem(client.get(f"/answers/{given['answer_id']}"), 404)


def test_an_answer_can_be_rated_by_its_id(client, assistant) -> None:
    answer_id = client.post("/chat", json={"message": "What did the ferry carry?"}).json()["answer_id"]
    wrong = {"answer_id": answer_id, "rating": "wrong", "comment": "It carried 13."}
    response = client.post("/feedback", json=wrong)
    assert (response.status_code, response.content) == (204, b"")
    (rated,) = assistant.feedback.wrong()
    assert (rated.answer.question, rated.comment) == ("What did the ferry carry?", "It carried 13.")
    client.post("/feedback", json={"answer_id": answer_id, "rating": "good"})
    assert assistant.feedback.wrong() == ()


def test_an_answer_that_is_not_there_cannot_be_rated(client) -> None:
    said = problem(client.post("/feedback", json={"answer_id": "none", "rating": "good"}), 404)
    assert "'none'" in said["detail"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"rating": "good"}, "answer_id"),
        ({"answer_id": "a"}, "rating"),
        ({"answer_id": "a", "rating": "bad"}, "rating"),
        ({"answer_id": "a", "rating": "wrong", "comment": "x" * 4001}, "comment"),
        ({"answer_id": "a", "rating": "wrong", "why": "x"}, "why"),
    ],
)
def test_a_rating_that_does_not_fit_names_the_field(client, body, field) -> None:
    assert [one["field"] for one in problem(client.post("/feedback", json=body), 422)["errors"]] == [field]


def test_search_gives_as_many_passages_as_asked_for(client) -> None:
    found = client.post("/search", json={"query": "ferry", "k": 1}).json()
    assert found["query"] == "ferry"
    assert found["passages"][0]["scores"] == {"dense": 0.5, "lexical": None}
    assert len(found["passages"]) == 1


def test_documents_are_listed_a_page_at_a_time(client) -> None:
    page = client.get("/documents", params={"limit": 2, "offset": 1}).json()
    assert [one["document_id"] for one in page["documents"]] == ["b", "c"]
    assert (page["total"], page["limit"], page["offset"]) == (3, 2, 1)


def test_a_document_is_shown_whole_whatever_its_id_is_made_of(client) -> None:
    shown = client.get("/documents/a%2Fferry%20news").json()
    assert shown["document_id"] == "a/ferry news"
    quoted = client.post("/chat", json={"message": "ferry"}).json()["citations"][0]
    assert shown["text"][quoted["start"] : quoted["end"]] == quoted["quote"]
    assert shown["removed"] == [{"text": "Subscribe!", "reason": "subscribe line"}]


def test_events_name_the_documents_that_report_them(client) -> None:
    (event,) = client.get("/events").json()["events"]
    assert event["document_ids"] == ["a/ferry news", "b", "c"]
    assert (event["on"], event["precision"]) == ("1921-05-03", "inferred")


def test_the_server_says_that_it_lives_and_that_it_is_ready(client) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json() == {"status": "ready", "archive": "version-1"}


def test_balancers_may_ask_without_a_body(client) -> None:
    for path in ("/healthz", "/readyz"):
        assert client.head(path).status_code == 200


def test_it_is_not_ready_while_nothing_is_indexed(client, assistant) -> None:
    assistant.archive.held.clear()
    assert "readout index" in problem(client.get("/readyz"), 503)["detail"]
    assert client.get("/healthz").status_code == 200


def test_it_is_not_ready_before_the_model_is_loaded(assistant) -> None:
    loaded = threading.Event()
    assistant.archive.embedding.embed_query = lambda _text: loaded.wait(10)
    with TestClient(create_app(assistant), "http://localhost") as client:
        assert "being loaded" in problem(client.get("/readyz"), 503)["detail"]
        loaded.set()
        while client.get("/readyz").status_code != 200:
            pass


def test_it_is_not_ready_and_says_why_when_the_model_cannot_be_had(assistant) -> None:
    def fail(_text: str) -> None:
        raise ModelError("The model is not there; fetch it.")

    assistant.archive.embedding.embed_query = fail
    with TestClient(create_app(assistant), "http://localhost", raise_server_exceptions=False) as client:
        assert problem(client.get("/readyz"), 503)["detail"] == "The model is not there; fetch it."


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "message"),
        ({"message": 7}, "message"),
        ({"message": "q", "conversation_id": "../up"}, "conversation_id"),
        ({"message": "q", "conversation_id": "x" * 129}, "conversation_id"),
        ({"message": "q", "filters": {"since": "yesterday"}}, "filters.since"),
        ({"message": "q", "filters": {"until": 0}}, "filters.until"),
        ({"message": "q", "filters": {"since": "1922-01-01", "until": "1921-01-01"}}, "filters"),
        ({"message": "q", "filter": {}}, "filter"),
    ],
)
def test_a_body_that_does_not_fit_names_the_field(client, body, field) -> None:
    said = problem(client.post("/chat", json=body), 422)
    assert [one["field"] for one in said["errors"]] == [field]
    assert field in said["detail"]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/chat", rb'{"message": "boats \ud800"}'),
        ("/search", rb'{"query": "boats \ud800"}'),
        ("/chat", rb'{"message": "boats", "filters": {"outlets": ["\ud800"]}}'),
        ("/feedback", rb'{"answer_id": "5", "rating": "good", "comment": "\ud800"}'),
    ],
)
def test_half_a_character_is_refused(client, path, body) -> None:
    response = client.post(path, content=body, headers={"content-type": "application/json"})
    (said,) = problem(response, 422)["errors"]
    assert said["detail"] == "half a character is no text"


@pytest.mark.parametrize("query", ["limit=0", "limit=x", "offset=-1", "limit=1001"])
def test_a_page_that_cannot_be_is_refused(client, query) -> None:
    problem(client.get(f"/documents?{query}"), 422)


@pytest.mark.parametrize("k", [0, -1, 101, "many"])
def test_a_number_of_passages_that_cannot_be_is_refused(client, k) -> None:
    problem(client.post("/search", json={"query": "q", "k": k}), 422)


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b'{"message": "q"', b"\x00"])
def test_a_body_that_is_not_json_is_refused(client, content) -> None:
    response = client.post("/chat", content=content, headers={"content-type": "application/json"})
    problem(response, 422 if content == b"" else 400)


def test_json_that_is_not_called_so_is_told_which_header_it_needs(client) -> None:
    response = client.post(
        "/chat",
        content=b'{"message": "ferry"}',
        headers={"content-type": "application/x-www-form-urlencoded"},  # what curl says of its own
    )
    assert "Content-Type: application/json" in problem(response, 415)["detail"]


def test_a_body_that_is_too_large_is_refused_however_it_is_sent(client) -> None:
    large = b'{"message": "' + b"x" * 1_000_000 + b'"}'
    assert "1,000,000" in problem(client.post("/chat", content=large), 413)["detail"]
    in_pieces = (large[at : at + 65536] for at in range(0, len(large), 65536))
    problem(client.post("/chat", content=in_pieces), 413)


def test_a_body_below_the_limit_is_taken(client) -> None:
    assert client.post("/chat", json={"message": "x" * 999_000}).status_code == 200


def test_an_empty_question_gets_its_sentence(client) -> None:
    assert problem(client.post("/chat", json={"message": " "}), 422)["detail"] == "The question is empty; ask one."


@pytest.mark.parametrize("path", ["/nowhere", "/documents/none", "/documents/", "/chat/x", "/conversations/none"])
def test_what_is_not_there_is_not_found(client, path) -> None:
    problem(client.get(path), 404)


def test_a_wrong_method_is_told_which_is_right(client) -> None:
    response = client.put("/chat", json={})
    problem(response, 405)
    assert "POST" in response.headers["allow"]


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (HomeBusyError("Another process has it open; try again."), 503),
        (IndexStateError("There is no index; make one."), 503),
        (ModelError("The model cannot be run."), 500),
        (VerificationError("A quote does not stand."), 500),
        (AssistantError("Something of ours."), 500),
    ],
)
def test_a_named_error_gets_its_sentence(client, assistant, error, status) -> None:
    assistant.failure = error
    response = client.post("/chat", json={"message": "q"})
    assert problem(response, status)["detail"] == str(error)
    assert ("retry-after" in response.headers) == error.retryable


def test_a_defect_shows_nothing_of_the_inside(client, assistant) -> None:
    assistant.failure = KeyError("secret")
    assert "secret" not in problem(client.post("/chat", json={"message": "q"}), 500)["detail"]


def test_the_api_description_holds_the_contract_and_its_problems(client) -> None:
    described = client.get("/openapi.json").json()
    answer = described["components"]["schemas"]["Answer"]["properties"]
    assert {"question", "standalone_question", "status", "text", "statements", "citations"} <= answer.keys()
    for path, operations in described["paths"].items():
        shape = "application/json" if path.startswith("/v1/") else "application/problem+json"
        for operation in operations.values():
            assert shape in operation["responses"]["default"]["content"]
            assert "422" not in operation["responses"]


def test_the_api_description_says_which_routes_a_key_opens(client) -> None:
    described = client.get("/openapi.json").json()
    kinds = [
        (one["type"], one.get("scheme") or one["name"]) for one in described["components"]["securitySchemes"].values()
    ]
    assert sorted(kinds) == [("apiKey", "X-API-Key"), ("http", "bearer")]
    open_to_all = {
        path for path, ways in described["paths"].items() if any("security" not in way for way in ways.values())
    }
    assert open_to_all == {"/healthz", "/readyz"}
