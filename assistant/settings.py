"""The only reader of the environment and of `.env`."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_cache_path, user_data_path
from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.errors import SettingsError
from assistant.surfaces.settings import HttpSettings
from index.settings import IndexSettings


class Settings(BaseSettings):
    """Every setting; unset means the embedded default."""

    model_config = SettingsConfigDict(
        env_prefix="READOUT_", env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    home: Path = Field(default_factory=lambda: user_data_path("readout"), description="where the index lives")
    cache: Path = Field(default_factory=lambda: user_cache_path("readout"), description="where models are kept")
    embedding: str = Field(default="minilm", description="`minilm`, `openai:NAME`, `ollama:NAME` or `huggingface:NAME`")
    passages: int = Field(default=12, ge=1, le=200, description="how many passages are looked at for an answer")
    chroma_url: str | None = Field(default=None, description="a Chroma server; unset: embedded in the home")
    database_url: str | None = Field(default=None, description="a database; unset: SQLite in the home")
    conversation_days: int = Field(
        default=90, ge=0, le=100_000, description="after how many days unused conversations are forgotten; 0: never"
    )
    upload_mb: int = Field(default=20, ge=1, le=1000, description="megabytes that one upload may have")
    hosts: str = Field(
        default="",
        description="names of this server, with commas between, that MCP clients may call it by; localhost always",
    )

    def for_http(self) -> HttpSettings:
        """Return the part that the HTTP API needs."""
        hosts = tuple(host.strip() for host in self.hosts.split(",") if host.strip())
        return HttpSettings(self.upload_mb, hosts=hosts)

    def for_index(self) -> IndexSettings:
        """Return the part that indexing and searching need."""
        return IndexSettings(self.home, self.cache, self.embedding, self.chroma_url, self.database_url)


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
