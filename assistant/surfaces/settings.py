"""What the HTTP API and the bot in Slack can be told; read from nowhere, passed in."""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class HttpSettings:
    """Values with defaults. Only `assistant.settings` reads the environment."""

    upload_mb: int = 20  # megabytes that one upload may have
    heartbeat: float = 10.0  # seconds of silence in a stream before a sign of life
    hosts: tuple[str, ...] = ()  # names, beside the loopback's, under which it may be called; "*": any
    local: bool = True  # whether only this machine reaches it
    without_keys: bool = False  # whether everybody who reaches it may come in
    api_keys: tuple[str, ...] = field(default=(), repr=False)  # that open it, beside those that were made
    cors_origins: tuple[str, ...] = ()  # of pages elsewhere that may ask
    rate_per_minute: int = 120  # requests of one key, or of one address without a key; 0: no limit
    questions_at_once: int = 2
    questions_waiting: int = 64
    request_timeout: float = 120.0  # seconds until a reply begins
    log_questions: bool = False
    audit: Path | None = None  # the folder of the audit log


@dataclass(frozen=True, slots=True)
class SlackSettings:
    """Values with defaults. Only `assistant.settings` reads the environment."""

    bot_token: str = field(default="", repr=False)  # xoxb-…
    signing_secret: str = field(default="", repr=False)  # of requests that Slack sends over HTTP
    app_token: str = field(default="", repr=False)  # xapp-…, which opens a socket
    access: Path | None = None  # the file of who may ask where; none: everybody, everywhere
    access_named: bool = True  # whether that file must be there
    page_url: str | None = None  # where the page is reached; without a slash at its end
    api_url: str = "https://slack.com/api/"
    workers: int = 2  # questions that are answered at once
    deadline: float = 120.0  # seconds until a question that is not answered is given up

    @property
    def signed(self) -> bool:
        """Whether Slack can be served over HTTP."""
        return bool(self.bot_token and self.signing_secret)
