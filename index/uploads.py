"""Files that came over the network, kept below the home so that they can be indexed again."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import unicodedata
import zlib
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from index.read import discover, label, read
from index.types import Rejection, SyncReport

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from index.types import Document, Upload

MOST_UNPACKED = 100_000_000  # bytes: a small file must not fill the disk
_LONGEST_NAME = 150  # bytes of a file's name without its ending; file systems allow 255
_LONGEST_ENDING = 50
_GZIP = b"\x1f\x8b"
_WORK = ".incoming-"  # hidden folders are not indexed


class _UnusableError(ValueError):
    """Why a file cannot be taken."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Files that stand where they are kept, and those that cannot be used."""

    paths: tuple[Path, ...]
    rejected: tuple[Rejection, ...]
    folder: Path

    def shown(self, report: SyncReport) -> SyncReport:
        """Return the report of indexing them, which names them as they were sent."""
        rejected = (*self.rejected, *(_named(one, self.folder) for one in report.rejected))
        notes = tuple(note.replace(f"{label(self.folder)}/", "") for note in report.notes)
        return replace(report, rejected=rejected, notes=notes)


class Uploads:
    """The folder of uploaded files. Not safe for two writers at once."""

    def __init__(self, folder: Path) -> None:
        self._folder = Path(os.path.abspath(folder))  # noqa: PTH100 - as discover() does

    def paths(self) -> tuple[Path, ...]:
        """Return what is to be indexed with everything else: the folder, where it holds anything."""
        held = self._folder.is_dir() and any(not one.name.startswith(".") for one in self._folder.iterdir())
        return (self._folder,) if held else ()

    @contextmanager
    def placed(self, files: Sequence[Upload], *, replacing: bool) -> Iterator[Placed]:
        """Keep files, each whole or not at all. What stood there before comes back where the block fails.

        A file that is to take the place of another is rejected unless `replacing`.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        for left in self._folder.glob(f"{_WORK}*"):  # by a process that was killed
            shutil.rmtree(left) if left.is_dir() else left.unlink()
        work = Path(mkdtemp(prefix=_WORK, dir=self._folder))
        placing = _Placing(self._folder, work, replacing)
        try:
            for file in files:
                placing.take(file)
            yield Placed(tuple(placing.before), tuple(placing.rejected), self._folder)
        except BaseException:
            placing.put_back()
            raise
        finally:
            shutil.rmtree(work)

    def drop(self, documents: Iterable[Document]) -> tuple[str, ...]:
        """Delete what is kept of documents; return a sentence for each that other files will bring back."""
        notes = []
        for document in documents:
            path, line = _place(document.origin)
            if path.parent == self._folder:
                _cut(path, line)
            elif path.exists():
                notes.append(f"{document.origin} still holds {document.document_id}: indexing it again brings it back.")
        return tuple(notes)


@dataclass(slots=True)
class _Placing:
    """Files on their way into the folder, and how to undo it."""

    folder: Path
    work: Path
    replacing: bool
    before: dict[Path, Path | None] = field(default_factory=dict)  # where what stood there is kept meanwhile
    rejected: list[Rejection] = field(default_factory=list)

    def take(self, file: Upload) -> None:
        name = safe_name(file.name)
        try:
            incoming = self.work / _unpacked_name(name)
            incoming.write_bytes(_unpacked(name, file.data))
            self._check(incoming)
        except _UnusableError as error:
            self.rejected.append(Rejection(file.document or name, str(error)))
            return
        if found := _unusable(incoming):
            self.rejected += (_named(one, self.work, file.document) for one in found)
            return
        self._place(incoming, self.folder / incoming.name)

    def put_back(self) -> None:
        for path, before in self.before.items():
            if before is None:
                path.unlink(missing_ok=True)
            else:
                before.replace(path)

    def _check(self, incoming: Path) -> None:
        kept = self.folder / incoming.name
        if kept in self.before:
            raise _UnusableError("another file of this name came with it; send it under another name.")
        if not self.replacing and kept.exists() and kept.read_bytes() != incoming.read_bytes():
            raise _UnusableError(
                "something else is kept under this name; send it with replace=true to put it in its place, "
                "or under another name."
            )

    def _place(self, incoming: Path, path: Path) -> None:
        before = None
        if path.exists():
            before = self.work / f"before-{len(self.before)}"
            shutil.copyfile(path, before)
        self.before[path] = before
        incoming.replace(path)


def _named(rejection: Rejection, folder: Path, document: str | None = None) -> Rejection:
    """Name what was rejected as it was sent."""
    if document:
        return Rejection(document, f"it {rejection.reason.removeprefix('line 1 ')}")
    return Rejection(rejection.origin.replace(f"{label(folder)}/", ""), rejection.reason)


def safe_name(name: str) -> str:
    """Return a name for a file that came under this one: no path, not hidden, not too long, its ending kept."""
    last = unicodedata.normalize("NFC", re.split(r"[\\/]", name)[-1])
    plain = re.sub(r"[^\w .,()+-]+", "-", last.encode("utf-8", "replace").decode()).strip(" .-")
    stem, dot, ending = plain.partition(".") if plain.lower().endswith(".jsonl.gz") else plain.rpartition(".")
    if not dot:
        stem, ending = plain, ""
    return f"{_cut_to(_LONGEST_NAME, stem) or 'document'}{dot}{_cut_to(_LONGEST_ENDING, ending)}"


def _cut_to(most: int, text: str) -> str:
    return text.encode()[:most].decode("utf-8", "ignore")


def _unpacked_name(name: str) -> str:
    return name[: -len(".gz")] if name.lower().endswith(".jsonl.gz") else name


def _unpacked(name: str, data: bytes) -> bytes:
    if not (data.startswith(_GZIP) and _unpacked_name(name).lower().endswith(".jsonl")):
        return data
    try:
        with gzip.open(BytesIO(data)) as stream:
            unpacked = stream.read(MOST_UNPACKED + 1)
    except (EOFError, OSError, zlib.error) as error:
        raise _UnusableError("the gzip data is cut off or damaged; get the whole file again.") from error
    if len(unpacked) > MOST_UNPACKED:
        raise _UnusableError(f"it unpacks to more than {MOST_UNPACKED:,} bytes; split it into parts.")
    return unpacked


def _unusable(path: Path) -> list[Rejection]:
    """Return why nothing of a file can be indexed; empty where something can."""
    found = discover([path])
    rejected = list(found.rejected)
    for file in found.files:
        for item in read(file):
            if not isinstance(item, Rejection):
                return []
            rejected.append(item)
    return rejected or [Rejection(label(path), "there is no document in it.")]


def _place(origin: str) -> tuple[Path, int | None]:
    """Return the file that a document is read from, and its line where it is one of a corpus."""
    path, _, line = origin.rpartition(":")
    if line.isdecimal() and not Path(origin).exists():
        return Path(path), int(line)
    return Path(origin), None


def _cut(path: Path, line: int | None) -> None:
    """Delete a file, or blank a line of it: the others keep their numbers."""
    if not path.exists():
        return
    lines = path.read_bytes().split(b"\n") if line else []
    if line and line <= len(lines):
        lines[line - 1] = b""
    rest = b"\n".join(lines)
    if not rest.strip():
        path.unlink()
        return
    written = path.with_name(f"{_WORK}{sha256(path.name.encode()).hexdigest()}")
    written.write_bytes(rest)
    written.replace(path)
