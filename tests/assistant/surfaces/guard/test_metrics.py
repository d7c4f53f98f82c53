"""Figures that a server shows of itself, read as Prometheus would."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from prometheus_client.parser import text_string_to_metric_families

from assistant.surfaces.guard.metrics import Metrics
from assistant.types import Answer
from tests.assistant.surfaces.guard.conftest import ELSEWHERE, bearer

ROOT = Path(__file__).parents[4]


class Figures:
    def __init__(self, text: str) -> None:
        self._samples = [one for family in text_string_to_metric_families(text) for one in family.samples]

    def __call__(self, name: str, **labels: str) -> float:
        """The sum of what bears these labels."""
        return sum(one.value for one in self._samples if one.name == name and labels.items() <= one.labels.items())

    def values(self, label: str) -> set[str]:
        return {one.labels[label] for one in self._samples if label in one.labels}


def figures(client, **headers: str) -> Figures:
    response = client.get("/metrics", headers=headers)
    assert response.headers["content-type"].startswith("text/plain; version=0.0.4")
    return Figures(response.text)


def test_requests_are_counted_by_route_and_status_and_not_by_what_they_name(reach) -> None:
    client = reach()
    for path in ("/documents/b", "/documents/c", "/documents/none", "/nowhere/1", "/nowhere/2"):
        client.get(path)
    shown = figures(client)
    route = "/documents/{document_id:path}"
    assert shown("readout_requests_total", route=route, status="200", method="GET") == 2
    assert shown("readout_requests_total", route=route, status="404") == 1
    assert shown("readout_requests_total", route="", status="404") == 2
    assert shown("readout_request_seconds_count", route=route) == 3
    assert not any("nowhere" in one or one.endswith("/b") for one in shown.values("route"))


def test_tools_are_counted_under_their_route(reach) -> None:
    client = reach()
    client.post("/mcp", json={})
    assert figures(client)("readout_requests_total", route="/mcp", method="POST") == 1


def test_a_method_that_nobody_knows_is_no_label_of_its_own(reach) -> None:
    client = reach()
    client.request("BREW", "/documents")
    client.request("STEEP", "/documents")
    shown = figures(client)
    assert shown("readout_requests_total", method="other") == 2
    assert shown.values("method") == {"other"}


def test_answers_are_counted_by_their_status_and_who_wrote_them(reports, newsroom_client) -> None:
    for message in ("How many barges had passed the Tessel lock?", "Who won the regatta of Pell?"):
        newsroom_client.post("/chat", json={"message": message})
    shown = figures(newsroom_client)
    assert shown("readout_answers_total", status="answered", answerer="extractive") == 1
    assert shown("readout_answers_total", status="abstained", answerer="extractive") == 1
    assert shown("readout_abstentions_total") == 1
    assert {shown("readout_stage_seconds_count", stage=one) for one in ("retrieve", "answer", "verify")} == {2.0}
    assert shown("readout_archive_passages") == reports.archive.passage_count() > 0


def test_what_is_streamed_and_what_is_asked_under_v1_counts_as_well(newsroom_client) -> None:
    newsroom_client.post("/chat", json={"message": "barges", "stream": True})
    asked = {"model": "readout", "messages": [{"role": "user", "content": "barges"}]}
    newsroom_client.post("/v1/chat/completions", json=asked)
    assert figures(newsroom_client)("readout_answers_total") == 2


def test_statements_that_were_withheld_are_counted() -> None:
    metrics = Metrics()
    sound = Answer("q", "q", "answered", "")
    for answer in (sound, replace(sound, left_out=2), replace(sound, left_out=1)):
        metrics.answered(answer)
    assert Figures(metrics.shown(0).decode())("readout_verification_failures_total") == 3


def test_what_is_not_let_through_is_counted_by_the_reason(reach, keys) -> None:
    secret, some = keys.add("desk"), keys.add("some", ["Gazette"])
    client = reach(ELSEWHERE, rate_per_minute=4)
    client.get("/documents")
    client.get("/documents", headers=bearer("wrong"))
    client.get("/documents", headers={"Host": "evil.example"})
    client.get("/metrics", headers=bearer(some))
    client.post("/chat", content=b"x" * 1_000_001, headers=bearer(secret))
    for _ in range(3):
        client.get("/documents")
    shown = figures(client, **bearer(secret))
    reasons = {reason: shown("readout_rejected_total", reason=reason) for reason in shown.values("reason")}
    assert reasons == {"key": 4, "host": 1, "rights": 1, "size": 1, "rate": 1}


def test_the_figures_that_are_documented_are_the_ones_there_are() -> None:
    documented = set(re.findall(r"`(readout_\w+)`", (ROOT / "docs" / "operations.md").read_text("utf-8")))
    families = text_string_to_metric_families(Metrics().shown(0).decode())
    shown = {f"{one.name}_total" if one.type == "counter" else one.name for one in families}
    ours = {name for name in shown if name.startswith("readout_") and not name.endswith("_created")}
    assert documented == ours


def test_what_is_under_way_is_seen(reach) -> None:
    assert figures(reach())("readout_requests_in_flight") == 1  # the one that asks for it
