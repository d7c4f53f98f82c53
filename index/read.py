"""From paths to raw documents: finds the files, hashes them, reads each by its kind."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple, dataclass, field
from hashlib import file_digest, sha256
from pathlib import Path

from index.decode import MAX_CHARACTERS, UndecodableError, decode
from index.errors import InputError
from index.jsonl import read_jsonl
from index.sources import FILE_NAME, Known, Sources, read_sources
from index.types import RawDocument, Rejection

_LONGEST_CHARACTER = 4  # bytes, in UTF-8, UTF-16 and UTF-32 alike
_MAX_SLUG = 80


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that can be read. `file_hash` changes with its bytes and with what `sources.toml` says of it."""

    path: Path
    root: Path
    file_hash: str
    known: Known = field(default=Known())


@dataclass(frozen=True, slots=True)
class Discovery:
    """What was found below some paths: files in reading order, and what cannot be read, with the reason."""

    files: tuple[SourceFile, ...]
    rejected: tuple[Rejection, ...] = ()


def discover(paths: Sequence[Path]) -> Discovery:
    """All documents below the paths, each file once. Raises InputError for a missing path or no file at all.

    Hidden files and folders are skipped; linked folders are followed, each once.
    """
    found = _Found()
    for given in paths:
        _add(Path(os.path.abspath(given)), found)  # noqa: PTH100 - resolve() would rename what a link names
    if not found.files and not found.rejected:
        named = ", ".join(str(path) for path in paths) or "no path"
        raise InputError(f"There is no document in {named}; name a folder or file with {supported()} files in it.")
    rejected = [*found.rejected, *(r for s in found.sources.values() for r in s.rejected)]
    return Discovery(tuple(found.files), tuple(rejected))


def hash_file(path: Path) -> str:
    """SHA-256 of the file's bytes, in hex."""
    with path.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()


def read(file: SourceFile, *, clean_jsonl: bool = False) -> Iterator[RawDocument | Rejection]:
    """The file's documents, in order. Never raises for what the file holds: that is a Rejection."""
    try:
        yield from _reader(file.path)(file, clean_jsonl)
    except OSError as error:
        yield _unreadable(file.path, error)


def supported() -> str:
    """The kinds of files that can be read, for a sentence: ".jsonl, .md or .txt"."""
    suffixes = sorted(suffix for suffix in _READERS if suffix)
    return f"{', '.join(suffixes[:-1])} or {suffixes[-1]}"


@dataclass(slots=True)
class _Found:
    """What `discover` has gathered so far."""

    files: list[SourceFile] = field(default_factory=list)
    rejected: list[Rejection] = field(default_factory=list)
    seen: set[tuple[int, int]] = field(default_factory=set)  # device and inode of each file and folder
    sources: dict[Path, Sources] = field(default_factory=dict)

    def is_new(self, path: Path) -> bool:
        status = path.stat()
        key = (status.st_dev, status.st_ino)
        if key in self.seen:
            return False
        self.seen.add(key)
        return True

    def known(self, path: Path, root: Path) -> Known:
        for folder in dict.fromkeys((path.parent, root)):
            if folder not in self.sources:
                self.sources[folder] = read_sources(folder)
            entries = self.sources[folder].entries
            for name in (path.name, path.relative_to(root).as_posix()):
                if name in entries:
                    return entries[name]
        return Known()


def _add(path: Path, found: _Found) -> None:
    if path.is_dir():
        _add_folder(path, path, found)
    elif path.is_file():
        _add_file(path, path.parent, found)
    elif path.exists():
        raise InputError(f"{path} is neither a file nor a folder; name one that is.")
    else:
        raise InputError(f"{path} does not exist; check the path.")


def _add_folder(folder: Path, root: Path, found: _Found) -> None:
    try:
        entries = sorted(folder.iterdir()) if found.is_new(folder) else []
    except OSError as error:
        found.rejected.append(_unreadable(folder, error))
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name == FILE_NAME:
            continue
        if entry.is_dir():
            _add_folder(entry, root, found)
        elif entry.is_file():
            _add_file(entry, root, found)
        elif entry.is_symlink():
            reason = "the link leads nowhere or in a circle; correct or remove it."
            found.rejected.append(Rejection(label(entry), reason))


def _add_file(path: Path, root: Path, found: _Found) -> None:
    if _suffix(path) not in _READERS:
        reason = f"{path.suffix} files cannot be read yet; convert it to one of {supported()}."
        found.rejected.append(Rejection(label(path), reason))
        return
    try:
        if not found.is_new(path):
            return
        known, digest = found.known(path, root), hash_file(path)
    except OSError as error:
        found.rejected.append(_unreadable(path, error))
        return
    if known != Known():
        digest = sha256(f"{digest}{astuple(known)}".encode()).hexdigest()
    found.files.append(SourceFile(path, root, digest, known))


def label(path: Path) -> str:
    """The path as it can be printed and stored: a name in no known encoding is shown as well as it can be."""
    return os.fsencode(path).decode("utf-8", "replace")


def document_id_of(path: Path, root: Path) -> str:
    """Readable and stable: "sub/Feb 3 call.txt" is "sub-feb-3-call"."""
    name = unicodedata.normalize("NFC", label(path.relative_to(root)))
    stem = name[: -len(path.suffix)] if path.suffix else name
    slug = re.sub(r"[^\w]+", "-", stem.lower()).strip("-")
    if 0 < len(slug) <= _MAX_SLUG:
        return slug
    return f"{slug[:_MAX_SLUG] or 'document'}-{sha256(name.encode()).hexdigest()[:8]}"


def _suffix(path: Path) -> str:
    name = path.name.lower()
    return ".jsonl.gz" if name.endswith(".jsonl.gz") else path.suffix.lower()


def _reader(path: Path) -> _Reader:
    return _READERS[_suffix(path)]


def _unreadable(path: Path, error: OSError) -> Rejection:
    if isinstance(error, FileNotFoundError):
        reason = "the file vanished before it could be read; index again if it should be there."
    elif isinstance(error, PermissionError):
        reason = "the permissions do not allow to read it; allow it (chmod +r) and index again."
    else:
        reason = f"it could not be read ({error.strerror or error}); check the disk and index again."
    return Rejection(label(path), reason)


def _read_text(file: SourceFile, clean_jsonl: bool) -> Iterator[RawDocument | Rejection]:  # noqa: ARG001, FBT001
    origin = label(file.path)
    size = file.path.stat().st_size
    # So large a file cannot hold fewer characters: no need to read it to know.
    data = file.path.read_bytes() if size <= MAX_CHARACTERS * _LONGEST_CHARACTER else b""
    try:
        text = decode(data)
    except UndecodableError as error:
        yield Rejection(origin, f"the file {error}")
        return
    if (not data and size) or len(text) > MAX_CHARACTERS:
        reason = f"it holds more than the {MAX_CHARACTERS:,} characters of one document; split it into parts."
        yield Rejection(origin, reason)
    elif not text.strip():
        yield Rejection(origin, f"the file {'holds only blank space' if text else 'is empty'}; fill or remove it.")
    else:
        known = file.known
        yield RawDocument(
            document_id=document_id_of(file.path, file.root),
            origin=origin,
            content_hash=sha256(f"{text}{astuple(known)}".encode("utf-8", "surrogatepass")).hexdigest(),
            text=text,
            title=known.title,
            outlet=known.outlet,
            url=known.url,
            published_on=known.published_on,
        )


def _read_corpus(file: SourceFile, clean_jsonl: bool) -> Iterator[RawDocument | Rejection]:  # noqa: FBT001
    yield from read_jsonl(file.path, origin=label(file.path), clean=not clean_jsonl)


_Reader = Callable[[SourceFile, bool], Iterator[RawDocument | Rejection]]
_READERS: dict[str, _Reader] = {
    "": _read_text,
    ".txt": _read_text,
    ".text": _read_text,
    ".md": _read_text,
    ".jsonl": _read_corpus,
    ".jsonl.gz": _read_corpus,
}
