"""Tokens, scopes, the access file and its channels, against the stand-in for Slack."""

import pytest

from assistant.surfaces.slack.manifest import scopes
from tests.slack_server import APP_TOKEN, BOT_TOKEN, CHANNEL, OTHER_CHANNEL, PRIVATE
from tests.slack_server.names import FOREIGN_CHANNEL

SECRET = "8f742231b10e8888abcd99baedcf85a5"


async def test_a_bot_that_is_not_set_up_is_no_failure(examined) -> None:
    found = await examined()
    assert found["slack"].state == "ok"
    assert [name for name in found if name.startswith("slack ")] == []
    assert "page" not in found


async def test_all_is_well_with_the_manifests_app(examined, slack, place) -> None:
    slack.scopes = scopes()
    (place / "slack.yaml").write_text(f"channels:\n  {CHANNEL}:\n  {PRIVATE}:\n")
    found = await examined(**slack.environment | {"SLACK_SIGNING_SECRET": SECRET})
    mine = {name: one.state for name, one in found.items() if name.startswith("slack")}
    parts = ("bot token", "scopes", "app token", "signing secret", "access", "channels")
    assert mine == dict.fromkeys(("slack", *(f"slack {part}" for part in parts)), "ok")
    assert "over a socket (`readout slack`) or over HTTP" in found["slack"].said
    assert "@readout" in found["slack bot token"].said
    assert "Norhavn" in found["slack bot token"].said
    assert slack.sockets.opened == 0


async def test_nothing_is_written_in_slack(examined, slack) -> None:
    await examined(**slack.environment)
    assert {call.method for call in slack.calls} == {"auth.test", "apps.connections.open"}


async def test_no_token_or_secret_is_shown(examined, slack) -> None:
    found = str(await examined(**slack.environment | {"SLACK_SIGNING_SECRET": SECRET}))
    assert not any(secret in found for secret in (BOT_TOKEN, APP_TOKEN, SECRET))


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"SLACK_APP_TOKEN": APP_TOKEN}, "SLACK_BOT_TOKEN is not set."),
        ({"SLACK_BOT_TOKEN": BOT_TOKEN}, "Neither SLACK_APP_TOKEN nor SLACK_SIGNING_SECRET is set"),
    ],
)
async def test_a_bot_that_is_half_set_up_has_failed(examined, slack, settings, said) -> None:
    found = (await examined(READOUT_SLACK_API_URL=slack.api_url, **settings))["slack"]
    assert found.state == "failed"
    assert found.said.startswith(said)
    assert found.do


async def test_tokens_that_slack_does_not_know_have_failed_and_their_scopes_are_not_asked_for(examined, slack) -> None:
    wrong = {"SLACK_BOT_TOKEN": "xoxb-other", "SLACK_APP_TOKEN": "xapp-other"}
    found = await examined(**slack.environment | wrong)
    assert found["slack bot token"].said == "Slack refuses SLACK_BOT_TOKEN: Slack does not know it (invalid_auth)."
    assert "(invalid_auth)" in found["slack app token"].said
    assert found["slack bot token"].state == found["slack app token"].state == "failed"
    assert "slack scopes" not in found


async def test_tokens_in_each_others_place_are_told_from_their_beginning(examined, slack) -> None:
    found = await examined(**slack.environment | {"SLACK_BOT_TOKEN": APP_TOKEN, "SLACK_APP_TOKEN": BOT_TOKEN})
    assert found["slack bot token"].said == "SLACK_BOT_TOKEN does not begin with xoxb-."
    assert found["slack app token"].said == "SLACK_APP_TOKEN does not begin with xapp-."


async def test_a_scope_too_few_has_failed_and_one_too_many_is_a_warning(examined, slack) -> None:
    slack.scopes = scopes() - {"im:history", "commands"}
    found = (await examined(**slack.environment))["slack scopes"]
    assert (found.state, found.said) == ("failed", "The token lacks commands, im:history.")
    slack.scopes = scopes() | {"files:write"}
    found = (await examined(**slack.environment))["slack scopes"]
    assert (found.state, found.said) == ("warning", "The token has files:write, which the bot does not need.")


async def test_slack_that_cannot_be_reached_is_told_apart_from_a_wrong_token(examined) -> None:
    found = await examined(
        SLACK_BOT_TOKEN=BOT_TOKEN, SLACK_APP_TOKEN=APP_TOKEN, READOUT_SLACK_API_URL="http://127.0.0.1:9/api/"
    )
    for name in ("slack bot token", "slack scopes", "slack app token"):
        assert found[name].state == "failed"
        assert "refused" in found[name].said
        assert found[name].do.startswith("Look whether this machine reaches Slack")


async def test_slack_that_fails_is_quoted(examined, slack) -> None:
    slack.fail("auth.test", "fatal_error")
    assert (await examined(**slack.environment))["slack bot token"].said.endswith(": fatal_error.")


@pytest.mark.parametrize(
    ("secret", "state"), [(SECRET, "ok"), ("norhavn", "warning"), (BOT_TOKEN, "failed"), ("two words", "failed")]
)
async def test_a_signing_secret_has_a_form(examined, slack, secret, state) -> None:
    found = await examined(**slack.environment | {"SLACK_SIGNING_SECRET": secret})
    assert found["slack signing secret"].state == state


async def test_a_mistake_in_the_access_file_is_named_by_line(examined, slack, place) -> None:
    (place / "slack.yaml").write_text("channels:\n  harbour:\n")
    found = await examined(**slack.environment)
    assert found["slack access"].state == "failed"
    assert "slack channels" not in found
    assert "slack.yaml, line 2, field channels.harbour: not the id of a channel" in found["slack access"].said


async def test_an_access_file_that_was_named_must_be_there(examined, slack, tmp_path) -> None:
    found = await examined(**slack.environment, READOUT_SLACK_ACCESS=str(tmp_path / "desk.yaml"))
    assert found["slack access"].state == "failed"
    assert "desk.yaml" in found["slack access"].said


async def test_outlets_that_the_archive_does_not_have_are_named(examined, slack, home, tmp_path) -> None:
    file = tmp_path / "desk.yaml"
    file.write_text(f"channels:\n  {CHANNEL}:\n    outlets: [pell herald]\n    alerts: {{outlets: [Pell Harold]}}\n")
    found = (await examined(home, **slack.environment, READOUT_SLACK_ACCESS=str(file)))["slack access"]
    assert found.state == "warning"
    assert "names Pell Harold, and" in found.said


async def test_channels_without_the_bot_and_those_that_are_none_have_failed(examined, slack, place) -> None:
    named = (CHANNEL, OTHER_CHANNEL, FOREIGN_CHANNEL, "C0NOWHERE")
    (place / "slack.yaml").write_text("channels:\n" + "".join(f"  {one}:\n" for one in named))
    found = (await examined(**slack.environment))["slack channels"]
    assert found.state == "failed"
    nowhere = "C0NOWHERE is not there, or is a private channel without the bot"
    assert found.said == f"{FOREIGN_CHANNEL} (#islands) has no bot in it; {nowhere}."
    slack.violations.clear()  # a channel that is not there was meant


async def test_slack_may_ask_to_come_again_later_for_a_channel(examined, slack, place) -> None:
    (place / "slack.yaml").write_text(f"channels:\n  {CHANNEL}:\n")
    slack.rate_limit("conversations.info", 1, 1)
    assert (await examined(**slack.environment))["slack channels"].state == "ok"


async def test_without_an_access_file_everybody_may_ask(examined, slack) -> None:
    found = await examined(**slack.environment)
    assert found["slack access"].said == "There is no access file: everybody may ask in every channel."
    assert "slack channels" not in found
