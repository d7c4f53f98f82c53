"""What is noted of questions while they are answered; the questions themselves only where they may be logged."""

from __future__ import annotations

import logging
from contextlib import aclosing
from time import perf_counter
from typing import TYPE_CHECKING

from assistant.surfaces.guard.logs import FIELDS
from assistant.types import Answer, StatusEvent, StreamEvent

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from assistant.surfaces.guard.metrics import Metrics
    from assistant.surfaces.guard.tracing import Traces

logger = logging.getLogger(__name__)


class Watch:
    """Counts, times and traces answers and their steps."""

    def __init__(self, metrics: Metrics, traces: Traces, *, log_questions: bool) -> None:
        self._metrics = metrics
        self._traces = traces
        self._log_questions = log_questions

    async def __call__(self, events: AsyncGenerator[StreamEvent]) -> AsyncGenerator[StreamEvent]:
        """Hand on what a question yields."""
        step: _Step | None = None
        try:
            async with aclosing(events):
                async for event in events:
                    if isinstance(event, StatusEvent | Answer) and step:
                        step.end()
                        step = None
                    if isinstance(event, StatusEvent):
                        step = _Step(event.stage, self._metrics, self._traces)
                    elif isinstance(event, Answer):
                        self._answered(event)
                    yield event
        finally:
            if step:
                step.end()

    def _answered(self, answer: Answer) -> None:
        self._metrics.answered(answer)
        known: dict[str, object] = {"status": answer.status, "answerer": answer.answerer, "answer_id": answer.answer_id}
        if self._log_questions:
            known["question"] = answer.question
        logger.info("answer", extra={FIELDS: {**known, "ms": answer.timings_ms.total}})


class _Step:
    """A step that is being done."""

    def __init__(self, stage: str, metrics: Metrics, traces: Traces) -> None:
        self._stage = stage
        self._metrics = metrics
        self._began = perf_counter()
        self._span = traces.begin(stage)

    def end(self) -> None:
        self._span.end()
        self._metrics.took(self._stage, perf_counter() - self._began)
