from __future__ import annotations

import asyncio
import json
import re
from contextlib import chdir
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pytest
import yaml

from assistant.bootstrap import open_assistant
from assistant.settings import Settings
from eval.case import Case, CaseFilters, Cited, ExpectedDiscrepancy, Phrase, Place
from eval.errors import SuiteError
from eval.scaffold import new_suite
from eval.score import score
from eval.suite import Ablation, Gates, load_suite

if TYPE_CHECKING:
    from pydantic import BaseModel


@pytest.fixture
def releases(tmp_path: Path) -> Path:
    folder = tmp_path / "releases"
    folder.mkdir()
    (folder / "may.txt").write_text("On 3 May 2024, Ada Holm said that some 212 boats had left Norhavn.")
    return folder


def examples(cases: Path) -> list[dict]:
    return [json.loads(line.lstrip("#")) for line in cases.read_text("utf-8").splitlines() if re.match("#?{", line)]


def uncommented(suite: Path) -> str:
    """The suite with every option in use: prose has a space and a capital after its #."""
    return re.sub(r"^#(?! [A-Z])", "", suite.read_text("utf-8"), flags=re.MULTILINE)


def fields(model: type[BaseModel]) -> set[str]:
    return {field.alias or name for name, field in model.model_fields.items()}


def test_what_is_written_can_be_run_at_once(tmp_path: Path, releases: Path, cache: Path) -> None:
    suite_path, cases_path = new_suite(tmp_path / "press.yaml", releases)
    assert (suite_path.name, cases_path.name) == ("press.yaml", "press.jsonl")
    suite = load_suite(suite_path)
    assert (suite.name, suite.archive, suite.gates.pass_rate) == ("press", releases, 1.0)
    (case,) = suite.cases
    with open_assistant(Settings(_env_file=None, home=tmp_path / "home", cache=cache, embedding="minilm")) as assistant:
        assistant.archive.sync([releases])
        assert score(case, asyncio.run(assistant.ask(case.asked[0]))) == ()


def test_every_field_of_a_case_has_an_example_and_every_example_is_a_case(tmp_path: Path, releases: Path) -> None:
    _, cases_path = new_suite(tmp_path / "press.yaml", releases)
    cases = examples(cases_path)
    assert {name for case in cases for name in case} == fields(Case)
    assert {name for case in cases for name in case.get("filters", {})} == fields(CaseFilters)
    assert {name for case in cases for one in case.get("discrepancies", []) for name in one} == fields(
        ExpectedDiscrepancy
    )
    written = cases_path.read_text("utf-8")
    assert all(f'"{name}"' in written for model in (Phrase, Cited) for name in fields(model))
    assert len({Case.model_validate(case).id for case in cases}) == len(cases) > 5


def test_every_option_of_a_suite_is_shown_and_works(tmp_path: Path, releases: Path) -> None:
    suite_path, cases_path = new_suite(tmp_path / "press.yaml", releases)
    for name in ("unrelated", "baseline.json"):
        (tmp_path / name).mkdir()
    suite_path.write_text(uncommented(suite_path), "utf-8")
    cases_path.write_text("\n".join(json.dumps(case) for case in examples(cases_path)), "utf-8")
    suite = load_suite(suite_path)
    assert suite.ablations == get_args(Ablation)
    assert len(suite.variants) == 3
    assert suite.noise == tmp_path / "unrelated"
    written = yaml.safe_load(suite_path.read_text("utf-8"))
    assert set(written["gates"]) == fields(Gates)
    assert set(written["settings"]) == {"passages", "embedding"}


def test_the_places_of_a_phrase_are_among_the_examples_or_the_default(tmp_path: Path) -> None:
    _, cases_path = new_suite(tmp_path / "press.yaml")
    assert set(re.findall(r'"in": "(\w+)"', cases_path.read_text("utf-8"))) <= set(get_args(Place))


def test_an_archive_is_written_relative_to_the_suite(tmp_path: Path, releases: Path) -> None:
    above = tmp_path / "suites" / "press"
    here = above.parent / ".." / "suites" / "press"
    suite_path, _ = new_suite(here, releases)
    assert suite_path.name == "press.yaml"
    assert load_suite(suite_path).archive == releases


def test_a_relative_archive_is_found_from_the_suites_folder(tmp_path: Path, releases: Path) -> None:
    with chdir(tmp_path):
        suite_path, _ = new_suite(Path("suites/press.yml"), Path("releases"))
        assert yaml.safe_load(suite_path.read_text("utf-8"))["archive"] == "../releases"
        archive = load_suite(suite_path).archive
        assert archive is not None
        assert archive.resolve() == releases


def test_names_may_be_made_of_anything(tmp_path: Path) -> None:
    archive = tmp_path / "Ünal's: “re#leases” 😀"
    archive.mkdir()
    suite = load_suite(new_suite(tmp_path / "a: #b 😀.yaml", archive)[0])
    assert (suite.name, suite.archive) == ("a: #b 😀", archive)


def test_without_an_archive_its_place_is_left_to_fill_in(tmp_path: Path) -> None:
    suite_path, _ = new_suite(tmp_path / "press.yaml")
    with pytest.raises(SuiteError, match=r"field archive: .*documents does not exist"):
        load_suite(suite_path)


@pytest.mark.parametrize("taken", ["press.yaml", "press.jsonl"])
def test_nothing_is_overwritten(tmp_path: Path, taken: str) -> None:
    (tmp_path / taken).write_text("mine")
    with pytest.raises(SuiteError, match=f"{taken} is there already"):
        new_suite(tmp_path / "press.yaml")
    assert [(one.name, one.read_text()) for one in tmp_path.iterdir()] == [(taken, "mine")]


def test_an_archive_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SuiteError, match="nowhere does not exist"):
        new_suite(tmp_path / "press.yaml", tmp_path / "nowhere")
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_to_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SuiteError, match="cannot be written"):
        new_suite(tmp_path / "file" / "press.yaml")
