from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from eval.errors import SuiteError
from eval.suite import load_suite
from index.types import Filters

if TYPE_CHECKING:
    from pathlib import Path

SUITE = """name: boats
archive: bulletins
cases: [boats.jsonl]
gates:
  pass_rate: 1
  tags:
    figure: 0.5
"""
CASE = '{"id": "a", "question": "How many boats?", "status": "answered", "tags": ["figure"]}'


def write(folder: Path, suite: str = SUITE, cases: str = CASE) -> Path:
    (folder / "bulletins").mkdir()
    (folder / "boats.jsonl").write_text(cases, encoding="utf-8")
    path = folder / "boats.yaml"
    path.write_text(suite, encoding="utf-8")
    return path


def test_a_suite_is_read_with_its_cases_in_order(tmp_path: Path) -> None:
    turns = '{"id": "b", "turns": ["How many boats?", "And in June?"], "status": "abstained"}'
    suite = load_suite(write(tmp_path, cases=f"{CASE}\n\n{turns}\n"))
    assert suite.archive == tmp_path / "bulletins"
    assert [case.asked for case in suite.cases] == [("How many boats?",), ("How many boats?", "And in June?")]
    assert suite.gates.pass_rate == 1
    assert suite.gates.tags == {"figure": 0.5}


def test_the_short_forms_of_an_expectation_mean_the_long_one(tmp_path: Path) -> None:
    line = (
        CASE[:-1]
        + ', "must_include": ["x", ["y", "z"], {"any": ["q"], "in": "quotes"}],'
        + ' "must_cite": ["d", ["e", "f"]]}'
    )
    (case,) = load_suite(write(tmp_path, cases=line)).cases
    assert [(phrase.any, phrase.place) for phrase in case.must_include] == [
        (("x",), "text"),
        (("y", "z"), "text"),
        (("q",), "quotes"),
    ]
    assert [[one.document for one in alternatives] for alternatives in case.must_cite] == [["d"], ["e", "f"]]


def test_a_number_and_a_quoted_passage_may_be_expected(tmp_path: Path) -> None:
    line = (
        CASE[:-1]
        + ', "must_include": [980, {"number": 980, "tolerance": 20, "in": "quotes"}], "must_lead_with": "some",'
        + ' "must_cite": [{"quote": "q"}, [{"document": "d", "quote": "r"}]], "evidence": ["e"]}'
    )
    (case,) = load_suite(write(tmp_path, cases=line)).cases
    assert [(one.number, one.tolerance, one.place) for one in case.must_include] == [
        (980, 0, "text"),
        (980, 20, "quotes"),
    ]
    assert case.must_lead_with is not None
    assert case.must_lead_with.any == ("some",)
    assert [[(one.document, one.quote) for one in ones] for ones in case.must_cite] == [[(None, "q")], [("d", "r")]]
    assert [one.document for one in case.gold] == ["e"]
    assert case.gold_documents == {"e"}
    assert case.named_documents == {"d", "e"}


def test_where_no_evidence_is_named_what_must_be_cited_is_the_gold(tmp_path: Path) -> None:
    (case,) = load_suite(write(tmp_path, cases=CASE[:-1] + ', "must_cite": ["d", ["e", "f"]]}')).cases
    assert case.gold_documents == {"d", "e", "f"}


def test_lines_that_start_with_a_hash_are_comments(tmp_path: Path) -> None:
    suite = load_suite(write(tmp_path, cases=f"# what the harbour asks\n{CASE}\n"))
    assert (len(suite.cases), len(list(suite.cases))) == (1, 1)


def test_all_combinations_of_varied_settings_are_variants(tmp_path: Path) -> None:
    suite = load_suite(write(tmp_path, suite=SUITE + "settings: {embedding: minilm, passages: [8, 12]}\n"))
    assert [variant.label for variant in suite.variants] == [
        "embedding=minilm, passages=8",
        "embedding=minilm, passages=12",
    ]
    assert suite.variants[1].changes == {"embedding": "minilm", "passages": 12}


def test_nothing_varied_is_one_variant_without_a_name(tmp_path: Path) -> None:
    (variant,) = load_suite(write(tmp_path)).variants
    assert (variant.label, variant.changes) == ("", {})


def test_an_index_that_is_there_already_may_stand_for_the_archive(tmp_path: Path) -> None:
    suite = load_suite(write(tmp_path, suite=SUITE.replace("archive: bulletins", "archive: {home: bulletins}")))
    assert (suite.archive, suite.home) == (None, tmp_path / "bulletins")


def test_ablations_noise_and_a_baseline_are_found_beside_the_suite(tmp_path: Path) -> None:
    (tmp_path / "before.json").write_text("{}")
    text = SUITE + "  baseline: before.json\nablations: [noise, paraphrase]\nnoise: bulletins\n"
    suite = load_suite(write(tmp_path, suite=text))
    assert suite.ablations == ("noise", "paraphrase")
    assert suite.noise == tmp_path / "bulletins"
    assert suite.gates.baseline == tmp_path / "before.json"


def test_filters_reach_the_search_as_it_takes_them(tmp_path: Path) -> None:
    line = CASE[:-1] + ', "filters": {"outlets": ["The Gazette"], "since": "2024-05-01"}}'
    (case,) = load_suite(write(tmp_path, cases=line)).cases
    assert case.filters.for_search() == Filters(outlets=("The Gazette",), since=date(2024, 5, 1))


@pytest.mark.parametrize(
    ("suite", "where"),
    [
        (SUITE + "colour: red\n", "line 8, field colour: extra"),
        (SUITE.replace("name: boats\n", ""), "line 1, field name: field required"),
        (
            SUITE.replace("pass_rate: 1", "pass_rate: 1.5"),
            "line 5, field gates.pass_rate: input should be less",
        ),
        (
            SUITE.replace("figure: 0.5", "figure: many"),
            "line 7, field gates.tags.figure: input should be a valid",
        ),
        (SUITE.replace("figure", "figures"), "line 7, field gates.tags.figures: no case has this tag"),
        (SUITE.replace("bulletins", "elsewhere"), "line 2, field archive: "),
        (SUITE + "  metrics: {answer.f2: 1}\n", "line 8, field gates.metrics.answer.f2: there is no such metric"),
        (SUITE + "  baseline: none.json\n", "line 8, field gates.baseline: "),
        (SUITE + "settings: {passages: 0}\n", "line 8, field settings.passages"),
        (SUITE + "settings: {colour: red}\n", "line 8, field settings.colour: extra"),
        (SUITE + "ablations: [sleep]\n", "line 8, field ablations.0: input should be 'gold_removal',"),
        (SUITE.replace("[boats.jsonl]", "[boats.jsonl, more.jsonl]"), "line 3, field cases.1: "),
        (SUITE.replace("[boats.jsonl]", "[]"), "line 3, field cases: tuple should have at least 1"),
        (SUITE + "name: [\n", "line 9: not YAML"),
        ("- boats\n", "line 1: input should be a valid dictionary"),
        ("", "line 1: input should be a valid dictionary"),
    ],
)
def test_a_mistake_in_a_suite_names_file_line_and_field(tmp_path: Path, suite: str, where: str) -> None:
    path = write(tmp_path, suite=suite)
    with pytest.raises(SuiteError) as raised:
        load_suite(path)
    assert str(raised.value).startswith(f"{path}, {where}")


@pytest.mark.parametrize(
    ("line", "where"),
    [
        ('{"id": "b", "status": "answered"}', "line 2: give either question or turns."),
        (CASE[:-1] + ', "turns": ["x"]}', "line 2: give either question or turns."),
        (CASE, "line 2, field id: 'a' is the id of an earlier case."),
        (
            '{"id": "b", "question": "x", "status": "maybe"}',
            "line 2, field status: input should be 'answered' or",
        ),
        ('{"id": "b", "question": " ", "status": "answered"}', "line 2, field question: string should have"),
        (
            '{"id": "b", "question": "x", "status": "answered", "must_includ": []}',
            "line 2, field must_includ: extra",
        ),
        (
            '{"id": "b", "question": "x", "status": "answered", "as_of": "May"}',
            "line 2, field as_of: input should be",
        ),
        (
            '{"id": "b", "question": "x", "status": "answered", "must_include": [{"any": ["y"], "in": "x"}]}',
            "line 2, field must_include.0.in: input should be 'text',",
        ),
        (
            '{"id": "b", "question": "x", "status": "answered", "must_cite": [[]]}',
            "line 2, field must_cite.0: ",
        ),
        ('{"id": "b", "question": "x", "must_cite": [{}]}', "line 2, field must_cite.0.0: give a document, a quote"),
        (
            '{"id": "b", "question": "x", "must_include": [{"any": ["y"], "number": 3}]}',
            "line 2, field must_include.0: give",
        ),
        (
            '{"id": "b", "question": "x", "discrepancies": [{"kind": "row"}]}',
            "line 2, field discrepancies.0.kind: input",
        ),
        ('{"id": "b"', "line 2: invalid JSON"),
    ],
)
def test_a_mistake_in_a_case_names_file_line_and_field(tmp_path: Path, line: str, where: str) -> None:
    path = write(tmp_path, cases=f"{CASE}\n{line}\n")
    with pytest.raises(SuiteError) as raised:
        load_suite(path)
    assert str(raised.value).startswith(f"{tmp_path / 'boats.jsonl'}, {where}")


def test_a_file_without_cases_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SuiteError, match="holds no cases"):
        load_suite(write(tmp_path, cases="\n\n"))


def test_a_file_that_is_not_there_or_not_text_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(SuiteError, match="cannot be read as UTF-8 text"):
        load_suite(tmp_path / "none.yaml")
    path = write(tmp_path)
    (tmp_path / "boats.jsonl").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SuiteError, match=r"boats\.jsonl cannot be read as UTF-8 text"):
        load_suite(path)
