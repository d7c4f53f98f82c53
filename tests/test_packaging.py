"""The wheel: what is in it, and that it runs where the source tree is not."""

import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from pathlib import Path
from venv import EnvBuilder

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = {"assistant", "eval", "index", "prompts"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """Built from a copy: a build leaves traces beside the source, and must not take any from there."""
    source, built = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("built")
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (ROOT / name).is_file():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).write_bytes((ROOT / name).read_bytes())
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", built, source)
    (found,) = built.glob("*.whl")
    return found


def run(*command: str | Path, cwd: Path | None = None) -> str:
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, cwd=cwd, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def names(wheel: Path) -> set[str]:
    return set(zipfile.ZipFile(wheel).namelist())


def test_its_top_level_is_our_packages_and_nothing_else(wheel) -> None:
    top = {name.split("/")[0] for name in names(wheel)}
    assert {name for name in top if not name.endswith(".dist-info")} == PACKAGES


def test_every_module_prompt_and_suite_is_in_it(wheel) -> None:
    shipped = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert {"eval/suites/seeds.yaml", "assistant/surfaces/cli.py"} <= shipped
    assert shipped <= names(wheel)


def test_it_carries_its_licence_and_says_what_it_is(wheel) -> None:
    with zipfile.ZipFile(wheel) as opened:
        info = next(name.split("/")[0] for name in opened.namelist() if ".dist-info/" in name)
        metadata = opened.read(f"{info}/METADATA").decode()
        assert b"Apache License" in opened.read(f"{info}/licenses/LICENSE")
    assert "\nName: readout\n" in metadata
    assert "\nLicense-Expression: Apache-2.0\n" in metadata


def test_it_runs_in_an_environment_of_its_own(wheel, tmp_path) -> None:
    environment = tmp_path / "environment"
    EnvBuilder(with_pip=False).create(environment)
    python = environment / "bin" / "python"
    packages = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip())
    run(sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", "--no-index", wheel)
    # What we need from others is taken from here, after our own: the source tree must not be in reach.
    (packages / "others.pth").write_text(sysconfig.get_path("purelib") + "\n")
    ours = ", ".join(sorted(PACKAGES))
    code = f"import {ours}; print(*(package.__file__ for package in ({ours})))"
    places = run(python, "-P", "-c", code, cwd=tmp_path).split()
    assert all(Path(place).is_relative_to(environment) for place in places)
    assert "readout ask" in run(environment / "bin" / "readout", "--help", cwd=tmp_path)


def test_no_need_of_ours_brings_torch() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needs = " ".join(project["dependencies"])
    assert not any(heavy in needs for heavy in ("torch", "sentence-transformers", "transformers"))
