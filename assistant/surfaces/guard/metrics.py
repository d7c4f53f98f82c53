"""Figures of a running server, as Prometheus reads them."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest

if TYPE_CHECKING:
    from assistant.surfaces.guard.record import Record
    from assistant.types import Answer

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120)


class Metrics:
    """Counts requests and answers of one server; safe to share between threads."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self._requests = self._counter("requests", "Requests.", "method", "route", "status")
        self._rejected = self._counter("rejected", "Requests that were not let through.", "reason")
        self._answers = self._counter("answers", "Answers.", "status", "answerer")
        self._abstentions = self._counter("abstentions", "Answers that say the archive does not hold it.")
        self._withheld = self._counter("verification_failures", "Statements that their passages do not bear out.")
        self._seconds = self._histogram("request_seconds", "From a request to the end of its reply.", "route")
        self._stages = self._histogram("stage_seconds", "Of each step of an answer.", "stage")
        self.in_flight = self._gauge("requests_in_flight", "Requests that are being served.")
        self._passages = self._gauge("archive_passages", "Passages in the archive.")

    def served(self, record: Record, seconds: float) -> None:
        """Count a request that is done."""
        method = record.method if record.method in _METHODS else "other"
        self._requests.labels(method, record.route, str(record.status)).inc()
        self._seconds.labels(record.route).observe(seconds)
        too_large = record.status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        if reason := record.refused or ("size" if too_large else ""):
            self._rejected.labels(reason).inc()

    def answered(self, answer: Answer) -> None:
        """Count an answer."""
        self._answers.labels(answer.status, answer.answerer).inc()
        if answer.status == "abstained":
            self._abstentions.inc()
        self._withheld.inc(answer.left_out)

    def took(self, stage: str, seconds: float) -> None:
        """Note how long a step of an answer took."""
        self._stages.labels(stage).observe(seconds)

    def shown(self, passages: int) -> bytes:
        """Return all figures, with the archive's size of the moment."""
        self._passages.set(passages)
        return generate_latest(self._registry)

    def _counter(self, name: str, help_: str, *labels: str) -> Counter:
        return Counter(f"readout_{name}", help_, labels, registry=self._registry)

    def _gauge(self, name: str, help_: str) -> Gauge:
        return Gauge(f"readout_{name}", help_, registry=self._registry)

    def _histogram(self, name: str, help_: str, label: str) -> Histogram:
        return Histogram(f"readout_{name}", help_, (label,), buckets=_SECONDS, registry=self._registry)
