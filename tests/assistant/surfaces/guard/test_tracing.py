"""Spans, as a collector gets them: in memory, and over the wire by the protocol's own service."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import grpc
import pytest
from opentelemetry.proto.collector.trace.v1 import trace_service_pb2, trace_service_pb2_grpc
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode

from assistant.errors import SettingsError
from assistant.surfaces.guard.tracing import open_provider

QUESTION = "How many barges had passed the Tessel lock?"


@pytest.fixture
def memory():
    return InMemorySpanExporter()


@pytest.fixture
def provider(memory):
    provider = TracerProvider(shutdown_on_exit=False)
    provider.add_span_processor(SimpleSpanProcessor(memory))
    return provider


class Collector(trace_service_pb2_grpc.TraceServiceServicer):
    """Keeps what is sent to it."""

    def __init__(self) -> None:
        self.spans = []
        self.resource = {}
        self.came = Event()

    def Export(self, request, _context):  # noqa: N802 - the protocol's name
        for group in request.resource_spans:
            self.resource |= {one.key: one.value.string_value for one in group.resource.attributes}
            self.spans += [span for scope in group.scope_spans for span in scope.spans]
        self.came.set()
        return trace_service_pb2.ExportTraceServiceResponse()


@pytest.mark.parametrize("stream", [False, True])
def test_a_question_is_a_span_with_one_for_each_step(guarded, provider, memory, stream) -> None:
    client, _ = guarded(provider)
    response = client.post("/chat", json={"message": QUESTION, "stream": stream})
    *steps, request = memory.get_finished_spans()
    assert (request.name, request.kind) == ("POST /chat", SpanKind.SERVER)
    assert request.attributes["http.route"] == "/chat"
    assert request.attributes["http.response.status_code"] == 200
    assert request.attributes["readout.request_id"] == response.headers["x-request-id"]
    assert [one.name for one in steps] == ["retrieve", "answer", "verify"]
    assert {one.parent.span_id for one in steps} == {request.context.span_id}
    assert all(one.end_time >= one.start_time for one in steps)


def test_no_question_and_no_id_is_in_a_span(guarded, provider, memory) -> None:
    client, _ = guarded(provider)
    client.post("/chat", json={"message": QUESTION, "conversation_id": "secret-plans"})
    client.get("/conversations/secret-plans")
    shown = "".join(one.to_json() for one in memory.get_finished_spans())
    assert "barges" not in shown
    assert "secret-plans" not in shown
    assert "GET /conversations/{conversation_id}" in shown


def test_a_trace_that_the_client_began_goes_on(reach, provider, memory) -> None:
    trace, span = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"
    reach(provider=provider).get("/events", headers={"traceparent": f"00-{trace}-{span}-01"})
    (request,) = memory.get_finished_spans()
    assert (f"{request.context.trace_id:032x}", f"{request.parent.span_id:016x}") == (trace, span)


def test_a_defect_is_an_error_in_its_span(reach, assistant, provider, memory) -> None:
    assistant.failure = KeyError("the inside")
    reach(provider=provider).post("/chat", json={"message": "ferry"})
    (request,) = memory.get_finished_spans()
    assert (request.attributes["http.response.status_code"], request.status.status_code) == (500, StatusCode.ERROR)


@pytest.mark.parametrize("exporters", ["", "none", " none , "])
def test_nothing_is_traced_unless_it_is_asked_for(exporters) -> None:
    assert open_provider(exporters, "grpc") is None


def test_spans_are_sent_where_the_environment_says(reach, monkeypatch) -> None:
    collector, server = Collector(), grpc.server(ThreadPoolExecutor(1))
    trace_service_pb2_grpc.add_TraceServiceServicer_to_server(collector, server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", f"http://127.0.0.1:{port}")
    monkeypatch.setenv("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment=test")
    provider = open_provider("otlp", "grpc")
    assert provider
    reach(provider=provider).get("/events")
    provider.force_flush(10_000)
    assert collector.came.wait(10)
    assert [span.name for span in collector.spans] == ["GET /events"]
    assert collector.resource["service.name"] == "readout"
    assert collector.resource["deployment.environment"] == "test"
    provider.shutdown()
    server.stop(None)


def test_an_exporter_that_is_not_there_is_one_sentence_that_says_what_to_install() -> None:
    with pytest.raises(SettingsError, match="install opentelemetry-exporter-zipkin"):
        open_provider("zipkin", "grpc")
