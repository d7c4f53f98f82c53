"""`readout chat`, through a pipe and on a terminal, over the real archive and assistant."""

import json
import os
import pty
import re
import select
import signal
import subprocess

import pytest

from assistant.bootstrap import open_assistant
from assistant.settings import Settings
from tests.assistant.surfaces.commands import FERRY_QUESTION, program, run

CHESS = "Who won the chess final in Quito?"
GO_ON = re.compile(r"^To go on: readout chat --conversation ([0-9a-f]{32}) --home \S+$", re.MULTILINE)


def chat(home, *lines: str, options: tuple[str, ...] = ()):
    result = run("chat", *options, home=home, stdin="".join(f"{line}\n" for line in lines))
    assert result.exit_code == 0, result.output
    return result


def turns(home, conversation_id):
    with open_assistant(Settings(_env_file=None, home=home)) as assistant:
        return assistant.conversations.turns(conversation_id)


def test_answers_come_with_their_sources_as_ask_shows_them(home) -> None:
    result = chat(home, FERRY_QUESTION, CHESS)
    asked = [run("ask", question, home=home).stdout for question in (FERRY_QUESTION, CHESS)]
    assert result.stdout == f"{asked[0]}\n{asked[1]}\n"


def test_a_follow_up_leans_on_the_question_before(home) -> None:
    first, second = map(json.loads, chat(home, FERRY_QUESTION, "Who said so?", options=("--json",)).stdout.splitlines())
    assert first["conversation_id"] == second["conversation_id"]
    assert "ferries" in second["standalone_question"]


def test_it_ends_with_the_way_to_go_on(home) -> None:
    (conversation_id,) = GO_ON.findall(chat(home, FERRY_QUESTION).stderr)
    result = chat(home, "Who said so?", options=("--json", "--conversation", conversation_id))
    assert "ferries" in json.loads(result.stdout)["standalone_question"]
    assert GO_ON.findall(result.stderr) == [conversation_id]


def test_starting_over_leaves_the_conversation_behind(home) -> None:
    result = chat(home, FERRY_QUESTION, "/new", "Who said so?", options=("--json",))
    first, second = map(json.loads, result.stdout.splitlines())
    assert second["standalone_question"] == "Who said so?"
    assert GO_ON.findall(result.stderr) == [first["conversation_id"], second["conversation_id"]]


def test_quit_ends_it_and_what_follows_is_not_asked(home) -> None:
    assert chat(home, " /quit ", FERRY_QUESTION).output == ""


def test_nothing_asked_leaves_nothing_behind(home) -> None:
    assert chat(home, "", "  ", "/new").output == ""


def test_the_last_answer_is_rated_with_the_reason(home) -> None:
    result = chat(home, FERRY_QUESTION, "/wrong  It was 13, “Quill” said.", CHESS, "/good", options=("--json",))
    assert result.stderr.startswith("Noted: wrong.\nNoted: good.\n")
    ids = [json.loads(line)["answer_id"] for line in result.stdout.splitlines()]
    with open_assistant(Settings(_env_file=None, home=home)) as assistant:
        rated = [assistant.feedback.get(one) for one in ids]
    assert [(one.rating, one.comment) for one in rated] == [("wrong", "It was 13, “Quill” said."), ("good", "")]


def test_the_answer_before_can_be_rated_when_one_comes_back(home) -> None:
    (conversation_id,) = GO_ON.findall(chat(home, FERRY_QUESTION).stderr)
    assert chat(home, "/good", options=("--conversation", conversation_id)).stderr.startswith("Noted: good.\n")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["/good"], "no answer yet"),
        ([FERRY_QUESTION, "?!", "/wrong"], "no answer yet"),
        (["/bad why"], "There is no '/bad': /good and /wrong WHY"),
        (["/help"], "/good and /wrong WHY rate the answer"),
        (["?!"], "The question is empty"),
        (["why " * 2000], "are the limit"),
    ],
)
def test_what_cannot_be_done_is_said_and_the_chat_goes_on(home, lines, said) -> None:
    result = chat(home, *lines, FERRY_QUESTION, options=("--json",))
    assert said in result.stderr
    assert json.loads(result.stdout.splitlines()[-1])["status"] == "answered"


def test_filters_hold_for_every_question(home) -> None:
    result = chat(home, FERRY_QUESTION, "How many ferries?", options=("--outlet", "Pell Herald", "--json"))
    assert [json.loads(line)["status"] for line in result.stdout.splitlines()] == ["abstained"] * 2


def test_bytes_that_are_no_text_are_no_traceback(home) -> None:
    command = program("chat", "--json", "--home", str(home))
    result = subprocess.run(command, input=b"How many ferries \xff\xfe?\n", capture_output=True, check=True)
    assert json.loads(result.stdout)["question"].startswith("How many ferries")


def test_it_says_at_once_that_nothing_is_indexed(tmp_path) -> None:
    result = run("chat", home=tmp_path, stdin="")
    assert result.exit_code == 3
    assert "readout index" in result.stderr


def test_an_id_that_cannot_be_one_is_refused_before_anything_is_asked(home) -> None:
    result = run("chat", "--conversation", "a/b", home=home, stdin="Why?\n")
    assert result.exit_code == 3
    assert result.stdout == ""


@pytest.mark.parametrize(("ctrl_d", "code"), [(True, 0), (False, 130)])
def test_a_terminal_is_prompted_until_ctrl_d_or_ctrl_c(home, ctrl_d, code) -> None:
    screen, terminal = pty.openpty()
    command = program("chat", "--home", str(home))
    talking = {"stdin": terminal, "stdout": terminal, "stderr": terminal, "start_new_session": True}
    with subprocess.Popen(command, env=os.environ | {"TERM": "dumb"}, **talking) as process:
        os.close(terminal)
        try:
            shown = _until_prompted(screen)
            os.write(screen, f"{FERRY_QUESTION}\n".encode())
            shown += _until_prompted(screen)
            os.write(screen, b"\x04") if ctrl_d else process.send_signal(signal.SIGINT)
            shown += _until_prompted(screen)
        finally:
            process.kill()
    os.close(screen)
    assert process.returncode == code
    text = shown.decode().replace("\r\n", "\n")
    assert "Ask a question; /good" in text
    assert "12 ferries" in text
    assert GO_ON.search(text)
    assert "Traceback" not in text


def _until_prompted(screen: int) -> bytes:
    """What is shown until a prompt stands at the end, or the program has ended."""
    shown = b""
    while not shown.endswith(b"> "):
        assert select.select([screen], [], [], 60)[0], shown
        try:
            shown += os.read(screen, 65536)
        except OSError:  # the other end is closed
            break
    return shown
