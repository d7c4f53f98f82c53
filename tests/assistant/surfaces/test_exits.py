import subprocess
import sys

import pytest

# A command line of one command that ends as its argument says.
PROGRAM = """
import sys, typer
from assistant.errors import QuestionError
from assistant.surfaces.exits import Commands
from eval.errors import SuiteError
from index.errors import HomeBusyError

app = typer.Typer(cls=Commands, rich_markup_mode=None)

@app.command()
def fail(how: str) -> None:
    if how == "write":
        for _ in range(100_000):
            print("x" * 100)
    if how == "show":
        print("caf\\u00e9 \\u201cquoted\\u201d")
    if how == "flush":
        print("x")
    errors = {"question": QuestionError("Ask one."), "home": HomeBusyError("In use."),
              "suite": SuiteError("No suite."), "interrupt": KeyboardInterrupt()}
    if how in errors:
        raise errors[how]

@app.command()
def other() -> None: ...

app()
"""


def run(*arguments: str, encoding: str = "utf-8") -> subprocess.CompletedProcess[bytes]:
    environment = {"PYTHONIOENCODING": encoding, "PYTHONPATH": ":".join(sys.path)}
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments], capture_output=True, env=environment, check=False
    )


@pytest.mark.parametrize(
    ("how", "said"), [("question", b"Ask one.\n"), ("home", b"In use.\n"), ("suite", b"No suite.\n")]
)
def test_a_named_error_is_one_sentence_and_exit_3(how, said) -> None:
    ended = run("fail", how)
    assert (ended.returncode, ended.stdout, ended.stderr) == (3, b"", said)


def test_an_interruption_is_one_line_and_exit_130() -> None:
    ended = run("fail", "interrupt")
    assert (ended.returncode, ended.stderr) == (130, b"Interrupted.\n")


@pytest.mark.parametrize("how", ["write", "flush"])
def test_a_reader_that_goes_away_ends_the_command_without_a_word(how) -> None:
    environment = {"PYTHONPATH": ":".join(sys.path)}
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, "fail", how],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
    ) as process:
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [("utf-8", "café “quoted”".encode()), ("latin-1", b"caf\xe9 ?quoted?"), ("ascii", b"caf? ?quoted?")],
)
def test_a_terminal_without_a_character_shows_a_question_mark(encoding, shown) -> None:
    ended = run("fail", "show", encoding=encoding)
    assert ended.stdout == shown + b"\n"
    assert ended.returncode == 0


def test_what_is_not_understood_is_exit_2() -> None:
    assert run("fail").returncode == 2
    assert run("nothing").returncode == 2
