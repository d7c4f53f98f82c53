"""What the HTTP API can be told; read from nowhere, passed in."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HttpSettings:
    """Values with defaults. Only `assistant.settings` reads the environment."""

    upload_mb: int = 20  # megabytes that one upload may have
    heartbeat: float = 10.0  # seconds of silence in a stream before a sign of life
    hosts: tuple[str, ...] = ()  # names, beside the loopback's, under which assistants of other makers may call
