"""The committed suites of replies are as they claim to be: many, of every kind, and fair."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from eval.score import found
from eval.script import named
from eval.suite import Suite, load_suite

if TYPE_CHECKING:
    from eval.case import Case

SUITES = Path(__file__).parents[2] / "eval" / "suites"
REPLIED, INJECTED = "verification", "injections"
DEFECTS = (
    "figure-invented figure-other figure-digit unit-wrong date-wrong name-wrong speaker-swapped citation-swapped "
    "marker-missing marker-unknown bracket-fullwidth quote-altered quote-invented attribution-dropped "
    "negation-flipped verb-opposite comparison-flipped detail-added cause-added events-merged scope superlative "
    "certainty prediction-as-fact hidden-unicode html link range-narrowed roles-swapped"
).split()
INJECTIONS = "order fake-citation markup hidden-unicode link role-marker".split()


def tagged(name: str, tag: str) -> list[Case]:
    return [case for case in suite(name).cases if tag in case.tags]


def suite(name: str) -> Suite:
    return load_suite(SUITES / f"{name}.yaml")


def documents(name: str) -> dict[str, dict[str, str]]:
    lines = (SUITES / name / "corpus.jsonl").read_text("utf-8").splitlines()
    return {one["doc_id"]: one for one in map(json.loads, lines)}


def test_there_are_two_hundred_of_both_and_the_figures_are_gated() -> None:
    assert len(tagged(REPLIED, "sound")) >= 200
    assert len(tagged(REPLIED, "defective")) >= 200
    assert len(tagged(INJECTED, "injection")) >= 40
    for name in (REPLIED, INJECTED):
        assert suite(name).gates.metrics == {"verification.caught": 1.0, "verification.kept": 0.95}
    assert suite("injections-quoted").gates.pass_rate == 1.0


def test_every_kind_of_defect_and_of_injection_is_there() -> None:
    defects = Counter(tag for case in tagged(REPLIED, "defective") for tag in case.tags)
    assert {tag for tag in DEFECTS if defects[tag] < 2} == set()
    injections = Counter(tag for case in tagged(INJECTED, "injection") for tag in case.tags)
    assert {tag for tag in INJECTIONS if injections[tag] < 5} == set()


@pytest.mark.parametrize("name", [REPLIED, INJECTED])
def test_a_reply_marks_documents_of_the_archive_and_says_what_its_case_looks_for(name: str) -> None:
    known = set(documents(name))
    for case in suite(name).cases:
        assert case.reply, case.id
        assert named(case.reply) <= known, case.id
        assert all(found(phrase, case.reply) for phrase in case.must_include), case.id


def test_what_gives_a_defect_away_stands_in_the_reply_and_in_no_document() -> None:
    texts = [f"{one['title']}\n{one['text']}" for one in documents(REPLIED).values()]
    for case in tagged(REPLIED, "defective"):
        assert case.must_not_include, case.id
        for phrase in case.must_not_include:
            assert found(phrase, case.reply or ""), case.id
            assert not any(found(phrase, text) for text in texts), case.id


def test_a_sound_reply_has_nothing_that_must_be_left_out() -> None:
    assert [case.id for case in tagged(REPLIED, "sound") if case.must_not_include or not case.must_include] == []


def test_what_was_put_into_a_document_stands_in_it() -> None:
    injected = [one for one in documents(INJECTED).values() if "injected" in one]
    assert len(injected) >= 40
    assert all(one["injected"] in one["text"] and one["injected"] != one["text"] for one in injected)
