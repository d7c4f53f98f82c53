"""The committed suite is as it claims to be: loadable, fair to its documents, and wide."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.score import holds
from eval.suite import Suite, load_suite

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def suite() -> Suite:
    return load_suite(ROOT / "eval" / "suites" / "seeds.yaml")


@pytest.fixture(scope="module")
def texts(suite: Suite) -> dict[str, str]:
    assert suite.archive is not None
    return {path.stem: path.read_text(encoding="utf-8") for path in suite.archive.glob("*.txt")}


def test_it_has_many_cases_and_many_that_must_be_abstained(suite: Suite) -> None:
    assert len(suite.cases) >= 100
    assert sum(case.status == "abstained" for case in suite.cases) >= 25


@pytest.mark.parametrize(
    "tag", ["call", "outlet", "speaker", "series", "wording", "compare", "follow-up", "yes-no", "clutter"]
)
def test_each_kind_of_question_has_several_cases(suite: Suite, tag: str) -> None:
    assert sum(tag in case.tags for case in suite.cases) >= 4


def test_what_an_answer_must_include_stands_in_a_document_that_it_must_cite(
    suite: Suite, texts: dict[str, str]
) -> None:
    for case in suite.cases:
        due = [texts[one.document] for alternatives in case.must_cite for one in alternatives if one.document]
        for phrase in case.must_include:
            assert any(holds(text, form) for text in due for form in phrase.any), case.id


def test_every_document_named_by_a_case_is_there(suite: Suite, texts: dict[str, str]) -> None:
    for case in suite.cases:
        assert case.named_documents <= set(texts), case.id


def test_an_abstention_expects_nothing_of_an_answer(suite: Suite) -> None:
    for case in suite.cases:
        expected = [*case.must_include, *case.must_cite, *case.discrepancies, *filter(None, [case.speaker])]
        assert bool(expected) == (case.status == "answered"), case.id
