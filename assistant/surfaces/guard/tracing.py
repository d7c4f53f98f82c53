"""Spans of requests and of the steps of an answer, for OpenTelemetry."""

from __future__ import annotations

from contextlib import contextmanager
from importlib.metadata import entry_points, version
from typing import TYPE_CHECKING

from opentelemetry.context import Context
from opentelemetry.trace import NoOpTracerProvider, SpanKind, Status, StatusCode
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from assistant.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SpanExporter
    from opentelemetry.trace import Span
    from starlette.datastructures import Headers

    from assistant.surfaces.guard.record import Record

_SERVER_ERROR = 500


class Traces:
    """Makes spans where a provider is given, and else nothing."""

    def __init__(self, provider: TracerProvider | None = None) -> None:
        self._provider = provider
        self._tracer = (provider or NoOpTracerProvider()).get_tracer("readout", version("readout"))

    @contextmanager
    def request(self, record: Record, headers: Headers) -> Iterator[None]:
        """A span of a request, in the trace that its headers name; neither questions nor ids are in it."""
        caller = TraceContextTextMapPropagator().extract(headers, Context())
        known = {"http.request.method": record.method, "readout.request_id": record.request_id}
        with self._tracer.start_as_current_span(record.method, caller, SpanKind.SERVER, known) as span:
            try:
                yield
            finally:
                span.update_name(f"{record.method} {record.route}".strip())
                span.set_attribute("http.response.status_code", record.status)
                if record.route:
                    span.set_attribute("http.route", record.route)
                if record.status >= _SERVER_ERROR:
                    span.set_status(Status(StatusCode.ERROR))

    def begin(self, stage: str) -> Span:
        """Begin the span of a step; whoever begins it ends it."""
        return self._tracer.start_span(stage)

    def close(self) -> None:
        """Send what was not sent yet."""
        if self._provider is not None:
            self._provider.shutdown()


def open_provider(exporters: str, protocol: str) -> TracerProvider | None:
    """Return what sends spans to where OpenTelemetry's own variables say, or None where `exporters` are none.

    `exporters` is as OTEL_TRACES_EXPORTER has it, `protocol` as OTEL_EXPORTER_OTLP_PROTOCOL. Raises `SettingsError`.
    """
    names = [name.strip() for name in exporters.split(",") if name.strip() not in {"", "none"}]
    if not names:
        return None
    from opentelemetry.sdk.resources import SERVICE_NAME, OTELResourceDetector, Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    resource = Resource.create({SERVICE_NAME: "readout"}).merge(OTELResourceDetector().detect())
    provider = TracerProvider(resource=resource, shutdown_on_exit=False)
    for name in names:
        provider.add_span_processor(BatchSpanProcessor(_exporter(name, protocol)))
    return provider


def _exporter(name: str, protocol: str) -> SpanExporter:
    if name == "otlp":
        name = "otlp_proto_http" if protocol.startswith("http") else "otlp_proto_grpc"
    found = entry_points(group="opentelemetry_traces_exporter", name=name)
    if not found:
        package = f"opentelemetry-exporter-{name.replace('_', '-')}"
        sentence = f"There is no exporter of traces {name!r}; install {package}, or change OTEL_TRACES_EXPORTER."
        raise SettingsError(sentence)
    exporter: SpanExporter = next(iter(found)).load()()
    return exporter
