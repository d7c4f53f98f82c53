"""Uploading and removing documents, over a real socket and into a real archive."""

import json
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import httpx
import pytest

from assistant.assistant import Assistant
from assistant.conversations import Conversations
from assistant.feedback import Feedback
from assistant.sentences.matching import ExactWords
from assistant.surfaces.http import create_app
from assistant.surfaces.settings import HttpSettings
from index.errors import ModelError
from tests.assistant.surfaces.served import events, served
from tests.index.stand_in import WordEmbedding, small_archive

FERRY = "Harbour master Ada Holm said that 12 ferries had left Norhavn since April."
CRANE = "The crane of Norhavn stood idle for 3 days, said harbour master Ada Holm."
JSON = {"content-type": "application/json"}
QUESTION = "How many ferries had left Norhavn since April?"


class Gate(WordEmbedding):
    """Stops at passages about cranes until it is opened, or fails at them."""

    def __init__(self):
        super().__init__()
        self.reached, self.opened, self.failing = threading.Event(), threading.Event(), False
        self.opened.set()

    def embed_documents(self, texts):
        if any("crane" in text for text in texts):
            self.reached.set()
            if self.failing:
                raise ModelError("The model cannot be run.")
            assert self.opened.wait(20)
        return super().embed_documents(texts)


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


@pytest.fixture
def gate():
    return Gate()


@pytest.fixture
def archive(home, gate):
    with small_archive(home, gate) as archive:
        yield archive


@contextmanager
def client_of(archive, **settings):
    assistant = Assistant(archive, Conversations(archive.engine), Feedback(archive.engine), ExactWords())
    app = create_app(assistant, HttpSettings(**settings))
    with served(app) as url, httpx.Client(base_url=url, trust_env=False, timeout=30) as client:
        yield client


@pytest.fixture
def client(archive):
    with client_of(archive) as client:
        yield client


def form(*files):
    return [("files", (name, said.encode() if isinstance(said, str) else said)) for name, said in files]


def upload(client, *files, **params):
    response = client.post("/documents", files=form(*files), params=params)
    assert response.status_code == 200, response.text
    return response.json()


def kept(home):
    return sorted(path.name for path in (home / "uploads").iterdir()) if (home / "uploads").exists() else []


def problem(response, status):
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    return response.json()


def test_the_first_document_can_come_over_the_network(client) -> None:
    assert "upload documents" in problem(client.get("/readyz"), 503)["detail"]
    assert upload(client, ("ferry news.txt", FERRY))["added"] == ["ferry-news"]
    assert client.get("/readyz").status_code == 200
    answer = client.post("/chat", json={"message": QUESTION}).json()
    assert [one["document_id"] for one in answer["citations"]] == ["ferry-news"]


def test_each_file_that_cannot_be_used_is_named_with_its_reason(client, home) -> None:
    report = upload(client, ("ferry.txt", FERRY), ("photo.png", b"\x89PNG"), ("../../x.txt", b"\0" * 99))
    assert report["added"] == ["ferry"]
    assert {one["origin"]: one["reason"].split(";")[0] for one in report["rejected"]} == {
        "photo.png": ".png files cannot be read yet",
        "x.txt": "the file is binary, not text",
    }
    assert kept(home) == ["ferry.txt"]


def test_no_reply_tells_where_the_home_is(client, home) -> None:
    upload(client, ("ferry.txt", FERRY))
    for files in ([("ferry.txt", CRANE)], [("copy.txt", FERRY)], [("two.jsonl", '{"text": "a"}\n{')]):
        assert str(home) not in json.dumps(upload(client, *files))
    listed = client.get("/documents").json()["documents"]
    assert {one["origin"] for one in listed} == {"copy.txt", "ferry.txt", "two.jsonl:1"}
    assert client.get("/documents/ferry").json()["origin"] == "ferry.txt"


@pytest.mark.parametrize("name", ["../../evil.txt", "/etc/evil.txt", "..\\evil.txt", ".evil.txt"])
def test_no_name_leads_out_of_the_folder(client, home, name) -> None:
    upload(client, (name, FERRY))
    assert kept(home) == ["evil.txt"]
    assert not list(home.parent.glob("*.txt"))


def test_documents_come_as_json_with_what_is_known_of_them(client) -> None:
    sent = {
        "doc_id": "port/ferry",
        "title": "Ferries",
        "text": FERRY,
        "source": "Norhavn Post",
        "published_at": "2026-05-04",
        "url": "https://example.org/ferry",
    }
    report = client.post("/documents", json={"documents": [sent, {"doc_id": "crane", "text": CRANE}]}).json()
    assert report["added"] == ["crane", "port/ferry"]
    shown = client.get("/documents/port%2Fferry").json()
    assert [shown[name] for name in ("title", "outlet", "published_on", "url", "text")] == [
        "Ferries",
        "Norhavn Post",
        "2026-05-04",
        "https://example.org/ferry",
        FERRY,
    ]


def test_a_document_without_an_id_gets_one_that_follows_from_what_it_holds(client) -> None:
    body = {"documents": [{"title": "Of ferries", "text": FERRY}, {"text": CRANE}]}
    first = client.post("/documents", json=body).json()
    assert [one.rpartition("-")[0] for one in first["added"]] == ["document", "of-ferries"]
    assert client.post("/documents", json=body).json()["unchanged"] == first["added"]


def test_a_document_is_replaced_only_where_that_is_asked_for(client) -> None:
    def send(said, **params):
        return client.post("/documents", json={"documents": [{"doc_id": "x", "text": said}]}, params=params).json()

    send(FERRY)
    assert "replace=true" in send(CRANE)["rejected"][0]["reason"]
    assert client.get("/documents/x").json()["text"] == FERRY
    assert send(CRANE, replace=True)["updated"] == ["x"]
    assert client.get("/documents/x").json()["text"] == CRANE


def test_a_document_of_no_text_is_rejected_by_its_id(client) -> None:
    report = client.post("/documents", json={"documents": [{"doc_id": "x/1", "text": " "}]}).json()
    assert report["rejected"] == [{"origin": "x/1", "reason": 'it has no "text"; give it one or remove the line.'}]


def test_progress_is_told_while_files_are_indexed(client) -> None:
    sent = form(*((f"{number}.txt", f"{FERRY} {number}") for number in range(20)))
    with client.stream("POST", "/documents", files=sent, headers={"accept": "text/event-stream"}) as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        *progress, (name, report) = events(response.iter_lines())
    assert {one for one, _ in progress} == {"progress"}
    assert progress[0][1] == {"stage": "wait", "done": 0, "total": 1}
    counts = [data["done"] for _, data in progress if data["stage"] == "index"]
    assert counts == sorted(set(counts))
    assert (counts[0], counts[-1]) == (0, 20)
    assert progress[-1][1] == {"stage": "finish", "done": 1, "total": 1}
    assert (name, len(report["added"])) == ("report", 20)


def test_what_goes_wrong_while_indexing_is_told_and_nothing_is_left(client, gate, home) -> None:
    gate.failing = True
    with client.stream("POST", "/documents", files=form(("crane.txt", CRANE)), params={"stream": True}) as response:
        *_, (name, said) = events(response.iter_lines())
    assert (name, said["status"], said["detail"]) == ("error", 500, "The model cannot be run.")
    problem(client.post("/documents", files=form(("crane.txt", CRANE))), 500)
    assert kept(home) == []


def test_questions_are_answered_while_documents_are_indexed(client, gate) -> None:
    upload(client, ("ferry.txt", FERRY))
    gate.opened.clear()
    with ThreadPoolExecutor(2) as pool:
        uploads = [pool.submit(upload, client, (f"crane {number}.txt", CRANE * number)) for number in (1, 2)]
        assert gate.reached.wait(10)
        for _ in range(10):
            answer = client.post("/chat", json={"message": QUESTION}).json()
            assert [one["document_id"] for one in answer["citations"]] == ["ferry"]
        assert client.get("/documents").json()["total"] == 1
        assert not any(one.done() for one in uploads)
        gate.opened.set()
        assert sorted(one.result(20)["added"] for one in uploads) == [["crane-1"], ["crane-2"]]
    assert client.get("/documents").json()["total"] == 3


def test_what_was_sent_whole_is_taken_though_its_sender_goes(archive, gate) -> None:
    gate.opened.clear()
    with client_of(archive) as client:
        with pytest.raises(httpx.ReadTimeout):
            client.post("/documents", files=form(("crane.txt", CRANE)), timeout=0.5)
        sent = form(("crane two.txt", CRANE + FERRY))
        with client.stream("POST", "/documents", files=sent, params={"stream": True}) as response:
            next(response.iter_raw())
        assert gate.reached.wait(10)
        gate.opened.set()
        assert upload(client, ("ferry.txt", FERRY))["added"] == ["ferry"]
        assert client.get("/documents").json()["total"] == 3


def test_a_form_that_breaks_off_is_refused_whole(client, home) -> None:
    request = client.build_request("POST", "/documents", files=form(("ferry.txt", FERRY), ("crane.txt", CRANE)))
    half = request.read()[:-20]
    response = client.post("/documents", content=half, headers={"content-type": request.headers["content-type"]})
    assert "breaks off" in problem(response, 400)["detail"]
    assert kept(home) == []


def test_a_connection_that_breaks_off_leaves_nothing(client, home) -> None:
    for kind in ("multipart/form-data; boundary=x", "application/json"):
        head = f"POST /documents HTTP/1.1\r\nHost: x\r\nContent-Type: {kind}\r\nContent-Length: 1000\r\n\r\n"
        with socket.create_connection((client.base_url.host, client.base_url.port)) as line:
            line.sendall(head.encode() + b'--x\r\nContent-Disposition: form-data; name="f"; filename="a"\r\n\r\nHalf')
    assert client.get("/healthz").status_code == 200
    assert kept(home) == []


def test_uploads_may_be_larger_than_questions_but_not_than_their_own_limit(archive, home) -> None:
    with client_of(archive, upload_mb=2) as client:
        assert upload(client, ("large.txt", FERRY + " " * 1_900_000))["added"] == ["large"]
        for sent in (
            {"files": form(("huge.txt", "word " * 420_000))},
            {"json": {"documents": [{"text": "x" * 2**21}]}},
        ):
            assert "2,000,000 bytes" in problem(client.post("/documents", **sent), 413)["detail"]
        assert "1,000,000 bytes" in problem(client.post("/chat", json={"message": "x" * 1_100_000}), 413)["detail"]
    assert kept(home) == ["large.txt"]


@pytest.mark.parametrize(
    ("request_", "status", "said"),
    [
        ({"content": b"Ferries", "headers": {"content-type": "text/plain"}}, 415, "multipart/form-data"),
        ({"content": b""}, 415, "multipart/form-data"),
        ({"content": b"x", "headers": {"content-type": "multipart/form-data"}}, 400, "breaks off"),
        ({"files": [("note", (None, "no file"))]}, 422, "Send files"),
        ({"content": b"{", "headers": JSON}, 400, "JSON"),
        ({"content": b"[" * 100_000, "headers": JSON}, 400, "JSON"),
        ({"json": {"documents": []}}, 422, "documents"),
        ({"json": {"documents": [{"title": "x"}]}}, 422, "documents.0.text"),
        ({"json": {"documents": [{"text": "x", "published_at": "soon"}]}}, 422, "documents.0.published_at"),
        ({"json": {"documents": [{"text": "x", "colour": "red"}]}}, 422, "documents.0.colour"),
        (
            {"content": b'{"documents": [{"text": "\\ud800"}]}', "headers": {"content-type": "application/json"}},
            422,
            "half",
        ),
    ],
)
def test_a_request_that_cannot_be_read_says_why(client, home, request_, status, said) -> None:
    assert said in problem(client.post("/documents", **request_), status)["detail"]
    assert kept(home) == []


def test_a_document_that_is_removed_is_gone_and_does_not_come_back(client, archive, home) -> None:
    upload(client, ("ferry.txt", FERRY), ("crane.txt", CRANE))
    report = client.delete("/documents/ferry").json()
    assert (report["removed"], report["notes"]) == (["ferry"], [])
    assert kept(home) == ["crane.txt"]
    problem(client.get("/documents/ferry"), 404)
    assert client.post("/chat", json={"message": QUESTION}).json()["status"] == "abstained"
    archive.sync(archive.uploads.paths())
    problem(client.delete("/documents/ferry"), 404)


def test_removing_a_document_of_a_file_on_the_server_says_that_it_can_come_back(client, archive, tmp_path) -> None:
    (tmp_path / "ferry.txt").write_text(FERRY)
    archive.sync([tmp_path / "ferry.txt"])
    report = client.delete("/documents/ferry").json()
    assert report["removed"] == ["ferry"]
    assert report["notes"] == ["ferry.txt still holds ferry: indexing it again brings it back."]
