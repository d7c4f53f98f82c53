"""Opens an assistant on a suite's archive, in a home that is thrown away afterwards."""

from __future__ import annotations

from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from eval.errors import SuiteError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from assistant.settings import Settings
    from eval.run import Face
    from eval.suite import Suite
    from index.progress import Progress


@asynccontextmanager
async def freshly_indexed(suite: Suite, settings: Settings, progress: Progress) -> AsyncIterator[Face]:
    """Index the archive as `settings` say, but for the home and its databases: the user's are not touched.

    Raises `SuiteError` where a file of the archive is rejected: figures on half an archive would mislead.
    """
    from assistant.bootstrap import open_assistant

    with TemporaryDirectory(prefix="readout-eval-", ignore_cleanup_errors=True) as home:
        own = settings.model_copy(update={"home": Path(home), "chroma_url": None, "database_url": None})
        _index(suite, own, progress)
        with open_assistant(own) as assistant:
            yield assistant


def _index(suite: Suite, settings: Settings, progress: Progress) -> None:
    from index.archive import open_archive

    with open_archive(settings.for_index(), progress=progress) as archive:
        report = archive.sync([suite.archive], progress=progress)
    if report.rejected:
        first = report.rejected[0]
        raise SuiteError(f"{suite.archive}: {first.origin} cannot be indexed: {first.reason}")
