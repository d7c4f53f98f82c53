"""Checks that hang, break, or find nothing to look at."""

from threading import Event

import pytest

from assistant.errors import SettingsError
from assistant.settings import read_settings
from assistant.surfaces.doctor.examine import CHECKS, look
from assistant.surfaces.doctor.finding import Case, Check, Finding, failed, ok

DO = "Ask Ada Holm."


@pytest.fixture
def case():
    return Case(read_settings())


def test_a_check_that_hangs_has_failed_and_is_left(case) -> None:
    going_on = Event()
    found = look(Check("harbour", lambda _: ok(str(going_on.wait())), DO), case, seconds=0.05)
    going_on.set()
    assert found == failed("It took more than 0.05 seconds.", DO)


def raising(error: Exception):
    def broken(_case: Case) -> Finding:
        raise error

    return broken


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (SettingsError("The harbour is closed."), "The harbour is closed."),
        (ZeroDivisionError("by zero\n  in a harbour"), "It ended with ZeroDivisionError: by zero in a harbour"),
        (TimeoutError(), "It ended with TimeoutError"),
        (RuntimeError("x" * 500), "It ended with RuntimeError: …"),
    ],
)
def test_a_check_that_breaks_has_failed_with_what_to_do(case, error, said) -> None:
    assert look(Check("harbour", raising(error), DO), case, seconds=5) == failed(said, DO)


def test_a_check_with_nothing_to_look_at_finds_nothing(case) -> None:
    assert look(Check("harbour", lambda _: None, DO), case) is None


def test_no_two_checks_have_one_name() -> None:
    names = [check.name for check in CHECKS]
    assert len(names) == len(set(names)) == 18
