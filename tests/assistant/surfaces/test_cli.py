"""The commands, over the real archive and assistant on documents made up for this."""

import json
import re

import pytest

from tests.assistant.surfaces.commands import CORPUS, FERRY, FERRY_QUESTION, run


def test_indexing_sums_up_what_it_did_with_reasons(folder, tmp_path) -> None:
    first = run("index", folder, home=tmp_path)
    assert first.exit_code == 0
    assert first.stdout.startswith("3 added, 0 updated, 0 unchanged, 0 removed, 1 rejected; ")
    assert re.search(r"^rejected .*photo\.png: \S", first.stdout, re.MULTILINE)
    second = json.loads(run("index", folder, "--json", home=tmp_path).stdout)
    assert len(second["unchanged"]) == 3
    assert second["added"] == second["updated"] == second["removed"] == []
    assert second["rejected"][0]["origin"].endswith("photo.png")
    assert second["passages"] >= 3


def test_indexing_anew_drops_what_was_there(folder, tmp_path) -> None:
    run("index", folder, home=tmp_path)
    again = json.loads(run("index", folder, "--rebuild", "--json", home=tmp_path).stdout)
    assert len(again["added"]) == 3


def test_indexing_nothing_but_what_is_rejected_is_exit_3(folder, tmp_path) -> None:
    result = run("index", folder / "photo.png", home=tmp_path)
    assert result.exit_code == 3
    assert "photo.png" in result.stdout
    assert result.stderr.startswith("Nothing could be indexed")


def test_a_path_that_is_not_there_is_one_sentence_and_exit_3(tmp_path) -> None:
    result = run("index", tmp_path / "nowhere", home=tmp_path / "home")
    assert result.exit_code == 3
    assert "nowhere" in result.stderr
    assert result.stderr.count("\n") == 1


def test_documents_are_listed_and_shown(home) -> None:
    listed = json.loads(run("documents", "--json", home=home).stdout)
    assert listed["total"] == 3
    bridge = next(one for one in listed["documents"] if one["document_id"] == "bridge/1")
    assert bridge["outlet"] == "Marrow Courier"
    assert bridge["published_on"] == "2021-06-08"
    shown = json.loads(run("documents", "bridge/1", "--json", home=home).stdout)
    assert shown["text"] == CORPUS[0]["text"]
    assert shown["removed"] == []
    plain = run("documents", home=home).stdout
    assert all(one["document_id"] in plain and one["title"] in plain for one in listed["documents"])
    assert "900 tonnes" in run("documents", "orchard", "--removed", home=home).stdout


def test_a_document_that_is_not_there_is_exit_3(home) -> None:
    result = run("documents", "nobody", home=home)
    assert result.exit_code == 3
    assert "nobody" in result.stderr


def test_search_finds_passages_at_their_offsets(home) -> None:
    found = json.loads(run("search", "lorries on the bridge", "-k", "1", "--json", home=home).stdout)
    (passage,) = found["passages"]
    assert passage["document_id"] == "bridge/1"
    assert passage["text"] == CORPUS[0]["text"][passage["start"] : passage["end"]]
    assert set(passage["scores"]) == {"dense", "lexical"}
    assert "bridge/1" in run("search", "lorries on the bridge", home=home).stdout


@pytest.mark.parametrize(
    ("restriction", "left"),
    [
        (("--outlet", "Pell Herald"), {"orchard"}),
        (("--outlet", "Pell Herald", "--outlet", "Marrow Courier"), {"orchard", "bridge/1"}),
        (("--since", "2021-06-01", "--until", "2021-06-30"), {"bridge/1"}),
    ],
)
def test_a_search_is_restricted_by_outlet_and_date(home, restriction, left) -> None:
    found = json.loads(run("search", "tonnes lorries ferries", *restriction, "--json", home=home).stdout)
    assert {one["document_id"] for one in found["passages"]} == left


def test_an_answer_stands_on_a_quote_of_its_document(home) -> None:
    answer = json.loads(run("ask", FERRY_QUESTION, "--json", home=home).stdout)
    assert answer["status"] == "answered"
    assert "12" in answer["text"]
    cited = answer["citations"][0]
    text = json.loads(run("documents", cited["document_id"], "--json", home=home).stdout)["text"]
    assert text[cited["start"] : cited["end"]] == cited["quote"]


def test_an_answer_for_people_ends_with_its_sources(home) -> None:
    shown = run("ask", FERRY_QUESTION, home=home).stdout
    assert re.search(r"^\[1\] .* · ferry-count:\d+-\d+", shown, re.MULTILINE)


def test_what_the_archive_does_not_hold_is_no_error(home) -> None:
    result = run("ask", "Who won the chess final in Quito?", "--json", home=home)
    assert result.exit_code == 0
    assert json.loads(result.stdout)["status"] == "abstained"


def test_a_conversation_goes_on_from_one_command_to_the_next(home) -> None:
    for question in (FERRY_QUESTION, "Who said so?"):
        answer = json.loads(run("ask", question, "--conversation", "notes", "--json", home=home).stdout)
        assert answer["conversation_id"] == "notes"
        assert answer["question"] == question
    bad = run("ask", FERRY_QUESTION, "--conversation", "a/b", home=home)
    assert bad.exit_code == 3
    assert "id" in bad.stderr


def test_a_batch_gives_a_json_answer_a_line_with_the_id(home, tmp_path) -> None:
    batch = tmp_path / "questions.jsonl"
    batch.write_text(
        json.dumps({"id": "q1", "question": FERRY_QUESTION})
        + "\n"
        + json.dumps({"query_id": "q2", "text": "Who won the chess final in Quito?"})
    )
    result = run("ask", "--batch", batch, home=home)
    assert result.exit_code == 0
    first, second = map(json.loads, result.stdout.splitlines())
    assert (first["id"], first["status"]) == ("q1", "answered")
    assert (second["id"], second["status"]) == ("q2", "abstained")


def test_a_batch_goes_on_after_a_bad_line_and_ends_with_3(home) -> None:
    lines = f'{{"id": "q1", "question": ""}}\nnot json\n{{"id": "q3", "question": "{FERRY_QUESTION}"}}\n'
    result = run("ask", "--batch", "-", home=home, stdin=lines)
    empty, broken, fine = map(json.loads, result.stdout.splitlines())
    assert empty["id"] == "q1"
    assert empty["error"]
    assert (broken["id"], broken["line"]) == (None, 2)
    assert fine["status"] == "answered"
    assert result.exit_code == 3
    assert result.stderr.startswith("2 lines")


def test_a_batch_can_be_searched_for(home) -> None:
    result = run("search", "--batch", "-", "-k", "1", home=home, stdin='{"_id": "q1", "text": "apples"}\n')
    (line,) = map(json.loads, result.stdout.splitlines())
    assert line["id"] == "q1"
    assert line["query"] == "apples"
    assert line["passages"][0]["document_id"] == "orchard"


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask",),
        ("ask", "q", "--since", "yesterday"),
        ("ask", "q", "--since", "2022-01-01", "--until", "2021-01-01"),
        ("ask", "q", "--batch", "-"),
        ("ask", "--batch", "no-such-file.jsonl"),
        ("chat", "--since", "2022-01-01", "--until", "2021-01-01"),
        ("chat", "question"),
        ("search", "q", "-k", "0"),
        ("documents", "--removed"),
        ("documents", "\udcff"),
        ("ask", "q", "--outlet", "\udcff"),
        ("serve", "--port", "70000"),
        ("eval", "run", "no-such-suite.yaml"),
        ("nothing",),
        ("ask", "q", "--nothing"),
    ],
)
def test_what_is_not_understood_is_exit_2(arguments) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert "Usage:" in result.stderr


@pytest.mark.parametrize(("question", "said"), [("", "empty"), ("why " * 30_000, "limit")])
def test_a_question_that_cannot_be_one_is_exit_3(home, question, said) -> None:
    result = run("ask", question, home=home)
    assert result.exit_code == 3
    assert said in result.stderr
    assert result.stderr.count("\n") == 1


def test_asking_before_anything_is_indexed_says_what_to_do(tmp_path) -> None:
    result = run("ask", FERRY_QUESTION, home=tmp_path)
    assert result.exit_code == 3
    assert "readout index" in result.stderr


COMMANDS = [("index",), ("documents",), ("search",), ("ask",), ("chat",), ("serve",), ("eval", "run")]


@pytest.mark.parametrize("command", COMMANDS)
def test_help_teaches_with_an_example(command) -> None:
    shown = run(*command, "--help")
    assert shown.exit_code == 0
    assert f"\n  Example:\n    readout {' '.join(command)} " in shown.stdout
    assert "--json" in shown.stdout
    assert "--home" in shown.stdout


def test_help_names_the_commands() -> None:
    shown = run("--help").stdout
    assert all(f"\n  {command[0]} " in shown for command in COMMANDS)


@pytest.mark.parametrize(("expected", "code"), [("answered", 0), ("abstained", 1)])
def test_a_suite_that_misses_its_gate_is_exit_1(tmp_path, expected, code) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "ferry count.txt").write_text(FERRY, "utf-8")
    case = {"id": "ferries", "question": FERRY_QUESTION, "status": expected}
    (tmp_path / "cases.jsonl").write_text(json.dumps(case) + "\n")
    suite = tmp_path / "small.yaml"
    suite.write_text("name: small\narchive: papers\ncases: [cases.jsonl]\ngates:\n  pass_rate: 1.0\n")
    result = run("eval", "run", suite, "--json")
    assert result.exit_code == code
    (report,) = json.loads(result.stdout)["suites"]
    assert report["passed"] == (code == 0)
    assert report["cases"][0]["answer"]["status"] == "answered"


def test_a_suite_that_cannot_be_used_is_exit_3(tmp_path) -> None:
    (tmp_path / "small.yaml").write_text("name: 7\n")
    result = run("eval", "run", tmp_path / "small.yaml")
    assert result.exit_code == 3
    assert "small.yaml" in result.stderr
