"""The only reader of the environment and of `.env`."""

from __future__ import annotations

import json
import os
from hashlib import sha256
from pathlib import Path

from platformdirs import user_cache_path, user_data_path
from pydantic import AliasChoices, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.errors import SettingsError
from assistant.surfaces.settings import HttpSettings, SlackSettings
from index.settings import IndexSettings

_WITH_A_MODEL = 16  # questions at once
_BESIDE_THE_MODEL = 90.0  # seconds that searching and checking may take; far more than they do
_URL = r"^https?://[^\s|<>]+$"


class Settings(BaseSettings):
    """Every setting; unset means the embedded default."""

    model_config = SettingsConfigDict(
        env_prefix="READOUT_", env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    home: Path = Field(default_factory=lambda: user_data_path("readout"), description="where the index lives")
    cache: Path = Field(default_factory=lambda: user_cache_path("readout"), description="where models are kept")
    embedding: str = Field(default="minilm", description="`minilm`, `openai:NAME`, `ollama:NAME` or `huggingface:NAME`")
    passages: int = Field(default=12, ge=1, le=200, description="how many passages are looked at for an answer")
    llm: str | None = Field(
        default=None,
        description="a language model that writes answers: `openai:NAME`, `anthropic:NAME`, `openai-like:NAME@URL`;"
        " unset: the archive is quoted",
    )
    llm_timeout: float = Field(default=30, gt=0, le=600, description="seconds for a whole answer of the model")
    llm_context: int = Field(default=8_000, ge=2_000, description="tokens that the model may read and write at once")
    chroma_url: str | None = Field(default=None, description="a Chroma server; unset: embedded in the home")
    database_url: str | None = Field(default=None, description="a database; unset: SQLite in the home")
    conversation_days: int = Field(
        default=90, ge=0, le=100_000, description="after how many days unused conversations are forgotten; 0: never"
    )
    upload_mb: int = Field(default=20, ge=1, le=1000, description="megabytes that one upload may have")
    hosts: str = Field(
        default="",
        description="names of this server, with commas between, that it may be called by; localhost always",
    )
    api_keys: SecretStr = Field(
        default=SecretStr(""), description="keys that may ask, with commas between, beside those of `readout keys`"
    )
    cors_origins: str = Field(
        default="", description="pages of other servers that may ask, with commas between: https://desk.example.org"
    )
    rate_per_minute: int = Field(
        default=120, ge=0, description="requests a minute of one key, or of one address without a key; 0: no limit"
    )
    questions_at_once: int | None = Field(
        default=None,
        ge=1,
        description="questions that are answered at once; unset: one a processor, 16 with a language model",
    )
    questions_waiting: int = Field(
        default=64, ge=0, description="questions that wait; those beyond are refused with 503 and Retry-After"
    )
    request_timeout: float = Field(default=120, gt=0, description="seconds until a reply must begin")
    log_questions: bool = Field(default=False, description="1: the log holds questions")
    slack_bot_token: SecretStr = Field(
        default=SecretStr(""),
        validation_alias="SLACK_BOT_TOKEN",
        description="what the bot in Slack speaks with: xoxb-…",
    )
    slack_signing_secret: SecretStr = Field(
        default=SecretStr(""), validation_alias="SLACK_SIGNING_SECRET", description="what Slack signs its requests with"
    )
    slack_app_token: SecretStr = Field(
        default=SecretStr(""), validation_alias="SLACK_APP_TOKEN", description="what opens a socket to Slack: xapp-…"
    )
    slack_access: Path | None = Field(
        default=None, description="who may ask in which channel; unset: slack.yaml in the home, where it is there"
    )
    slack_api_url: str = Field(
        default="https://slack.com/api/", pattern=_URL, description="where Slack's Web API is reached"
    )
    page_url: str | None = Field(
        default=None, pattern=_URL, description="where the page is reached, for links to passages"
    )
    traces_exporter: str | None = Field(
        default=None, validation_alias="OTEL_TRACES_EXPORTER", description="where traces go: `otlp`, `console`, `none`"
    )
    traces_endpoint: str | None = Field(
        default=None,
        validation_alias=AliasChoices("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT"),
        description="a collector of traces",
    )
    traces_protocol: str = Field(
        default="grpc",
        validation_alias=AliasChoices("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL"),
        description="how traces are sent: `grpc`, `http/protobuf`",
    )

    def for_http(self) -> HttpSettings:
        """Return the part that the HTTP API needs."""
        return HttpSettings(
            upload_mb=self.upload_mb,
            hosts=_listed(self.hosts),
            api_keys=_listed(self.api_keys.get_secret_value()),
            cors_origins=_listed(self.cors_origins),
            rate_per_minute=self.rate_per_minute,
            questions_at_once=self.questions_at_once or self._at_once(),
            questions_waiting=self.questions_waiting,
            request_timeout=self.request_timeout,
            log_questions=self.log_questions,
            audit=self.home,
        )

    def for_slack(self) -> SlackSettings:
        """Return the part that the bot in Slack needs."""
        return SlackSettings(
            bot_token=self.slack_bot_token.get_secret_value(),
            signing_secret=self.slack_signing_secret.get_secret_value(),
            app_token=self.slack_app_token.get_secret_value(),
            access=self.slack_access or self.home / "slack.yaml",
            access_named=self.slack_access is not None,
            page_url=self.page_url and self.page_url.rstrip("/"),
            api_url=self.slack_api_url.rstrip("/") + "/",
            workers=self.questions_at_once or self._at_once(),
            deadline=_BESIDE_THE_MODEL + self.llm_timeout,
        )

    def answers_hash(self) -> str:
        """Return what is equal where the same is answered: a hash of all that decides it, and of no address or key."""
        vendor, _, name = (self.llm or "").partition(":")
        decides = [self.embedding, self.passages, vendor, name.partition("@http")[0], self.llm_context]
        return sha256(json.dumps(decides).encode()).hexdigest()[:12]

    def _at_once(self) -> int:
        """An answer that quotes keeps a processor busy; one that a model writes mostly waits for it."""
        return _WITH_A_MODEL if self.llm else os.cpu_count() or 1

    def exporters(self) -> str:
        """Return where traces go, as OpenTelemetry names it; empty: nowhere."""
        return self.traces_exporter or ("otlp" if self.traces_endpoint else "")

    def for_index(self) -> IndexSettings:
        """Return the part that indexing and searching need."""
        return IndexSettings(self.home, self.cache, self.embedding, self.chroma_url, self.database_url)


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def unknown_names() -> tuple[str, ...]:
    """Return the names in `.env` that begin as ours do and set nothing."""
    from dotenv import dotenv_values

    known = {f"READOUT_{name}".upper() for name, field in Settings.model_fields.items() if not field.validation_alias}
    aliases = (field.validation_alias for field in Settings.model_fields.values())
    known |= {alias for alias in aliases if isinstance(alias, str)}
    written = (name.upper() for name in dotenv_values(".env"))
    return tuple(name for name in written if name.startswith(("READOUT_", "SLACK_")) and name not in known)


def read_settings(home: Path | None = None) -> Settings:
    """Read the environment; `home`, where given, wins. Raises `SettingsError`."""
    try:
        return Settings() if home is None else Settings(home=home)
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(".env cannot be read; make it a text file in UTF-8, or remove it.") from error
    except ValidationError as error:
        first = error.errors()[0]
        name = "READOUT_" + str(first["loc"][0]).upper()
        raise SettingsError(f"{name} cannot be used: {first['msg']}.") from error
