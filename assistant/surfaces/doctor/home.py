"""The home and the file of settings."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from assistant.settings import unknown_names
from assistant.surfaces.doctor.finding import Case, Finding, ok, warning
from index.health import check_writable, process_in

_ENV = Path(".env")


def environment(_case: Case) -> Finding:
    """Look at `.env`: every name known, and read by nobody else where it is there."""
    if not _ENV.exists():
        return ok(f"Every setting is understood; there is no .env in {Path.cwd()}.")
    if names := unknown_names():
        return warning(f".env sets {', '.join(names)}, which nothing reads.", "Correct the name, or take it out.")
    if os.name == "posix" and _ENV.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH):
        return warning(".env can be read by others on this machine.", "Run `chmod 600 .env`.")
    return ok(f"Every setting is understood; .env is read from {Path.cwd()}.")


def home(case: Case) -> Finding:
    """Look whether the home can be written."""
    place = case.settings.home
    if check_writable(place):
        return ok(f"{place} can be written.")
    return warning(f"{place} is not there yet.", "Run `readout index PATH`, which makes it, or set READOUT_HOME.")


def lock(case: Case) -> Finding:
    """Look who has the home open."""
    process = process_in(case.settings.home)
    if process is None:
        return ok("No process has the home open.")
    command = f": {process.command}" if process.command else ""
    return ok(f"Process {process.pid or 'unknown'} has the home open{command}; it must end before another can.")
