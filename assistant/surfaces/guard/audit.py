"""Who did what, and when: lines of JSON in the home, of which the older ones are kept for a while."""

from __future__ import annotations

import json
import logging
import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from filelock import FileLock

if TYPE_CHECKING:
    from pathlib import Path

_LARGEST = 10_000_000  # bytes of a file
_KEPT = 9  # older files
_OWNER_ONLY = 0o600

logger = logging.getLogger(__name__)


class Audit:
    """Appends to `audit.jsonl` in a folder; several processes may do so at once. Keys and questions are never in it."""

    def __init__(self, folder: Path, largest: int = _LARGEST) -> None:
        self._file = folder / "audit.jsonl"
        self._largest = largest
        self._turning = FileLock(folder / "audit.lock")

    def write(self, what: str, **known: object) -> None:
        """Add a line: what was done, and what is known of it."""
        line = json.dumps({"at": datetime.now(UTC).isoformat(timespec="milliseconds"), "what": what, **known})
        try:
            self._append(f"{line}\n".encode())
        except OSError:  # what was asked for is done by now
            logger.exception("The audit log cannot be written: %s", line)

    def _append(self, line: bytes) -> None:
        # Opened anew each time: another process may have put the file aside meanwhile.
        file = os.open(self._file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, _OWNER_ONLY)
        try:
            os.write(file, line)
            size = os.fstat(file).st_size
        finally:
            os.close(file)
        if size >= self._largest:
            self._put_aside()

    def _put_aside(self) -> None:
        with self._turning:
            if not self._file.exists() or self._file.stat().st_size < self._largest:
                return  # another process did
            for age in range(_KEPT - 1, 0, -1):
                if self._older(age).exists():
                    self._older(age).replace(self._older(age + 1))
            self._file.replace(self._older(1))

    def _older(self, age: int) -> Path:
        return self._file.with_name(f"audit.{age}.jsonl")
