"""What docs/slack.md tells an admin, held against what is there."""

import re
from pathlib import Path

import pytest

from assistant.settings import Settings
from assistant.surfaces.doctor.examine import CHECKS
from assistant.surfaces.slack.access.access_file import read_rules
from assistant.surfaces.slack.manifest import parts, scopes
from assistant.surfaces.slack.shown.greeting import help_message
from tests.assistant.surfaces.commands import run

DOCS = Path(__file__).parent.parent / "docs"
TEXT = (DOCS / "slack.md").read_text("utf-8")


def test_the_access_file_that_it_shows_can_be_read(tmp_path) -> None:
    (shown,) = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
    file = tmp_path / "slack.yaml"
    file.write_text(shown)
    rules = read_rules(file)
    assert rules.may_ask("C0HARBOUR", "U0ADAHOLM", direct=False) is None
    assert rules.may_ask("C0ELSE", "U0ADAHOLM", direct=False) is not None
    assert rules.outlets("D0ADAHOLM") == ("Norhavn Gazette",)
    (alerts,) = rules.subscriptions()
    assert (alerts.channel, alerts.outlets, str(alerts.zone)) == ("C0ALERTS", ("Norhavn Gazette",), "Europe/Berlin")


def test_it_tells_of_every_scope_and_of_no_other() -> None:
    table = TEXT[TEXT.index("| scope | for |") : TEXT.index("## What is stored")]
    assert {scope for line in table.splitlines()[2:] for scope in re.findall(r"`(\S+:\S+|commands)`", line)} == scopes()


def test_the_shortcut_has_one_name_everywhere() -> None:
    name = parts()["features"]["shortcuts"][0]["name"]
    assert f"*{name}*" in TEXT
    assert f"“{name}”" in help_message().text


def test_every_setting_that_it_names_is_one() -> None:
    known = {f"READOUT_{name}".upper() for name, field in Settings.model_fields.items() if not field.validation_alias}
    known |= {str(field.validation_alias) for field in Settings.model_fields.values()}
    assert set(re.findall(r"\b(?:READOUT|SLACK)_[A-Z_]+\b", TEXT)) <= known


def test_there_is_a_place_for_the_table_of_what_happens_when() -> None:
    assert TEXT.count("<!-- delivery -->") == TEXT.count("<!-- /delivery -->") == 1
    assert TEXT.index("<!-- delivery -->") < TEXT.index("<!-- /delivery -->")


@pytest.mark.parametrize("page", ["slack.md", "operations.md"])
def test_the_doctor_is_told_of_with_options_that_it_has(page) -> None:
    text = (DOCS / page).read_text("utf-8")
    shown = run("doctor", "--help").stdout
    options = {
        option for line in re.findall(r"readout doctor[^`\n]*", text) for option in re.findall(r"--[a-z]+", line)
    }
    assert options
    assert all(option in shown for option in options)
    assert len(CHECKS) == len({check.name for check in CHECKS})


def test_the_pages_that_it_links_to_are_there() -> None:
    for link in re.findall(r"\]\((?!https)([^)#]+)\)", TEXT):
        assert (DOCS / link).is_file()
