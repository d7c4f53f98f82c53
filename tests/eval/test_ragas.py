from __future__ import annotations

import json
import tracemalloc
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from eval.errors import RunError
from eval.folder import RunFolder
from eval.ragas import export
from tests.eval.runs import HOSTILE, failed, passed, write_run

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.types import Answer

# Of ragas 0.4.3, SingleTurnSample.
STRINGS = {"user_input", "response", "reference", "persona_name", "query_style", "query_length"}
LISTS = {"retrieved_contexts", "reference_contexts", "multi_responses"}
OURS = {"suite", "variant", "case"}

MAY = "some 212 boats had left Norhavn since March"
JUNE = "more than 340 boats, crews included, had left Norhavn"


def exported(folder: RunFolder, target: Path) -> list[dict[str, Any]]:
    count = export(folder, target)
    rows = [json.loads(line) for line in target.read_text("ascii").splitlines()]
    assert len(rows) == count
    return rows


def test_a_case_becomes_the_sample_that_ragas_documents(answer: Answer, tmp_path: Path) -> None:
    record = passed(answer, answers=("212 boats", "some 212"), evidence=(MAY,))
    folder = write_run(tmp_path, [record])
    assert exported(folder, tmp_path / "ragas.jsonl") == [
        {
            "user_input": "How many boats left Norhavn?",
            "retrieved_contexts": [MAY, JUNE],
            "response": answer.text,
            "reference": "212 boats",
            "reference_contexts": [MAY],
            "suite": "norhavn",
            "variant": "",
            "case": "boats",
        }
    ]


def test_every_field_is_one_of_ragas_and_of_its_type(answer: Answer, abstention: Answer, tmp_path: Path) -> None:
    records = [passed(answer, answers=("212",), evidence=(MAY, JUNE)), failed(abstention, "trains")]
    for row in exported(write_run(tmp_path, records), tmp_path / "ragas.jsonl"):
        assert row.keys() <= STRINGS | LISTS | OURS
        assert all(isinstance(row[name], str) for name in STRINGS & row.keys())
        assert all(isinstance(one, str) for name in LISTS & row.keys() for one in row[name])


def test_what_a_case_does_not_give_is_left_out_rather_than_empty(abstention: Answer, tmp_path: Path) -> None:
    (row,) = exported(write_run(tmp_path, [passed(abstention)]), tmp_path / "ragas.jsonl")
    assert row.keys() == {"user_input", "retrieved_contexts", "response"} | OURS
    assert row["retrieved_contexts"] == []


def test_what_is_shown_as_related_is_context_too_and_a_quote_is_context_once(answer: Answer, tmp_path: Path) -> None:
    may, june = answer.citations
    shown = replace(answer, citations=(may,), related=(replace(may, number=2), june))
    (row,) = exported(write_run(tmp_path, [passed(shown)]), tmp_path / "ragas.jsonl")
    assert row["retrieved_contexts"] == [MAY, JUNE]


def test_a_follow_up_is_asked_as_it_was_understood(answer: Answer, tmp_path: Path) -> None:
    understood = replace(answer, question="How many?", standalone_question="How many boats left Norhavn?")
    (row,) = exported(
        write_run(tmp_path, [passed(understood, asked=("What left Norhavn?", "How many?"))]), tmp_path / "ragas.jsonl"
    )
    assert row["user_input"] == "How many boats left Norhavn?"


def test_errors_and_ablations_are_left_out(answer: Answer, tmp_path: Path) -> None:
    records = [failed(None, "error"), passed(answer, "altered", ablation="noise"), failed(answer, "wrong")]
    rows = exported(write_run(tmp_path, records), tmp_path / "ragas.jsonl")
    assert [row["case"] for row in rows] == ["wrong"]


def test_the_sample_with_the_most_fields_comes_first_and_the_others_in_order(answer: Answer, tmp_path: Path) -> None:
    records = [
        passed(answer, "a"),
        passed(answer, "b", answers=("212",)),
        passed(answer, "c", answers=("212",), evidence=(MAY,)),
        passed(answer, "d", answers=("212",), evidence=(MAY,)),
    ]
    rows = exported(write_run(tmp_path, records), tmp_path / "ragas.jsonl")
    assert [row["case"] for row in rows] == ["c", "a", "b", "d"]


def test_memory_does_not_grow_with_the_cases(answer: Answer, tmp_path: Path) -> None:
    long = replace(answer, text="boats " * 4_000)

    def peak(cases: int) -> int:
        folder = write_run(tmp_path / str(cases), (passed(long, str(number)) for number in range(cases)))
        tracemalloc.start()
        try:
            export(folder, tmp_path / "ragas.jsonl")
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(1)  # what is built once
    assert peak(200) < peak(10) + 100_000  # 190 texts more would be over 4 million


def test_a_folder_without_results_leaves_the_file_as_it_is(tmp_path: Path) -> None:
    target = tmp_path / "ragas.jsonl"
    target.write_text("earlier")
    with pytest.raises(RunError, match=r"holds no results\.jsonl"):
        export(RunFolder(tmp_path / "nothing"), target)
    assert target.read_text() == "earlier"


def test_a_file_that_cannot_be_written_is_told_in_a_sentence(answer: Answer, tmp_path: Path) -> None:
    folder = write_run(tmp_path, [passed(answer)])
    with pytest.raises(RunError, match=r"cannot be written to \(No such file or directory\); name another file\.$"):
        export(folder, tmp_path / "nowhere" / "ragas.jsonl")


def test_ragas_reads_the_file(answer: Answer, abstention: Answer, tmp_path: Path) -> None:
    ragas = pytest.importorskip("ragas")
    folder = write_run(
        tmp_path,
        [
            failed(abstention, "trains"),
            passed(replace(answer, text=HOSTILE), "hostile"),
            passed(answer, answers=("212", "340"), evidence=(MAY, JUNE)),
        ],
    )
    export(folder, tmp_path / "ragas.jsonl")
    first, *others = read = ragas.EvaluationDataset.from_jsonl(tmp_path / "ragas.jsonl")
    assert not read.is_multi_turn()
    assert set(read.features()) == {
        "user_input",
        "retrieved_contexts",
        "reference_contexts",
        "response",
        "reference",
    }
    assert first.user_input == "How many boats left Norhavn?"
    assert (first.retrieved_contexts, first.reference_contexts) == ([MAY, JUNE], [MAY, JUNE])
    assert (first.response, first.reference) == (answer.text, "212")
    assert [other.response for other in others] == [abstention.text, HOSTILE]
    assert [other.reference for other in others] == [None, None]
