"""Puts the guard around an application."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.middleware.cors import CORSMiddleware

from assistant.keys import Key, hash_of
from assistant.surfaces.guard.access import Access
from assistant.surfaces.guard.audit import Audit
from assistant.surfaces.guard.callers import KeyRing
from assistant.surfaces.guard.crowd import Crowd
from assistant.surfaces.guard.envelope import Envelope
from assistant.surfaces.guard.gate import Gate
from assistant.surfaces.guard.hosts import Hosts
from assistant.surfaces.guard.metrics import Metrics
from assistant.surfaces.guard.rates import Rates
from assistant.surfaces.guard.record import current
from assistant.surfaces.guard.tracing import Traces
from assistant.surfaces.guard.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Callable

    from opentelemetry.sdk.trace import TracerProvider
    from starlette.applications import Starlette

    from assistant.keys import Keys
    from assistant.surfaces.settings import HttpSettings
    from index.types import SyncReport

_METHODS = ("GET", "POST", "DELETE")
_SHOWN = ("Retry-After", "X-Request-Id")


@dataclass(frozen=True, slots=True)
class Guard:
    """What routes use of it."""

    metrics: Metrics
    traces: Traces
    watch: Watch
    audit: Audit | None

    def changed(self, report: SyncReport) -> None:
        """Note which documents a request added and removed."""
        record = current()
        if self.audit and record:
            ids = {"added": report.added, "updated": report.updated, "removed": report.removed}
            self.audit.write("documents changed", **record.origin, **ids)


def guard(
    app: Starlette, keys: Callable[[], Keys], settings: HttpSettings, provider: TracerProvider | None = None
) -> Guard:
    """Have every request pass the gate, in an envelope."""
    metrics, traces = Metrics(), Traces(provider)
    audit = Audit(settings.audit) if settings.audit else None
    others = [Key(hash_of(one), f"READOUT_API_KEYS {number}") for number, one in enumerate(settings.api_keys, start=1)]
    access = Access(KeyRing(keys, others), Rates(settings.rate_per_minute), settings)
    hosts = Hosts(settings.hosts, everywhere=not settings.local)
    crowd = Crowd(settings.questions_at_once, settings.questions_waiting)
    # What is added last is outermost.
    app.add_middleware(Gate, hosts=hosts, access=access, crowd=crowd, seconds=settings.request_timeout)
    if settings.cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.cors_origins,
            allow_methods=_METHODS,
            allow_headers=["*"],  # clients send headers of their own; who may ask is ruled by the origin and the key
            expose_headers=_SHOWN,
        )
    app.add_middleware(Envelope, metrics=metrics, traces=traces, audit=audit)
    return Guard(metrics, traces, Watch(metrics, traces, log_questions=settings.log_questions), audit)
