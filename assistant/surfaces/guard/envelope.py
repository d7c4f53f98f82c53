"""What is around every request: its id, what it is counted, logged and traced as, and an end to every defect."""

from __future__ import annotations

import logging
from time import perf_counter
from typing import TYPE_CHECKING
from uuid import uuid4

from starlette.datastructures import Headers

from assistant.surfaces.guard.access import address
from assistant.surfaces.guard.headers import add_headers
from assistant.surfaces.guard.logs import FIELDS
from assistant.surfaces.guard.paths import METRICS, is_open
from assistant.surfaces.guard.record import Record, begin
from assistant.surfaces.problems import defect, reply

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from assistant.surfaces.guard.audit import Audit
    from assistant.surfaces.guard.metrics import Metrics
    from assistant.surfaces.guard.tracing import Traces

logger = logging.getLogger(__name__)


class Envelope:
    """The outermost application. Nothing that goes wrong inside is shown to the client."""

    def __init__(self, app: ASGIApp, metrics: Metrics, traces: Traces, audit: Audit | None) -> None:
        self._app = app
        self._metrics = metrics
        self._traces = traces
        self._audit = audit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request, and note it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        record = Record(uuid4().hex, scope["method"], scope["path"], address(scope))
        begin(record)
        began = perf_counter()
        try:
            with self._metrics.in_flight.track_inprogress(), self._traces.request(record, Headers(scope=scope)):
                await self._serve(scope, receive, send, record)
        finally:
            self._note(scope, record, perf_counter() - began)

    async def _serve(self, scope: Scope, receive: Receive, send: Send, record: Record) -> None:
        started = False

        async def noted(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                record.status = message["status"]
                add_headers(message, record.request_id)
            await send(message)

        try:
            await self._app(scope, receive, noted)
        except Exception:
            logger.exception("A request failed.")
            if not started:
                await reply(defect(), path=record.path)(scope, receive, noted)
        finally:
            record.route = _template(scope)

    def _note(self, scope: Scope, record: Record, seconds: float) -> None:
        self._metrics.served(record, seconds)
        known = {**record.origin, "method": record.method, "path": record.path, "status": record.status}
        logger.info("request", extra={FIELDS: {**known, "ms": round(1000 * seconds, 1)}})
        if self._audit and not is_open(scope) and record.path != METRICS:
            self._audit.write("request", **known)


def _template(scope: Scope) -> str:
    """The path of the route, with names for what differs between requests; empty where there is no route."""
    return getattr(scope.get("route"), "path", "")
