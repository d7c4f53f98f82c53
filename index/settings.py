"""What indexing and searching can be told; read from nowhere, passed in."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class IndexSettings:
    """Values with defaults. Only `assistant.settings` reads the environment."""

    home: Path
    cache: Path  # models, shared by all homes
    embedding: str = "minilm"  # or "openai:NAME", "ollama:NAME", "huggingface:NAME"
    chroma_url: str | None = None  # None: embedded in the home
    database_url: str | None = None  # None: SQLite in the home
