"""A load that is small enough to be counted, on a server that does as it is told."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from fastapi import FastAPI, Response

from eval.bench_serving import Load, load, ratio
from tests.assistant.surfaces.served import served

if TYPE_CHECKING:
    from collections.abc import Iterator

ANSWER = 'event: status\ndata: {}\n\nevent: answer\ndata: {"text": "12 ferries"}\n\n'
ERROR = 'event: status\ndata: {}\n\nevent: error\ndata: {"status": 500}\n\n'
REPLIES = {
    "answered": Response(ANSWER, media_type="text/event-stream"),
    "broken": Response(ERROR, media_type="text/event-stream"),
    "refused": Response(status_code=503, headers={"retry-after": "0"}),
    "wrong": Response(status_code=500),
}
asked: Counter[str] = Counter()


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    app = FastAPI()

    @app.post("/chat")
    async def chat(body: dict[str, object]) -> Response:
        assert body["stream"] is True
        asked[str(body["message"])] += 1
        return REPLIES[str(body["message"])]

    with served(app) as url:
        yield url


async def test_what_came_of_each_question_is_counted(url: str) -> None:
    asked.clear()
    seen = await load(url, list(REPLIES), clients=4, seconds=0.5)
    assert set(asked) == set(REPLIES)
    assert len(seen.whole) == len(seen.first) == asked["answered"]
    assert seen.refused == asked["refused"]
    assert seen.errors == asked["broken"] + asked["wrong"]
    assert all(0 < first <= whole < 5_000 for first, whole in zip(seen.first, seen.whole, strict=True))


async def test_clients_that_pause_ask_less(url: str) -> None:
    asked.clear()
    await load(url, ["answered"], clients=3, seconds=0.5, pause=0.4)
    assert 3 <= asked["answered"] <= 6


async def test_a_server_that_is_not_there_is_an_error_each_time() -> None:
    seen = await load("http://127.0.0.1:9", ["answered"], clients=2, seconds=0.2, pause=0.15)
    assert seen.errors >= 2
    assert seen.whole == []


def test_the_ratio_is_of_the_slowest_of_many_over_the_usual_of_one() -> None:
    alone = Load(1, whole=[10.0, 20.0, 60.0])
    together = Load(50, first=[1.0], whole=[float(one) for one in range(101)])
    assert ratio(alone, together) == pytest.approx(99 / 20)
    assert "p50 50 ms, p99 99 ms" in together.line()
