"""Corpora of one JSON object a line, plain or gzipped, read as a stream."""

from __future__ import annotations

import gzip
import json
import re
import zlib
from dataclasses import dataclass, field
from hashlib import sha256
from io import BufferedIOBase
from pathlib import Path
from typing import TYPE_CHECKING

from index.decode import MAX_CHARACTERS
from index.sources import parse_published
from index.types import RawDocument, Rejection

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BufferedIOBase

MAX_LINE_BYTES = 12 * MAX_CHARACTERS  # a character may be written as two escapes of six bytes each
MAX_REJECTIONS = 100  # of one file: a million complaints about a file that is no corpus would help nobody
_ID_FIELDS = ("doc_id", "_id", "id")
_MAX_ID = 512
_SURROGATES = re.compile(r"[\ud800-\udfff]")


class _LineError(ValueError):
    """What is wrong with one line; the message completes "line 7 …"."""


@dataclass(slots=True)
class _Progress:
    """How far a file has been read. The only thing here that changes."""

    line: int = 0
    rejections: int = 0
    lines_by_id: dict[str, int] = field(default_factory=dict)


def read_jsonl(path: Path, *, origin: str, clean: bool) -> Iterator[RawDocument | Rejection]:
    """The documents of a corpus, in order; each line that holds none is a Rejection that names the line.

    `origin`: the file's name as it is shown. `clean`: the documents' texts are taken as they stand.
    """
    progress = _Progress()
    try:
        with _open(path) as stream:
            yield from _limited(_documents(origin, stream, progress, clean=clean), progress)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        reason = f"the gzip data is cut off or damaged after line {progress.line}; get the whole file again."
        yield Rejection(origin, reason)
    if progress.line == 0:
        yield Rejection(origin, "the file is empty; put one JSON object a line into it or remove it.")
    elif progress.rejections > MAX_REJECTIONS:
        more = progress.rejections - MAX_REJECTIONS
        yield Rejection(origin, f"{more:,} more lines were rejected; is this a corpus of one JSON object a line?")


def plain_text(text: str) -> str:
    """The text without lone surrogates, which JSON can spell but no encoding can store."""
    return _SURROGATES.sub("\ufffd", text)


def _open(path: Path) -> BufferedIOBase:
    with path.open("rb") as stream:
        is_gzip = stream.read(2) == b"\x1f\x8b"
    return gzip.open(path, "rb") if is_gzip else path.open("rb")


def _limited(items: Iterator[RawDocument | Rejection], progress: _Progress) -> Iterator[RawDocument | Rejection]:
    for item in items:
        if isinstance(item, Rejection):
            progress.rejections += 1
            if progress.rejections > MAX_REJECTIONS:
                continue
        yield item


def _documents(
    file: str, stream: BufferedIOBase, progress: _Progress, *, clean: bool
) -> Iterator[RawDocument | Rejection]:
    while line := stream.readline(MAX_LINE_BYTES):
        progress.line += 1
        origin = f"{file}:{progress.line}"
        try:
            _refuse_overlong(line, stream)
            if line.strip() not in (b"", b"\xef\xbb\xbf"):
                yield _document(line, origin, progress, clean=clean)
        except _LineError as error:
            yield Rejection(origin, f"line {progress.line} {error}")


def _refuse_overlong(line: bytes, stream: BufferedIOBase) -> None:
    if len(line) < MAX_LINE_BYTES or line.endswith(b"\n"):
        return
    while (rest := stream.readline(1 << 20)) and not rest.endswith(b"\n"):
        pass
    raise _LineError(f"is longer than {MAX_LINE_BYTES:,} bytes; split its document into parts.")


def _document(line: bytes, origin: str, progress: _Progress, *, clean: bool) -> RawDocument:
    fields = _parsed(line)
    text = fields.get("text")
    if not isinstance(text, str) or not text.strip():
        raise _LineError('has no "text"; give it one or remove the line.')
    if len(text) > MAX_CHARACTERS:
        raise _LineError(f"holds more than the {MAX_CHARACTERS:,} characters of one document; split it into parts.")
    content_hash = sha256(json.dumps(fields, sort_keys=True).encode()).hexdigest()
    document_id = _document_id(fields, origin, content_hash)
    first = progress.lines_by_id.setdefault(document_id, progress.line)
    if first != progress.line:
        raise _LineError(f"repeats the id “{document_id}” of line {first}; give each document an id of its own.")
    published = next((fields[name] for name in ("published_at", "published_on", "date") if fields.get(name)), None)
    return RawDocument(
        document_id=document_id,
        origin=origin,
        content_hash=content_hash,
        text=plain_text(text),
        title=_string(fields, "title"),
        outlet=_string(fields, "source", "outlet"),
        url=_string(fields, "url"),
        published_on=parse_published(published),
        clean=clean,
    )


def _parsed(line: bytes) -> dict[str, object]:
    try:
        fields = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise _LineError("is not UTF-8 text; save the file again as UTF-8.") from error
    except json.JSONDecodeError as error:
        raise _LineError(f"is not valid JSON ({error.msg} at column {error.colno}); correct or remove it.") from error
    except (ValueError, RecursionError) as error:
        raise _LineError(
            "is not JSON that can be read (too large a number or too deep); correct or remove it."
        ) from error
    if not isinstance(fields, dict):
        raise _LineError('is no JSON object; write {"doc_id": …, "text": …}.')
    return fields


def _document_id(fields: dict[str, object], origin: str, content_hash: str) -> str:
    given = next((fields[name] for name in _ID_FIELDS if fields.get(name) not in (None, "")), None)
    if given is None:
        return f"{Path(origin).name.partition('.')[0].lower()}-{content_hash[:12]}"
    if isinstance(given, bool) or not isinstance(given, str | int):
        raise _LineError("has an id that is neither text nor a whole number; give it one that is.")
    document_id = str(given).strip()
    if not document_id.isprintable() or not 0 < len(document_id) <= _MAX_ID:
        raise _LineError(f"has an id that cannot be printed or is longer than {_MAX_ID} characters; shorten it.")
    return document_id


def _string(fields: dict[str, object], *names: str) -> str | None:
    for name in names:
        value = fields.get(name)
        if isinstance(value, str) and value.strip():
            return " ".join(plain_text(value).split())
    return None
