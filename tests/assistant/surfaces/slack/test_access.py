"""The access file: what it says, what is wrong in it, and when it is read again."""

import os
from datetime import UTC, datetime, time
from pathlib import Path

import pytest

from assistant.errors import SettingsError
from assistant.surfaces.slack.access.access import Access
from assistant.surfaces.slack.access.access_file import read_rules
from assistant.surfaces.slack.access.rules import NOT_ALONE, NOT_HERE, NOT_YOU, Quiet, Rules, Subscription

WHOLE = """\
users:
  deny: [U0ADA]
direct_messages:
  outlets: [Norhavn Gazette]
channels:
  C0DESK:
    name: harbour-desk
    follow_ups: no
    users:
      allow: [U0ADA, U0BO]
  C0ALERTS:
    ask: no
    outlets: [Norhavn Gazette, No]
    alerts:
      quiet:
        start: 22:00
        end: 7:30
      digest: 8:05
      zone: Europe/Berlin
  C0PLAIN:
other_channels: no
"""


@pytest.fixture
def file(tmp_path):
    return tmp_path / "slack.yaml"


def rules(file: Path, text: str) -> Rules:
    file.write_text(text, "utf-8")
    return read_rules(file)


def refused(file: Path, text: str) -> str:
    with pytest.raises(SettingsError) as caught:
        rules(file, text)
    assert str(caught.value).startswith(str(file))
    return str(caught.value).removeprefix(str(file))


def test_without_a_file_everybody_may_ask_everywhere() -> None:
    found = Access.load(None).rules()
    assert found.may_ask("C0DESK", "U0ADA", direct=False) is None
    assert found.may_ask("D0ADA", "U0ADA", direct=True) is None
    assert found.outlets("C0DESK") is None
    assert found.follow_ups("C0DESK")
    assert found.subscriptions() == ()


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "users:\nchannels:\n", "{}"])
def test_a_file_that_says_nothing_is_as_good_as_none(file, text) -> None:
    assert rules(file, text) == Rules()


@pytest.mark.parametrize(
    ("channel", "user", "said"),
    [
        ("C0DESK", "U0BO", None),
        ("C0DESK", "U0CY", NOT_YOU),  # not allowed there
        ("C0DESK", "U0ADA", NOT_YOU),  # allowed there, and denied for all
        ("C0PLAIN", "U0CY", None),
        ("C0PLAIN", "U0ADA", NOT_YOU),
        ("C0ALERTS", "U0BO", NOT_HERE),
        ("C0ELSE", "U0BO", NOT_HERE),
        ("D0BO", "U0BO", None),
        ("D0ADA", "U0ADA", NOT_YOU),
    ],
)
def test_who_may_ask_where(file, channel, user, said) -> None:
    assert rules(file, WHOLE).may_ask(channel, user, direct=channel[0] == "D") == said


def test_direct_messages_may_be_left_unanswered(file) -> None:
    found = rules(file, "direct_messages: no\n")
    assert found.may_ask("D0BO", "U0BO", direct=True) == NOT_ALONE
    assert found.may_ask("C0DESK", "U0BO", direct=False) is None
    assert found.outlets("D0BO") == ()


def test_each_place_sees_its_own_outlets(file) -> None:
    found = rules(file, WHOLE)
    assert found.outlets("C0DESK") is None
    assert found.outlets("C0ALERTS") == ("Norhavn Gazette", "No")
    assert found.outlets("D0BO") == ("Norhavn Gazette",)
    assert found.outlets("C0ELSE") == ()


def test_follow_ups_may_be_turned_off_for_a_channel(file) -> None:
    found = rules(file, WHOLE)
    assert not found.follow_ups("C0DESK")
    assert found.follow_ups("C0PLAIN")
    assert found.follow_ups("D0BO")


def test_other_channels_may_have_rules_of_their_own(file) -> None:
    found = rules(file, "other_channels:\n  outlets: [Norhavn Gazette]\n  follow_ups: off\n")
    assert found.may_ask("C0ELSE", "U0BO", direct=False) is None
    assert found.outlets("C0ELSE") == ("Norhavn Gazette",)
    assert not found.follow_ups("C0ELSE")


def test_a_subscription_has_the_channels_outlets_unless_it_names_its_own(file) -> None:
    (found,) = rules(file, WHOLE).subscriptions()
    assert found.channel == "C0ALERTS"
    assert found.outlets == ("Norhavn Gazette", "No")
    assert (found.quiet, found.digest, str(found.zone)) == (Quiet(time(22), time(7, 30)), time(8, 5), "Europe/Berlin")
    own = "channels:\n  C0A:\n    outlets: [Post]\n    alerts:\n      outlets: [Herald]\n      digest: off\n"
    assert rules(file, own).subscriptions() == (Subscription("C0A", ("Herald",)),)


@pytest.mark.parametrize(("written", "count"), [("yes", 1), ("", 1), ("no", 0)])
def test_alerts_may_be_one_word(file, written, count) -> None:
    assert len(rules(file, f"channels:\n  C0A:\n    alerts: {written}\n").subscriptions()) == count


@pytest.mark.parametrize(
    ("moment", "quiet"),  # Berlin is an hour ahead of UTC in November
    [("20:59", False), ("21:00", True), ("02:00", True), ("06:29", True), ("06:30", False), ("12:00", False)],
)
def test_quiet_hours_go_over_midnight_in_their_own_zone(file, moment, quiet) -> None:
    (found,) = rules(file, WHOLE).subscriptions()
    at = datetime.combine(datetime(2026, 11, 22, tzinfo=UTC), time.fromisoformat(moment), UTC)
    assert found.is_quiet(at) == quiet


def test_quiet_hours_may_lie_within_a_day() -> None:
    lunch = Quiet(time(12), time(13))
    assert [lunch.holds(time(hour)) for hour in (11, 12, 13)] == [False, True, False]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("channels:\n  C0A:\n    outlet: [Post]\n", ", line 3, field channels.C0A.outlet: extra inputs are not"),
        ("channels:\n  general:\n", ", line 2, field channels.general: not the id of a channel: 'general'"),
        ("channels:\n  C0A:\n    outlets: []\n", ", line 3, field channels.C0A.outlets: tuple should have at least 1"),
        ("channels:\n  C0A:\n  C0B:\n  C0A:\n", ", line 4, field C0A: it stands here for the second time."),
        ("users:\n  allow:\n  - U0BO\n  - bo\n", ", line 4, field users.allow.1: not the id of a member: 'bo'"),
        ("follow_ups: yes\n", ", line 1, field follow_ups: extra inputs are not permitted."),
        ("other_channels: perhaps\n", ", line 1, field other_channels: input should be a valid dictionary"),
        (
            "channels:\n  C0A:\n    alerts:\n      digest: 25:00\n",
            ", line 4, field channels.C0A.alerts.digest: not a time of day: '25:00'; write it as 08:30.",
        ),
        (
            "channels:\n  C0A:\n    alerts:\n      zone: Norhavn\n",
            ", line 4, field channels.C0A.alerts.zone: not a time zone: 'Norhavn'; write it as Europe/Berlin.",
        ),
        (
            "channels:\n  C0A:\n    alerts:\n      quiet: {start: 22:00}\n",
            ", line 4, field channels.C0A.alerts.quiet.end: field required.",
        ),
        ("channels: [\n", ", line 2: not YAML,"),
        ("- C0A\n", ", line 1: input should be a valid dictionary"),
        ("a: &a [*a]\n", " is not YAML."),
        ("--- 1\n--- 2\n", ", line 2: not YAML,"),
    ],
)
def test_a_mistake_is_named_by_file_line_and_field(file, text, said) -> None:
    assert refused(file, text).startswith(said)


def test_a_file_that_is_no_text_is_refused(file) -> None:
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match="cannot be read as UTF-8"):
        read_rules(file)


def test_a_changed_file_is_read_again_at_the_next_use(file) -> None:
    file.write_text("direct_messages: no\n")
    access = Access.load(file)
    assert access.rules().may_ask("D0BO", "U0BO", direct=True) == NOT_ALONE
    assert access.rules() is access.rules()
    file.write_text("direct_messages: yes\n")
    assert access.rules().may_ask("D0BO", "U0BO", direct=True) is None


def test_a_file_of_the_same_size_and_time_that_took_its_place_is_read_too(file, tmp_path) -> None:
    file.write_text("users: {deny: [U0A]}\n")
    access = Access.load(file)
    other = tmp_path / "new.yaml"
    other.write_text("users: {deny: [U0B]}\n")
    times = file.stat()
    os.utime(other, ns=(times.st_atime_ns, times.st_mtime_ns))
    other.replace(file)
    assert access.rules().may_ask("C0DESK", "U0B", direct=False) == NOT_YOU


def test_a_broken_file_keeps_the_rules_of_before_and_is_named_once(file, caplog) -> None:
    file.write_text("direct_messages: no\n")
    access = Access.load(file)
    file.write_text("direct_messages: perhaps\n")
    for _ in range(3):
        assert access.rules().may_ask("D0BO", "U0BO", direct=True) == NOT_ALONE
    assert "line 1, field direct_messages" in (access.mistake or "")
    assert len(caplog.messages) == 1
    file.write_text("users:\n  deny: [U0BO]\n")
    assert access.rules().may_ask("D0BO", "U0BO", direct=True) == NOT_YOU
    assert access.mistake is None


def test_a_file_that_is_gone_opens_nothing(file) -> None:
    file.write_text("direct_messages: no\n")
    access = Access.load(file)
    file.unlink()
    assert access.rules().may_ask("D0BO", "U0BO", direct=True) == NOT_ALONE
    assert "cannot be read" in (access.mistake or "")


def test_a_file_that_nobody_named_counts_once_it_is_there(file) -> None:
    access = Access.load(file, named=False)
    assert access.rules().may_ask("D0BO", "U0BO", direct=True) is None
    file.write_text("direct_messages: no\n")
    assert access.rules().may_ask("D0BO", "U0BO", direct=True) == NOT_ALONE


def test_a_file_that_was_named_and_is_missing_is_refused(file) -> None:
    with pytest.raises(SettingsError, match=r"slack\.yaml cannot be read"):
        Access.load(file)


def test_a_broken_file_is_refused_at_the_start(file) -> None:
    file.write_text("channels: 7\n")
    with pytest.raises(SettingsError, match="field channels"):
        Access.load(file)
