"""What a server logs: a line of JSON for each event, with the request that it belongs to."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime

from assistant.surfaces.guard.record import current

FIELDS = "fields"  # as `extra` has what a line holds beside its message


class JsonLines(logging.Formatter):
    """Formats a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        served = current()
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if served:
            line["request_id"] = served.request_id
        line |= getattr(record, FIELDS, {})
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str)


def log_as_json() -> None:
    """Have everything that is logged in this process written to stderr as lines of JSON."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for chatty in ("chromadb", "httpx", "mcp", "opentelemetry"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
