"""Opens what a suite is asked of: an archive indexed for it alone, an index that is there already, or a server."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from eval.errors import SuiteError
from eval.face import Face, InProcess
from index.errors import IndexStateError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from llama_index.core.llms import LLM

    from assistant.settings import Settings
    from eval.suite import Suite
    from index.progress import Progress
    from index.types import SyncReport

_PATIENCE = 600  # seconds for an answer: a verification that is slow here is no wrong one


@dataclass(frozen=True, slots=True)
class Opened:
    """What is asked, and the name of the content that answers come from."""

    face: Face
    content: str
    documents: tuple[str, ...] = ()  # ids of all; none where a server does not tell


Opener = Callable[["Settings", "Progress"], AbstractAsyncContextManager[Opened]]  # of a home


@contextmanager
def indexed(suite: Suite, settings: Settings, progress: Progress) -> Iterator[Settings]:
    """Yield settings whose home holds the suite's archive, brought in line with its files.

    An archive of files has a home of its own below the user's, so that the next run embeds only what has changed;
    the user's index and databases are not touched. Raises `SuiteError` where a file of the archive is rejected:
    figures on half an archive would mislead.
    """
    if suite.home is not None:
        yield settings.model_copy(update={"home": suite.home})
        return
    own = settings.model_copy(update={"chroma_url": None, "database_url": None})
    if suite.archive is None:
        with TemporaryDirectory(prefix="readout-eval-", ignore_cleanup_errors=True) as folder:
            own = own.model_copy(update={"home": Path(folder) / "home"})
            _fill_with_nothing(own, Path(folder) / "placeholder.txt")
            yield own
        return
    own = own.model_copy(update={"home": _home(suite.archive, settings)})
    _check(_synced(suite.archive, own, progress), suite.archive)
    yield own


@asynccontextmanager
async def in_process(settings: Settings, progress: Progress) -> AsyncIterator[Opened]:
    """Open an assistant on a home."""
    async with _in_process(settings, progress) as opened:
        yield opened


@asynccontextmanager
async def scripted(settings: Settings, progress: Progress) -> AsyncIterator[Opened]:
    """Open an assistant on a home whose language model replies what the cases have it reply."""
    from eval.scripted import ScriptedLLM

    patient = settings.model_copy(update={"llm_timeout": _PATIENCE})
    async with _in_process(patient, progress, ScriptedLLM()) as opened:
        yield opened


@asynccontextmanager
async def _in_process(settings: Settings, progress: Progress, llm: LLM | None = None) -> AsyncIterator[Opened]:
    from assistant.bootstrap import open_assistant

    with open_assistant(settings, llm=llm, progress=progress) as assistant:
        archive = assistant.archive
        if archive.version():
            await assistant.search("ready", k=1)  # opens the model before the clock of the first case starts
        documents = tuple(one.document_id for one in archive.documents()) if archive.version() else ()
        yield Opened(InProcess(assistant), archive.version(), documents)


@asynccontextmanager
async def at_url(url: str) -> AsyncIterator[Opened]:
    """Open a running server, whatever its archive holds."""
    from eval.remote import open_remote

    async with open_remote(url) as remote:
        yield Opened(remote, remote.content)


def _home(archive: Path, settings: Settings) -> Path:
    """One home for each archive and embedding model."""
    whole = archive.resolve()
    name = sha256(f"{whole}\n{settings.embedding}".encode()).hexdigest()[:12]
    return settings.home / "eval" / f"{whole.name}-{name}"


def _synced(archive: Path, settings: Settings, progress: Progress) -> SyncReport:
    try:
        return _sync(archive, settings, progress)
    except IndexStateError:  # built by another version, or damaged: it holds nothing that is not in the files
        shutil.rmtree(settings.home)
        return _sync(archive, settings, progress)


def _sync(archive: Path, settings: Settings, progress: Progress) -> SyncReport:
    from index.archive import open_archive

    with open_archive(settings.for_index(), progress=progress) as opened:
        return opened.sync([archive], progress=progress)


def _fill_with_nothing(settings: Settings, placeholder: Path) -> None:
    """Make an index without documents: a home where nothing was ever indexed refuses to answer."""
    from index.archive import open_archive

    placeholder.write_text("Nothing stands here.", encoding="utf-8")
    with open_archive(settings.for_index()) as opened:
        opened.remove(opened.sync([placeholder]).added)


def _check(report: SyncReport, archive: Path) -> None:
    if report.rejected:
        first = report.rejected[0]
        raise SuiteError(f"{archive}: {first.origin} cannot be indexed: {first.reason}")
