"""Alters a suite's archive in a way that must not change what it answers: the same text by another outlet,
documents on other things, another order of indexing."""

from __future__ import annotations

import gzip
import json
import shutil
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from eval.errors import SuiteError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from assistant.settings import Settings
    from eval.suite import Ablation, Suite
    from index.archive import Archive
    from index.progress import Progress
    from index.types import Document

SHIPPED_NOISE = Path(__file__).with_name("noise.jsonl")
_OUTLET = "Quillbourne Examiner"  # of the copies: invented, so that no question names it
_SUFFIX = "-quillbourne"  # of their ids: a copy comes right after what it copies
_LONGEST_ID = 400  # characters of an id that a suffix can still follow
_SOURCES = "sources.toml"
_GZIP = b"\x1f\x8b"


@contextmanager
def altered(
    ablation: Ablation, suite: Suite, settings: Settings, cited: frozenset[str], progress: Progress
) -> Iterator[Settings]:
    """Yield settings whose home holds the altered archive; `settings.home` holds the archive as it is, closed.

    `cited`: the documents that are copied under another outlet. Raises `SuiteError`, `CorpusError`.
    """
    if ablation in {"gold_removal", "paraphrase"} or (ablation == "order" and not (suite.archive or suite.home)):
        yield settings  # what is asked changes, or there is nothing to change
        return
    with TemporaryDirectory(prefix="readout-eval-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        own = settings.model_copy(update={"home": folder / "home", "chroma_url": None, "database_url": None})
        if ablation == "order":
            _index_in_another_order(suite, own, folder / "archive", progress)
        else:
            _copy_home(settings, own)
            added = suite.noise or SHIPPED_NOISE
            _add(own, _copies(own, cited, folder) if ablation == "duplicates" else added, progress)
        yield own


def _copy_home(settings: Settings, own: Settings) -> None:
    if settings.chroma_url or settings.database_url:
        raise SuiteError("An index that is kept on a server cannot be copied; name the archive by its files.")
    if settings.home.exists():
        shutil.copytree(settings.home, own.home)


def _add(settings: Settings, path: Path | None, progress: Progress) -> None:
    from index.archive import open_archive

    if path is None:
        return
    with open_archive(settings.for_index(), progress=progress) as archive:
        report = archive.sync([path], progress=progress)
    if report.rejected:
        first = report.rejected[0]
        raise SuiteError(f"{path}: {first.origin} cannot be indexed: {first.reason}")


def _copies(settings: Settings, cited: Collection[str], folder: Path) -> Path | None:
    """Write the documents down as another outlet's; None where there are none."""
    from index.archive import open_archive

    if not cited:
        return None
    with open_archive(settings.for_index()) as archive:
        lines = list(_copied(archive, sorted(cited)))
    path = folder / "copies.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return path


def _copied(archive: Archive, cited: Sequence[str]) -> Iterator[dict[str, str | None]]:
    ids = {summary.document_id for summary in archive.documents()}
    outlet = _free(_OUTLET, {name.casefold() for name in archive.outlets()})
    for document_id in cited:
        new = _free(document_id[:_LONGEST_ID] + _SUFFIX, ids)
        ids.add(new)
        yield _line(archive.document(document_id), new, outlet)


def _line(document: Document, document_id: str, outlet: str) -> dict[str, str | None]:
    published = document.published_on.isoformat() if document.published_on else None
    described = {"title": document.title, "source": outlet, "published_at": published}
    return {"doc_id": document_id, "text": document.text, **described}


def _free(name: str, taken: Collection[str]) -> str:
    """Return the name, numbered where it is taken."""
    number = 1
    while (free := name if number == 1 else f"{name} {number}").casefold() in taken or free in taken:
        number += 1
    return free


def _index_in_another_order(suite: Suite, own: Settings, mirror: Path, progress: Progress) -> None:
    """Index the later half of the files first, and each corpus from its last line to its first.

    It is done in a mirror of the archive: files named one by one would get other ids than those of their folder.
    """
    if suite.archive is None:
        raise SuiteError(f"{suite.path}: another order of indexing needs the archive's files, not an index of them.")
    root = suite.archive if suite.archive.is_dir() else suite.archive.parent
    files = _files(suite.archive)
    half = len(files) // 2
    for part in (files[half:], files[:half]):
        for path in (*part, *_sources(files, root)):
            _mirror(path.absolute(), mirror / path.relative_to(root))
        if part:
            _add(own, mirror, progress)


def _files(archive: Path) -> list[Path]:
    """Return what there is to index, a linked folder as one."""
    found = archive.rglob("*") if archive.is_dir() else [archive]
    return sorted(path for path in found if (path.is_file() or path.is_symlink()) and path.name != _SOURCES)


def _sources(files: Sequence[Path], root: Path) -> list[Path]:
    folders = {root, *(path.parent for path in files)}
    return [path for folder in sorted(folders) if (path := folder / _SOURCES).is_file()]


def _mirror(path: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    if path.name.lower().endswith((".jsonl", ".jsonl.gz")):
        to.write_bytes(_reversed(path))
    elif not to.exists():
        to.symlink_to(path)


def _reversed(corpus: Path) -> bytes:
    content = corpus.read_bytes()
    lines = (gzip.decompress(content) if content.startswith(_GZIP) else content).split(b"\n")
    return b"\n".join(reversed(lines))
