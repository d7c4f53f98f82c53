"""Where a server is reached, and who may come in there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.errors import SettingsError
from assistant.surfaces.guard.access import is_own

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.keys import Key
    from assistant.surfaces.settings import HttpSettings


def exposed(settings: HttpSettings, address: str, made: Sequence[Key], *, without_keys: bool) -> HttpSettings:
    """Return the settings of a server that listens on an address; `made` are the keys. Raises `SettingsError`."""
    local = is_own(address)
    opened = bool(settings.api_keys) or any(key.revoked_at is None for key in made)
    if without_keys and opened:
        raise SettingsError("--without-keys would let everybody past the keys that there are; leave it out.")
    if not (local or opened or without_keys):
        raise SettingsError(
            f"{address} may be reached from elsewhere and there is no key: make one with `readout keys add NAME`, "
            "or let everybody read with --without-keys."
        )
    return replace(settings, local=local, without_keys=without_keys)
