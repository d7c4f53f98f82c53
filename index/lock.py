"""The home's lock: one process at a time, since the embedded stores are not safe for two."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from index.errors import HomeBusyError, HomeError

if TYPE_CHECKING:
    from pathlib import Path

WAIT = 2.0  # seconds: a command that is about to end is worth waiting for


class HomeLock:
    """Holds the home for this process until `release`; a killed process lets go of it by dying."""

    def __init__(self, home: Path, wait: float = WAIT) -> None:
        self._holder = home / "lock.pid"
        self._lock = FileLock(home / "lock", thread_local=False)
        try:
            self._lock.acquire(timeout=wait)
            self._holder.write_text(str(os.getpid()))
        except Timeout as error:
            raise HomeBusyError(
                f"{home} is in use by another process{self._named()}; end it or wait for it."
            ) from error
        except OSError as error:
            self._lock.release()
            raise cannot_use(home, error) from error

    def release(self) -> None:
        """Let others have the home."""
        with suppress(OSError):
            self._holder.unlink(missing_ok=True)
        self._lock.release()

    def _named(self) -> str:
        with suppress(OSError, ValueError):
            return f" ({int(self._holder.read_text())})"
        return ""


def holder(home: Path) -> str | None:
    """Return who has a home open, as a process number where it is known; None: nobody. Raises `HomeError`."""
    try:
        HomeLock(home, wait=0).release()
    except HomeBusyError:
        with suppress(OSError):
            return (home / "lock.pid").read_text().strip()
        return ""
    return None


def make_home(home: Path) -> None:
    """Create the home where it is missing. Raises `HomeError`."""
    try:
        home.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        raise HomeError(f"{home} is a file, and the index needs a folder; set READOUT_HOME to one.") from error
    except OSError as error:
        raise cannot_use(home, error) from error


def cannot_use(home: Path, error: OSError) -> HomeError:
    """What an operating system's refusal means for the home."""
    reason = error.strerror or type(error).__name__
    return HomeError(
        f"{home} cannot be used ({reason.lower()}); make it writable, free some space, or set READOUT_HOME."
    )
