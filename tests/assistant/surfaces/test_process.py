"""The command line as a process: what it loads, how it ends, what it shows on which terminal."""

import json
import os
import pty
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

from tests.assistant.surfaces.commands import FERRY, FERRY_QUESTION, program, run


def test_starting_loads_nothing_heavy() -> None:
    heavy = "chromadb sqlalchemy fastapi llama_index onnxruntime tantivy pydantic numpy uvicorn dateparser rich"
    code = f"import sys, assistant.surfaces.cli; print([m for m in {heavy.split()!r} if m in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert loaded.stdout == "[]\n"


def test_asking_loads_no_more_than_it_needs(home) -> None:
    code = (
        "import sys\nfrom assistant.surfaces.cli import app\n"
        f"app(['ask', {FERRY_QUESTION!r}, '--home', {str(home)!r}], standalone_mode=False)\n"
        "print([m for m in ('llama_index', 'fastapi', 'uvicorn', 'onnx', 'torch') if m in sys.modules])"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert loaded.stdout.endswith("[]\n")


def test_a_reader_that_goes_away_is_no_traceback(home) -> None:
    with subprocess.Popen(
        program("documents", "--home", str(home)), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


def test_json_is_whole_in_a_terminal_that_knows_ascii_only(home) -> None:
    answer = subprocess.run(
        program("search", "apples “of” Pell", "--json", "--home", str(home)),
        env=os.environ | {"PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=True,
    )
    assert json.loads(answer.stdout)["query"] == "apples “of” Pell"


def test_progress_is_shown_on_a_terminal_and_nowhere_else(folder, tmp_path) -> None:
    command = program("index", str(folder), "--home", str(tmp_path / "a"))
    piped = subprocess.run(command, capture_output=True, check=True)
    assert piped.stderr == b""
    screen, terminal = pty.openpty()
    with subprocess.Popen(
        [*command[:-1], str(tmp_path / "b")],
        stdout=subprocess.PIPE,
        stderr=terminal,
        env=os.environ | {"TERM": "xterm"},
    ) as process:
        os.close(terminal)
        shown = b"".join(iter(lambda: _read(screen), b""))
        assert process.stdout.read().startswith(b"3 added")
    os.close(screen)
    assert b"\x1b[" in shown
    assert re.search(rb"\d/\d", shown)


def _read(screen: int) -> bytes:
    try:
        return os.read(screen, 65536)
    except OSError:  # the other end is closed
        return b""


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_the_server_answers_until_it_is_told_to_stop(home, stop) -> None:
    with subprocess.Popen(
        program("serve", "--port", "0", "--json", "--home", str(home)),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        shown = "".join(iter(process.stdout.readline, "}\n")) + "}"
        url = json.loads(shown)["url"]
        body = json.dumps({"message": FERRY_QUESTION}).encode()
        request = urllib.request.Request(f"{url}/chat", body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=60) as response:
            assert json.load(response)["status"] == "answered"
        with urllib.request.urlopen(f"{url}/readyz", timeout=60) as response:
            ready = json.load(response)
            assert ready["status"] == "ready"
            assert re.fullmatch(r"\S{8,}", ready["archive"])
        busy = run("ask", FERRY_QUESTION, home=home)
        assert busy.exit_code == 3
        assert str(process.pid) in busy.stderr
        process.send_signal(stop)
        assert "Traceback" not in process.stderr.read()
    assert process.returncode == 0
    assert run("documents", home=home).exit_code == 0


def test_an_address_that_is_taken_is_one_sentence(home) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = run("serve", "--port", port, home=home)
    assert result.exit_code == 3
    assert "(address already in use); choose another --host or --port." in result.stderr
    assert result.stderr.count(str(port)) == 1
    assert result.stderr.count("\n") == 1


def test_an_interrupted_run_ends_with_130_in_one_line(tmp_path) -> None:
    big = tmp_path / "big.jsonl"
    big.write_text("".join(json.dumps({"id": n, "text": FERRY * 20}) + "\n" for n in range(300)))
    with subprocess.Popen(
        program("index", str(big), "--home", str(tmp_path / "home")),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        while not (tmp_path / "home" / "catalog.sqlite").exists():
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        assert process.stderr.read() == "Interrupted.\n"
    assert process.returncode == 130
