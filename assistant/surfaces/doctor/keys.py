"""Who may ask over HTTP."""

from __future__ import annotations

from assistant.bootstrap import open_memory
from assistant.surfaces.doctor.finding import Case, Finding, ok, warning
from index.health import index_health

_SHORTEST = 24  # characters of a key of the environment: it was made by chance, not by a person
_MAKE = "Make one with `readout keys add NAME`."


def keys(case: Case) -> Finding:
    """Look at the keys, and whether there must be any for whom the server is meant to reach."""
    http = case.settings.for_http()
    if any(len(key) < _SHORTEST for key in http.api_keys):
        short = f"READOUT_API_KEYS has a key of fewer than {_SHORTEST} characters, which can be guessed."
        return warning(short, "Make long ones: `openssl rand -hex 32`.")
    count = len(http.api_keys) + _made(case)
    if count:
        return ok(f"{count} keys open the HTTP API, and nobody comes in without one.")
    if http.hosts:
        return warning(
            f"READOUT_HOSTS names {', '.join(http.hosts)} and there is no key: a proxy lets everybody in.", _MAKE
        )
    return ok("There is no key: `readout serve` answers this machine, and refuses to listen elsewhere.")


def _made(case: Case) -> int:
    """How many keys were made and not revoked; where there is no database yet, none is made to look."""
    if index_health(case.settings.for_index()) is None:
        return 0
    with open_memory(case.settings) as memory:
        return sum(key.revoked_at is None for key in memory.keys.all())
