"""What can be told of a home, its index and its model while another process may have them open."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

from index.catalog import open_catalog
from index.embedding import open_embedding
from index.errors import HomeError
from index.fetch import is_fetched, model_folder
from index.lock import cannot_use, holder
from index.types import Manifest
from index.vectors import connect

if TYPE_CHECKING:
    from index.settings import IndexSettings

_SHOWN = 120  # characters of a command


@dataclass(frozen=True, slots=True)
class IndexHealth:
    """What the catalog holds."""

    manifest: Manifest | None  # what built the index; None: nothing was indexed
    documents: int
    passages: int
    unfinished: int  # versions of documents that a run has begun and not made live
    outlets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Process:
    """Who has a home open, as far as that is known."""

    pid: str
    command: str


@dataclass(frozen=True, slots=True)
class ModelHealth:
    """Where the embedding model is."""

    there: bool  # False: it is fetched when it is first needed
    folder: Path | None  # of its files, which are the published ones; None: its vendor's package keeps it


def check_writable(home: Path) -> bool:
    """Tell whether a home is there. Raises `HomeError` where it, or the place where it would be made, is read-only."""
    there = next(place for place in (home, *home.absolute().parents) if place.exists())
    try:
        if there == home:
            with TemporaryFile(dir=home):
                return True
        if not there.is_dir() or not os.access(there, os.W_OK):
            raise HomeError(f"{home} cannot be made in {there}; make that folder writable, or set READOUT_HOME.")
    except OSError as error:
        raise cannot_use(home, error) from error
    return False


def process_in(home: Path) -> Process | None:
    """Return who has the home open; None: nobody. Raises `HomeError`."""
    if not home.is_dir() or (pid := holder(home)) is None:
        return None
    command = ""
    with suppress(OSError):  # no such folder on some systems, or it is someone else's process
        command = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    return Process(pid, " ".join(command.split())[-_SHOWN:])


def index_health(settings: IndexSettings) -> IndexHealth | None:
    """Return what the catalog holds; None: there is none yet. Raises `CorpusError` where it cannot be reached."""
    if settings.database_url is None and not (settings.home / "catalog.sqlite").exists():
        return None
    catalog = open_catalog(settings.home, settings.database_url)
    try:
        return IndexHealth(
            catalog.manifest(),
            sum(1 for _ in catalog.heads(live=True)),
            catalog.passage_count(),
            sum(1 for _ in catalog.heads(live=False)),
            catalog.outlets(),
        )
    finally:
        catalog.close()


def model_health(settings: IndexSettings) -> ModelHealth:
    """Return how it stands with the embedding model. Raises `ModelError` where it cannot be opened, or is another."""
    if settings.embedding == "minilm":
        return ModelHealth(is_fetched(settings.cache), model_folder(settings.cache))
    open_embedding(settings)
    return ModelHealth(there=True, folder=None)


def check_chroma(url: str) -> None:
    """Connect with a Chroma server. Raises `HomeError` where none answers."""
    connect(url)
