from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from assistant.settings import Settings
from eval.errors import SuiteError
from eval.results import Results, measure
from eval.results_page import markdown
from eval.run import Options

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

CORPUS = [
    {"doc_id": "may", "title": "Boats leave", "text": "On 3 May, Ada Holm said that 212 boats had left Norhavn."},
    {"doc_id": "june", "title": "Cranes", "text": "The harbour of Norhavn has four cranes, said Bo Lind."},
]
# By its id's SHA-256, q0 is for tuning; q1 is held out.
QUERIES: list[dict[str, object]] = [
    {
        "query_id": "q0",
        "question": "How many boats had left Norhavn?",
        "answers": ["212"],
        "evidence": [{"doc_id": "may", "text": "212 boats"}],
        "answerable": True,
    },
    {"query_id": "q1", "question": "Who won the chess final in Reykjavik?", "answerable": False},
]
FOLLOW_UP = {
    "query_id": "q1",
    "question": "And in June?",
    "history": [{"role": "user", "text": "How many boats left in May?"}],
    "rewrite": "How many boats left in June?",
}
PROSE = "The harbour master Ada Holm said on Monday that two hundred and twelve boats had left Norhavn."
PAGE = {"doc_id": "q1", "page_text": f"Menu\n\nNews\n\n{PROSE}\n\nShare", "gold_body": PROSE}


def write(folder: Path, **files: Sequence[object]) -> None:
    folder.mkdir(parents=True)
    for name, rows in files.items():
        (folder / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("results")


@pytest.fixture(scope="module")
def results(work: Path, cache: Path) -> Results:
    write(work / "bench" / "harbour", corpus=CORPUS, queries=QUERIES)
    write(work / "bench" / "follow_ups", queries=[FOLLOW_UP])
    write(work / "bench" / "pages", pages=[PAGE])
    return measure(work / "bench", work / "kept", Settings(home=work / "home", cache=cache), Options(), (3,))


def test_every_set_is_asked_and_searched_and_its_held_out_half_is_told_apart(results: Results) -> None:
    assert [one.name for one in results.sets] == ["follow_ups", "harbour"]
    harbour = results.sets[1]
    assert (harbour.documents, harbour.passages, harbour.questions) == (2, 2, 2)
    assert (harbour.whole.summary.rate(None).passed, harbour.whole.summary.rate(None).cases) == (2, 2)
    assert harbour.held_out.summary.rate(None).cases == 1
    assert harbour.held_out.summary.value("abstention.answered") is None
    recalls = [value.value for methods in harbour.whole.search for value in methods if value]
    assert recalls == [1.0] * 18
    assert harbour.whole.cosine is not None
    assert harbour.whole.cosine.value == 1.0


def test_a_set_without_a_corpus_measures_follow_ups_only(results: Results) -> None:
    follow_ups = results.sets[0]
    assert (follow_ups.documents, follow_ups.whole.search, follow_ups.whole.cosine) == (0, (), None)
    assert follow_ups.whole.summary.value("conversation.rewrite_f1") is not None


def test_cleaning_is_held_against_doing_nothing_and_a_plain_rule(results: Results) -> None:
    kept, rule, own = results.cleaning["pages"]
    assert kept.whole[0].value < 1.0  # the menu is kept too
    assert kept.whole[1].value == 1.0
    assert [value.value for value in rule.whole] == [1.0, 1.0, 1.0]
    assert [value.cases for value in own.held_out] == [1, 1, 1]


def test_the_cost_of_a_run_is_that_of_a_process_of_its_own(results: Results, work: Path) -> None:
    (cost,) = results.costs
    assert (cost.cases, cost.passages) == (3, 2)
    assert cost.seconds > 0
    assert 50 < cost.peak_megabytes < 5_000
    lines = (work / "kept" / "run-3" / "results.jsonl").read_text(encoding="utf-8").splitlines()
    ids = [json.loads(line)["case_id"] for line in lines]
    # The sets that have a corpus, from the start again.
    assert ids == ["harbour/q0/0", "harbour/q1/0", "harbour/q0/1"]


def test_the_document_names_sets_and_no_folder_of_this_machine(results: Results, work: Path) -> None:
    document = markdown(results)
    assert str(work) not in document
    for line in (
        "## harbour",
        "2 documents in 2 passages; 2 questions.",
        "| `suite.passed` | 1.000 [1.000, 1.000] (2) | 1.000 (1) |",
        "## Cleaning: pages",
        "| known from elsewhere: the longest dense block | 0.84 | 0.79 | 0.81 | – | – | – |",
    ):
        assert line in document.splitlines()


def test_what_a_set_cannot_tell_is_not_shown_as_a_figure(results: Results) -> None:
    sections = markdown(results).split("\n## ")
    follow_ups = next(one for one in sections if one.startswith("follow_ups"))
    assert "suite.passed" not in follow_ups
    assert "`conversation.rewrite_f1`" in follow_ups


def test_a_folder_without_sets_is_refused(tmp_path: Path, cache: Path) -> None:
    with pytest.raises(SuiteError, match=r"No folder below .* holds queries\.jsonl"):
        measure(tmp_path, tmp_path, Settings(home=tmp_path / "home", cache=cache), Options())
