"""docs/api.md: every example prints what is shown below it, and the tables name all there is."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass, fields
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest
from mcp import Client, StdioServerParameters, stdio_client

from assistant.surfaces.routes.answers import EVENTS
from assistant.types import Answer, Citation
from tests.assistant.surfaces.commands import program, run

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "api.md").read_text("utf-8")
ADDRESS = "http://127.0.0.1:8000"
SECONDS = 120  # that an example may take on a machine with much else to do

_PART = re.compile(r"^## (?P<heading>.+?)$|^```(?P<language>\w+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Example:
    """A block of code, and what is shown below it."""

    section: str
    language: str
    code: str
    shown: str

    def __str__(self) -> str:
        return f"{self.section} in {self.language}"


@dataclass(frozen=True, slots=True)
class Machine:
    """Where a server runs, and what examples find there."""

    url: str
    environment: dict[str, str]


def examples(page: str) -> Iterator[Example]:
    """Read a page: each block that runs is followed by what it prints."""
    section, code = "", None
    for part in _PART.finditer(page):
        if part["heading"]:
            section = part["heading"]
        elif part["language"] == "text":
            assert code, f"Nothing runs that would print {part['body']!r}."
            yield Example(section, code["language"], code["body"], part["body"])
            code = None
        elif part["language"] != "json":
            assert not code, f"It is not shown what is printed before {part['body']!r} runs."
            code = part
    assert not code, "It is not shown what the last example prints."


EXAMPLES = tuple(examples(PAGE))


def printed_as(shown: str) -> str:
    """The pattern of what is shown, without white space; … stands for anything."""
    first, *others = (re.escape("".join(piece.split())) for piece in shown.split("…"))
    if not others:
        return first
    *middle, last = others
    return first + "".join(f"(?>.*?{piece})" for piece in middle) + f".*{last}"


def runner(language: str) -> list[str]:
    """What runs the code that is its last argument; skips where this machine has no such thing."""
    if language == "python":
        return [sys.executable, "-c"]
    if language == "bash" and shutil.which("bash") and shutil.which("curl"):
        return ["bash", "-euo", "pipefail", "-c"]
    if language == "javascript" and (node := shutil.which("node") or node_of_playwright()):
        return [node, "--input-type=module", "--eval"]
    pytest.skip(f"Nothing on this machine runs {language} that asks over HTTP.")


def node_of_playwright() -> str | None:
    found = find_spec("playwright")
    node = Path(found.origin).parent / "driver" / "node" if found and found.origin else None
    return str(node) if node and node.exists() else None


def environment(home: Path, folder: Path) -> dict[str, str]:
    """The variables of a machine on which `readout` is installed, and works in a home."""
    command = folder / "bin" / "readout"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec {shlex.join(program())} "$@"\n', "utf-8")
    command.chmod(0o755)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("READOUT_")}
    path = f"{command.parent}{os.pathsep}{kept.get('PATH', os.defpath)}"
    return kept | {"PATH": path, "PYTHONPATH": str(ROOT), "READOUT_HOME": str(home)}


@contextmanager
def serving(home: Path, folder: Path) -> Iterator[Machine]:
    there = environment(home, folder)
    with (
        (folder / "log").open("w") as log,
        subprocess.Popen(
            ["readout", "serve", "--port", "0"], cwd=folder, env=there, stdout=subprocess.PIPE, stderr=log, text=True
        ) as server,
    ):
        assert server.stdout
        try:
            said = re.search(r"http://[\d.:]+", server.stdout.readline())
            assert said, (folder / "log").read_text("utf-8")
            yield Machine(said[0], there)
        finally:
            server.terminate()


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two that hold the seeds: one process at a time can have a home open."""
    folder = tmp_path_factory.mktemp("homes")
    first, second = folder / "first", folder / "second"
    assert run("index", ROOT / "seeds", home=first).exit_code == 0
    shutil.copytree(first, second)
    return first, second


@pytest.fixture(scope="module")
def machine(homes: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    with serving(homes[0], tmp_path_factory.mktemp("machine")) as machine:
        yield machine


@pytest.fixture(scope="module")
def guarded(homes: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    """Another, since nobody is let in without a key any more where one was made."""
    with serving(homes[1], tmp_path_factory.mktemp("guarded")) as machine:
        yield machine


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_every_example_prints_what_is_shown_below_it(
    example: Example, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    command = runner(example.language)
    machine: Machine = request.getfixturevalue("guarded" if example.section == "Keys" else "machine")
    done = subprocess.run(
        [*command, example.code.replace(ADDRESS, machine.url)],
        cwd=tmp_path,
        env=machine.environment,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    expected = printed_as(example.shown.replace(ADDRESS, machine.url))
    assert re.fullmatch(expected, "".join(done.stdout.split()), re.DOTALL), done.stdout


@pytest.mark.parametrize(
    ("shown", "printed", "same"),
    [
        ("12 ferries", "12\nferries\n", True),
        ("12 ferries", "12 ferries left", False),
        ("12 … left …", "12 ferries had left Norhavn", True),
        ("12 … left …", "13 ferries had left Norhavn", False),
        ("… ferries … left", "12 ferries had left Norhavn", False),
        ("… left … ferries …", "12 ferries had left Norhavn", False),
    ],
)
def test_what_is_left_out_is_all_that_may_differ(shown: str, printed: str, same: bool) -> None:
    assert bool(re.fullmatch(printed_as(shown), "".join(printed.split()), re.DOTALL)) is same


def test_each_language_has_its_examples() -> None:
    assert {example.language for example in EXAMPLES} == {"bash", "python", "javascript"}
    assert [example.section for example in EXAMPLES if example.language == "bash"].count("Keys") == 1


@pytest.mark.parametrize("page", ["```python\n1\n```\n", "```text\n1\n```\n", "```bash\n1\n```\n\n```bash\n2\n```\n"])
def test_an_example_that_shows_nothing_is_a_mistake(page: str) -> None:
    with pytest.raises(AssertionError):
        list(examples(page))


def named(table: str) -> set[str]:
    """What the first column of a table names, of the table that follows a line."""
    rows = PAGE.partition(f"\n{table}")[2].partition("\n\n")[0].split("\n| ")[1:]
    return {name for row in rows for name in re.findall(r"`(\w+)`", row.partition(" | ")[0])}


def test_the_tables_name_all_fields_and_all_events() -> None:
    assert named("| field |") == {field.name for field in fields(Answer)}
    assert named("| field of a citation |") == {field.name for field in fields(Citation)}
    assert named("| event |") == {"error", *EVENTS.values()}


def test_every_route_is_on_the_page(machine: Machine) -> None:
    paths = httpx.get(f"{machine.url}/openapi.json").json()["paths"]
    assert "/chat" in paths
    assert [path for path in paths if path.partition("/{")[0] not in PAGE] == []


async def test_the_settings_for_assistants_start_what_has_the_tools_of_the_table(tmp_path: Path) -> None:
    (settings,) = re.findall(r"^```json\n(.*?)```", PAGE, re.DOTALL | re.MULTILINE)
    given = json.loads(settings.replace("/path/to/home", str(tmp_path / "home")))["mcpServers"]["readout"]
    started = StdioServerParameters(**given, env=environment(tmp_path / "home", tmp_path))
    async with Client(stdio_client(started)) as client:
        assert {tool.name for tool in (await client.list_tools()).tools} == named("| tool |")
