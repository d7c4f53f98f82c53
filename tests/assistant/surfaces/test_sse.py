"""Answers that are told piece by piece, over a real socket."""

import asyncio
import threading
import time
from contextlib import contextmanager

import httpx
import pytest

from assistant.errors import AssistantError
from assistant.surfaces.http import create_app
from assistant.surfaces.settings import HttpSettings
from assistant.types import Delta, StatusEvent
from index.errors import IndexStateError
from tests.assistant.surfaces.conftest import SmallAssistant
from tests.assistant.surfaces.served import events, served

BARGES = "How many barges have passed the Tessel lock since November 2020?"
SSE = {"accept": "text/event-stream"}


class SlowAssistant(SmallAssistant):
    """Says that it looks, and then nothing until it is let go."""

    def __init__(self, archive):
        super().__init__(archive)
        self.started, self.stopped, self.let_go = threading.Event(), threading.Event(), threading.Event()

    async def _told(self, question, conversation_id, filters):
        try:
            yield StatusEvent("retrieve")
            self.started.set()
            await asyncio.to_thread(self.let_go.wait, 20)
            async for event in super()._told(question, conversation_id, filters):
                yield event
        finally:
            self.stopped.set()
            self.let_go.set()


@pytest.fixture
def slow(assistant):
    return SlowAssistant(assistant.archive)


@contextmanager
def client_of(assistant, heartbeat=10.0):
    app = create_app(assistant, HttpSettings(heartbeat=heartbeat))
    with served(app) as url, httpx.Client(base_url=url, trust_env=False, timeout=20) as client:
        yield client


@contextmanager
def streamed(client, message="What did the ferry carry?", **body):
    with client.stream("POST", "/chat", json={"message": message, "stream": True, **body}) as response:
        assert response.status_code == 200
        assert response.headers["content-type"] == "text/event-stream; charset=utf-8"
        yield response


def told(client, *args, **body):
    with streamed(client, *args, **body) as response:
        return list(events(response.iter_lines()))


def test_a_streamed_answer_is_the_one_that_is_given_whole(newsroom) -> None:
    with client_of(newsroom) as client:
        whole = client.post("/chat", json={"message": BARGES}).json()
        named = told(client, BARGES)
    assert whole["status"] == "answered"
    assert named[0] == ("status", {"stage": "retrieve"})
    *_, (last, answer) = named
    assert (last, {**answer, "timings_ms": None}) == ("answer", {**whole, "timings_ms": None})
    assert "".join(data["text"] for name, data in named if name == "delta") == whole["text"]
    assert [data for name, data in named if name == "citation"] == whole["citations"]


def test_the_accept_header_asks_for_a_stream_too_unless_the_body_says_otherwise(assistant) -> None:
    with client_of(assistant) as client:
        types = [
            client.post("/chat", json={"message": "ferry", **body}, headers={"accept": accept}).headers["content-type"]
            for body, accept in [
                ({}, "text/event-stream"),
                ({"stream": True}, "application/json"),
                ({"stream": False}, "text/event-stream"),
                ({}, "application/json, text/event-stream"),
                ({}, "*/*"),
            ]
        ]
    stream, plain = "text/event-stream; charset=utf-8", "application/json"
    assert types == [stream, stream, plain, plain, plain]


def test_the_first_event_comes_before_anything_is_computed(slow) -> None:
    with client_of(slow) as client, streamed(client) as response:
        lines = response.iter_lines()
        assert (next(lines), next(lines)) == ("event: status", 'data: {"stage": "retrieve"}')
        assert slow.asked == []
        slow.let_go.set()
        assert "event: answer" in list(lines)


def test_the_first_event_takes_50_ms_at_most(newsroom) -> None:
    with client_of(newsroom) as client:
        told(client, BARGES)
        taken = sorted(time_to_first(client) for _ in range(10))
    assert taken[0] <= 0.05, taken  # the best of ten: others may be using this machine


def time_to_first(client) -> float:
    began = time.perf_counter()
    with streamed(client, BARGES) as response:
        pieces = response.iter_raw()
        next(pieces)
        first = time.perf_counter() - began
        assert list(pieces)
    return first


def test_a_sign_of_life_comes_while_nothing_else_does(slow) -> None:
    with client_of(slow, heartbeat=0.02) as client, streamed(client) as response:
        lines = response.iter_lines()
        assert [next(lines) for _ in range(9)][3:] == [": still here", ""] * 3
        slow.let_go.set()
        assert [name for name, _ in events(lines)][-1] == "answer"


def test_no_sign_of_life_is_sent_while_events_come(assistant) -> None:
    with client_of(assistant, heartbeat=5) as client, streamed(client) as response:
        assert not any(line.startswith(":") for line in response.iter_lines())


def test_a_client_that_goes_stops_the_work(slow) -> None:
    with client_of(slow) as client:
        with streamed(client) as response:
            next(response.iter_raw())
            assert slow.started.wait(5)
            assert not slow.stopped.is_set()
        assert slow.stopped.wait(5)
    assert slow.asked == []


def test_a_client_that_goes_stops_the_work_on_a_whole_answer_too(slow) -> None:
    with client_of(slow) as client:
        with pytest.raises(httpx.ReadTimeout):
            client.post("/chat", json={"message": "ferry"}, timeout=0.3)
        assert slow.started.is_set()
        assert slow.stopped.wait(5)
    assert slow.asked == []


def test_what_is_wrong_with_a_question_is_said_before_the_stream_starts(assistant) -> None:
    with client_of(assistant) as client:
        for body in ({"message": " "}, {"message": "ferry", "conversation_id": "../up"}):
            response = client.post("/chat", json=body, headers=SSE)
            assert response.status_code == 422
            assert response.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("error", "status", "detail"),
    [
        (IndexStateError("There is no index; make one."), 503, "There is no index; make one."),
        (AssistantError("Something of ours."), 500, "Something of ours."),
        (KeyError("secret"), 500, "Something went wrong in the server that should not have; its log says what"),
    ],
)
def test_what_goes_wrong_after_the_start_is_the_last_event(assistant, error, status, detail) -> None:
    assistant.failure = error
    with client_of(assistant) as client:
        first, (name, problem) = told(client)
    assert first == ("status", {"stage": "retrieve"})
    assert name == "error"
    assert problem["status"] == status
    assert problem["detail"].startswith(detail)
    assert "secret" not in problem["detail"]


class Speaker(SmallAssistant):
    """Says what it is given to say."""

    def __init__(self, archive, text):
        super().__init__(archive)
        self.text = text

    async def _told(self, *_):
        yield Delta(self.text)


@pytest.mark.parametrize("text", ["two\nlines", "\r\n\r\n", "data: x\n\nevent: y", "\u2028\u0085\x00", "æøå 漢字 🚢"])
def test_no_text_can_break_out_of_its_event(assistant, text) -> None:
    with client_of(Speaker(assistant.archive, text)) as client:
        assert told(client) == [("delta", {"text": text})]


def test_a_conversation_is_kept_when_its_answer_was_streamed(assistant) -> None:
    with client_of(assistant) as client:
        told(client, "And the ferry?", conversation_id="notes")
        (turn,) = client.get("/conversations/notes").json()["turns"]
    assert turn["question"] == "And the ferry?"


def test_many_streams_at_once_get_their_own_answers(assistant) -> None:
    async def ask(client, number):
        body = {"message": f"Did ferry {number} sail?", "stream": True}
        async with client.stream("POST", "/chat", json=body) as response:
            return list(events([line async for line in response.aiter_lines()]))[-1][1]["question"]

    async def ask_all(url):
        async with httpx.AsyncClient(base_url=url, trust_env=False, timeout=30) as client:
            return await asyncio.gather(*(ask(client, number) for number in range(30)))

    with served(create_app(assistant)) as url:
        asked = asyncio.run(ask_all(url))
    assert asked == [f"Did ferry {number} sail?" for number in range(30)]
